// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/flow.h"
#include "bench/options.h"
#include "bench/pairs.h"
#include "bench/rows.h"
#include "bench/sample.h"
#include "bench/scratchprofile.h"
#include "core/clock.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <curl/curl.h>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

constexpr qsizetype kBodyBytes = 1024;
constexpr auto kAge = std::chrono::hours(24 * 60); // twice the default of retention_delivered

// Deliveries a second, and what went meanwhile.
struct KeepingPair
{
    double without = 0;
    double beside = 0;
    qint64 gone = 0;
    bool isOver = false; // nothing old was left before the end
};

class RetentionBench final
{
public:
    RetentionBench(Story &story, const Options &options, const Nginx &nginx)
        : m_story(story)
        , m_options(options)
        , m_nginx(nginx)
        , m_profile(options.place)
    {
    }

    int run();

private:
    bool prepare();
    std::optional<double> without();
    bool beside(KeepingPair &pair);
    std::optional<double> flow(app::Services &services);
    void tell(const std::vector<KeepingPair> &pairs) const;

    Story &m_story;
    const Options &m_options;
    const Nginx &m_nginx;
    const ScratchProfile m_profile;
    const EventDraft m_event = sampleEvent(u"order.delivered"_s, kBodyBytes);
};

bool RetentionBench::prepare()
{
    std::unique_ptr<app::Services> services = openDelivering(m_story, m_profile.paths());
    if (!services)
        return false;
    const QString refused
        = save(m_story, services->local(), sampleSubscriber(u"Receiver"_s, m_nginx.url(), m_event.type));
    close(m_story, services);
    const auto rows = Rows::open(m_profile.paths().data, Rows::Durability::None);
    const Instant then = SystemClock().now() - kAge;
    return refused.isEmpty() && rows
        && fill(*rows, {m_event, m_options[u"jobs"_s], 1, then}, &Rows::addDelivered);
}

std::optional<double> RetentionBench::flow(app::Services &services)
{
    return rateOf(
        {m_event, std::chrono::seconds(m_options[u"seconds"_s])}, m_story, services.local(), m_nginx);
}

std::optional<double> RetentionBench::without()
{
    std::unique_ptr<app::Services> services = openDelivering(m_story, m_profile.paths());
    if (!services)
        return std::nullopt;
    const std::optional<double> rate = flow(*services);
    close(m_story, services);
    return rate;
}

// Closing ends the pruner where it stands: the next pair goes on from there.
bool RetentionBench::beside(KeepingPair &pair)
{
    std::unique_ptr<app::Services> services = openDelivering(m_story, m_profile.paths());
    if (!services)
        return false;
    std::atomic<qint64> gone{0};
    std::atomic<bool> isOver{false};
    m_story.call([&] {
        Upkeep &upkeep = services->upkeep();
        QObject::connect(
            &upkeep, &Upkeep::pruned, &upkeep, [&gone](const Pruned &soFar) { gone = soFar.delivered; });
        upkeep.prune().then(&upkeep, [&](const Result<Pruned> &pruned) {
            gone = pruned ? pruned->delivered : -1;
            isOver = true;
        });
    });
    const std::optional<double> rate = flow(*services);
    pair.isOver = isOver;
    pair.gone = gone;
    close(m_story, services);
    pair.beside = rate.value_or(0);
    return rate && pair.gone > 0;
}

void RetentionBench::tell(const std::vector<KeepingPair> &pairs) const
{
    QString table = u"pair   without /s   beside /s   ratio   jobs gone\n"_s;
    std::vector<double> ratios;
    QJsonArray rows;
    for (const KeepingPair &pair : pairs) {
        ratios.push_back(pair.beside / pair.without);
        table += QString::asprintf("%4zu   %10.0f   %8.0f   %5.3f   %9lld%s\n",
                                   ratios.size(),
                                   pair.without,
                                   pair.beside,
                                   ratios.back(),
                                   static_cast<long long>(pair.gone),
                                   pair.isOver ? "  (all: fill more)" : "");
        rows.append(QJsonObject{{u"without_per_s"_s, pair.without},
                                {u"beside_per_s"_s, pair.beside},
                                {u"ratio"_s, ratios.back()},
                                {u"gone"_s, pair.gone}});
    }
    table += QString::asprintf("median ratio %.3f\n", medianOf(ratios));
    print(m_options,
          table,
          {{u"jobs"_s, m_options[u"jobs"_s]}, {u"pairs"_s, rows}, {u"median_ratio"_s, medianOf(ratios)}});
}

int RetentionBench::run()
{
    if (!prepare())
        return giveUp(u"the old jobs could not be written"_s);
    std::vector<KeepingPair> pairs;
    while (int(pairs.size()) < m_options[u"pairs"_s]) {
        KeepingPair pair;
        const std::optional<double> rate = without();
        pair.without = rate.value_or(0);
        if (!rate || !beside(pair))
            return giveUp(u"a side did not come to its end, or nothing went"_s);
        pairs.push_back(pair);
    }
    tell(pairs);
    return 0;
}

} // namespace

} // namespace tacklebox::bench

int main(int argc, char **argv)
{
    using namespace tacklebox::bench;
    const QCoreApplication application(argc, argv);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::optional<Options> options
        = optionsFrom(u"Delivers, and delivers while what is old goes."_s,
                      {{u"jobs"_s, u"Old jobs, delivered long ago."_s, 1'000'000},
                       {u"seconds"_s, u"A side."_s, 10},
                       {u"pairs"_s, u"Pairs to run."_s, 5}});
    const std::unique_ptr<Nginx> nginx = options ? Nginx::start() : nullptr;
    if (!nginx)
        return 2;
    return Story::run([&](Story &story) { return RetentionBench(story, *options, *nginx).run(); });
}
