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
    void everyRemoteReasonSaysWhatToDo();
    void theServersWordsEndTheSentence_data();
    void theServersWordsEndTheSentence();
    void theServersWordsAreShortAndHoldNoCredential();
    void aRefusedCredentialIsNotQuoted_data();
    void aRefusedCredentialIsNotQuoted();
    void aReplyThatCannotBeReadIsNobodysWords();
    void aReadChangesNothing();
    void tooManyActiveSaysHowMany();
    void tooOftenSaysHowLongTheServerAskedFor();
    void aMissingRouteIsLeftAloneOnlyWhereItRests_data();
    void aMissingRouteIsLeftAloneOnlyWhereItRests();
    void aCertificateSaysWhoMendsIt();
    void aCrashedWriteSaysItsCode();
    void aCrashThatSavedNothingIsNoLostAnswer();
    void anAnswerThatCannotBeReadIsNoLostOne();
    void theEngineOfThisProgramIsNoAccount();
    void aSessionSaysHowLongItLasts();
    void whoIsNoClientIsToldWhereToBecomeOne();
    void aRefusedSignInSaysWhatToDo_data();
    void aRefusedSignInSaysWhatToDo();
    void aTokensKindSaysWhatToDo_data();
    void aTokensKindSaysWhatToDo();
    void theWrongKindSaysWhatIsTaken();
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

void WordingTest::everyRemoteReasonSaysWhatToDo()
{
    for (int i = int(Reason::RemoteUnreachable); i <= int(Reason::Unconfirmed); ++i) {
        const Reason reason{i};
        const bool isNoFailure = reason == Reason::RemoteNotLooked || reason == Reason::RemoteMailUnsent;
        if (isNoFailure || reason == Reason::RemoteStatus || reason == Reason::NotOfThisApi)
            continue; // nothing is to be done, or known to help
        const QString advice = wording::advice(errorOf(ErrorKind::Failed, reason));
        QVERIFY2(advice.endsWith(u'.'), qPrintable(u"reason %1: %2"_s.arg(i).arg(advice)));
        QVERIFY2(advice.front().isUpper(), qPrintable(advice));
    }
}

void WordingTest::theServersWordsEndTheSentence_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("bad request") << ErrorKind::InvalidValue << Reason::RemoteBadRequest;
    QTest::newRow("invalid") << ErrorKind::InvalidValue << Reason::RemoteParameterInvalid;
    QTest::newRow("missing") << ErrorKind::InvalidValue << Reason::RemoteParameterMissing;
    QTest::newRow("conflict") << ErrorKind::Conflict << Reason::RemoteConflict;
    QTest::newRow("crash") << ErrorKind::Failed << Reason::RemoteCrash;
    QTest::newRow("crash of a read") << ErrorKind::Failed << Reason::RemoteReadCrash;
    QTest::newRow("forbidden") << ErrorKind::NotAuthorised << Reason::RemoteForbidden;
    QTest::newRow("status") << ErrorKind::Failed << Reason::RemoteStatus;
    QTest::newRow("a value without a reason") << ErrorKind::InvalidValue << Reason::Unspecified;
}

void WordingTest::theServersWordsEndTheSentence()
{
    QFETCH(ErrorKind, kind);
    QFETCH(Reason, reason);
    Error error{kind, reason, {}, {}, {}, {}, 400};
    const QString alone = wording::sentence(error);
    error.detail = u" can't be\n%1 blank "_s;

    QCOMPARE(wording::serverWords(error), u"can't be %1 blank"_s);
    QCOMPARE(wording::sentence(error), alone + u" The server says: “can't be %1 blank”"_s);

    // The field isn't said twice.
    error.field = u"url"_s;
    error.detail = u"url: can't be blank"_s;
    error.findings = {{u"url"_s, u"can't be blank"_s}};
    QCOMPARE(wording::serverWords(error), u"can't be blank"_s);
    QVERIFY(wording::sentence(error).startsWith(u"url: "_s));

    // But where there are several.
    error.detail = u"url: can't be blank; header: no pair"_s;
    error.findings.append({u"header"_s, u"no pair"_s});
    QVERIFY(wording::sentence(error).endsWith(u" The server says: “url: can't be blank; header: no pair”"_s));
}

