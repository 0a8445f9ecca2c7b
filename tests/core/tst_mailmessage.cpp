// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A mail as bytes: readable anywhere, and nothing gets out of its place.
#include "core/mail.h"
#include "core/mailaddress.h"
#include "core/mailmessage.h"

#include <QTest>

using namespace tacklebox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

MailMessage message(const QString &subject, const QString &body = u"Hello"_s)
{
    return {u"tackle@example.org"_s,
            u"ops@example.org"_s,
            subject,
            body,
            fromMillis(1'769'848'200'000),
            QByteArray("tacklebox.7")};
}

QByteArrayList headersOf(const QByteArray &bytes)
{
    QByteArrayList lines;
    for (const QByteArray &line : bytes.left(bytes.indexOf("\r\n\r\n")).split('\n'))
        lines += line.trimmed();
    return lines;
}

} // namespace

class tst_MailMessage : public QObject
{
    Q_OBJECT

private slots:
    void hasTheHeadersOfAMachine()
    {
        const QByteArrayList headers = headersOf(messageBytes(message(u"Plain"_s)));

        QCOMPARE(headers,
                 (QByteArrayList{"From: Tacklebox <tackle@example.org>",
                                 "To: <ops@example.org>",
                                 "Subject: Plain",
                                 "Date: Sat, 31 Jan 2026 08:30:00 +0000",
                                 "Message-ID: <tacklebox.7@example.org>",
                                 "Auto-Submitted: auto-generated",
                                 "MIME-Version: 1.0",
                                 "Content-Type: text/plain; charset=utf-8",
                                 "Content-Transfer-Encoding: quoted-printable"}));
    }

    void noSubjectMakesAHeader_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::newRow("line break") << u"Acme\r\nBcc: everybody@example.org"_s;
        QTest::newRow("bare CR") << u"Acme\rBcc: everybody@example.org"_s;
        QTest::newRow("bare LF and umlaut") << u"Ämce\nBcc: everybody@example.org\n\nbody"_s;
        QTest::newRow("NUL") << QString(u"Acme"_s + QChar(0) + u"\nBcc: x@y.z"_s);
        QTest::newRow("line separator") << u"Acme\u2028Bcc: everybody@example.org"_s;
    }

    void noSubjectMakesAHeader()
    {
        QFETCH(const QString, subject);

        const QByteArray bytes = messageBytes(message(subject));

        for (const QByteArray &line : headersOf(bytes))
            QVERIFY2(!line.startsWith("Bcc:"), line.constData());
        QCOMPARE(bytes.count("\r\n\r\n"), 1);
        QVERIFY(!bytes.contains('\0'));
    }

    void encodesALongSubjectInWholeCharacters()
    {
        const QString subject = u"Grüße an 🧰 "_s.repeated(20).trimmed();

        const QByteArray bytes = messageBytes(message(subject));

        const qsizetype from = bytes.indexOf("Subject: ") + 9;
        QByteArray folded = bytes.sliced(from, bytes.indexOf("\r\nDate") - from);
        QString read;
        for (QByteArray word : folded.split('\n')) {
            word = word.trimmed();
            QVERIFY2(word.size() <= 75, word.constData());
            QVERIFY(word.startsWith("=?UTF-8?B?") && word.endsWith("?="));
            read += QString::fromUtf8(QByteArray::fromBase64(word.sliced(10, word.size() - 12)));
        }
        QCOMPARE(read, subject);
    }

    void linesStayShortAndReadBackAsTheyWere()
    {
        const QString body = u"Ünïcode = 100 %\ntrailing blank \n.\nFrom here "_s + u"long "_s.repeated(200)
            + u"\r\nend\rof it"_s;

        const QByteArray bytes = messageBytes(message(u"x"_s, body));

        QByteArray quoted = bytes.sliced(bytes.indexOf("\r\n\r\n") + 4);
        for (const QByteArray &line : quoted.split('\n')) {
            QVERIFY2(line.trimmed().size() <= 76, line.constData());
            QVERIFY(line.isEmpty() || line.endsWith('\r'));
        }
        quoted.replace("=\r\n", "").replace("\r\n", "\n");
        const QString read = QString::fromUtf8(QByteArray::fromPercentEncoding(quoted, '='));
        QString expected = body;
        expected.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
        QCOMPARE(read, expected + u'\n');
    }

    void readsAddresses()
    {
        QCOMPARE(mailAddressesIn(u" a@b.org ,c@d.org; A@B.org,, "_s),
                 (QStringList{u"a@b.org"_s, u"c@d.org"_s}));
        QVERIFY(isMailAddress(u"grüße@münchen.example"_s));
        for (const QString &wrong : {u""_s,
                                     u"a"_s,
                                     u"a@b"_s,
                                     u"a b@c.org"_s,
                                     u"a@b.org\r\nRCPT TO:<x@y.z>"_s,
                                     u"a@b.org>"_s,
                                     QString(u"a@b.org"_s + QChar(1)),
                                     u"a@b@c.org"_s,
                                     u"a"_s.repeated(300) + u"@b.org"_s})
            QVERIFY2(!isMailAddress(wrong), qPrintable(wrong));
    }

    void triesAServerThatIsAwayForThreeDays()
    {
        const MailOutcome away{MailFault::Unreachable, 0, {}, false};
        Instant now = fromMillis(0);
        int tries = 1;
        for (; mailStepAfter(away, tries, now).due; ++tries)
            now = *mailStepAfter(away, tries, now).due;

        QCOMPARE(mailStepAfter(away, tries, now).state, MailState::Failed);
        QVERIFY(now - fromMillis(0) > 72h && now - fromMillis(0) < 96h);
    }

    void knowsWhatIsFinal()
    {
        const auto stateAfter = [](MailFault fault, int code, bool mayHaveArrived = false) {
            return mailStepAfter({fault, code, {}, mayHaveArrived}, 1, fromMillis(0)).state;
        };
        QCOMPARE(mailStepAfter({}, 1, fromMillis(0)).state, MailState::Sent);
        QCOMPARE(stateAfter(MailFault::RecipientRefused, 550), MailState::Failed);
        QCOMPARE(stateAfter(MailFault::RecipientRefused, 450), MailState::Waiting);
        QCOMPARE(stateAfter(MailFault::AuthRefused, 535), MailState::Waiting);
        QCOMPARE(stateAfter(MailFault::ClosedEarly, 0), MailState::Waiting);
        QCOMPARE(stateAfter(MailFault::ClosedEarly, 0, true), MailState::Unsure);
    }
};

QTEST_GUILESS_MAIN(tst_MailMessage)
#include "tst_mailmessage.moc"
