// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The subscribers of two places side by side, and the rows that tell of them.

#include "models/comparison.h"
#include "models/differencerows.h"
#include "tests/support/fakes/fakefields.h"
#include "tests/support/fakes/fakerows.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::models;

namespace {

Subscriber one(int id, const QString &name, const QString &key = {}, const Fields &more = {})
{
    Subscriber row = test::subscriberOf(id, name, u"https://%1.example/in"_s.arg(id));
    if (!key.isEmpty())
        row.fields.insert(u"key"_s, key);
    for (auto it = more.begin(); it != more.end(); ++it)
        row.fields.insert(it.key(), *it);
    row.url = row.fields.value(u"callback_url"_s).toString();
    return row;
}

ComparedSide side(const QList<Subscriber> &rows)
{
    return {u"local"_s, test::subscriberFields(), rows};
}

// "different key Acme/Acme 2: name, events"
QStringList told(const QList<ComparedSubscriber> &rows)
{
    static const QStringList counterparts{u"different"_s, u"there"_s, u"here"_s, u"ambiguous"_s, u"equal"_s};
    static const QStringList matches{u""_s, u" key"_s, u" name"_s, u" url"_s};
    QStringList lines;
    for (const ComparedSubscriber &row : rows) {
        QStringList here;
        QStringList there;
        QStringList fields;
        for (const Subscriber &subscriber : row.here)
            here += subscriber.name;
        for (const Subscriber &subscriber : row.there)
            there += subscriber.name;
        for (const DraftChange &change : row.differences)
            fields += change.key;
        lines += counterparts.at(int(row.counterpart)) + matches.at(int(row.matchedBy)) + u' '
            + here.join(u'+') + u'/' + there.join(u'+')
            + (fields.isEmpty() ? QString() : u": "_s + fields.join(u','));
    }
    return lines;
}

QString lineOf(const Subscriber &here, const Subscriber &there)
{
    return told(compare(side({here}), side({there}))).join(u" | "_s);
}

// Of an API that has other names, and knows no statuses.
std::vector<Field> otherFields()
{
    Field name;
    name.key = u"Name"_s;
    name.isName = true;
    Field url;
    url.key = u"TargetUrl"_s;
    url.kind = FieldKind::Url;
    Field events;
    events.key = u"Events"_s;
    events.kind = FieldKind::List;
    events.rule = FieldRule::EventSelectors;
    Field type;
    type.key = u"Type"_s;
    return {name, url, events, type};
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT

private slots:
    void matchesByKeyThenNameThenUrl();
    void keysThatDifferAreTwo();
    void showsWhatIsNotClearAndGuessesNothing();
    void comparesAllThatBothKnow();
    void unknownIsNeverCompared();
    void orderOfEventsSaysNothing();
    void credentialsAreNotTold();
    void unlikeKindsShareAFewFields();
    void maskIsAsGoodAsWhatItStandsFor();
    void rowsTellWhatWasMatchedByWhat();
    void planBecomesRowsToTick();
    void whatTheApiCanNotDoIsRefused();
    void treeIsAModel();
};

void TestComparison::matchesByKeyThenNameThenUrl()
{
    const QList<Subscriber> here{one(1, u"Acme"_s, u"a"_s), one(2, u"Harbor"_s), one(3, u"Field"_s)};
    const QList<Subscriber> there{
        one(1, u"Harbor"_s, {}, {{u"callback_url"_s, u"https://2.example/in"_s}}),
        one(2, u"Renamed"_s, u"a"_s, {{u"callback_url"_s, u"https://1.example/in"_s}}),
        one(3, u"Moved"_s),
        one(4, u"New"_s)};

    QCOMPARE(told(compare(side(here), side(there))),
             (QStringList{u"different key Acme/Renamed: name"_s,
                          u"different url Field/Moved: name"_s,
                          u"there /New"_s,
                          u"equal name Harbor/Harbor"_s}));
}

void TestComparison::keysThatDifferAreTwo()
{
    QCOMPARE(lineOf(one(1, u"Acme"_s, u"a"_s), one(1, u"Acme"_s, u"b"_s)), u"there /Acme | here Acme/"_s);
    // Where one of them has none, the name does it.
    QCOMPARE(lineOf(one(1, u"Acme"_s, u"a"_s), one(1, u"Acme"_s)), u"equal name Acme/Acme"_s);
}

void TestComparison::showsWhatIsNotClearAndGuessesNothing()
{
    const QList<Subscriber> here{one(1, u"Acme"_s), one(2, u"Other"_s)};
    const QList<Subscriber> there{one(1, u"Acme"_s), one(5, u"Acme"_s)};

    QCOMPARE(told(compare(side(here), side(there))),
             (QStringList{u"here Other/"_s, u"ambiguous name Acme/Acme+Acme"_s}));

    const auto twins
        = compare(side({one(1, u"A"_s, u"k"_s), one(2, u"B"_s, u"k"_s)}), side({one(3, u"C"_s, u"k"_s)}));
    QCOMPARE(told(twins), QStringList{u"ambiguous key A+B/C"_s});
}

void TestComparison::comparesAllThatBothKnow()
{
    const Subscriber there = one(
        1, u"Acme"_s, {}, {{u"timeout_ms"_s, 9000}, {u"notify"_s, true}, {u"success_code"_s, QJsonValue()}});

    QCOMPARE(lineOf(one(1, u"Acme"_s, {}, {{u"timeout_ms"_s, 15000}, {u"notify"_s, false}}), there),
             u"different name Acme/Acme: timeout_ms,notify"_s);
}

void TestComparison::unknownIsNeverCompared()
{
    QCOMPARE(lineOf(one(1, u"Acme"_s, {}, {{u"timeout_ms"_s, 15000}}), one(1, u"Acme"_s)),
             u"equal name Acme/Acme"_s);
}

void TestComparison::orderOfEventsSaysNothing()
{
    const auto with = [](const QJsonArray &events) { return one(1, u"Acme"_s, {}, {{u"events"_s, events}}); };

    QCOMPARE(lineOf(with({u"a"_s, u"b"_s}), with({u"b"_s, u"a"_s})), u"equal name Acme/Acme"_s);
    QCOMPARE(lineOf(with({u"a"_s, u"b"_s}), with({u"a"_s})), u"different name Acme/Acme: events"_s);
}

void TestComparison::credentialsAreNotTold()
{
    const auto with = [](const QString &value) {
        return one(1, u"Acme"_s, {}, {{u"headers"_s, QJsonObject{{u"X-Key"_s, value}}}});
    };
    const auto rows = compare(side({with(u"one"_s)}), side({with(u"two"_s)}));

    QCOMPARE(rows.first().differences,
             (QList<DraftChange>{{u"headers"_s, u"set"_s, u"set, and not the same"_s}}));
}

void TestComparison::unlikeKindsShareAFewFields()
{
    const Subscriber here
        = one(1, u"Acme"_s, {}, {{u"statuses"_s, QJsonArray{u"hold"_s}}, {u"version"_s, u"v3"_s}});
    Subscriber there;
    there.id = {u"17"_s};
    there.name = u"Acme"_s;
    there.url = u"https://1.example/in"_s;
    there.state = SubscriberState::Stopped;
    there.fields = {{u"Name"_s, u"Acme"_s},
                    {u"TargetUrl"_s, u"https://1.example/in"_s},
                    {u"Events"_s, QJsonArray{u"contact.created"_s}},
                    {u"Type"_s, u"webhook"_s}};

    const auto rows = compare(side({here}), {u"superoffice"_s, otherFields(), {there}});
    QCOMPARE(told(rows), QStringList{u"different name Acme/Acme: active,events"_s});
    QCOMPARE(rows.first().differences.first(), (DraftChange{u"active"_s, u"yes"_s, u"no"_s}));

    there.state = SubscriberState::Unknown;
    there.fields.remove(u"Events"_s);
    QCOMPARE(told(compare(side({here}), {u"superoffice"_s, otherFields(), {there}})),
             QStringList{u"equal name Acme/Acme"_s});
}

void TestComparison::maskIsAsGoodAsWhatItStandsFor()
{
    std::vector<Field> fields = test::subscriberFields();
    for (Field &field : fields) {
        if (field.kind == FieldKind::Url)
            field.sensitivity = FieldSensitivity::MayHoldCredentials;
    }
    const Subscriber acme = one(1,
                                u"Acme"_s,
                                {},
                                {{u"callback_url"_s, u"https://a.example/in?token=hidden"_s},
                                 {u"headers"_s, QJsonObject{{u"X-Key"_s, u"topsecret"_s}}}});
    Subscriber renamed = acme;
    renamed.fields.insert(u"name"_s, u"Renamed"_s);
    renamed.name = u"Renamed"_s;
    const SubscriberFile file = readSubscriberFile(subscriberFile({renamed}, fields), fields);

    const auto rows = compare({u"local"_s, fields, {acme}}, sideOf(file, u"local"_s, fields));

    QCOMPARE(told(rows), QStringList{u"different url Acme/Renamed: name"_s});
}

void TestComparison::rowsTellWhatWasMatchedByWhat()
{
    const auto compared
        = compare(side({one(1, u"Acme"_s), one(2, u"Twin"_s), one(3, u"Here"_s)}),
                  side({one(9, u"Acme"_s), one(2, u"Twin"_s), one(4, u"Twin"_s), one(5, u"There"_s)}));
    const QList<DifferenceRow> rows = rowsOf(compared, true);

    QCOMPARE(summaryOf(compared), u"1 different · 1 only there · 1 only here · 1 not clear"_s);
    QCOMPARE(rows.at(0).title, u"Acme"_s);
    QCOMPARE(rows.at(0).note, u"Matched by the name."_s);
    QCOMPARE(rows.at(0).tick, DifferenceRow::Tick::On);
    QCOMPARE(rows.at(1).title, u"There"_s);
    QCOMPARE(rows.at(2).tick, DifferenceRow::Tick::None);
    QCOMPARE(rows.at(3).note, u"Several have the same name: Twin here, Twin, Twin there."_s);
    QCOMPARE(rowsOf(compared, false).at(0).tick, DifferenceRow::Tick::None);
}

void TestComparison::planBecomesRowsToTick()
{
    BackendInfo info = test::localInfo();
    info.subscriberFields = test::subscriberFields();
    const QByteArray bytes = R"({"format":"tacklebox-subscribers","version":1,"subscribers":[
        {"name":"Same","callback_url":"https://2.example/in"},
        {"name":"New","callback_url":"https://new.example/"},
        {"name":"Acme","callback_url":"https://1.example/in","timeout_ms":9000},
        {"name":"Bad","callback_url":"ftp://bad.example/"}, 7]})";
    const SubscriberFile file = readSubscriberFile(bytes, info.subscriberFields);
    const ImportPlan plan
        = arranged(planImport(file,
                              {one(1, u"Acme"_s, {}, {{u"timeout_ms"_s, 15000}}), one(2, u"Same"_s)},
                              {info.subscriberFields, info.toStop}),
                   info);
    const QList<DifferenceRow> rows = rowsOf(plan, info);

    QStringList titles;
    for (const DifferenceRow &row : rows)
        titles += row.title;
    QCOMPARE(titles, (QStringList{u"Bad"_s, u"#5"_s, u"Acme"_s, u"New"_s, u"Same"_s}));
    QCOMPARE(summaryOf(plan, info), u"1 new · 1 changed · 1 as they are · 2 can't be imported"_s);
    QVERIFY(rows.at(0).isBad);
    QVERIFY2(rows.at(0).note.startsWith(u"callback_url"_s), qPrintable(rows.at(0).note));
    QCOMPARE(rows.at(0).tick, DifferenceRow::Tick::None);
    QCOMPARE(rows.at(2).fields, (QList<DraftChange>{{u"timeout_ms"_s, u"15000"_s, u"9000"_s}}));
    QCOMPARE(rows.at(2).tick, DifferenceRow::Tick::On);
    QCOMPARE(rows.at(3).fields.first(), (DraftChange{u"name"_s, QString(), u"New"_s}));
    QCOMPARE(rows.at(4).tick, DifferenceRow::Tick::None);
}

