// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/activitymodel.h"
#include "models/capturesmodel.h"
#include "models/column.h"
#include "models/eventsmodel.h"
#include "models/settingsmodel.h"
#include "models/subscribersmodel.h"
#include "tests/support/fakes/fakefields.h"
#include "tests/support/fakes/fakerows.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::models;

namespace {

QString rowText(const QAbstractItemModel &model, int row)
{
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells << model.index(row, column).data().toString();
    return cells.join(u" | "_s);
}

QStringList names(const SubscribersModel &model)
{
    QStringList all;
    for (const Subscriber &row : model.rows())
        all << row.name;
    return all;
}

QList<Subscriber> threeRows()
{
    return {test::subscriberOf(1, u"Acme"_s, u"https://acme.example/in"_s),
            test::subscriberOf(2, u"Harbor"_s, u"http://harbor.example/a/long/way"_s),
            test::subscriberOf(3, u"Warehouse"_s, u"https://wh.example/hook"_s)};
}

} // namespace

class TestProfileModels : public QObject
{
    Q_OBJECT

private slots:
    void subscriberReadsByTheFieldsRules();
    void unknownMembersAreNotCountedAsNone();
    void freshRowsMergeAndKeepTheSelection();
    void changedRowsAreTakenAndStrangersAnswered();
    void removedRowsGo();
    void eventTellsItsJobs();
    void captureCarriesItsSignature();
    void activityIsWordedAndPlaced();
    void settingsMergeByKey();
};

void TestProfileModels::subscriberReadsByTheFieldsRules()
{
    SubscribersModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFields(test::subscriberFields());
    Subscriber row = test::subscriberOf(1, u"Acme"_s, u"https://acme.example/in"_s);
    row.fields[u"events"_s] = QJsonArray{u"order.delivered"_s, u"order.canceled"_s};
    row.fields[u"statuses"_s] = QJsonArray{u"completed"_s};
    row.fields[u"signing_scheme"_s] = u"hookshot"_s;

    model.merge({row});

    QCOMPARE(rowText(model, 0),
             u"Active | Acme | acme.example/in | 2 | 1 | hookshot | never | – | Built-in engine"_s);
    QCOMPARE(model.index(0, SubscribersModel::Events).data(Qt::ToolTipRole).toString(),
             u"order.delivered, order.canceled"_s);
    QCOMPARE(model.index(0, SubscribersModel::State).data(StateRole).value<SubscriberState>(),
             SubscriberState::Active);
}

void TestProfileModels::unknownMembersAreNotCountedAsNone()
{
    SubscribersModel model;
    model.setFields(test::subscriberFields());
    Subscriber row = test::subscriberOf(1, u"Acme"_s, u"https://acme.example/in"_s);
    row.fields.remove(u"events"_s);
    row.fields[u"statuses"_s] = QJsonArray();

    model.merge({row});

    QCOMPARE(model.index(0, SubscribersModel::Events).data().toString(), u"–"_s);
    QCOMPARE(model.index(0, SubscribersModel::Statuses).data().toString(), u"0"_s);
}

void TestProfileModels::freshRowsMergeAndKeepTheSelection()
{
    SubscribersModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QItemSelectionModel selection(&model);
    QList<Subscriber> rows = threeRows();
    model.merge(rows);
    selection.select(model.index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

    rows = {test::subscriberOf(4, u"New"_s, u"https://new.example"_s), rows.at(2), rows.at(1)};
    rows[2].name = u"Harbor CRM"_s;
    model.merge(rows);

    QCOMPARE(names(model), (QStringList{u"New"_s, u"Warehouse"_s, u"Harbor CRM"_s}));
    QCOMPARE(resets.count(), 0);
    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(selection.selectedRows().first().data(IdRole).toString(), u"2"_s);
}

void TestProfileModels::changedRowsAreTakenAndStrangersAnswered()
{
    SubscribersModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.merge(threeRows());
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    Subscriber changed = model.rows().at(1);
    changed.name = u"Renamed"_s;

    const auto strangers = model.update({changed, model.rows().at(0), test::subscriberOf(9, u"New"_s, {})});

    QCOMPARE(names(model).at(1), u"Renamed"_s);
    QCOMPARE(strangers.size(), 1);
    QCOMPARE(strangers.first().id.value, u"9"_s);
    QCOMPARE(changes.count(), 1); // the row that is as it was is left alone
}

void TestProfileModels::removedRowsGo()
{
    SubscribersModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.merge(threeRows());

    model.remove({{u"2"_s}, {u"77"_s}});

    QCOMPARE(names(model), (QStringList{u"Acme"_s, u"Warehouse"_s}));
}

void TestProfileModels::eventTellsItsJobs()
{
    EventsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Event event;
    event.id = {u"1"_s};
    event.type = u"order.delivered"_s;
    event.createdAt = test::noon();

    model.merge({event});

    QCOMPARE(model.index(0, EventsModel::Type).data().toString(), u"order.delivered"_s);
    QCOMPARE(model.index(0, EventsModel::Status).data().toString(), u"–"_s);
    QVERIFY(model.index(0, EventsModel::Jobs).data(Qt::ToolTipRole).toString().contains(u"nobody"_s));
}

void TestProfileModels::captureCarriesItsSignature()
{
    CapturesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Capture capture;
    capture.id = {u"1"_s};
    capture.method = "POST";
    capture.target = u"/hooks?x=1"_s;
    capture.signature = SignatureCheck::Invalid;

    model.merge({capture});
    capture.id = {u"2"_s};
    model.prepend({capture});

    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data(StateRole).value<SignatureCheck>(), SignatureCheck::Invalid);
    QCOMPARE(model.index(1, CapturesModel::Target).data().toString(), u"/hooks?x=1"_s);
}

void TestProfileModels::activityIsWordedAndPlaced()
{
    ActivityModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ActivityEntry entry;
    entry.id = {u"1"_s};
    entry.verb = ActivityVerb::SubscriberDeleted;
    entry.subject = u"Acme"_s;
    entry.connection = u"local"_s;

    model.merge({entry});

    QCOMPARE(model.index(0, ActivityModel::What).data().toString(), u"Deleted the subscriber “Acme”."_s);
    QCOMPARE(model.index(0, ActivityModel::Where).data().toString(), u"Built-in engine"_s);
}

void TestProfileModels::settingsMergeByKey()
{
    SettingsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<Setting> settings{
        {u"theme"_s, SettingKind::Choice, u"system"_s, u"dark"_s, {u"dark"_s}, u"How it is drawn."_s},
        {u"allowed_networks"_s, SettingKind::List, {}, QJsonArray{u"10.0.0.0/8"_s, u"fd00::/8"_s}, {}, {}},
        {u"smtp_password"_s, SettingKind::Secret, {}, true, {}, {}}};
    model.merge(settings);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);

    settings[0].value = u"light"_s;
    model.merge(settings);

    QCOMPARE(model.index(0, SettingsModel::Value).data().toString(), u"light"_s);
    QCOMPARE(model.index(1, SettingsModel::Value).data().toString(), u"10.0.0.0/8, fd00::/8"_s);
    QCOMPARE(model.index(2, SettingsModel::Value).data().toString(), u"set"_s);
    QCOMPARE(changes.count(), 1);
}

QTEST_MAIN(TestProfileModels)
#include "tst_profilemodels.moc"
