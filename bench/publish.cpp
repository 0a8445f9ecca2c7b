// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/wording.h"
#include "bench/options.h"
#include "bench/pairs.h"
#include "bench/rows.h"
#include "bench/sample.h"
#include "bench/scratchprofile.h"
#include "core/clock.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

namespace {

constexpr int kBatch = 500;
constexpr int kOpenBatches = 2; // the next is handed over while one is being written
constexpr qsizetype kBodyBytes = 1024;
constexpr auto kNobody = "http://127.0.0.1:9/hook"_L1; // nobody delivers

using Seconds = std::chrono::duration<double>;

// One side's work, in seconds; none: it failed, and said why.
class PublishBench final
{
public:
    PublishBench(Story &story, const Options &options)
        : m_story(story)
        , m_options(options)
    {
    }

    int run();

private:
    std::unique_ptr<app::Services> openProfile(const ScratchProfile &profile);
    std::optional<double> ownSide();
    std::optional<double> bareSide();
    QString publishAll(app::Services &services);

    Story &m_story;
    const Options &m_options;
    const EventDraft m_event = sampleEvent(u"order.delivered"_s, kBodyBytes);
};

std::unique_ptr<app::Services> PublishBench::openProfile(const ScratchProfile &profile)
{
    std::unique_ptr<app::Services> services;
    m_story.call([&] {
        auto opened = app::Services::open(profile.paths(), app::Role::Command);
        if (opened)
            services = std::move(*opened);
    });
    if (!services)
        return {};
    const QString refused
        = save(m_story, services->local(), sampleSubscriber(u"Receiver"_s, kNobody, m_event.type));
    if (refused.isEmpty())
        return services;
    giveUp(refused);
    m_story.call([&] { services.reset(); });
    return {};
}

// Two batches are always on their way. Empty: all are durable.
QString PublishBench::publishAll(app::Services &services)
{
    const int events = m_options[u"events"_s];
    std::promise<QString> ended;
    int open = 0;
    int published = 0;
    QString fault;
    std::function<void()> more = [&] {
        while (fault.isEmpty() && published < events && open < kOpenBatches) {
            const int size = std::min(kBatch, events - published);
            published += size;
            ++open;
            services.local()
                .publish(QList<EventDraft>(size, m_event))
                .then(&services.local(), [&](const Result<QList<Published>> &answer) {
                    --open;
                    if (!answer && fault.isEmpty())
                        fault = wording::sentence(answer.error());
                    more();
                });
        }
        if (open == 0)
            ended.set_value(fault);
    };
    std::future<QString> end = ended.get_future();
    m_story.call(more);
    return end.get();
}

std::optional<double> PublishBench::ownSide()
{
    const ScratchProfile profile(m_options.place);
    std::unique_ptr<app::Services> services = openProfile(profile);
    if (!services)
        return std::nullopt;
    const auto begin = std::chrono::steady_clock::now();
    const QString fault = publishAll(*services);
    const Seconds took = std::chrono::steady_clock::now() - begin;
    const Result<qint64> count = m_story.ask([&] { return services->local().count({}, {}); });
    m_story.call([&] { services.reset(); });
    if (fault.isEmpty() && count && *count == m_options[u"events"_s])
        return took.count();
    giveUp(u"published %1 jobs of %2 %3"_s.arg(count.value_or(-1)).arg(m_options[u"events"_s]).arg(fault));
    return std::nullopt;
}

std::optional<double> PublishBench::bareSide()
{
    const ScratchProfile profile(m_options.place);
    std::unique_ptr<app::Services> services = openProfile(profile);
    if (!services)
        return std::nullopt;
    m_story.call([&] { services.reset(); });
    const std::unique_ptr<Rows> rows = Rows::open(profile.paths().data, Rows::Durability::Full);
    const auto begin = std::chrono::steady_clock::now();
    const Instant now = SystemClock().now();
    if (!rows || !fill(*rows, {m_event, m_options[u"events"_s], 1, now}, &Rows::addWaiting))
        return std::nullopt;
    const Seconds took = std::chrono::steady_clock::now() - begin;
    return took.count();
}

int PublishBench::run()
{
    std::vector<Pair> pairs;
    while (int(pairs.size()) < m_options[u"pairs"_s]) {
        const std::optional<double> bare = bareSide();
        const std::optional<double> own = bare ? ownSide() : std::nullopt;
        if (!own)
            return 1;
        pairs.push_back({*bare, *own});
        std::fprintf(stderr, "pair %zu: ratio %.3f\n", pairs.size(), pairs.back().ratio());
    }
    const int events = m_options[u"events"_s];
    print(m_options, tableOf(pairs, events), jsonOf(pairs, events));
    return 0;
}

} // namespace

} // namespace tacklebox::bench

int main(int argc, char **argv)
{
    using namespace tacklebox::bench;
    const QCoreApplication application(argc, argv);
    const std::optional<Options> options = optionsFrom(
        u"Publishes events that nobody delivers, and writes the same rows without the product."_s,
        {{u"events"_s, u"Events a side."_s, 100'000}, {u"pairs"_s, u"Pairs to run."_s, 5}});
    if (!options)
        return 2;
    return Story::run([&](Story &story) { return PublishBench(story, *options).run(); });
}
