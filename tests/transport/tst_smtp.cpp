// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Mail over a real server: with TLS and without, signed in, refused, and one that goes away.
#include "tests/support/smtpserver.h"
#include "tests/support/testca.h"

#include "tests/support/freeport.h"
#include "transport/smtpclient.h"

#include <QTemporaryDir>
#include <QTest>

#include <mutex>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace tacklebox::transport;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kMessage = "From: Tacklebox <tackle@example.org>\r\nSubject: Hello\r\n\r\n"
                            "..a line with dots\r\n.\r\nand one after it\r\n";

// Sends one mail and waits for what became of it.
MailOutcome sendOver(const MailServer &server, const QString &to = u"ops@example.org"_s)
{
    std::mutex mutex;
    std::optional<MailOutcome> outcome;
    SmtpClient client;
    client.send({server, to, kMessage}, [&](const MailOutcome &came) {
        const std::scoped_lock lock(mutex);
        outcome = came;
    });
    [[maybe_unused]] const bool isDone = QTest::qWaitFor(
        [&] {
            const std::scoped_lock lock(mutex);
            return outcome.has_value();
        },
        20'000);
    const std::scoped_lock lock(mutex);
    return outcome.value_or(MailOutcome{MailFault::Aborted, 0, u"nothing came"_s, false});
}

QString word(const MailOutcome &outcome)
{
    return outcome.fault ? QString(toText(*outcome.fault)) : u"taken"_s;
}

} // namespace

class tst_Smtp : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_directory;
    TestCa m_ca{m_directory.path()};
    Leaf m_leaf = m_ca.issue(LeafKind::Valid);

    QStringList withLeaf(const QString &option) const
    {
        return {option, m_leaf.certificateFile, m_leaf.keyFile};
    }
    MailServer at(const SmtpServer &server, const QString &scheme = u"smtp"_s) const
    {
        return {server.url(scheme), u"tackle"_s, {}, u"tackle@example.org"_s, m_ca.caFile()};
    }

