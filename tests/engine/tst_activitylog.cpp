// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the activity keeps of an edit: nothing that may be a credential, so that it can't be put back either.
#include "rig.h"

#include "engine/activitylog.h"

#include <QJsonDocument>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;

namespace {

// As its file would tell it.
QByteArray textOf(const ActivityEntry &entry)
{
    return QJsonDocument(entry.before).toJson() + QJsonDocument(entry.after).toJson()
        + entry.subject.toUtf8();
}

} // namespace

class tst_ActivityLog : public QObject
{
    Q_OBJECT

private slots:
    void keepsNoCredential()
    {
        Rig rig;
        SecretEdits secrets;
        secrets[u"secret"_s] = {SecretEdit::Action::Set, Secret("t0psecret"), {}};
        const SubscriberId id = rig.subscribe({{u"name"_s, u"Acme"_s},
                                               {u"callback_url"_s, u"https://a.example/in?token=t0psecret"_s},
                                               {u"headers"_s, QJsonObject{{u"X-Key"_s, u"t0psecret"_s}}}},
                                              secrets);
        edit(rig,
             id,
             {{u"callback_url"_s, u"https://b.example/in?token=t0psecret2"_s},
              {u"headers"_s, QJsonObject{{u"X-Key"_s, u"t0psecret2"_s}}}});

        const QList<ActivityEntry> entries = entriesOf(rig);

        QCOMPARE(entries.front().verb, ActivityVerb::SubscriberChanged);
        QCOMPARE(entries.front().before.value("callback_url"_L1), QJsonValue(u"https://a.example/in?••••"_s));
        QCOMPARE(entries.front().after.value("callback_url"_L1), QJsonValue(u"https://b.example/in?••••"_s));
        QCOMPARE(entries.front().after.value("headers"_L1), QJsonValue(u"••••"_s));
        for (const ActivityEntry &entry : entries)
            QVERIFY2(!textOf(entry).contains("t0psecret"), textOf(entry));
    }

    void undoesNothingThatItMasked()
    {
        Rig rig;
        const SubscriberId id
            = rig.subscribe({{u"name"_s, u"Acme"_s}, {u"callback_url"_s, u"https://a.example/in?token=1"_s}});
        edit(rig, id, {{u"callback_url"_s, u"https://a.example/in?token=2"_s}});
        engine::ActivityLog activity(*rig.store, rig.clock);
        const ActivityEntry masked = entriesOf(rig).front();

        QVERIFY(!masked.canUndo);
        QCOMPARE(Rig::wait(activity.undo(masked.id)).error().reason, Reason::NotUndoable);
        QCOMPARE(Rig::wait(rig.backend->subscriber(id, {}))->url, u"https://a.example/in?token=2"_s);

        edit(rig, id, {{u"name"_s, u"Other"_s}});
        const ActivityEntry renamed = entriesOf(rig).front();
        QVERIFY(renamed.canUndo);
        QVERIFY(Rig::wait(activity.undo(renamed.id)));
        QCOMPARE(Rig::wait(rig.backend->subscriber(id, {}))->name, u"Acme"_s);
    }

private:
    static void edit(Rig &rig, const SubscriberId &id, const Fields &changes)
    {
        const Fields base = Rig::wait(rig.backend->subscriber(id, {}))->fields;
        QVERIFY(Rig::wait(rig.backend->save({id, base, changes, {}})));
    }

    static QList<ActivityEntry> entriesOf(Rig &rig)
    {
        engine::ActivityLog activity(*rig.store, rig.clock);
        return Rig::wait(activity.entries({}, {})).value().rows;
    }
};

QTEST_GUILESS_MAIN(tst_ActivityLog)
#include "tst_activitylog.moc"
