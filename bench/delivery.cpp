// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/bareloop.h"
#include "bench/enginerun.h"
#include "bench/nginx.h"
#include "bench/pairs.h"

#include "core/signature.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QUuid>

#include <cstdio>

#include <curl/curl.h>

#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

namespace {

constexpr int kConnections = 64;
constexpr qsizetype kBodyBytes = 1024;
constexpr const char *kSecret = "0b7f1c5d2e9a4836a1d7c3e58f604b92dd17e6ac";

QByteArray bodyOf(qsizetype bytes)
{
    const QByteArray head = R"({"type":"order.delivered","order_id":"PM-48213","note":")";
    const QByteArray tail = R"("})";
    return head + QByteArray(bytes - head.size() - tail.size(), 'x') + tail;
}

// The headers that an attempt of the engine carries, the signature made beforehand.
Headers headersOf(const QByteArray &body)
{
    const std::vector secrets{Secret(kSecret)};
    Headers headers{{"Content-Type", "application/json"},
                    {"User-Agent", "Tacklebox/0.1"},
                    {"X-Tacklebox-Job", QUuid::createUuid().toByteArray(QUuid::WithoutBraces)}};
    headers.append(sign(SigningScheme::Hookshot, secrets, {{}, {}, body}));
    return headers;
}

// Of this process, all its threads: what noise on the machine changes less than the clock.
double processorSeconds()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
        + double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

struct Plan
{
    int jobs = 100'000;
    int pairs = 5;
    QString place;
    bool jsonOnly = false;
};

// Alternates the two sides, one pair after the other, and prints what they took.
class DeliveryBench final : public QObject
{
public:
    DeliveryBench(Plan plan, const Nginx &nginx)
        : m_plan(std::move(plan))
        , m_nginx(nginx)
    {
    }

    void nextPair();

private:
    bool runBareSide();
    void runEngineSide();
    void takePair(std::chrono::duration<double> took);
    void print() const;
    static void giveUp(const QString &why);

    const Plan m_plan;
    const Nginx &m_nginx;
    const QByteArray m_body = bodyOf(kBodyBytes);
    std::unique_ptr<EngineRun> m_engine;
    std::optional<qint64> m_before;
    double m_processorBefore = 0;
    double m_bareSeconds = 0;
    std::vector<Pair> m_pairs;
};

void DeliveryBench::giveUp(const QString &why)
{
    std::fprintf(stderr, "bench_delivery: %s\n", qPrintable(why));
    QCoreApplication::exit(1);
}

void DeliveryBench::nextPair()
{
    if (int(m_pairs.size()) == m_plan.pairs) {
        print();
        QCoreApplication::quit();
        return;
    }
    if (runBareSide())
        runEngineSide();
}

bool DeliveryBench::runBareSide()
{
    const BareWork work{m_nginx.url().toUtf8(), headersOf(m_body), m_body, m_plan.jobs, kConnections};
    const BareRun run = runBare(work);
    if (run.accepted != m_plan.jobs)
        giveUp(u"the bare loop had %1 of %2 accepted"_s.arg(run.accepted).arg(m_plan.jobs));
    m_bareSeconds = run.took.count();
    return run.accepted == m_plan.jobs;
}

void DeliveryBench::runEngineSide()
{
    m_before = m_nginx.requests();
    m_processorBefore = processorSeconds();
    m_engine
        = std::make_unique<EngineRun>(EngineWork{m_nginx.url(), kSecret, m_body, m_plan.jobs, m_plan.place});
    connect(m_engine.get(), &EngineRun::finished, this, [this](auto took) { takePair(took); });
    connect(m_engine.get(), &EngineRun::failed, this, &DeliveryBench::giveUp);
    m_engine->start();
}

void DeliveryBench::takePair(std::chrono::duration<double> took)
{
    const std::optional<qint64> after = m_nginx.requests();
    if (!m_before || !after || *after - *m_before - 1 != m_plan.jobs)
        return giveUp(u"the receiver did not see each job once"_s);
    m_pairs.push_back({m_bareSeconds, took.count()});
    std::fprintf(stderr,
                 "pair %zu of %d: bare %.3f s, engine %.3f s (of the processor %.2f s), ratio %.3f\n",
                 m_pairs.size(),
                 m_plan.pairs,
                 m_pairs.back().bareSeconds,
                 m_pairs.back().ownSeconds,
                 processorSeconds() - m_processorBefore,
                 m_pairs.back().ratio());
    // From the loop, not from within the run that is over.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_engine.reset();
            nextPair();
        },
        Qt::QueuedConnection);
}

void DeliveryBench::print() const
{
    if (!m_plan.jsonOnly)
        std::puts(qPrintable(tableOf(m_pairs, m_plan.jobs)));
    const QJsonDocument document(jsonOf(m_pairs, m_plan.jobs));
    std::fputs(document.toJson().constData(), stdout);
}

std::optional<Plan> planFrom(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Delivers the same jobs through the engine and over a bare libcurl loop, in alternating pairs."_s);
    parser.addHelpOption();
    parser.addOptions(
        {{u"jobs"_s, u"Jobs a side."_s, u"N"_s, u"100000"_s},
         {u"pairs"_s, u"Pairs to run."_s, u"N"_s, u"5"_s},
         {u"place"_s, u"Directory for the profiles; on a real disk."_s, u"DIR"_s, QDir::currentPath()},
         {u"json"_s, u"JSON alone, without the table."_s}});
    parser.process(application);
    Plan plan;
    plan.jobs = parser.value(u"jobs"_s).toInt();
    plan.pairs = parser.value(u"pairs"_s).toInt();
    plan.place = parser.value(u"place"_s);
    plan.jsonOnly = parser.isSet(u"json"_s);
    return plan.jobs > 0 && plan.pairs > 0 ? std::optional(plan) : std::nullopt;
}

} // namespace

} // namespace tacklebox::bench

int main(int argc, char **argv)
{
    using namespace tacklebox::bench;
    QCoreApplication application(argc, argv);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::optional<Plan> plan = planFrom(application);
    if (!plan)
        return 2;
    const std::unique_ptr<Nginx> nginx = Nginx::start();
    if (!nginx)
        return 1;
    DeliveryBench bench(*plan, *nginx);
    QMetaObject::invokeMethod(&bench, &DeliveryBench::nextPair, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