private slots:
    void sendsInClearWhereNothingElseIsOffered()
    {
        SmtpServer server;
        QVERIFY(server.isUp());

        QCOMPARE(word(sendOver(at(server))), u"taken"_s);

        QTRY_COMPARE(server.mails().size(), 1);
        const QJsonObject mail = server.mails().front();
        QCOMPARE(mail["sender"_L1].toString(), u"tackle@example.org"_s);
        QCOMPARE(mail["recipients"_L1].toVariant().toStringList(), QStringList{u"ops@example.org"_s});
        QVERIFY(!mail["tls"_L1].toBool());
        QCOMPARE(mail["mail"_L1].toString().toUtf8(), kMessage);
    }

    void startsTlsAndSignsIn()
    {
        SmtpServer server(withLeaf(u"--starttls"_s) + QStringList{u"--auth"_s, u"tackle"_s, u"s3cret"_s});
        MailServer own = at(server);
        own.password = Secret("s3cret");

        const MailOutcome outcome = sendOver(own);

        QCOMPARE(word(outcome), u"taken"_s);
        QTRY_COMPARE(server.mails().size(), 1);
        QVERIFY(server.mails().front()["tls"_L1].toBool());
        QVERIFY(server.mails().front()["signed_in"_L1].toBool());
    }

    void beginsWithTls()
    {
        SmtpServer server(withLeaf(u"--tls"_s) + QStringList{u"--auth"_s, u"tackle"_s, u"s3cret"_s});
        MailServer own = at(server, u"smtps"_s);
        own.password = Secret("s3cret");

        QCOMPARE(word(sendOver(own)), u"taken"_s);
        QTRY_COMPARE(server.mails().size(), 1);
        QVERIFY(server.mails().front()["tls"_L1].toBool());
    }

    void neverSendsAPasswordInClear()
    {
        SmtpServer server({u"--auth"_s, u"tackle"_s, u"s3cret"_s, u"--auth-in-clear"_s});
        MailServer own = at(server);
        own.password = Secret("s3cret");

        const MailOutcome outcome = sendOver(own);

        QCOMPARE(word(outcome), u"tls_missing"_s);
        QVERIFY(!outcome.mayHaveArrived);
        QVERIFY(server.told().isEmpty());
    }

    void saysThatThePasswordIsWrong()
    {
        SmtpServer server(withLeaf(u"--starttls"_s) + QStringList{u"--auth"_s, u"tackle"_s, u"s3cret"_s});
        MailServer own = at(server);
        own.password = Secret("guess");

        const MailOutcome outcome = sendOver(own);

        QCOMPARE(word(outcome), u"auth_refused"_s);
        QCOMPARE(outcome.code, 535);
        QVERIFY2(outcome.text.contains(u"535"_s), qPrintable(outcome.text));
    }

    void refusesACertificateOfAStranger()
    {
        SmtpServer server(withLeaf(u"--starttls"_s));
        MailServer own = at(server);
        own.caFile.clear();

        const MailOutcome outcome = sendOver(own);

        QCOMPARE(word(outcome), u"tls_failed"_s);
        QVERIFY(server.mails().isEmpty());
    }

    void saysWhichRecipientIsRefused()
    {
        SmtpServer server({u"--refuse"_s, u"nobody@example.org"_s});

        const MailOutcome outcome = sendOver(at(server), u"nobody@example.org"_s);

        QCOMPARE(word(outcome), u"recipient_refused"_s);
        QCOMPARE(outcome.code, 550);
        QCOMPARE(outcome.text, u"550 5.1.1 no such user here"_s);
        QVERIFY(!outcome.mayHaveArrived);
    }

    void aRefusalOfTheWholeMailIsAnAnswer()
    {
        SmtpServer server({u"--defer"_s, u"1"_s});

        const MailOutcome outcome = sendOver(at(server));

        QCOMPARE(word(outcome), u"refused"_s);
        QCOMPARE(outcome.code, 451);
        QVERIFY(!outcome.mayHaveArrived);
        QCOMPARE(word(sendOver(at(server))), u"taken"_s);
    }

    void knowsWhenItMayHaveArrived()
    {
        SmtpServer server({u"--drop-ehlo"_s, u"1"_s, u"--drop-data"_s, u"1"_s});

        const MailOutcome early = sendOver(at(server));
        const MailOutcome late = sendOver(at(server));

        QCOMPARE(word(early), u"closed_early"_s);
        QVERIFY(!early.mayHaveArrived);
        QCOMPARE(word(late), u"closed_early"_s);
        QVERIFY(late.mayHaveArrived);
    }

    void saysThatNobodyIsThere()
    {
        MailServer nobody;
        nobody.url = u"smtp://127.0.0.1:%1"_s.arg(freePort());
        nobody.from = u"tackle@example.org"_s;

        QCOMPARE(word(sendOver(nobody)), u"unreachable"_s);
        nobody.url = u"smtp://nowhere.invalid:25"_s;
        QCOMPARE(word(sendOver(nobody)), u"unreachable"_s);
    }

    void endsWithWhatIsUnderWay()
    {
        SmtpServer server({u"--hold"_s});
        std::mutex mutex;
        std::vector<MailOutcome> outcomes;
        {
            SmtpClient client;
            for (int i = 0; i < 2; ++i) {
                client.send({at(server), u"ops@example.org"_s, kMessage}, [&](const MailOutcome &outcome) {
                    const std::scoped_lock lock(mutex);
                    outcomes.push_back(outcome);
                });
            }
            QTRY_COMPARE(server.mails().size(), 1);
        }

        QCOMPARE(outcomes.size(), size_t(2));
        QCOMPARE(word(outcomes.front()), u"aborted"_s);
        QVERIFY(outcomes.front().mayHaveArrived);
        QCOMPARE(word(outcomes.back()), u"aborted"_s);
        QVERIFY(!outcomes.back().mayHaveArrived);
    }
};

QTEST_GUILESS_MAIN(tst_Smtp)
#include "tst_smtp.moc"
