// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "profile.h"
#include "store/activitystore.h"
#include "store/capturestore.h"
#include "store/mastercheck.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::store::test {

class TestSubscribers : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_profile = std::make_unique<Profile>(); }
    void cleanup() { m_profile.reset(); }
    void keepsFieldsAndSecrets();
    void findsByIntegerAndUuid();
    void refusesAnEditOfWhatChangedMeanwhile();
    void doesNotCompareWhatTheBaseDoesNotKnow();
    void refusesAKeyThatIsTaken();
    void remembersTheDeleted();
    void stopsAndStarts();
    void growsTheRevisionWithEachEdit();
    void listsByWhatIsAsked();
    void keepsOneMasterCheck();
    void keepsCaptures();
    void keepsActivities();

private:
    Result<Done> update(SubscriberKey key, const Fields &base, const Fields &changes,
                        const SealedEdits &secrets = {})
    {
        return m_profile->write<Done>([&](Connection &connection) {
            return updateSubscriber(connection, key, base, changes, secrets, kNow + 1s);
        });
    }
    StoredSubscriber stored(SubscriberKey key)
    {
        return m_profile
            ->read<StoredSubscriber>([key](Connection &connection) { return subscriber(connection, key); })
            .value();
    }
    QStringList names(const SubscriberQuery &query)
    {
        const auto page = m_profile->read<Page<Subscriber>>(
            [&](Connection &connection) { return listSubscribers(connection, query, kNow); });
        QStringList found;
        for (const Subscriber &row : page->rows)
            found.append(row.name);
        return found;
    }

    std::unique_ptr<Profile> m_profile;
};

void TestSubscribers::keepsFieldsAndSecrets()
{
    const SubscriberKey key = m_profile->addSubscriber(u"acme"_s);
    const Fields changes{
        {u"name"_s, u"Ärger & Co"_s}, {u"events"_s, QJsonArray{u"order.*"_s}}, {u"odd"_s, QJsonValue()}};

    QVERIFY(update(
        key, {}, changes, {{u"secret"_s, {QByteArray("sealed"), {}}}, {u"header"_s, {QByteArray("h"), {}}}}));
    QVERIFY(update(key, {}, {}, {{u"header"_s, {}}}));

    const StoredSubscriber row = stored(key);
    QCOMPARE(row.subscriber.name, u"Ärger & Co"_s);
    QCOMPARE(row.subscriber.fields.value(u"events"_s), QJsonValue(QJsonArray{u"order.*"_s}));
    QVERIFY(row.subscriber.fields.contains(u"odd"_s)); // null is known and empty
    QCOMPARE(row.subscriber.url, u"https://acme.example/in"_s);
    QCOMPARE(row.sealed.keys(), QStringList{u"secret"_s});
    QCOMPARE(row.sealed.first().newest, "sealed"_ba);
    QVERIFY(row.sealed.first().previous.isEmpty());
    QVERIFY(row.subscriber.secrets.value(u"secret"_s).isSet);
    QCOMPARE(row.subscriber.secrets.value(u"secret"_s).since, kNow + 1s);
    QCOMPARE(row.subscriber.createdAt, kNow);
    QCOMPARE(row.subscriber.updatedAt, kNow + 1s);
}

void TestSubscribers::findsByIntegerAndUuid()
{
    const SubscriberKey key = m_profile->addSubscriber(u"acme"_s);
    const auto find = [&](const QString &id) {
        return m_profile->read<SubscriberKey>(
            [&](Connection &connection) { return findSubscriber(connection, {id}); });
    };

    QCOMPARE(find(idOf(key).value).value(), key);
    QCOMPARE(find(stored(key).subscriber.uuid).value(), key);
    for (const QString &id :
         {u"77"_s, u"-1"_s, u"acme"_s, QString(), u"00000000-0000-7000-8000-000000000000"_s}) {
        const auto found = find(id);
        QVERIFY(!found);
        QCOMPARE(found.error().reason, Reason::NoSuchSubscriber);
        QCOMPARE(found.error().subject, id);
    }
}

void TestSubscribers::refusesAnEditOfWhatChangedMeanwhile()
{
    const SubscriberKey key = m_profile->addSubscriber(u"acme"_s);
    const Fields base = stored(key).subscriber.fields;
    QVERIFY(update(key, base, {{u"name"_s, u"theirs"_s}}));

    const auto mine = update(key, base, {{u"name"_s, u"mine"_s}, {u"version"_s, u"2"_s}});
    const auto other = update(key, base, {{u"callback_url"_s, u"https://new.example"_s}});

    QCOMPARE(mine.error().kind, ErrorKind::Conflict);
    QCOMPARE(mine.error().field, u"name"_s);
    QVERIFY(other);
    QCOMPARE(stored(key).subscriber.name, u"theirs"_s);
    QCOMPARE(stored(key).subscriber.url, u"https://new.example"_s);
    QVERIFY(!stored(key).subscriber.fields.contains(u"version"_s));
}

