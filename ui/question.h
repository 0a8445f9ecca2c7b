// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One question at a time: asking again stops the one before, whose late answer nobody hears.
#pragma once

#include "core/async.h"

#include <stop_token>

namespace tacklebox::ui {

class Question final
{
public:
    Question() = default;
    Question(const Question &) = delete;
    Question &operator=(const Question &) = delete;
    ~Question() { stop(); }

    // `ask` takes the token and answers a future, whose result `take` gets on the context's thread.
    template<typename Ask, typename Take>
    void ask(QObject *context, Ask ask, Take take)
    {
        stop();
        m_source = std::stop_source();
        const std::stop_token token = m_source.get_token();
        ask(token).then(context, [token, take](const auto &answer) {
            if (!token.stop_requested())
                take(answer);
        });
    }

    void stop() { m_source.request_stop(); }

private:
    std::stop_source m_source{std::nostopstate};
};

} // namespace tacklebox::ui
