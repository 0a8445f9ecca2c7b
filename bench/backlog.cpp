// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/flow.h"
#include "bench/options.h"
#include "bench/pairs.h"
#include "bench/rows.h"
#include "bench/sample.h"
#include "bench/scratchprofile.h"
#include "core/clock.h"
#include "store/jobqueue.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QProcess>

#include <algorithm>
#include <cstdio>

#include <curl/curl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

constexpr qsizetype kBodyBytes = 1024;
constexpr int kFew = 1'000;
constexpr int kClaim = 100;
constexpr int kSubscriber = 1;
constexpr auto kDeliver = "--deliver"_L1;

// What /proc says of this process, in MB.
double ownMemory(const QByteArray &field)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(field + ':'))
            return line.mid(field.size() + 1).simplified().split(' ').first().toDouble() / 1024;
    }
    return -1;
}

struct Delivering
{
    double now = 0; // MB resident at its end
    double most = 0; // and at its highest
    qint64 delivered = 0;
};

class BacklogBench final
{
public:
    BacklogBench(Story &story, const Options &options, const Nginx &nginx)
        : m_story(story)
        , m_options(options)
        , m_nginx(nginx)
    {
    }

    int run();

private:
    bool prepare(const ScratchProfile &profile, int jobs);
    std::optional<double> claimMicros(const QString &directory) const;
    [[nodiscard]] std::optional<Delivering> deliver(const QString &profile) const;
    void tell(const std::vector<Pair> &pairs, const Delivering &delivering) const;

    Story &m_story;
    const Options &m_options;
    const Nginx &m_nginx;
};

bool BacklogBench::prepare(const ScratchProfile &profile, int jobs)
{
    std::unique_ptr<app::Services> services;
    m_story.call([&] {
        auto opened = app::Services::open(profile.paths(), app::Role::Command);
        if (opened)
            services = std::move(*opened);
    });
    if (!services)
        return false;
    const EventDraft event = sampleEvent(u"order.delivered"_s, kBodyBytes);
    const QString refused
        = save(m_story, services->local(), sampleSubscriber(u"Receiver"_s, m_nginx.url(), event.type));
    close(m_story, services);
    const auto rows = Rows::open(profile.paths().data, Rows::Durability::None);
    return refused.isEmpty() && rows
        && fill(*rows, {event, jobs, kSubscriber, SystemClock().now()}, &Rows::addWaiting);
}

// Claims and puts back, by turns; only the claim is timed, and of those the median.
std::optional<double> BacklogBench::claimMicros(const QString &directory) const
{
    const auto store = store::Store::open(directory);
    if (!store)
        return std::nullopt;
    const SystemClock clock;
    const Result<store::Epoch> epoch
        = (*store)
              ->write<store::Epoch>([&](store::Connection &c) { return store::takeOver(c, clock.now()); })
              .result();
    std::vector<double> micros;
    std::vector<store::SettledJob> claimed;
    bool isGood = epoch.has_value();
    while (isGood && int(micros.size()) < m_options[u"claims"_s]) {
        const auto claim = [&](store::Connection &connection) -> Result<Done> {
            const auto begin = std::chrono::steady_clock::now();
            const auto jobs = store::claimDue(
                connection, *epoch, {kSubscriber}, store::QueueOrder::ByDue, clock.now(), kClaim);
            if (!jobs)
                return fail(jobs.error());
            std::vector<JobKey> keys;
            std::ranges::transform(jobs->jobs, std::back_inserter(keys), &store::ClaimedJob::key);
            const auto noted = store::noteSending(connection, keys);
            const auto end = std::chrono::steady_clock::now();
            if (!noted)
                return noted;
            for (const store::ClaimedJob &job : jobs->jobs)
                claimed.push_back({job.key, job.subscriber, {}, false, JobState::Waiting, {}, {}, {}});
            micros.push_back(std::chrono::duration<double, std::micro>(end - begin).count());
            return Done{};
        };
        const auto putBack = [&](store::Connection &connection) {
            return store::settle(connection, *epoch, claimed, clock.now());
        };
        claimed.clear();
        isGood = (*store)->write<Done>(claim).result().has_value() && int(claimed.size()) == kClaim
            && (*store)->write<int>(putBack).result().has_value();
    }
    return isGood ? std::optional(medianOf(micros)) : std::nullopt;
}

