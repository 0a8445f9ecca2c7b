// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/wording.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox {

namespace {

Attempt attemptOf(Outcome outcome, std::optional<int> code = std::nullopt)
{
    Attempt attempt;
    attempt.outcome = outcome;
    attempt.statusCode = code;
    attempt.request.url = u"https://acme.example/hooks"_s;
    attempt.timing.total = 238ms;
    return attempt;
}

JobDetail detailOf(JobState state, QList<Attempt> log)
{
    JobDetail detail;
    detail.job.state = state;
    detail.job.callbackUrl = u"https://acme.example/hooks"_s;
    detail.attemptLog = std::move(log);
    return detail;
}

} // namespace

class VerdictTest final : public QObject
{
    Q_OBJECT

private slots:
    void acceptedSaysCodeAndTime();
    void everyFailureNamesTheHostAndWhatToDo();
    void statusesHaveTheirOwnAdvice_data();
    void statusesHaveTheirOwnAdvice();
    void aSuccessThatIsNoneSaysWhichCodeCounts();
    void aRedirectNamesWhereItWent();
    void aJobSaysHowOftenInARow();
    void aJobSaysWhatBecameOfIt_data();
    void aJobSaysWhatBecameOfIt();
    void aJobWithoutAttemptsSaysWhy_data();
    void aJobWithoutAttemptsSaysWhy();
};

void VerdictTest::acceptedSaysCodeAndTime()
{
    const wording::Verdict verdict = wording::verdict(attemptOf(Outcome::Delivered, 200), {});

    QCOMPARE(verdict.summary, u"From this computer: accepted, 200 in 238 ms"_s);
    QCOMPARE(verdict.advice, u"Matches the success code 2xx."_s);
}

void VerdictTest::everyFailureNamesTheHostAndWhatToDo()
{
    QSet<QString> summaries;
    for (int i = int(Outcome::Delivered) + 1; i <= int(Outcome::Aborted); ++i) {
        const wording::Verdict verdict = wording::verdict(attemptOf(Outcome(i), 503), {});
        QVERIFY2(verdict.summary.contains(u"acme.example"_s), qPrintable(verdict.summary));
        QVERIFY2(!verdict.summary.contains(u'%') && !verdict.advice.contains(u'%'),
                 qPrintable(verdict.summary));
        QVERIFY2(verdict.advice.endsWith(u'.'), qPrintable(verdict.summary));
        QVERIFY2(!summaries.contains(verdict.summary), qPrintable(verdict.summary));
        summaries.insert(verdict.summary);
    }
}

void VerdictTest::statusesHaveTheirOwnAdvice_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("word");
    QTest::newRow("401") << 401 << u"credentials"_s;
    QTest::newRow("403") << 403 << u"credentials"_s;
    QTest::newRow("404") << 404 << u"path"_s;
    QTest::newRow("410") << 410 << u"gone"_s;
    QTest::newRow("413") << 413 << u"larger"_s;
    QTest::newRow("415") << 415 << u"content type"_s;
    QTest::newRow("429") << 429 << u"rate"_s;
    QTest::newRow("500") << 500 << u"log"_s;
    QTest::newRow("418") << 418 << u"did not accept"_s;
}

void VerdictTest::statusesHaveTheirOwnAdvice()
{
    QFETCH(int, code);
    QFETCH(QString, word);

    const wording::Verdict verdict = wording::verdict(attemptOf(Outcome::RefusedStatus, code), {});

    QVERIFY2(verdict.summary.endsWith(u"answered %1"_s.arg(code)), qPrintable(verdict.summary));
    QVERIFY2(verdict.advice.contains(word), qPrintable(verdict.advice));
}

void VerdictTest::aSuccessThatIsNoneSaysWhichCodeCounts()
{
    const wording::Verdict verdict = wording::verdict(attemptOf(Outcome::RefusedStatus, 204), u"200"_s);

    QVERIFY2(verdict.advice.contains(u"success code is 200"_s), qPrintable(verdict.advice));
}

void VerdictTest::aRedirectNamesWhereItWent()
{
    Attempt attempt = attemptOf(Outcome::Redirected, 301);
    QVERIFY(wording::verdict(attempt, {}).advice.contains(u"not followed"_s));

    attempt.response.headers = {{"location", "https://new.example/in"}};
    QVERIFY(wording::verdict(attempt, {}).advice.contains(u"https://new.example/in"_s));
}

void VerdictTest::aJobSaysHowOftenInARow()
{
    const Attempt refused = attemptOf(Outcome::RefusedStatus, 503);
    const JobDetail detail
        = detailOf(JobState::Failed, {attemptOf(Outcome::TimedOut), refused, refused, refused});

    // Without a catalogue %n is a bare number, as in the program itself.
    QCOMPARE(wording::verdict(detail).summary,
             u"acme.example answered 503 3 times in a row, and the job was given up"_s);
}

void VerdictTest::aJobSaysWhatBecameOfIt_data()
{
    QTest::addColumn<JobState>("state");
    QTest::addColumn<QString>("fate");
    QTest::newRow("failed") << JobState::Failed << u"given up"_s;
    QTest::newRow("retrying") << JobState::Retrying << u"tried again"_s;
    QTest::newRow("dropped") << JobState::Dropped << u"dropped by hand"_s;
}

void VerdictTest::aJobSaysWhatBecameOfIt()
{
    QFETCH(JobState, state);
    QFETCH(QString, fate);

    const wording::Verdict verdict = wording::verdict(detailOf(state, {attemptOf(Outcome::ConnectFailed)}));

    QVERIFY2(verdict.summary.startsWith(u"acme.example could not be connected to"_s),
             qPrintable(verdict.summary));
    QVERIFY2(verdict.summary.contains(fate), qPrintable(verdict.summary));
}

void VerdictTest::aJobWithoutAttemptsSaysWhy_data()
{
    QTest::addColumn<JobState>("state");
    QTest::addColumn<QString>("part");
    QTest::newRow("waiting") << JobState::Waiting << u"Not sent yet"_s;
    QTest::newRow("held") << JobState::Held << u"stopped"_s;
    QTest::newRow("blocked") << JobState::Blocked << u"may not go to"_s;
    QTest::newRow("dropped") << JobState::Dropped << u"Dropped by hand"_s;
}

void VerdictTest::aJobWithoutAttemptsSaysWhy()
{
    QFETCH(JobState, state);
    QFETCH(QString, part);

    const QString summary = wording::verdict(detailOf(state, {})).summary;

    QVERIFY2(summary.contains(part), qPrintable(summary));
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::VerdictTest)
#include "tst_verdict.moc"
