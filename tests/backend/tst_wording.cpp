// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/samples.h"
#include "backend/wording.h"
#include "core/eventselector.h"

#include <QJsonDocument>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

Error errorOf(ErrorKind kind, Reason reason)
{
    return {kind, reason, {}, u"THING"_s, {}, {}, 0};
}

} // namespace

class WordingTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyReasonHasItsOwnSentence();
    void everyKindHasASentence();
    void aSentenceNamesFieldAndValue();
    void aDetailSpeaksWhereNoReasonDoes();
    void brokenJsonSaysWhere();
    void aDamagedProfileComesWithAdvice();
    void everyStateHasAWord();
    void everyOutcomeHasItsOwnWord();
    void everySignatureCheckHasAWord();
    void fieldsHaveLabels();
    void sampleTypesMayBePublished();
    void samplePayloadsAreJson();
};

void WordingTest::everyReasonHasItsOwnSentence()
{
    std::set<QString> sentences;
    for (int i = 1; i <= int(Reason::Unconfirmed); ++i) {
        const QString text = wording::sentence(errorOf(ErrorKind::Failed, Reason(i)));
        QVERIFY2(text.endsWith(u'.'), qPrintable(u"reason %1: %2"_s.arg(i).arg(text)));
        QVERIFY2(text != wording::sentence(errorOf(ErrorKind::Failed, Reason::Unspecified)),
                 qPrintable(u"reason %1 has no sentence"_s.arg(i)));
        QVERIFY2(!text.contains(u'%'), qPrintable(text));
        QVERIFY2(text.front().isUpper() || !text.front().isLetter(), qPrintable(text));
        QVERIFY2(sentences.insert(text).second, qPrintable(text));
    }
}

void WordingTest::everyKindHasASentence()
{
    for (int i = 0; i <= int(ErrorKind::Cancelled); ++i) {
        const QString text = wording::sentence(errorOf(ErrorKind(i), Reason::Unspecified));
        QVERIFY2(text.endsWith(u'.'), qPrintable(u"kind %1: %2"_s.arg(i).arg(text)));
        QVERIFY(text.front().isUpper());
    }
}

void WordingTest::aSentenceNamesFieldAndValue()
{
    const Error error = invalid(Reason::UrlWithoutHost, u"callback_url"_s, u"https:///hooks"_s);

    QCOMPARE(wording::sentence(error), u"callback_url: the URL “https:///hooks” has no host."_s);
}

void WordingTest::aDetailSpeaksWhereNoReasonDoes()
{
    Error error;
    error.detail = u"something odd happened"_s;

    QCOMPARE(wording::sentence(error), u"Something odd happened"_s);
}

void WordingTest::brokenJsonSaysWhere()
{
    Error error = invalid(Reason::JsonForm, u"data"_s);
    QCOMPARE(wording::sentence(error), u"data: not valid JSON."_s);

    error.detail = u"unterminated string at 17"_s;
    QCOMPARE(wording::sentence(error), u"data: not valid JSON: unterminated string at 17."_s);
}

void WordingTest::aDamagedProfileComesWithAdvice()
{
    for (const Reason reason : {Reason::ProfileOfSomebodyElse,
                                Reason::ProfileOpenToOthers,
                                Reason::ProfileNotWritable,
                                Reason::DatabaseNewer,
                                Reason::DatabaseDamaged,
                                Reason::DatabaseOfAnotherProgram,
                                Reason::DatabaseReadOnly,
                                Reason::DiskFull,
                                Reason::DatabaseBusy,
                                Reason::MasterKeyMissing,
                                Reason::KeychainLocked}) {
        QVERIFY(!wording::advice(errorOf(ErrorKind::Failed, reason)).isEmpty());
        QVERIFY(wording::sentence(errorOf(ErrorKind::Failed, reason)).size() > 10);
    }
    QVERIFY(wording::sentence(errorOf(ErrorKind::Failed, Reason::DatabaseDamaged)).contains(u"THING"_s));
}

void WordingTest::everyStateHasAWord()
{
    std::set<QString> words;
    for (int i = 0; i <= int(JobState::Unknown); ++i) {
        const QString word = wording::word(JobState(i));
        QVERIFY2(!word.isEmpty() && words.insert(word).second, qPrintable(QString::number(i)));
    }
    for (int i = 0; i <= int(SubscriberState::Unknown); ++i)
        QVERIFY(!wording::word(SubscriberState(i)).isEmpty());
}

void WordingTest::everyOutcomeHasItsOwnWord()
{
    std::set<QString> words;
    for (int i = 0; i <= int(Outcome::Aborted); ++i) {
        const QString word = wording::word(Outcome(i));
        QVERIFY2(!word.isEmpty() && words.insert(word).second, qPrintable(QString::number(i)));
    }
}

void WordingTest::everySignatureCheckHasAWord()
{
    for (int i = 0; i <= int(SignatureCheck::Missing); ++i)
        QVERIFY(!wording::word(SignatureCheck(i)).isEmpty());
}

void WordingTest::fieldsHaveLabels()
{
    for (const char *key : {"name",
                            "key",
                            "callback_url",
                            "events",
                            "statuses",
                            "active",
                            "success_code",
                            "version",
                            "notify",
                            "notification_emails",
                            "payload_render_view",
                            "headers",
                            "properties",
                            "signing_scheme",
                            "secret",
                            "retry_policy",
                            "timeout_ms",
                            "max_in_flight",
                            "rate_per_second",
                            "ordered",
                            "filter"}) {
        const QString label = wording::fieldLabel(QString::fromLatin1(key));
        QVERIFY2(label.front().isUpper() && !label.contains(u'_'), key);
    }
    QCOMPARE(wording::fieldLabel(u"AnyOther"_s), u"AnyOther"_s);
}

void WordingTest::sampleTypesMayBePublished()
{
    QVERIFY(!samples().empty());
    for (const Sample &sample : samples())
        QVERIFY2(!checkEventType(sample.event.type, u"type"_s), qPrintable(sample.name));
}

void WordingTest::samplePayloadsAreJson()
{
    for (const Sample &sample : samples()) {
        QJsonParseError error;
        QJsonDocument::fromJson(sample.event.payload, &error);
        QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(sample.name));
    }
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::WordingTest)
#include "tst_wording.moc"
