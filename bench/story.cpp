// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/story.h"

#include <QCoreApplication>
#include <QThread>

#include <memory>

namespace tacklebox::bench {

int Story::run(const std::function<int(Story &)> &tell)
{
    Story story;
    const std::unique_ptr<QThread> teller(QThread::create([&story, &tell] {
        const int code = tell(story);
        story.onMain([code] { QCoreApplication::exit(code); });
    }));
    teller->start();
    const int code = QCoreApplication::exec();
    teller->wait();
    return code;
}

void Story::call(const std::function<void()> &work)
{
    std::promise<void> done;
    onMain([&work, &done] {
        work();
        done.set_value();
    });
    done.get_future().wait();
}

void Story::onMain(std::function<void()> work)
{
    QMetaObject::invokeMethod(&m_main, std::move(work), Qt::QueuedConnection);
}

} // namespace tacklebox::bench
