// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The profile's connections: the embedded engine.
#pragma once

#include "backend/connections.h"

namespace tacklebox::app {

class LocalConnections final : public Connections
{
    Q_OBJECT

public:
    // Borrowed.
    explicit LocalConnections(Backend &local);

    [[nodiscard]] QStringList names() const override;
    [[nodiscard]] Backend *backend(const QString &name) override;

private:
    Backend &m_local;
};

} // namespace tacklebox::app