// A process of its own: nothing of the filling is in its memory.
std::optional<Delivering> BacklogBench::deliver(const QString &profile) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
                  {kDeliver, profile, QString::number(m_options[u"seconds"_s])});
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        return std::nullopt;
    const QByteArrayList words = process.readAllStandardOutput().simplified().split(' ');
    if (words.size() != 3)
        return std::nullopt;
    return Delivering{words[0].toDouble(), words[1].toDouble(), words[2].toLongLong()};
}

void BacklogBench::tell(const std::vector<Pair> &pairs, const Delivering &delivering) const
{
    QString table = u"pair   claim of 100, 1,000 waiting us   all waiting us   ratio\n"_s;
    std::vector<double> ratios;
    QJsonArray rows;
    for (const Pair &pair : pairs) {
        ratios.push_back(pair.ownSeconds / pair.bareSeconds);
        table += QString::asprintf("%4zu   %30.0f   %14.0f   %5.2f\n",
                                   ratios.size(),
                                   pair.bareSeconds * 1e6,
                                   pair.ownSeconds * 1e6,
                                   ratios.back());
        rows.append(QJsonObject{{u"few_us"_s, pair.bareSeconds * 1e6}, {u"all_us"_s, pair.ownSeconds * 1e6}});
    }
    table += QString::asprintf("median ratio %.2f with %d waiting\n", medianOf(ratios), m_options[u"jobs"_s]);
    table += QString::asprintf("resident while delivering %.0f MB, at most %.0f MB (%lld delivered)\n",
                               delivering.now,
                               delivering.most,
                               static_cast<long long>(delivering.delivered));
    print(m_options,
          table,
          {{u"jobs"_s, m_options[u"jobs"_s]},
           {u"pairs"_s, rows},
           {u"median_ratio"_s, medianOf(ratios)},
           {u"resident_mb"_s, delivering.now},
           {u"resident_peak_mb"_s, delivering.most}});
}

int BacklogBench::run()
{
    const ScratchProfile few(m_options.place);
    const ScratchProfile all(m_options.place);
    if (!prepare(few, kFew) || !prepare(all, m_options[u"jobs"_s]))
        return giveUp(u"the queues could not be written"_s);
    std::vector<Pair> pairs;
    while (int(pairs.size()) < m_options[u"pairs"_s]) {
        const auto little = claimMicros(few.paths().data);
        const auto much = little ? claimMicros(all.paths().data) : std::nullopt;
        if (!much)
            return giveUp(u"fewer were claimed than wait"_s);
        pairs.push_back({*little / 1e6, *much / 1e6});
    }
    const std::optional<Delivering> delivering = deliver(all.paths().data);
    if (!delivering)
        return giveUp(u"the deliverer did not come to its end"_s);
    tell(pairs, *delivering);
    return 0;
}

// Delivers for so long and says how much memory it took.
int deliverFor(Story &story, const QString &profile, std::chrono::seconds time)
{
    std::unique_ptr<app::Services> services = openDelivering(story, app::profilePaths(profile));
    if (!services)
        return 1;
    waitUntil([] { return false; }, time);
    const double now = ownMemory("VmRSS");
    const double most = ownMemory("VmHWM");
    JobQuery delivered;
    delivered.states = {JobState::Delivered};
    const Result<qint64> count = story.ask([&] { return services->local().count(delivered, {}); });
    close(story, services);
    std::printf("%.1f %.1f %lld\n", now, most, static_cast<long long>(count.value_or(-1)));
    return 0;
}

} // namespace

} // namespace tacklebox::bench

int main(int argc, char **argv)
{
    using namespace tacklebox::bench;
    const QCoreApplication application(argc, argv);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 4 && words[1] == kDeliver)
        return Story::run([&](Story &story) {
            return deliverFor(story, words[2], std::chrono::seconds(words[3].toInt()));
        });
    const std::optional<Options> options
        = optionsFrom(u"Claims from a short and a long queue, and delivers from the long one."_s,
                      {{u"jobs"_s, u"Jobs in the long queue."_s, 1'000'000},
                       {u"claims"_s, u"Claims a side."_s, 200},
                       {u"seconds"_s, u"To deliver before the memory is read."_s, 10},
                       {u"pairs"_s, u"Pairs to run."_s, 5}});
    const std::unique_ptr<Nginx> nginx = options ? Nginx::start() : nullptr;
    if (!nginx)
        return 2;
    return Story::run([&](Story &story) { return BacklogBench(story, *options, *nginx).run(); });
}