void TestSubscribers::doesNotCompareWhatTheBaseDoesNotKnow()
{
    const SubscriberKey key = m_profile->addSubscriber(u"acme"_s);

    QVERIFY(update(key, {}, {{u"name"_s, u"mine"_s}}));

    QCOMPARE(stored(key).subscriber.name, u"mine"_s);
}

void TestSubscribers::refusesAKeyThatIsTaken()
{
    const SubscriberKey first = m_profile->addSubscriber(u"first"_s);
    const SubscriberKey second = m_profile->addSubscriber(u"second"_s);
    QVERIFY(update(first, {}, {{u"key"_s, u"crm"_s}}));
    QVERIFY(update(first, {}, {{u"key"_s, u"crm"_s}})); // its own

    const auto taken = update(second, {}, {{u"key"_s, u"crm"_s}});

    QCOMPARE(taken.error().kind, ErrorKind::Conflict);
    QCOMPARE(taken.error().reason, Reason::AlreadyTaken);
    QCOMPARE(taken.error().field, u"key"_s);
}

void TestSubscribers::remembersTheDeleted()
{
    const SubscriberKey key = m_profile->addSubscriber(u"acme"_s);
    QVERIFY(update(key, {}, {{u"key"_s, u"crm"_s}}));
    const QString job = m_profile->publishTo(key, draft(u"a"_s))->jobs.first().value;

    QVERIFY(m_profile->write<Done>(
        [&](Connection &connection) { return deleteSubscriber(connection, key, kNow); }));

    QVERIFY(names({}).isEmpty());
    QVERIFY(!m_profile->read<SubscriberKey>(
        [&](Connection &connection) { return findSubscriber(connection, idOf(key)); }));
    QCOMPARE(m_profile->detail(job)->job.subscriberName, u"acme"_s);
    const SubscriberKey heir = m_profile->addSubscriber(u"heir"_s);
    QVERIFY(update(heir, {}, {{u"key"_s, u"crm"_s}}));
    const auto restore = [&] {
        return m_profile->write<Done>(
            [&](Connection &connection) { return restoreSubscriber(connection, key, kNow); });
    };
    QCOMPARE(restore().error().reason, Reason::AlreadyTaken);
    QVERIFY(update(heir, {}, {{u"key"_s, u"other"_s}}));
    QVERIFY(restore());
    QCOMPARE(names({}), (QStringList{u"acme"_s, u"heir"_s}));
}

void TestSubscribers::stopsAndStarts()
{
    const SubscriberKey key = m_profile->addSubscriber(u"acme"_s);
    QCOMPARE(stored(key).subscriber.state, SubscriberState::Active);

    QVERIFY(m_profile->write<Done>([&](Connection &connection) {
        return setSubscriberState(connection, key, SubscriberState::TooManyErrors, kNow);
    }));
    QCOMPARE(stored(key).subscriber.state, SubscriberState::TooManyErrors);
    QCOMPARE(stored(key).subscriber.fields.value(u"active"_s), QJsonValue(false));
    QVERIFY(update(key, {}, {{u"name"_s, u"renamed"_s}}));
    QCOMPARE(stored(key).subscriber.state, SubscriberState::TooManyErrors);

    QVERIFY(update(key, {}, {{u"active"_s, true}}));
    QCOMPARE(stored(key).subscriber.state, SubscriberState::Active);
    QVERIFY(update(key, {}, {{u"active"_s, false}}));
    QCOMPARE(stored(key).subscriber.state, SubscriberState::Stopped);
}

void TestSubscribers::growsTheRevisionWithEachEdit()
{
    const auto revision = [this] {
        return m_profile->read<qint64>([](Connection &connection) { return subscriberRevision(connection); })
            .value();
    };
    const qint64 empty = revision();
    const SubscriberKey key = m_profile->addSubscriber(u"acme"_s);
    const qint64 added = revision();
    QVERIFY(added > empty);
    QVERIFY(m_profile->publishTo(key, draft(u"a"_s)));
    QCOMPARE(revision(), added);

    QVERIFY(update(key, {}, {{u"name"_s, u"b"_s}}));

    QVERIFY(revision() > added);
}

