// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A second process on a profile: storeprobe PROFILE open | publish N | lock. Prints one line, then for
// `lock` waits until its input ends.

#include "profile.h"
#include "store/delivererlock.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::store;

namespace {

int say(const char *text, int number = 0)
{
    std::printf("%s %d\n", text, number);
    std::fflush(stdout);
    return 0;
}

int publishMany(Store &store, int count)
{
    const auto page = test::await(store.read<std::vector<StoredSubscriber>>(
        {}, [](Connection &connection) { return allSubscribers(connection); }));
    if (!page || page->empty())
        return say("none");
    const NewJob job{page->front().key, JobState::Waiting};
    int published = 0;
    for (int i = 0; i < count; ++i) {
        const auto done = test::await(store.write<Published>([&](Connection &connection) {
            return publish(connection, test::draft(u"probe"_s, QString::number(i)), {&job, 1}, test::kNow);
        }));
        published += done ? 1 : 0;
    }
    return say("published", published);
}

int holdLock(const QString &profile)
{
    const auto lock = DelivererLock::tryAcquire(profile);
    say(lock && *lock ? "held" : "refused");
    while (std::getchar() != EOF) { }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString profile = arguments.value(1);
    if (arguments.value(2) == u"lock"_s)
        return holdLock(profile);
    const auto store = Store::open(profile);
    if (!store)
        return say("reason", int(store.error().reason));
    if (arguments.value(2) == u"publish"_s)
        return publishMany(**store, arguments.value(3).toInt());
    return say("opened");
}