void WordingTest::theServersWordsAreShortAndHoldNoCredential()
{
    Error error{ErrorKind::Failed, Reason::RemoteCrash, {}, {}, {}, {}, 500};
    error.detail = u"no such page https://h.example/?key=k3y with Authorization: Bearer s3cret"_s
        + u" and so on"_s.repeated(1000);

    const QString words = wording::serverWords(error);

    QVERIFY(words.size() <= 300);
    QVERIFY(words.startsWith(u"no such page https://… with"_s));
    QVERIFY2(!words.contains(u"k3y"_s) && !words.contains(u"s3cret"_s), qPrintable(words));
}

void WordingTest::aRefusedCredentialIsNotQuoted_data()
{
    QTest::addColumn<Reason>("reason");
    QTest::newRow("token") << Reason::RemoteTokenInvalid;
    QTest::newRow("session") << Reason::RemoteSessionExpired;
    QTest::newRow("client") << Reason::RemoteClientRequired;
}

void WordingTest::aRefusedCredentialIsNotQuoted()
{
    QFETCH(Reason, reason);
    const Error error{ErrorKind::NotAuthorised, reason, {}, {}, u"t0ken is unknown"_s, {}, 401};

    QVERIFY(wording::serverWords(error).isEmpty());
    QVERIFY(!wording::sentence(error).contains(u"t0ken"_s));
}

void WordingTest::aReplyThatCannotBeReadIsNobodysWords()
{
    const Error broken{ErrorKind::Failed, Reason::ReplyNotJson, {}, {}, u"at byte 7"_s, {}, 200};
    Error own = invalid(Reason::UnknownChoice, u"sort"_s, u"size"_s);
    own.detail = u"name, key"_s;

    QVERIFY(wording::serverWords(broken).isEmpty());
    QVERIFY(wording::serverWords(own).isEmpty());
    QCOMPARE(wording::sentence(own), u"sort: “size” is none of the choices: name, key."_s);
}

void WordingTest::aReadChangesNothing()
{
    for (const Reason reason : {Reason::RemoteReadLost, Reason::RemoteReadCrash}) {
        const QString advice = wording::advice(errorOf(ErrorKind::Failed, reason));
        QVERIFY2(advice.contains(u"Nothing was changed"_s), qPrintable(advice));
        QVERIFY2(advice.contains(u"ask again"_s), qPrintable(advice));
    }
    QVERIFY(
        wording::advice(errorOf(ErrorKind::Failed, Reason::RemoteCrash)).contains(u"may have been saved"_s));
}

void WordingTest::tooManyActiveSaysHowMany()
{
    const Error error{ErrorKind::Conflict, Reason::RemoteTooManyActive, {}, u"10"_s, {}, {}, 0};

    QCOMPARE(wording::sentence(error), u"10 of 10 active; stop one first."_s);
}

void WordingTest::tooOftenSaysHowLongTheServerAskedFor()
{
    Error error{ErrorKind::Unreachable, Reason::RemoteRateLimited, {}, u"5 min"_s, {}, {}, 429};
    QCOMPARE(wording::advice(error), u"It asks to be left alone for 5 min. Try again after that."_s);

    error.subject.clear(); // it didn't say
    QCOMPARE(wording::advice(error), u"Try again later."_s);
}

void WordingTest::aMissingRouteIsLeftAloneOnlyWhereItRests_data()
{
    QTest::addColumn<Reason>("reason");
    QTest::newRow("no such route") << Reason::RemoteNoRoute;
    QTest::newRow("not deployed") << Reason::RemoteRouteNotDeployed;
    QTest::newRow("its service") << Reason::RemoteServiceNotDeployed;
}

void WordingTest::aMissingRouteIsLeftAloneOnlyWhereItRests()
{
    QFETCH(Reason, reason);
    Error error{ErrorKind::Unsupported, reason, {}, {}, {}, {}, 500};

    const QString always = wording::advice(error);
    error.subject = u"24 h"_s;
    const QString resting = wording::advice(error);

    QVERIFY2(always.startsWith(u"Check the "_s), qPrintable(always));
    QVERIFY2(!always.contains(u"left alone"_s), qPrintable(always));
    QCOMPARE(resting,
             always
                 + u" The route is left alone for 24 h, or until this connection is set in another way."_s);
}

