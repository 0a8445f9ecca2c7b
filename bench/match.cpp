// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/services.h"
#include "bench/options.h"
#include "bench/pairs.h"
#include "bench/sample.h"
#include "bench/scratchprofile.h"
#include "engine/matcher.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

namespace {

constexpr qsizetype kBodyBytes = 1024;
constexpr auto kNobody = "http://127.0.0.1:9/hook"_L1; // nobody delivers

enum class Filter { None, Content };

// Microseconds an event, each beside its bare half.
struct Round
{
    double comparing = 0; // each subscriber's one type with the event's
    double plain = 0;
    double parsing = 0; // the payload, once, by Qt
    double filtered = 0;
};

class MatchBench final
{
public:
    MatchBench(Story &story, const Options &options)
        : m_story(story)
        , m_options(options)
    {
    }

    int run();

private:
    [[nodiscard]] QString typeOf(int subscriber) const;
    QString saveAll(const app::ProfilePaths &paths, Filter filter);
    template<typename Work>
    double timed(Work work) const;
    double timeMatches(const QString &directory) const;
    double timeComparing() const;
    void tell(const std::vector<Round> &rounds) const;

    Story &m_story;
    const Options &m_options;
    const EventDraft m_event = sampleEvent(u"order.delivered"_s, kBodyBytes);
};

// So many of them, spread over all, select the event.
QString MatchBench::typeOf(int subscriber) const
{
    const int step = std::max(1, m_options[u"subscribers"_s] / m_options[u"matching"_s]);
    const bool matches = subscriber % step == 0 && subscriber / step < m_options[u"matching"_s];
    return matches ? m_event.type : u"order.kind%1"_s.arg(subscriber);
}

QString MatchBench::saveAll(const app::ProfilePaths &paths, Filter filter)
{
    std::unique_ptr<app::Services> services;
    m_story.call([&] {
        auto opened = app::Services::open(paths, app::Role::Command);
        if (opened)
            services = std::move(*opened);
    });
    QString refused = services ? QString() : u"the profile does not open"_s;
    for (int i = 0; refused.isEmpty() && i < m_options[u"subscribers"_s]; ++i) {
        SubscriberDraft draft = sampleSubscriber(u"Receiver %1"_s.arg(i), kNobody, typeOf(i));
        if (filter == Filter::Content)
            draft.changes.insert(u"filter"_s,
                                 QJsonObject{{u"order.total"_s, QJsonObject{{u"greater"_s, 100}}}});
        refused = save(m_story, services->local(), draft);
    }
    m_story.call([&] { services.reset(); });
    return refused;
}

template<typename Work>
double MatchBench::timed(Work work) const
{
    const int events = m_options[u"events"_s];
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < events; ++i)
        work();
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    return took.count() / events;
}

// Inside a change, as publishing does it. Below 0: it failed, or matched others.
double MatchBench::timeMatches(const QString &directory) const
{
    const auto store = store::Store::open(directory);
    if (!store)
        return -1;
    return (*store)
        ->write<double>([this](store::Connection &connection) -> Result<double> {
            engine::Matcher matcher;
            if (const auto fresh = matcher.refresh(connection); !fresh)
                return fail(fresh.error());
            qint64 matches = 0;
            const double each = timed([&] { matches += qint64(matcher.match(m_event).jobs.size()); });
            return matches == qint64(m_options[u"matching"_s]) * m_options[u"events"_s] ? each : -1.0;
        })
        .result()
        .value_or(-1);
}

double MatchBench::timeComparing() const
{
    QStringList types;
    for (int i = 0; i < m_options[u"subscribers"_s]; ++i)
        types.append(typeOf(i));
    volatile qsizetype equal = 0; // or the compiler leaves the loop out
    return timed([&] { equal = equal + types.count(m_event.type); });
}

void MatchBench::tell(const std::vector<Round> &rounds) const
{
    QString table = u"round   comparing us   matching us   ratio    parsing us   with filters us   ratio\n"_s;
    std::vector<double> plain;
    std::vector<double> filtered;
    QJsonArray rows;
    for (const Round &round : rounds) {
        plain.push_back(round.plain);
        filtered.push_back(round.filtered);
        table += QString::asprintf("%5zu   %12.2f   %11.2f   %5.2f   %11.2f   %15.2f   %5.2f\n",
                                   plain.size(),
                                   round.comparing,
                                   round.plain,
                                   round.plain / round.comparing,
                                   round.parsing,
                                   round.filtered,
                                   round.filtered / (round.comparing + round.parsing));
        rows.append(QJsonObject{{u"comparing_us"_s, round.comparing},
                                {u"matching_us"_s, round.plain},
                                {u"parsing_us"_s, round.parsing},
                                {u"filtered_us"_s, round.filtered}});
    }
    table += QString::asprintf(
        "median %.2f us an event, %.2f us with filters\n", medianOf(plain), medianOf(filtered));
    print(m_options,
          table,
          {{u"subscribers"_s, m_options[u"subscribers"_s]},
           {u"matching"_s, m_options[u"matching"_s]},
           {u"rounds"_s, rows},
           {u"median_us"_s, medianOf(plain)},
           {u"median_filtered_us"_s, medianOf(filtered)}});
}

int MatchBench::run()
{
    const ScratchProfile plain(m_options.place);
    const ScratchProfile filtered(m_options.place);
    for (const QString &refused :
         {saveAll(plain.paths(), Filter::None), saveAll(filtered.paths(), Filter::Content)}) {
        if (!refused.isEmpty())
            return giveUp(refused);
    }
    std::vector<Round> rounds;
    while (int(rounds.size()) < m_options[u"pairs"_s]) {
        const double parsing = timed([&] { (void)QJsonDocument::fromJson(m_event.payload); });
        rounds.push_back(
            {timeComparing(), timeMatches(plain.paths().data), parsing, timeMatches(filtered.paths().data)});
        if (rounds.back().plain < 0 || rounds.back().filtered < 0)
            return giveUp(u"other subscribers matched than those that select the event"_s);
    }
    tell(rounds);
    return 0;
}

} // namespace

} // namespace tacklebox::bench

int main(int argc, char **argv)
{
    using namespace tacklebox::bench;
    const QCoreApplication application(argc, argv);
    const std::optional<Options> options
        = optionsFrom(u"Finds the few among many subscribers that are told of an event."_s,
                      {{u"subscribers"_s, u"Subscribers in all."_s, 1000},
                       {u"matching"_s, u"Those that select the event."_s, 10},
                       {u"events"_s, u"Events a round."_s, 5000},
                       {u"pairs"_s, u"Rounds to run."_s, 5}});
    if (!options)
        return 2;
    return Story::run([&](Story &story) { return MatchBench(story, *options).run(); });
}
