// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Tells how far a run of replays is, as long as somebody carries it on.
#pragma once

#include "app/tackle/session.h"
#include "backend/replays.h"

#include <QTimer>

namespace tacklebox::tackle {

class ReplayWatch final : public QObject
{
    Q_OBJECT

public:
    ReplayWatch(Session &session, Replays &replays, const Replay &begun);

private:
    void look();
    void take(const Replay &now);
    void end(const Replay &last);
    void endWithoutDeliverer(const Statistics &statistics);

    Session &m_session;
    Replays &m_replays;
    Replay m_told;
    QTimer m_timer; // nobody may be left to make news
    bool m_isLooking = false;
};

} // namespace tacklebox::tackle
