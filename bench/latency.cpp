// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/flow.h"
#include "bench/options.h"
#include "bench/pairs.h"
#include "bench/receiver.h"
#include "bench/sample.h"
#include "bench/scratchprofile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cstdio>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

constexpr qsizetype kBodyBytes = 1024;
constexpr qsizetype kBlockBytes = 40 * 1024; // what publishing one event appends to the log, about

using Micros = std::chrono::duration<double, std::micro>;

// Ticks as often as that, and makes up for late ones.
class Metronome final
{
public:
    explicit Metronome(int perSecond)
        : m_timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC))
    {
        const timespec beat{perSecond == 1 ? 1 : 0, perSecond == 1 ? 0 : 1'000'000'000L / perSecond};
        const itimerspec times{beat, beat};
        ::timerfd_settime(m_timer, 0, &times, nullptr);
    }
    ~Metronome() { ::close(m_timer); }
    Metronome(const Metronome &) = delete;
    Metronome &operator=(const Metronome &) = delete;

    void wait()
    {
        if (m_owed == 0)
            (void)::read(m_timer, &m_owed, sizeof m_owed);
        m_owed -= std::min(m_owed, quint64(1));
    }

private:
    int m_timer;
    quint64 m_owed = 0;
};

// A kept connection without any library.
class BarePost final
{
public:
    explicit BarePost(quint16 port)
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int on = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        m_isGood = ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    }
    ~BarePost() { ::close(m_socket); }
    BarePost(const BarePost &) = delete;
    BarePost &operator=(const BarePost &) = delete;

    // Until the answer is there.
    bool send(const QByteArray &body)
    {
        const QByteArray request
            = "POST /hook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
              "User-Agent: Tacklebox/0.1\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        std::array<char, 1024> answer{};
        m_isGood = m_isGood
            && ::send(m_socket, request.constData(), size_t(request.size()), MSG_NOSIGNAL) == request.size()
            && ::read(m_socket, answer.data(), answer.size()) > 0;
        return m_isGood;
    }

private:
    int m_socket;
    bool m_isGood = false;
};

struct Spread
{
    double p50 = 0;
    double p99 = 0;
};

Spread spreadOf(std::vector<double> micros)
{
    std::ranges::sort(micros);
    return {micros[micros.size() / 2], micros[micros.size() * 99 / 100]};
}

struct LatencyPair
{
    Spread bare;
    Spread own;
};

class LatencyBench final
{
public:
    LatencyBench(Story &story, const Options &options)
        : m_story(story)
        , m_options(options)
    {
    }

    int run();

private:
    [[nodiscard]] int samples() const { return m_options[u"rate"_s] * m_options[u"seconds"_s]; }
    std::optional<Spread> bareSide();
    std::optional<Spread> ownSide(Backend &backend);
    bool measure(Backend &backend);
    void tell() const;

    Story &m_story;
    const Options &m_options;
    const std::unique_ptr<Receiver> m_receiver = Receiver::start(0ms);
    qint64 m_number = 0; // of the last request
    std::vector<LatencyPair> m_pairs;
};

std::optional<Spread> LatencyBench::bareSide()
{
    QFile file(m_options.place + u"/bench-block-%1"_s.arg(::getpid()));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return std::nullopt;
    const QByteArray block(kBlockBytes, 'x');
    BarePost post(m_receiver->port());
    Metronome metronome(m_options[u"rate"_s]);
    std::vector<double> micros;
    bool isGood = true;
    while (isGood && int(micros.size()) < samples()) {
        metronome.wait();
        const QByteArray body = Receiver::bodyOf(++m_number, kBodyBytes);
        const auto begin = std::chrono::steady_clock::now();
        isGood = file.write(block) == block.size() && ::fdatasync(file.handle()) == 0 && post.send(body);
        micros.push_back(Micros(std::chrono::steady_clock::now() - begin).count());
    }
    file.remove();
    return isGood ? std::optional(spreadOf(std::move(micros))) : std::nullopt;
}

