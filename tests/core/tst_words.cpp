// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/capture.h"
#include "core/job.h"
#include "core/subscriber.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

class WordsTest final : public QObject
{
    Q_OBJECT

private slots:
    void outcomesAreTheCommandLinesWords();
    void jobStatesAreTheCommandLinesWords();
    void jobStatesKeepTheirNumbers();
    void othersHaveAWord();
    void aQueryWithoutRestrictionIsUnfiltered();
    void anyRestrictionFilters();
};

void WordsTest::outcomesAreTheCommandLinesWords()
{
    const QStringList words{u"delivered"_s,
                            u"refused_status"_s,
                            u"redirected"_s,
                            u"timed_out"_s,
                            u"dns_failed"_s,
                            u"connect_failed"_s,
                            u"tls_expired"_s,
                            u"tls_untrusted"_s,
                            u"tls_wrong_host"_s,
                            u"tls_failed"_s,
                            u"closed_early"_s,
                            u"too_large"_s,
                            u"blocked_address"_s,
                            u"aborted"_s};
    for (int i = 0; i < words.size(); ++i) {
        QCOMPARE(QString(toText(Outcome(i))), words[i]);
        QCOMPARE(outcomeFrom(words[i]), std::optional(Outcome(i)));
    }
    QCOMPARE(outcomeFrom(u"Delivered"), std::nullopt);
    QCOMPARE(outcomeFrom(u""), std::nullopt);
}

void WordsTest::jobStatesAreTheCommandLinesWords()
{
    const QStringList words{u"waiting"_s,
                            u"sending"_s,
                            u"delivered"_s,
                            u"retrying"_s,
                            u"failed"_s,
                            u"held"_s,
                            u"dropped"_s,
                            u"blocked"_s,
                            u"unknown"_s};
    for (int i = 0; i < words.size(); ++i) {
        QCOMPARE(QString(toText(JobState(i))), words[i]);
        QCOMPARE(jobStateFrom(words[i]), std::optional(JobState(i)));
    }
    QCOMPARE(jobStateFrom(u"canceled"), std::nullopt);
}

void WordsTest::jobStatesKeepTheirNumbers()
{
    QCOMPARE(int(JobState::Waiting), 0);
    QCOMPARE(int(JobState::Delivered), 2);
    QCOMPARE(int(JobState::Blocked), 7);
}

void WordsTest::othersHaveAWord()
{
    for (const SubscriberState state : {SubscriberState::Active,
                                        SubscriberState::Stopped,
                                        SubscriberState::TooManyErrors,
                                        SubscriberState::Unknown})
        QVERIFY(!toText(state).isEmpty());
    for (const SignatureCheck check : {SignatureCheck::NotChecked,
                                       SignatureCheck::Valid,
                                       SignatureCheck::Invalid,
                                       SignatureCheck::Missing})
        QVERIFY(!toText(check).isEmpty());
}

void WordsTest::aQueryWithoutRestrictionIsUnfiltered()
{
    JobQuery query;
    query.page.size = 500;
    query.sort = JobSort::LastSent;
    query.searchIn = {JobAttribute::Address}; // without a search it restricts nothing

    QVERIFY(isUnfiltered(query));
}

void WordsTest::anyRestrictionFilters()
{
    using Narrow = void (*)(JobQuery &);
    const std::initializer_list<Narrow> all{
        [](JobQuery &query) { query.search = u"acme"_s; },
        [](JobQuery &query) { query.from = fromMillis(0); },
        [](JobQuery &query) { query.to = fromMillis(0); },
        [](JobQuery &query) {
            query.codes = {{500, 599}};
        },
        [](JobQuery &query) { query.eventTypes = {u"test"_s}; },
        [](JobQuery &query) { query.statuses = {u"hold"_s}; },
        [](JobQuery &query) { query.subscribers = {{u"1"_s}}; },
        [](JobQuery &query) { query.callbackUrls = {u"https://acme.example/"_s}; },
        [](JobQuery &query) { query.states = {JobState::Failed}; },
        [](JobQuery &query) { query.events = {{u"1"_s}}; },
    };
    for (const Narrow narrow : all) {
        JobQuery query;
        narrow(query);
        QVERIFY(!isUnfiltered(query));
    }
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::WordsTest)
#include "tst_words.moc"
