// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A file of subscribers: what is written, how it is matched, what is refused.

#include "core/importplan.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

class ImportPlanTest final : public QObject
{
    Q_OBJECT

private slots:
    void changesNothingOnTheWayBack();
    void masksWhatMayHoldCredentials();
    void writesTheSameWhateverTheOrder();
    void matchesByKeyThenUuidThenName();
    void matchesByTheNameAsItsApiCallsIt();
    void matchesNothingByNoName();
    void refusesWhatMatchesTwice();
    void takesTheMatchThatAnEntryBrings();
    void saysOfEachWhatIsWrongWithIt();
    void showsOldAndNew();
    void namesWhatIsAskedAboutFirst();
    void keepsWhatIsMasked();
    void keepsTheNameOfAHeaderThatItMasks();
    void writesNothingOfWhatIsUnknown();
    void leavesAnUnknownAloneWhereTheFileIsEmpty();
    void refusesAMaskWithNothingBehindIt();
    void makesANewOneInactiveWithoutItsSecret();
    void stopsANewOneAsItsApiDoes();
    void refusesAValueAndNamesItsSubscriber();
    void refusesASecret();
    void refusesAnotherFile();
};

namespace {

Field fieldOf(const QString &key, FieldKind kind, FieldRule rule)
{
    Field field;
    field.key = key;
    field.kind = kind;
    field.rule = rule;
    return field;
}

const std::vector<Field> &fields()
{
    static const std::vector<Field> all = [] {
        Field name = fieldOf(u"name"_s, FieldKind::Text, FieldRule::NotEmpty);
        name.isRequired = true;
        name.isName = true;
        Field url = fieldOf(u"callback_url"_s, FieldKind::Url, FieldRule::CallbackUrl);
        url.sensitivity = FieldSensitivity::MayHoldCredentials;
        Field key = fieldOf(u"key"_s, FieldKind::Text, FieldRule::Anything);
        Field active = fieldOf(u"active"_s, FieldKind::Flag, FieldRule::Anything);
        active.initial = true;
        Field scheme = fieldOf(u"signing_scheme"_s, FieldKind::Choice, FieldRule::Signing);
        Field secret = fieldOf(u"secret"_s, FieldKind::Secret, FieldRule::Anything);
        secret.sensitivity = FieldSensitivity::Secret;
        Field headers = fieldOf(u"headers"_s, FieldKind::Map, FieldRule::HeaderMap);
        headers.sensitivity = FieldSensitivity::MayHoldCredentials;
        return std::vector<Field>{name, url, key, active, scheme, secret, headers};
    }();
    return all;
}

Subscriber subscriber(int id, const QString &name, const QString &key, Fields more = {})
{
    Subscriber one;
    one.id = {QString::number(id)};
    one.uuid = u"uuid-%1"_s.arg(id);
    one.name = name;
    one.fields = {{u"name"_s, name},
                  {u"key"_s, key.isEmpty() ? QJsonValue() : QJsonValue(key)},
                  {u"callback_url"_s, u"https://acme.example/in?token=hidden"_s},
                  {u"active"_s, true},
                  {u"signing_scheme"_s, u"none"_s},
                  {u"headers"_s, QJsonObject{{u"X-Api-Key"_s, u"topsecret"_s}}}};
    for (auto it = more.begin(); it != more.end(); ++it)
        one.fields.insert(it.key(), *it);
    return one;
}

ImportPlan planOf(const QByteArray &bytes, const QList<Subscriber> &standing)
{
    return planImport(readSubscriberFile(bytes, fields()), standing, {fields(), {{u"active"_s, false}}});
}

// Of an API that has other names for nearly everything.
const std::vector<Field> &otherFields()
{
    static const std::vector<Field> all = [] {
        Field name = fieldOf(u"Name"_s, FieldKind::Text, FieldRule::NotEmpty);
        name.isName = true;
        Field state = fieldOf(u"State"_s, FieldKind::Choice, FieldRule::Anything);
        state.initial = u"Active"_s;
        Field header = fieldOf(u"Header"_s, FieldKind::Text, FieldRule::HeaderLine);
        header.sensitivity = FieldSensitivity::MayHoldCredentials;
        Field secret = fieldOf(u"Secret"_s, FieldKind::Secret, FieldRule::Anything);
        secret.sensitivity = FieldSensitivity::Secret;
        return std::vector<Field>{name, state, header, secret};
    }();
    return all;
}

Subscriber other(const QString &id, const QString &name, Fields fields)
{
    Subscriber one;
    one.id = {id};
    one.name = name;
    one.fields = std::move(fields);
    one.fields.insert(u"Name"_s, name);
    return one;
}

ImportPlan otherPlanOf(const QByteArray &bytes, const QList<Subscriber> &standing)
{
    return planImport(
        readSubscriberFile(bytes, otherFields()), standing, {otherFields(), {{u"State"_s, u"Stopped"_s}}});
}

QByteArray fileOf(const QByteArray &entries)
{
    return R"({"format":"tacklebox-subscribers","version":1,"subscribers":[)" + entries + "]}";
}

} // namespace