void WordingTest::aCertificateSaysWhoMendsIt()
{
    const auto told = [](Reason reason) {
        const Error error{ErrorKind::Unreachable, reason, {}, u"hooks.example"_s, {}, {}, 0};
        return wording::sentence(error) + u' ' + wording::advice(error);
    };

    for (const Reason reason : {Reason::RemoteTls,
                                Reason::RemoteTlsExpired,
                                Reason::RemoteTlsUntrusted,
                                Reason::RemoteTlsWrongHost}) {
        QVERIFY2(told(reason).contains(u"hooks.example"_s), qPrintable(told(reason)));
        QVERIFY2(told(reason).contains(u"Nothing was sent"_s), qPrintable(told(reason)));
        QCOMPARE(told(reason).contains(u"ca_file"_s), reason == Reason::RemoteTlsUntrusted);
        QCOMPARE(told(reason).contains(u"base URL"_s), reason == Reason::RemoteTlsWrongHost);
    }
    QVERIFY(told(Reason::RemoteTlsExpired).contains(u"renew"_s));
}

void WordingTest::aCrashedWriteSaysItsCode()
{
    Error error{ErrorKind::Failed, Reason::RemoteCrash, {}, {}, {}, {}, 500};
    QCOMPARE(wording::sentence(error), u"The server failed on it (500)."_s);
    QVERIFY(wording::advice(error).contains(u"may have been saved"_s));

    error.remoteStatus = u"application-crash"_s;
    QCOMPARE(wording::sentence(error), u"The server failed on it (500, application-crash)."_s);

    error.httpStatus = 200; // with the word in it
    QCOMPARE(wording::sentence(error), u"The server failed on it (application-crash)."_s);

    error.subject = u"name: Theirs"_s; // as it was read afterwards
    QCOMPARE(wording::sentence(error),
             u"The server failed on it (application-crash). Read again, it has “name: Theirs”."_s);
}

void WordingTest::aCrashThatSavedNothingIsNoLostAnswer()
{
    Error error{ErrorKind::Failed, Reason::RemoteNotSaved, {}, {}, u"no such column"_s, {}, 500};
    QCOMPARE(wording::sentence(error),
             u"The server failed on it (500), and doesn't have the change. "
             u"The server says: “no such column”"_s);
    QVERIFY(wording::advice(error).contains(u"Nothing was changed"_s));

    // Nobody answered: the detail is of this computer.
    error.httpStatus = 0;
    QCOMPARE(wording::sentence(error), u"The answer was lost, and the server doesn't have the change."_s);
}

void WordingTest::anAnswerThatCannotBeReadIsNoLostOne()
{
    Error error{ErrorKind::Failed, Reason::RemoteReplyLost, {}, u"x.example"_s, u"illegal value"_s, {}, 200};
    QCOMPARE(wording::sentence(error),
             u"The answer of x.example can't be read: it is no JSON, or not what it has to be."_s);
    QVERIFY(wording::advice(error).contains(u"may have been saved"_s));

    error.reason = Reason::RemoteNotSaved; // read again
    QCOMPARE(wording::sentence(error),
             u"The server's answer can't be read, and it doesn't have the change."_s);

    error.reason = Reason::RemoteReplyLost;
    error.httpStatus = 0;
    QCOMPARE(wording::sentence(error), u"The connection to x.example ended before its answer came."_s);
}

void WordingTest::theEngineOfThisProgramIsNoAccount()
{
    const Error error{ErrorKind::NotFound, Reason::NoSuchConnection, {}, u"local"_s, {}, {}, 0};
    QCOMPARE(wording::sentence(error),
             u"“local” is the engine in this program and no account: it can't be changed or removed so."_s);
}

