// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Follows the captures of the profile: tells those that are new, whichever process caught them.
#pragma once

#include "core/capture.h"
#include "core/error.h"

#include <QObject>

#include <optional>
#include <stop_token>

namespace tacklebox::store {
class Store;
struct News;
} // namespace tacklebox::store

namespace tacklebox::inbox {

class CaptureShelf final : public QObject
{
    Q_OBJECT

public:
    CaptureShelf(store::Store &store, QObject *parent);
    ~CaptureShelf() override;

signals:
    void captured(const QList<tacklebox::Capture> &captures);

private:
    void start();
    void look();
    void show(const Result<QList<Capture>> &found);

    store::Store &m_store;
    std::stop_source m_stop;
    std::optional<qint64> m_seen; // the newest id told; none: not known yet
    bool m_isLooking = false;
    bool m_hasMore = false; // news came meanwhile
};

} // namespace tacklebox::inbox