void ImportPlanTest::changesNothingOnTheWayBack()
{
    Subscriber signing = subscriber(3, u"Signing"_s, u"s"_s, {{u"signing_scheme"_s, u"hookshot"_s}});
    signing.secrets.insert(u"secret"_s, {true, {}});
    const QList<Subscriber> standing{
        subscriber(1, u"Acme"_s, u"acme"_s), subscriber(2, u"Acme"_s, {}), std::move(signing)};

    const ImportPlan plan = planOf(subscriberFile(standing, fields()), standing);

    QVERIFY(plan.wrong.empty());
    QCOMPARE(plan.subscribers.size(), size_t(3));
    QVERIFY(plan.drafts().isEmpty());
}

void ImportPlanTest::masksWhatMayHoldCredentials()
{
    const QByteArray bytes = subscriberFile({subscriber(1, u"Acme"_s, u"acme"_s)}, fields());

    QVERIFY(!bytes.contains("hidden"));
    QVERIFY(!bytes.contains("topsecret"));
    QVERIFY(bytes.contains("https://acme.example/in?••••"));
    QVERIFY(bytes.contains("\"X-Api-Key\": \"••••\""));
}

void ImportPlanTest::writesTheSameWhateverTheOrder()
{
    const Subscriber acme = subscriber(1, u"Acme"_s, u"b"_s);
    const Subscriber other = subscriber(2, u"Other"_s, u"a"_s);
    const QByteArray bytes = subscriberFile({acme, other}, fields());

    QCOMPARE(subscriberFile({other, acme}, fields()), bytes);
    QVERIFY(bytes.indexOf("Other") < bytes.indexOf("Acme"));
    QVERIFY(bytes.indexOf("\"name\"") < bytes.indexOf("\"callback_url\""));
}

void ImportPlanTest::matchesByKeyThenUuidThenName()
{
    const QList<Subscriber> standing{subscriber(1, u"One"_s, u"first"_s),
                                     subscriber(2, u"Two"_s, u"second"_s),
                                     subscriber(3, u"Three"_s, {})};

    const ImportPlan plan = planOf(fileOf(R"({"name":"Renamed","key":"first","uuid":"uuid-2"},
        {"name":"Two","key":"rekeyed","uuid":"uuid-2"},{"name":"Three","key":"new"},
        {"name":"Four","key":"fourth","callback_url":"https://four.example/"})"),
                                   standing);

    QVERIFY2(plan.wrong.empty(), plan.wrong.empty() ? "" : qPrintable(plan.wrong.front().title));
    QCOMPARE(plan.subscribers[0].draft.id->value, u"1"_s);
    QCOMPARE(plan.subscribers[1].draft.id->value, u"2"_s);
    QCOMPARE(plan.subscribers[1].changes.first().field, u"key"_s);
    QCOMPARE(plan.subscribers[2].draft.id->value, u"3"_s);
    QVERIFY(plan.subscribers[3].isNew());
}

void ImportPlanTest::matchesByTheNameAsItsApiCallsIt()
{
    const ImportPlan plan = otherPlanOf(fileOf(R"({"Name":"Door","State":"Stopped"})"),
                                        {other(u"5"_s, u"Gate"_s, {}), other(u"6"_s, u"Door"_s, {})});

    QVERIFY(plan.wrong.empty());
    QCOMPARE(plan.subscribers.front().title, u"Door"_s);
    QCOMPARE(plan.subscribers.front().draft.id->value, u"6"_s);
}