void TestComparison::whatTheApiCanNotDoIsRefused()
{
    BackendInfo info = test::localInfo();
    info.subscriberFields = test::subscriberFields();
    info.verbs.setFlag(Verb::CreateSubscriber, false);
    PlannedImport planned;
    planned.changes.append({u"name"_s, {}, u"New"_s});

    QCOMPARE(deedOf(planned, info), ImportDeed::Refused);
    planned.draft.id = SubscriberId{u"1"_s};
    QCOMPARE(deedOf(planned, info), ImportDeed::Change);
}

void TestComparison::treeIsAModel()
{
    DifferenceTree tree;
    const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tree.setHeads(u"Now"_s, u"Then"_s);
    tree.setRows({{u"Acme"_s, u"Changed"_s, {}, {{u"name"_s, u"Acme"_s, u"New"_s}}, DifferenceRow::Tick::On},
                  {u"Same"_s, u"As it is"_s, {}}});

    const QModelIndex acme = tree.index(0, 0);
    QCOMPARE(tree.rowCount(acme), 1);
    QCOMPARE(tree.index(0, DifferenceTree::After, acme).data().toString(), u"New"_s);
    QCOMPARE(tree.ticked(), QList<int>{0});
    QVERIFY(tree.setData(acme, Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(tree.ticked().isEmpty());
    QVERIFY(!tree.setData(tree.index(1, 0), Qt::Checked, Qt::CheckStateRole));
    tree.tell(0, u"Failed"_s, u"It is locked."_s, true);
    QCOMPARE(tree.index(0, DifferenceTree::Before).data().toString(), u"It is locked."_s);
}

QTEST_MAIN(TestComparison)
#include "tst_comparison.moc"
