// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A new profile for one measurement, on the disk that is meant, with a master key of its own in a file.
// It is gone with the object.
#pragma once

#include "app/services.h"

#include <QTemporaryDir>

namespace tacklebox::bench {

class ScratchProfile final
{
public:
    // Beneath `place`: a tmpfs would make every fsync free. Sets TACKLEBOX_MASTER_KEY_FILE.
    explicit ScratchProfile(const QString &place);

    [[nodiscard]] bool isValid() const { return m_isValid; }
    [[nodiscard]] app::ProfilePaths paths() const;

private:
    QTemporaryDir m_directory;
    bool m_isValid = false;
};

} // namespace tacklebox::bench