void ImportPlanTest::matchesNothingByNoName()
{
    Subscriber standing;
    standing.id = {u"h1"_s};
    standing.uuid = u"h1"_s;
    const std::vector<Field> nameless{fieldOf(u"url"_s, FieldKind::Url, FieldRule::CallbackUrl)};

    const ImportPlan plan
        = planImport(readSubscriberFile(fileOf(R"({"url":"https://a.example/","uuid":"h2"})"), nameless),
                     {standing},
                     {nameless, {}});

    QVERIFY(plan.wrong.empty());
    QVERIFY(plan.subscribers.front().isNew());
}

void ImportPlanTest::refusesWhatMatchesTwice()
{
    const QList<Subscriber> standing{subscriber(1, u"Acme"_s, {}), subscriber(2, u"Acme"_s, {})};

    const ImportPlan byName = planOf(fileOf(R"({"name":"Acme"})"), standing);
    QCOMPARE(byName.wrong.size(), size_t(1));
    QCOMPARE(byName.wrong.front().error.reason, Reason::SeveralOfThatName);

    const ImportPlan byKey = planOf(fileOf(R"({"name":"A","key":"k"},{"name":"B","key":"k"})"), {});
    QCOMPARE(byKey.wrong.back().title, u"B"_s);
    QCOMPARE(byKey.wrong.back().error.reason, Reason::AlreadyTaken);
    QCOMPARE(byKey.wrong.back().error.field, u"key"_s);

    const ImportPlan byUuid
        = planOf(fileOf(R"({"name":"A","uuid":"uuid-1"},{"name":"B","uuid":"uuid-1"})"), standing);
    QCOMPARE(byUuid.wrong.size(), size_t(1));
}

void ImportPlanTest::takesTheMatchThatAnEntryBrings()
{
    const QList<Subscriber> standing{subscriber(1, u"One"_s, u"first"_s), subscriber(2, u"Two"_s, {})};
    SubscriberFile file = readSubscriberFile(fileOf(R"({"name":"One","key":"first"})"), fields());
    file.entries.front().match = SubscriberId{u"2"_s};

    const ImportPlan plan = planImport(file, standing, {fields(), {}});

    QCOMPARE(plan.subscribers.front().draft.id->value, u"2"_s);
    QCOMPARE(plan.subscribers.front().changes.size(), 2); // its name and its key
}

void ImportPlanTest::saysOfEachWhatIsWrongWithIt()
{
    const ImportPlan plan = planOf(fileOf(R"({"name":"Fine","callback_url":"https://a.example/","key":"k"},
        {"name":"Bad","callback_url":"ftp://a.example/","colour":"red"}, 7,
        {"name":"Twin","callback_url":"https://a.example/","key":"k"})"),
                                   {});

    QStringList told;
    for (const PlannedImport &one : plan.subscribers) {
        QStringList wrong;
        for (const Error &error : one.wrong)
            wrong.append(error.field);
        told.append(one.title + u": "_s + wrong.join(u' '));
    }
    QCOMPARE(told,
             (QStringList{u"Fine: "_s, u"Bad: colour callback_url"_s, u"#3: subscribers"_s, u"Twin: key"_s}));
    QCOMPARE(plan.wrong.size(), size_t(4));
    QCOMPARE(plan.drafts().size(), 1);
}

void ImportPlanTest::showsOldAndNew()
{
    const ImportPlan plan = planOf(
        fileOf(R"({"key":"acme","name":"New name","callback_url":"https://acme.example/new?token=x"})"),
        {subscriber(1, u"Acme"_s, u"acme"_s)});

    QCOMPARE(plan.drafts().size(), 1);
    const QList<ImportChange> &changes = plan.subscribers.front().changes;
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes[0].before, QJsonValue(u"Acme"_s));
    QCOMPARE(changes[0].after, QJsonValue(u"New name"_s));
    QCOMPARE(changes[1].before, QJsonValue(u"https://acme.example/in?••••"_s));
    QCOMPARE(changes[1].after, QJsonValue(u"https://acme.example/new?••••"_s));
    QCOMPARE(plan.drafts().first().changes.value(u"callback_url"_s),
             QJsonValue(u"https://acme.example/new?token=x"_s));
    QCOMPARE(plan.drafts().first().base.value(u"name"_s), QJsonValue(u"Acme"_s));
}

void ImportPlanTest::namesWhatIsAskedAboutFirst()
{
    std::vector<Field> asking = otherFields();
    asking.push_back(fieldOf(u"Version"_s, FieldKind::Text, FieldRule::Anything));
    asking.back().asksOnChange = true;
    const QList<Subscriber> standing{other(u"1"_s, u"Acme"_s, {{u"Version"_s, u"v3"_s}}),
                                     other(u"2"_s, u"Bold"_s, {{u"Version"_s, u"v3"_s}})};
    const QByteArray file = fileOf(
        R"({"Name": "Acme", "Version": "v4"}, {"Name": "Bold", "Version": "v3"}, {"Name": "New", "Version": "v4"})");

    const ImportPlan plan = planImport(readSubscriberFile(file, asking), standing, {asking, {}});

    QVERIFY(plan.wrong.empty());
    QCOMPARE(plan.subscribers.size(), size_t(3));
    QCOMPARE(plan.subscribers[0].asked, QStringList{u"Version"_s});
    QCOMPARE(plan.subscribers[1].asked, QStringList());
    QCOMPARE(plan.subscribers[2].asked, QStringList());
}

void ImportPlanTest::keepsWhatIsMasked()
{
    const ImportPlan plan
        = planOf(fileOf(R"({"key":"acme","name":"Acme","headers":{"X-Api-Key":"••••","X-New":"1"}})"),
                 {subscriber(1, u"Acme"_s, u"acme"_s)});

    QVERIFY(plan.wrong.empty());
    const QJsonObject headers = plan.drafts().first().changes.value(u"headers"_s).toObject();
    QCOMPARE(headers.value(u"X-Api-Key"_s), QJsonValue(u"topsecret"_s));
    QCOMPARE(headers.value(u"X-New"_s), QJsonValue(u"1"_s));
}

void ImportPlanTest::keepsTheNameOfAHeaderThatItMasks()
{
    const Subscriber door = other(u"6"_s, u"Door"_s, {{u"Header"_s, u"Authorization: Bearer topsecret"_s}});

    const QByteArray bytes = subscriberFile({door}, otherFields());

    QVERIFY2(bytes.contains("\"Header\": \"Authorization: ••••\""), bytes);
    QVERIFY(otherPlanOf(bytes, {door}).drafts().isEmpty());
    const ImportPlan moved = otherPlanOf(fileOf(R"({"Name":"Door","Header":"X-Key: ••••"})"), {door});
    QCOMPARE(moved.wrong.front().error.reason, Reason::SecretIsMask);
}

void ImportPlanTest::writesNothingOfWhatIsUnknown()
{
    Subscriber acme = subscriber(1, u"Acme"_s, u"acme"_s, {{u"signing_scheme"_s, QJsonValue()}});
    acme.fields.remove(u"headers"_s);

    const QByteArray bytes = subscriberFile({acme}, fields());

    QVERIFY2(!bytes.contains("headers"), bytes);
    QVERIFY2(bytes.contains("\"signing_scheme\": null"), bytes);
    QVERIFY(planOf(bytes, {subscriber(1, u"Acme"_s, u"acme"_s)}).drafts().size() == 1); // the scheme alone
}

void ImportPlanTest::leavesAnUnknownAloneWhereTheFileIsEmpty()
{
    Subscriber acme = subscriber(1, u"Acme"_s, u"acme"_s);
    acme.fields.remove(u"headers"_s);
    const QByteArray bytes = fileOf(R"({"key":"acme","name":"Acme","headers":null})");

    QVERIFY(planOf(bytes, {acme}).drafts().isEmpty());
    const ImportPlan known = planOf(bytes, {subscriber(1, u"Acme"_s, u"acme"_s)});
    QCOMPARE(known.drafts().first().changes.value(u"headers"_s), QJsonValue(QJsonValue::Null));
}

void ImportPlanTest::refusesAMaskWithNothingBehindIt()
{
    const ImportPlan plan
        = planOf(fileOf(R"({"name":"New","callback_url":"https://a.example/?••••","headers":{"X-Key":"••••"}},
                           {"key":"acme","name":"Acme","callback_url":"https://other.example/in?••••"})"),
                 {subscriber(1, u"Acme"_s, u"acme"_s)});

    QStringList found;
    for (const EntryError &wrong : plan.wrong) {
        if (wrong.error.reason == Reason::SecretIsMask)
            found.append(wrong.title + u' ' + wrong.error.field);
    }
    QCOMPARE(found, (QStringList{u"New callback_url"_s, u"New headers"_s, u"Acme callback_url"_s}));
}

void ImportPlanTest::makesANewOneInactiveWithoutItsSecret()
{
    const ImportPlan plan
        = planOf(fileOf(R"({"name":"Signs","callback_url":"https://a.example/","active":true,
        "signing_scheme":"hookshot","secret":{"set":true}},
        {"name":"Does not","callback_url":"https://a.example/","active":true,"secret":{"set":false}})"),
                 {});

    QVERIFY(plan.wrong.empty());
    QVERIFY(plan.subscribers[0].isMadeInactive);
    QCOMPARE(plan.subscribers[0].draft.changes.value(u"active"_s), QJsonValue(false));
    QVERIFY(!plan.subscribers[1].isMadeInactive);

    const ImportPlan signing = planOf(fileOf(R"({"key":"acme","name":"Acme","signing_scheme":"hookshot"})"),
                                      {subscriber(1, u"Acme"_s, u"acme"_s)});
    QCOMPARE(signing.wrong.front().error.reason, Reason::SecretMissing);
}

void ImportPlanTest::stopsANewOneAsItsApiDoes()
{
    const ImportPlan plan = otherPlanOf(fileOf(R"({"Name":"Signs","State":"Active","Secret":{"set":true}},
        {"Name":"Signs, too","Secret":{"set":true}},
        {"Name":"Stopped","State":"Stopped","Secret":{"set":true}},
        {"Name":"Does not","State":"Active","Secret":{"set":false}})"),
                                        {});

    QVERIFY2(plan.wrong.empty(), plan.wrong.empty() ? "" : qPrintable(plan.wrong.front().error.field));
    QStringList states;
    for (const PlannedImport &one : plan.subscribers)
        states.append(one.draft.changes.value(u"State"_s).toString()
                      + (one.isMadeInactive ? u"!"_s : QString()));
    QCOMPARE(states, (QStringList{u"Stopped!"_s, u"Stopped!"_s, u"Stopped"_s, u"Active"_s}));
    QVERIFY(!plan.subscribers.front().draft.changes.contains(u"active"_s));
}

void ImportPlanTest::refusesAValueAndNamesItsSubscriber()
{
    const ImportPlan plan = planOf(fileOf(R"({"name":"Fine","callback_url":"https://a.example/"},
                           {"name":"Bad","callback_url":"ftp://a.example/","colour":"red"},{"key":"nameless"}, 7)"),
                                   {});

    QStringList found;
    for (const EntryError &wrong : plan.wrong)
        found.append(wrong.title + u' ' + wrong.error.field);
    found.sort();
    QCOMPARE(found,
             (QStringList{u"#4 subscribers"_s, u"Bad callback_url"_s, u"Bad colour"_s, u"nameless name"_s}));
}

void ImportPlanTest::refusesASecret()
{
    const ImportPlan plan
        = planOf(fileOf(R"({"name":"A","callback_url":"https://a.example/","secret":"503bec91ecdf"})"), {});

    QCOMPARE(plan.wrong.front().error.reason, Reason::SecretForm);
    QCOMPARE(plan.wrong.front().error.field, u"secret"_s);
}

void ImportPlanTest::refusesAnotherFile()
{
    QCOMPARE(planOf("{\n\"format\": ,", {}).wrong.front().error.reason, Reason::JsonForm);
    QVERIFY(planOf("{\n\"format\": ,", {}).wrong.front().error.detail.startsWith(u"line 2"_s));
    QCOMPARE(planOf("{}", {}).wrong.front().error.reason, Reason::SubscriberFileForm);
    QCOMPARE(planOf(R"({"format":"tacklebox-subscribers","version":2,"subscribers":[]})", {})
                 .wrong.front()
                 .error.reason,
             Reason::SubscriberFileForm);
    QVERIFY(planOf(fileOf({}), {}).wrong.empty());
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::ImportPlanTest)
#include "tst_importplan.moc"