void WordingTest::aSessionSaysHowLongItLasts()
{
    Error error{
        ErrorKind::NotAuthorised, Reason::RemoteSessionExpired, {}, {}, {}, u"session-expired"_s, 401};
    QVERIFY(wording::sentence(error).contains(u"seven days"_s));
    QVERIFY(wording::sentence(error).contains(u"72 hours"_s));
    QCOMPARE(wording::advice(error), u"Sign in again."_s);

    // None was given: nothing has ended.
    error.remoteStatus = u"session-required"_s;
    QVERIFY(!wording::sentence(error).contains(u"72 hours"_s));
    QCOMPARE(wording::advice(error), u"Sign in again."_s);
}

void WordingTest::whoIsNoClientIsToldWhereToBecomeOne()
{
    const QString advice = wording::advice(errorOf(ErrorKind::NotAuthorised, Reason::RemoteClientRequired));

    QVERIFY(advice.contains(u"PlanoAuth"_s));
    QVERIFY(advice.contains(u"/api/v1/users/client_register"_s));
}

void WordingTest::aRefusedSignInSaysWhatToDo_data()
{
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("next");
    QTest::newRow("e-mail") << Reason::RemoteEmailUnknown << u"nobody"_s << u"right one"_s;
    QTest::newRow("password") << Reason::RemotePasswordWrong << u"password"_s << u"right one"_s;
    QTest::newRow("no password") << Reason::RemotePasswordNone << u"Google"_s << u"application's token"_s;
    QTest::newRow("role") << Reason::RemoteRoleMissing << u"no role"_s << u"administers"_s;
}

void WordingTest::aRefusedSignInSaysWhatToDo()
{
    QFETCH(Reason, reason);
    QFETCH(QString, what);
    QFETCH(QString, next);
    const Error error{ErrorKind::NotAuthorised, reason, {}, {}, {}, {}, 400};

    QVERIFY2(wording::sentence(error).contains(what), qPrintable(wording::sentence(error)));
    QVERIFY2(wording::advice(error).contains(next), qPrintable(wording::advice(error)));
}

void WordingTest::aTokensKindSaysWhatToDo_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("advice");
    const QString again = u"Sign in again."_s;
    const QString anew = u"Give this connection a new token."_s;
    QTest::newRow("session, unknown") << u"session"_s << Reason::RemoteTokenInvalid << again;
    QTest::newRow("session, ended") << u"session"_s << Reason::RemoteSessionExpired << again;
    QTest::newRow("application, unknown") << u"application"_s << Reason::RemoteTokenInvalid << anew;
    QTest::newRow("application, ended") << u"application"_s << Reason::RemoteSessionExpired << anew;
    QTest::newRow("nobody said, unknown")
        << QString() << Reason::RemoteTokenInvalid << u"Give this connection a new one."_s;
    QTest::newRow("nobody said, ended") << QString() << Reason::RemoteSessionExpired << again;
    QTest::newRow("of no token") << u"session"_s << Reason::RemoteTimedOut << u"Try again later."_s;
}

void WordingTest::aTokensKindSaysWhatToDo()
{
    QFETCH(QString, kind);
    QFETCH(Reason, reason);
    Connection account;
    if (!kind.isEmpty())
        account.settings.insert(u"token_kind"_s, kind);

    QTEST(wording::advice(errorOf(ErrorKind::NotAuthorised, reason), account), "advice");

    Error required = errorOf(ErrorKind::NotAuthorised, Reason::RemoteSessionExpired);
    required.remoteStatus = u"session-required"_s;
    QCOMPARE(wording::advice(required, account), u"Sign in again."_s);
}

void WordingTest::theWrongKindSaysWhatIsTaken()
{
    Field flag;
    flag.key = u"active"_s;
    flag.kind = FieldKind::Flag;
    const auto typed = valueFromText(flag, u"maybe"_s);
    QVERIFY(!typed);
    QCOMPARE(wording::sentence(typed.error()),
             u"active: “maybe” is of the wrong kind: give one of true, false."_s);

    Field choice;
    choice.key = u"State"_s;
    choice.kind = FieldKind::Choice;
    choice.choices = {u"Active"_s, u"Stopped"_s};
    const auto wrong = check(choice, true);
    QVERIFY(wrong);
    QCOMPARE(wording::sentence(*wrong),
             u"State: the value is of the wrong kind: give one of Active, Stopped."_s);
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
