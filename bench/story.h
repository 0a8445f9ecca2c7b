// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A measurement told from top to bottom on a thread of its own, while the main thread runs the loop of
// the product: whoever measures may wait.
#pragma once

#include "core/async.h"

#include <QObject>

#include <functional>
#include <future>

namespace tacklebox::bench {

class Story final
{
public:
    // Runs `tell` beside the main loop and answers its exit code. From main(), once.
    static int run(const std::function<int(Story &)> &tell);

    // Calls `question` on the main thread and waits for what it answers in time.
    template<typename Question>
    auto ask(Question question)
    {
        using Answer = decltype(question().result());
        std::promise<Answer> promise;
        std::future<Answer> answer = promise.get_future();
        onMain([this, &question, &promise] {
            question().then(&m_main, [&promise](const Answer &given) { promise.set_value(given); });
        });
        return answer.get();
    }

    // Calls `work` on the main thread and waits for its end.
    void call(const std::function<void()> &work);

private:
    Story() = default;
    void onMain(std::function<void()> work);

    QObject m_main; // lives on the main thread
};

} // namespace tacklebox::bench