void TestSubscribers::listsByWhatIsAsked()
{
    const SubscriberKey beta = m_profile->addSubscriber(u"beta"_s);
    const SubscriberKey alpha = m_profile->addSubscriber(u"Alpha"_s);
    m_profile->addSubscriber(u"gamma"_s);
    QVERIFY(update(beta, {}, {{u"active"_s, false}, {u"events"_s, QJsonArray{u"order.*"_s}}}));
    QVERIFY(update(alpha, {}, {{u"key"_s, u"crm-7"_s}, {u"events"_s, QJsonArray{u"*"_s}}}));

    QCOMPARE(names({}), (QStringList{u"Alpha"_s, u"beta"_s, u"gamma"_s}));
    SubscriberQuery query;
    query.order = Qt::DescendingOrder;
    QCOMPARE(names(query), (QStringList{u"gamma"_s, u"beta"_s, u"Alpha"_s}));
    query = {};
    query.isActive = false;
    QCOMPARE(names(query), QStringList{u"beta"_s});
    query = {};
    query.search = u"CRM"_s;
    QCOMPARE(names(query), QStringList{u"Alpha"_s});
    query.search = u"gamma.example"_s;
    QCOMPARE(names(query), QStringList{u"gamma"_s});
    query = {};
    query.event = u"order.created"_s;
    QCOMPARE(names(query), (QStringList{u"Alpha"_s, u"beta"_s}));
    query.event = u"quote"_s;
    QCOMPARE(names(query), QStringList{u"Alpha"_s});
}

void TestSubscribers::keepsOneMasterCheck()
{
    const MasterCheck check{"12345678", "check", u"file"_s};
    const auto keep = [&] {
        return m_profile->write<Done>(
            [&](Connection &connection) { return insertMasterCheck(connection, check); });
    };
    const auto read = [&] {
        return m_profile
            ->read<std::optional<MasterCheck>>([](Connection &connection) { return masterCheck(connection); })
            .value();
    };
    QVERIFY(!read());

    QVERIFY(keep());

    QCOMPARE(read(), check);
    QCOMPARE(keep().error().kind, ErrorKind::Conflict);
    QVERIFY(m_profile->write<Done>(
        [](Connection &connection) { return setMasterKeySource(connection, u"keychain"_s); }));
    QCOMPARE(read()->source, u"keychain"_s);
    QCOMPARE(read()->keyId, check.keyId);
}

void TestSubscribers::keepsCaptures()
{
    const Capture sent{{},
                       kNow,
                       "POST",
                       u"/in?a=1"_s,
                       {{"X-A", "b"}},
                       QByteArray("\0binary", 7),
                       7,
                       true,
                       u"127.0.0.1:5"_s,
                       500,
                       SignatureCheck::Valid};
    const auto kept
        = m_profile->write<Capture>([&](Connection &connection) { return insertCapture(connection, sent); });
    const auto read
        = m_profile->read<Capture>([&](Connection &connection) { return capture(connection, kept->id); });
    QCOMPARE(*read, *kept);
    QCOMPARE(read->body, sent.body);

    CaptureQuery query;
    query.count = true;
    const auto page = m_profile->read<Page<Capture>>(
        [&](Connection &connection) { return listCaptures(connection, query); });
    QCOMPARE(page->count, 1);
    QVERIFY(page->rows.first().body.isEmpty());
    query.search = u"nothing of it"_s;
    QCOMPARE(
        m_profile
            ->read<Page<Capture>>([&](Connection &connection) { return listCaptures(connection, query); })
            ->rows.size(),
        0);

    QVERIFY(m_profile->write<Done>([](Connection &connection) { return clearCaptures(connection); }));
    QCOMPARE(m_profile->read<Capture>([&](Connection &connection) { return capture(connection, kept->id); })
                 .error()
                 .reason,
             Reason::NoSuchCapture);
}

void TestSubscribers::keepsActivities()
{
    ActivityRow row;
    row.at = kNow;
    row.verb = 3;
    row.subject = u"acme"_s;
    row.before = {{u"name"_s, u"a"_s}};
    row.after = {{u"name"_s, u"b"_s}};
    const auto id = m_profile->write<ActivityId>(
        [&](Connection &connection) { return insertActivity(connection, row); });
    const auto read = [&] {
        return m_profile->read<ActivityRow>([&](Connection &connection) { return activity(connection, *id); })
            .value();
    };
    QCOMPARE(read().before, row.before);
    QCOMPARE(read().after, row.after);
    QVERIFY(!read().isUndone);
    const auto undo = [&] {
        return m_profile->write<Done>([&](Connection &connection) { return markUndone(connection, *id); });
    };

    QVERIFY(undo());

    QVERIFY(read().isUndone);
    QCOMPARE(undo().error().reason, Reason::NotUndoable);
    const auto page = m_profile->read<Page<ActivityRow>>(
        [](Connection &connection) { return listActivities(connection, {}); });
    QCOMPARE(page->rows.size(), 1);
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestSubscribers)
#include "tst_subscribers.moc"
