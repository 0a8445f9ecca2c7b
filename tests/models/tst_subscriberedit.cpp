// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/curltext.h"
#include "models/subscriberedit.h"
#include "tests/support/fakes/fakefields.h"
#include "tests/support/fakes/fakerows.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::models;

namespace {

SubscriberEdit editOf(const Subscriber &row)
{
    return {test::subscriberFields(), {row.id, row.fields, {}, {}}};
}

Subscriber acme()
{
    return test::subscriberOf(1, u"Acme"_s, u"https://acme.example/in"_s);
}

} // namespace

class TestSubscriberEdit : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatDiffersIsAChange();
    void emptyInItsManyFormsIsNoChange();
    void unknownStaysUnknown();
    void newOneStartsFromTheFieldsValues();
    void changesAreToldOldToNew();
    void credentialsAreNotTold();
    void secretIsKeptSetOrCleared();
    void newOneLacksWhatIsRequired();
    void whatIsOfNoUseIsKeptAside();
    void sentenceSaysWhatMakesAJob_data();
    void sentenceSaysWhatMakesAJob();
    void twinDiffersInDoubledLettersOnly();
    void curlQuotesWhatAShellWouldRead();
};

void TestSubscriberEdit::onlyWhatDiffersIsAChange()
{
    SubscriberEdit edit = editOf(acme());

    edit.setValue(u"name"_s, u"Acme orders"_s);
    QCOMPARE(edit.draft().changes, (Fields{{u"name"_s, u"Acme orders"_s}}));

    edit.setValue(u"name"_s, u"Acme"_s);
    QVERIFY(!edit.isChanged());
}

void TestSubscriberEdit::emptyInItsManyFormsIsNoChange()
{
    Subscriber row = acme();
    row.fields[u"headers"_s] = QJsonValue();
    SubscriberEdit edit = editOf(row);

    edit.setValue(u"headers"_s, QJsonObject());
    edit.setValue(u"success_code"_s, QJsonValue());

    QVERIFY(!edit.isChanged());
}

void TestSubscriberEdit::unknownStaysUnknown()
{
    Subscriber row = acme();
    row.fields.remove(u"timeout_ms"_s);
    const SubscriberEdit edit = editOf(row);

    QVERIFY(edit.value(u"timeout_ms"_s).isUndefined());
    QVERIFY(!edit.draft().changes.contains(u"timeout_ms"_s));
}

void TestSubscriberEdit::newOneStartsFromTheFieldsValues()
{
    SubscriberEdit edit(test::subscriberFields(), {});

    QCOMPARE(edit.value(u"timeout_ms"_s).toInt(), 15000);
    QVERIFY(edit.value(u"active"_s).toBool());
    edit.setValue(u"timeout_ms"_s, 15000);
    QVERIFY(!edit.isChanged());
}

void TestSubscriberEdit::changesAreToldOldToNew()
{
    SubscriberEdit edit = editOf(acme());

    edit.setValue(u"events"_s, QJsonArray{u"order.*"_s, u"contact.created"_s});
    edit.setValue(u"active"_s, false);

    QCOMPARE(edit.changes(),
             (QList<DraftChange>{{u"active"_s, u"yes"_s, u"no"_s},
                                 {u"events"_s, u"order.*"_s, u"order.*, contact.created"_s}}));
}

void TestSubscriberEdit::credentialsAreNotTold()
{
    SubscriberEdit edit = editOf(acme());

    edit.setValue(u"headers"_s, QJsonObject{{u"Authorization"_s, u"Bearer abc"_s}});

    QCOMPARE(edit.changes().size(), 1);
    QCOMPARE(edit.changes().constFirst().after, u"changed"_s);
}

void TestSubscriberEdit::secretIsKeptSetOrCleared()
{
    SubscriberEdit edit = editOf(acme());

    edit.setSecret(u"secret"_s, {SecretEdit::Action::Set, Secret("s3cr3t")});
    QCOMPARE(edit.changes().constFirst().after, u"new"_s);
    edit.setSecret(u"secret"_s, {SecretEdit::Action::Clear, {}});
    QCOMPARE(edit.changes().constFirst().after, u"cleared"_s);
    edit.keepSecret(u"secret"_s);

    QVERIFY(!edit.isChanged());
}

