// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/flow.h"
#include "bench/options.h"
#include "bench/pairs.h"
#include "bench/receiver.h"
#include "bench/sample.h"
#include "bench/scratchprofile.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <curl/curl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

constexpr qsizetype kBodyBytes = 1024;
constexpr int kFirstWindow = 16; // jobs that a lane begins with
constexpr int kBatch = 500;

// Deliveries a second of the subscriber that answers.
struct FairPair
{
    double alone = 0;
    double beside = 0;
};

class FairnessBench final
{
public:
    FairnessBench(Story &story, const Options &options, const Nginx &nginx)
        : m_story(story)
        , m_options(options)
        , m_nginx(nginx)
    {
    }

    int run();

private:
    std::optional<double> rate(const Receiver *hanging);
    std::optional<double> measure(Backend &backend, const Receiver *hanging);
    bool hang(Backend &backend, const Receiver &receiver);
    void tell(const std::vector<FairPair> &pairs) const;

    Story &m_story;
    const Options &m_options;
    const Nginx &m_nginx;
};

// Until as many hang as a new lane lets out; the rest waits in its queue.
bool FairnessBench::hang(Backend &backend, const Receiver &receiver)
{
    if (!save(m_story, backend, sampleSubscriber(u"Hangs"_s, receiver.url(), u"offer.made"_s)).isEmpty())
        return false;
    QList<EventDraft> events;
    for (int i = 0; i < kBatch; ++i) {
        events.append(sampleEvent(u"offer.made"_s, kBodyBytes));
        events.last().payload = Receiver::bodyOf(i, kBodyBytes);
    }
    for (int published = 0; published < m_options[u"waiting"_s]; published += kBatch) {
        if (!m_story.ask([&] { return backend.publish(events); }))
            return false;
    }
    return waitUntil([&] { return receiver.requests() >= kFirstWindow; }, 30s);
}

std::optional<double> FairnessBench::measure(Backend &backend, const Receiver *hanging)
{
    const EventDraft event = sampleEvent(u"order.delivered"_s, kBodyBytes);
    if (!save(m_story, backend, sampleSubscriber(u"Answers"_s, m_nginx.url(), event.type)).isEmpty())
        return std::nullopt;
    if (hanging && !hang(backend, *hanging))
        return std::nullopt;
    return rateOf({event, std::chrono::seconds(m_options[u"seconds"_s])}, m_story, backend, m_nginx);
}

std::optional<double> FairnessBench::rate(const Receiver *hanging)
{
    const ScratchProfile profile(m_options.place);
    std::unique_ptr<app::Services> services = openDelivering(m_story, profile.paths());
    if (!services)
        return std::nullopt;
    const std::optional<double> rate = measure(services->local(), hanging);
    close(m_story, services);
    return rate;
}

void FairnessBench::tell(const std::vector<FairPair> &pairs) const
{
    QString table = u"pair   alone /s   beside one that hangs /s   ratio\n"_s;
    std::vector<double> ratios;
    QJsonArray rows;
    for (const auto &[alone, beside] : pairs) {
        ratios.push_back(beside / alone);
        table += QString::asprintf(
            "%4zu   %8.0f   %24.0f   %5.3f\n", ratios.size(), alone, beside, ratios.back());
        rows.append(
            QJsonObject{{u"alone_per_s"_s, alone}, {u"beside_per_s"_s, beside}, {u"ratio"_s, ratios.back()}});
    }
    table += QString::asprintf("median ratio %.3f\n", medianOf(ratios));
    print(m_options,
          table,
          {{u"hang_s"_s, m_options[u"hang"_s]}, {u"pairs"_s, rows}, {u"median_ratio"_s, medianOf(ratios)}});
}

int FairnessBench::run()
{
    std::vector<FairPair> pairs;
    while (int(pairs.size()) < m_options[u"pairs"_s]) {
        const std::unique_ptr<Receiver> hanging = Receiver::start(std::chrono::seconds(m_options[u"hang"_s]));
        const std::optional<double> alone = rate(nullptr);
        const std::optional<double> beside = alone && hanging ? rate(hanging.get()) : std::nullopt;
        if (!beside)
            return giveUp(u"a side did not come to its end"_s);
        pairs.push_back({*alone, *beside});
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
    const std::optional<Options> options = optionsFrom(
        u"Delivers to a receiver that answers, alone and beside one that hangs."_s,
        {{u"seconds"_s, u"A side; longer than --hang, to see what comes after a time-out, too."_s, 35},
         {u"hang"_s, u"Seconds before the second receiver answers."_s, 30},
         {u"waiting"_s, u"Jobs in the queue of the one that hangs."_s, 10'000},
         {u"pairs"_s, u"Pairs to run."_s, 3}});
    const std::unique_ptr<Nginx> nginx = options ? Nginx::start() : nullptr;
    if (!nginx)
        return 2;
    return Story::run([&](Story &story) { return FairnessBench(story, *options, *nginx).run(); });
}