std::optional<Spread> LatencyBench::ownSide(Backend &backend)
{
    EventDraft event = sampleEvent(u"order.delivered"_s, kBodyBytes);
    std::vector<std::pair<qint64, Receiver::Time>> begun;
    const int before = m_receiver->requests();
    Metronome metronome(m_options[u"rate"_s]);
    while (int(begun.size()) < samples()) {
        metronome.wait();
        event.payload = Receiver::bodyOf(++m_number, kBodyBytes);
        m_story.call([&] {
            begun.emplace_back(m_number, std::chrono::steady_clock::now());
            backend.publish({event});
        });
    }
    if (!waitUntil([&] { return m_receiver->requests() - before >= samples(); }, 30s))
        return std::nullopt;
    const std::map<qint64, Receiver::Time> seen = m_receiver->firstBytes();
    std::vector<double> micros;
    for (const auto &[number, begin] : begun)
        micros.push_back(Micros(seen.at(number) - begin).count());
    return spreadOf(std::move(micros));
}

bool LatencyBench::measure(Backend &backend)
{
    const QString refused
        = save(m_story, backend, sampleSubscriber(u"Receiver"_s, m_receiver->url(), u"order.delivered"_s));
    if (!refused.isEmpty() || !ownSide(backend)) // once for the caches
        return false;
    while (int(m_pairs.size()) < m_options[u"pairs"_s]) {
        const std::optional<Spread> bare = bareSide();
        const std::optional<Spread> own = bare ? ownSide(backend) : std::nullopt;
        if (!own)
            return false;
        m_pairs.push_back({*bare, *own});
    }
    return true;
}

void LatencyBench::tell() const
{
    QString table = u"pair   bare p50 us   bare p99    own p50    own p99   p50 ratio   p99 ratio\n"_s;
    std::vector<double> p50;
    std::vector<double> p99;
    QJsonArray rows;
    for (const auto &[bare, own] : m_pairs) {
        p50.push_back(own.p50 / bare.p50);
        p99.push_back(own.p99 / bare.p99);
        table += QString::asprintf("%4zu   %11.0f   %8.0f   %8.0f   %8.0f   %9.2f   %9.2f\n",
                                   p50.size(),
                                   bare.p50,
                                   bare.p99,
                                   own.p50,
                                   own.p99,
                                   p50.back(),
                                   p99.back());
        rows.append(QJsonObject{{u"bare_p50_us"_s, bare.p50},
                                {u"bare_p99_us"_s, bare.p99},
                                {u"own_p50_us"_s, own.p50},
                                {u"own_p99_us"_s, own.p99}});
    }
    table += QString::asprintf("median ratio p50 %.2f, p99 %.2f\n", medianOf(p50), medianOf(p99));
    print(m_options,
          table,
          {{u"per_second"_s, m_options[u"rate"_s]},
           {u"pairs"_s, rows},
           {u"median_p50_ratio"_s, medianOf(p50)},
           {u"median_p99_ratio"_s, medianOf(p99)}});
}

int LatencyBench::run()
{
    const ScratchProfile profile(m_options.place);
    std::unique_ptr<app::Services> services = openDelivering(m_story, profile.paths());
    if (!services || !m_receiver)
        return 1;
    const bool isMeasured = measure(services->local());
    close(m_story, services);
    if (!isMeasured)
        return giveUp(u"a request went astray"_s);
    tell();
    return 0;
}

} // namespace

} // namespace tacklebox::bench

int main(int argc, char **argv)
{
    using namespace tacklebox::bench;
    const QCoreApplication application(argc, argv);
    const std::optional<Options> options = optionsFrom(
        u"Publishes to a deliverer with little to do, and times each event until its receiver sees it."_s,
        {{u"rate"_s, u"Events a second."_s, 500},
         {u"seconds"_s, u"A side."_s, 10},
         {u"pairs"_s, u"Pairs to run."_s, 5}});
    if (!options)
        return 2;
    return Story::run([&](Story &story) { return LatencyBench(story, *options).run(); });
}