void TestSubscriberEdit::newOneLacksWhatIsRequired()
{
    const SubscriberEdit edit(test::subscriberFields(), {});

    QStringList keys;
    for (const Error &error : edit.findings())
        keys << error.field;

    QCOMPARE(keys, (QStringList{u"name"_s, u"callback_url"_s}));
}

void TestSubscriberEdit::whatIsOfNoUseIsKeptAside()
{
    std::vector<Field> fields = test::subscriberFields();
    for (Field &field : fields) {
        if (field.key == "headers"_L1 || field.key == "secret"_L1)
            field.need = {u"signing_scheme"_s, {u"hookshot"_s}};
    }
    const Subscriber row = acme();
    SubscriberEdit edit(fields, {row.id, {{u"signing_scheme"_s, u"hookshot"_s}}, {}, {}});
    const QJsonObject headers{{u"X-Team"_s, u"orders"_s}};
    edit.setValue(u"headers"_s, headers);
    edit.setSecret(u"secret"_s, {SecretEdit::Action::Set, Secret("s3cret"), {}});
    QVERIFY(edit.isChoosing(u"signing_scheme"_s));
    QVERIFY(edit.isOfUse(*edit.field(u"headers"_s)));

    edit.setValue(u"signing_scheme"_s, u"none"_s);
    QVERIFY(!edit.isOfUse(*edit.field(u"headers"_s)));
    QCOMPARE(edit.draft().changes, (Fields{{u"signing_scheme"_s, u"none"_s}}));
    QVERIFY(edit.draft().secrets.empty());
    QCOMPARE(edit.value(u"headers"_s), QJsonValue(headers));

    edit.setValue(u"signing_scheme"_s, u"hookshot"_s);
    QCOMPARE(edit.draft().changes, (Fields{{u"headers"_s, headers}}));
    QCOMPARE(edit.draft().secrets.at(u"secret"_s).value.reveal(), "s3cret"_ba);
}

void TestSubscriberEdit::sentenceSaysWhatMakesAJob_data()
{
    QTest::addColumn<QStringList>("events");
    QTest::addColumn<QStringList>("statuses");
    QTest::addColumn<QString>("sentence");
    const QStringList two{u"completed"_s, u"hold"_s};
    const QStringList three{u"order.delivered"_s, u"order.canceled"_s, u"contact.*"_s};
    QTest::newRow("both") << three << two
                          << u"A job is made on <b>any of 3 events</b>, or <b>any of 2 order statuses</b>."_s;
    QTest::newRow("one event") << QStringList{u"order.*"_s} << QStringList{}
                               << u"A job is made on <b>order.*</b>."_s;
    QTest::newRow("all") << QStringList{u"*"_s} << QStringList{} << u"A job is made on <b>every event</b>."_s;
    QTest::newRow("one status") << QStringList{} << QStringList{u"hold"_s}
                                << u"A job is made on <b>the order status hold</b>."_s;
    QTest::newRow("nothing") << QStringList{} << QStringList{}
                             << u"Nothing is chosen, so nothing matches: <b>no job will be made</b>."_s;
}

void TestSubscriberEdit::sentenceSaysWhatMakesAJob()
{
    QFETCH(const QStringList, events);
    QFETCH(const QStringList, statuses);
    QTEST(triggerSentence(events, statuses), "sentence");
}

void TestSubscriberEdit::twinDiffersInDoubledLettersOnly()
{
    const QStringList known{u"canceled"_s, u"cancelled"_s, u"scheduled"_s};

    QCOMPARE(spellingTwin(u"canceled"_s, known), u"cancelled"_s);
    QCOMPARE(spellingTwin(u"cancelled"_s, known), u"canceled"_s);
    QVERIFY(spellingTwin(u"scheduled"_s, known).isEmpty());
}

void TestSubscriberEdit::curlQuotesWhatAShellWouldRead()
{
    const SentRequest request{
        "POST", u"https://a.example/?a=1&b=$(x)"_s, {{"X-Note", "it's"}}, "{\"a\":\"`id`\"}"};

    QCOMPARE(curlCommand(request),
             u"curl -i -X POST 'https://a.example/?a=1&b=$(x)' \\\n"
             "  -H 'X-Note: it'\\''s' \\\n"
             "  --data-binary '{\"a\":\"`id`\"}'"_s);
}

QTEST_MAIN(TestSubscriberEdit)
#include "tst_subscriberedit.moc"
