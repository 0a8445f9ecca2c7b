// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Lets one connection's requests go in the order that they came in, as often as the API may be asked: by this
// process, and by all that keep the rate together, where somebody counts for them.
//
// Threads: call it from the thread it lives in, which runs an event loop; futures finish there.
#pragma once

#include "core/async.h"
#include "dialects/pace.h"

#include <QTimer>

#include <functional>
#include <optional>
#include <stop_token>

namespace tacklebox::dialects {

class Turns final : public QObject
{
    Q_OBJECT

public:
    // Takes a turn for whoever is next and answers zero; else how long until there may be one. An error says
    // that nobody counts just now: then this process's own rate is all that is kept.
    using Ask = std::function<Async<std::chrono::milliseconds>()>;

    explicit Turns(std::optional<Rate> rate, Ask shared = {}, QObject *parent = nullptr);

    // Whoever gets Done sends at once. Who was stopped before takes no turn and gets Cancelled, when it would
    // have been theirs.
    Async<Done> next(std::stop_token stop);

    // The server asks to be left alone for so long.
    void rest(std::chrono::milliseconds span);

private:
    struct Waiting
    {
        std::stop_token stop;
        QPromise<Result<Done>> answer;
    };

    void go();
    void ask();
    void give();
    bool skipStopped();

    Pace m_pace;
    Ask m_shared; // none: nobody else is counted
    bool m_isAsking = false;
    std::deque<Waiting> m_waiting;
    QTimer m_timer;
};

} // namespace tacklebox::dialects
