// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One question at a time: asking again stops the one before, and its late answer is known by its
// token.
//
//     const auto token = m_rows.begin();
//     backend.jobs(query, token).then(this, [this, token](const Result<Page<Job>> &answer) {
//         if (!token.stop_requested())
//             show(answer);
//     });
#pragma once

#include <stop_token>

namespace tacklebox::ui {

class Question final
{
public:
    Question() = default;
    Question(const Question &) = delete;
    Question &operator=(const Question &) = delete;
    ~Question() { stop(); }

    [[nodiscard]] std::stop_token begin()
    {
        stop();
        m_source = std::stop_source();
        return m_source.get_token();
    }

    void stop() { m_source.request_stop(); }

private:
    std::stop_source m_source{std::nostopstate};
};

} // namespace tacklebox::ui
