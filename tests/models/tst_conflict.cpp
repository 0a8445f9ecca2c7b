// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/conflict.h"
#include "models/subscriberedit.h"
#include "tests/support/fakes/fakefields.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::models;

namespace {

using Side = ConflictRow::Side;

QList<ConflictRow> rowsOf(const Fields &base, const Fields &changes, const Fields &theirs)
{
    return conflictRows(test::subscriberFields(), {SubscriberId{u"1"_s}, base, changes, {}}, theirs);
}

} // namespace

class TestConflict : public QObject
{
    Q_OBJECT

private slots:
    void whatBothChangedKeepsMine();
    void whatOnlyTheyChangedIsTaken();
    void whatOnlyIChangedIsNoConflict();
    void whatBothMadeTheSameIsNoConflict();
    void emptyInItsManyFormsIsNoConflict();
    void unknownStaysUnknown();
    void myEditOfAnUnknownOneIsSetAgainstTheirs();
    void credentialsAreNotTold();
    void rebasedEditKeepsWhatTheyDoNotTell();
};

void TestConflict::whatBothChangedKeepsMine()
{
    const auto rows = rowsOf({{u"name"_s, u"Acme"_s}}, {{u"name"_s, u"Mine"_s}}, {{u"name"_s, u"Theirs"_s}});

    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.at(0),
             (ConflictRow{u"name"_s, u"Acme"_s, u"Theirs"_s, u"Mine"_s, QJsonValue(u"Mine"_s), Side::Mine}));
}

void TestConflict::whatOnlyTheyChangedIsTaken()
{
    const auto rows = rowsOf({{u"events"_s, QJsonArray{u"order.*"_s}}, {u"active"_s, true}},
                             {},
                             {{u"events"_s, QJsonArray{}}, {u"active"_s, true}});

    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.at(0).key, u"events"_s);
    QCOMPARE(rows.at(0).theirs, u"nothing"_s);
    QCOMPARE(rows.at(0).mine, u"order.*"_s);
    QCOMPARE(rows.at(0).mineValue, QJsonValue(QJsonArray{u"order.*"_s}));
    QCOMPARE(rows.at(0).keeps, Side::Theirs);
}

void TestConflict::whatOnlyIChangedIsNoConflict()
{
    QVERIFY(rowsOf({{u"name"_s, u"Acme"_s}}, {{u"name"_s, u"Mine"_s}}, {{u"name"_s, u"Acme"_s}}).isEmpty());
}

void TestConflict::whatBothMadeTheSameIsNoConflict()
{
    QVERIFY(rowsOf({{u"name"_s, u"Acme"_s}}, {{u"name"_s, u"Same"_s}}, {{u"name"_s, u"Same"_s}}).isEmpty());
}

void TestConflict::emptyInItsManyFormsIsNoConflict()
{
    QVERIFY(rowsOf({{u"success_code"_s, u""_s}}, {}, {{u"success_code"_s, QJsonValue()}}).isEmpty());
}

void TestConflict::unknownStaysUnknown()
{
    QVERIFY(rowsOf({{u"name"_s, u"Acme"_s}}, {{u"name"_s, u"Mine"_s}}, {}).isEmpty());
    QVERIFY(rowsOf({}, {}, {{u"name"_s, u"Learned"_s}}).isEmpty());
}

void TestConflict::myEditOfAnUnknownOneIsSetAgainstTheirs()
{
    const auto rows = rowsOf({}, {{u"success_code"_s, u"200"_s}}, {{u"success_code"_s, u"204"_s}});

    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.at(0).started, u"not known"_s);
    QCOMPARE(rows.at(0).theirs, u"204"_s);
    QCOMPARE(rows.at(0).keeps, Side::Mine);
}

void TestConflict::credentialsAreNotTold()
{
    const auto header = [](const QString &value) { return QJsonObject{{u"Authorization"_s, value}}; };
    const auto rows = rowsOf({{u"headers"_s, header(u"Bearer one"_s)}},
                             {{u"headers"_s, header(u"Bearer two"_s)}},
                             {{u"headers"_s, header(u"Bearer three"_s)}});

    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.at(0).started, u"set"_s);
    QCOMPARE(rows.at(0).theirs, u"changed"_s);
    QCOMPARE(rows.at(0).mine, u"changed"_s);
}

void TestConflict::rebasedEditKeepsWhatTheyDoNotTell()
{
    const Fields base{{u"name"_s, u"Acme"_s}, {u"success_code"_s, u"200"_s}};
    SubscriberEdit edit(test::subscriberFields(), {SubscriberId{u"1"_s}, base, {}, {}});

    edit.rebase({{u"name"_s, u"Theirs"_s}});

    QCOMPARE(edit.value(u"name"_s).toString(), u"Theirs"_s);
    QCOMPARE(edit.value(u"success_code"_s).toString(), u"200"_s);
    QVERIFY(edit.value(u"version"_s).isUndefined());
}

QTEST_MAIN(TestConflict)
#include "tst_conflict.moc"
