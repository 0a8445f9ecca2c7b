// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "profile.h"
#include "store/certificatestore.h"
#include "store/schema.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::store::test {

class TestCertificateStore : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_profile = std::make_unique<Profile>(); }
    void cleanup() { m_profile.reset(); }
    void keepsWhatWasSeen();
    void writesOnlyWhatChanged_data();
    void writesOnlyWhatChanged();
    void notesTheSameAgainAfterADay();
    void findsThoseOfAPage();
    void isNoNews();
    void outlivesTheProgram();
    void bringsAProfileOfTheSchemaBeforeUp();

private:
    static Certificate certificate(const QString &place)
    {
        return {place, u"acme.example"_s, u"Root 1"_s, kNow + 240h, Trust::Trusted, kNow};
    }
    bool note(const Certificate &certificate)
    {
        return m_profile
            ->write<bool>([&](Connection &connection) { return noteCertificate(connection, certificate); })
            .value();
    }
    QList<Certificate> at(const QStringList &places)
    {
        return m_profile
            ->read<QList<Certificate>>(
                [&](Connection &connection) { return certificatesAt(connection, places); })
            .value();
    }

    std::unique_ptr<Profile> m_profile;
};

void TestCertificateStore::keepsWhatWasSeen()
{
    Certificate untrusted = certificate(u"acme.example:443"_s);
    untrusted.trust = Trust::Untrusted;
    Certificate endless = certificate(u"other.example:8443"_s);
    endless.notAfter.reset();

    QVERIFY(note(untrusted));
    QVERIFY(note(endless));

    QCOMPARE(at({u"acme.example:443"_s}), (QList<Certificate>{untrusted}));
    QCOMPARE(at({u"other.example:8443"_s}), (QList<Certificate>{endless}));
}

void TestCertificateStore::writesOnlyWhatChanged_data()
{
    QTest::addColumn<int>("part");
    QTest::addColumn<bool>("isWritten");
    QTest::newRow("the same") << 0 << false;
    QTest::newRow("renewed") << 1 << true;
    QTest::newRow("no end") << 2 << true;
    QTest::newRow("another issuer") << 3 << true;
    QTest::newRow("another subject") << 4 << true;
    QTest::newRow("no more trusted") << 5 << true;
}

void TestCertificateStore::writesOnlyWhatChanged()
{
    QFETCH(const int, part);
    QVERIFY(note(certificate(u"acme.example:443"_s)));
    Certificate later = certificate(u"acme.example:443"_s);
    later.seenAt += 5min;
    if (part == 1)
        *later.notAfter += 2160h;
    if (part == 2)
        later.notAfter.reset();
    if (part == 3)
        later.issuer = u"Root 2"_s;
    if (part == 4)
        later.subject = u"*.example"_s;
    if (part == 5)
        later.trust = Trust::OutOfDate;

    QTEST(note(later), "isWritten");

    QCOMPARE(at({later.place}),
             (QList<Certificate>{part == 0 ? certificate(u"acme.example:443"_s) : later}));
}

void TestCertificateStore::notesTheSameAgainAfterADay()
{
    Certificate seen = certificate(u"acme.example:443"_s);
    QVERIFY(note(seen));
    seen.seenAt += kNotedAgainAfter - 1ms;
    QVERIFY(!note(seen));
    seen.seenAt += 1ms;
    QVERIFY(note(seen));
    // A clock that was set back.
    seen.seenAt -= kNotedAgainAfter * 2;
    QVERIFY(note(seen));

    QCOMPARE(at({seen.place}), (QList<Certificate>{seen}));
}

void TestCertificateStore::findsThoseOfAPage()
{
    for (const QString &host : {u"a"_s, u"b"_s, u"c"_s})
        note(certificate(host + u".example:443"_s));

    const QList<Certificate> found
        = at({u"a.example:443"_s, u"c.example:443"_s, u"never.example:443"_s, u"a.example:8443"_s});

    QCOMPARE(found.size(), 2);
    QVERIFY(found.contains(certificate(u"a.example:443"_s)));
    QVERIFY(found.contains(certificate(u"c.example:443"_s)));
    QVERIFY(at({}).isEmpty());
}

void TestCertificateStore::isNoNews()
{
    const auto revision = [this] {
        return m_profile->read<qint64>([](Connection &connection) { return lastRevision(connection); })
            .value();
    };
    const qint64 before = revision();

    QVERIFY(note(certificate(u"acme.example:443"_s)));

    QCOMPARE(revision(), before);
}

void TestCertificateStore::outlivesTheProgram()
{
    QVERIFY(note(certificate(u"acme.example:443"_s)));

    m_profile->reopen();

    QCOMPARE(at({u"acme.example:443"_s}), (QList<Certificate>{certificate(u"acme.example:443"_s)}));
}

// A profile of schema 5: today's without what came later.
void TestCertificateStore::bringsAProfileOfTheSchemaBeforeUp()
{
    const SubscriberKey subscriber = m_profile->addSubscriber(u"acme"_s);
    const QString job = m_profile->publishTo(subscriber, draft(u"a"_s))->jobs.first().value;
    m_profile->close();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"before"_s);
        database.setDatabaseName(m_profile->database());
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(u"DROP TABLE certificate"_s));
        QVERIFY(QSqlQuery(database).exec(u"DROP TABLE connection_service"_s));
        QVERIFY(QSqlQuery(database).exec(u"DROP TABLE request_turn"_s));
        QVERIFY(QSqlQuery(database).exec(u"PRAGMA user_version=5"_s));
    }
    QSqlDatabase::removeDatabase(u"before"_s);

    m_profile->reopen();

    QVERIFY(note(certificate(u"acme.example:443"_s)));
    QCOMPARE(at({u"acme.example:443"_s}).size(), 1);
    QCOMPARE(m_profile->detail(job)->job.subscriberName, u"acme"_s);
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestCertificateStore)
#include "tst_certificatestore.moc"
