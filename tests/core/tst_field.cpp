// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/field.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

Field fieldOf(FieldKind kind, FieldRule rule = FieldRule::Anything)
{
    Field field;
    field.key = u"it"_s;
    field.kind = kind;
    field.rule = rule;
    return field;
}

Field required(Field field, const QString &key)
{
    field.key = key;
    field.isRequired = true;
    return field;
}

std::vector<Field> someFields()
{
    Field name = required(fieldOf(FieldKind::Text, FieldRule::NotEmpty), u"name"_s);
    Field url = required(fieldOf(FieldKind::Url, FieldRule::CallbackUrl), u"callback_url"_s);
    Field policy = required(fieldOf(FieldKind::Text, FieldRule::RetryWaits), u"retry_policy"_s);
    policy.initial = u"standard"_s;
    Field secret = fieldOf(FieldKind::Secret);
    secret.key = u"secret"_s;
    return {name, url, policy, secret};
}

QList<std::pair<QString, Reason>> placesOf(const std::vector<Error> &errors)
{
    QList<std::pair<QString, Reason>> places;
    for (const Error &error : errors)
        places.append({error.field, error.reason});
    return places;
}

} // namespace

class FieldTest final : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void refusesAMaskThatCameBack_data();
    void refusesAMaskThatCameBack();
    void takesWhatOnlyLooksLikeAMaskInOpenFields();
    void nullIsRefusedWhereAValueIsNeeded();
    void aCompleteDraftHasNoFindings();
    void aNewOneNeedsItsRequiredFields();
    void anEditIsJudgedByItsChangesAlone();
    void asksAboutAGraveChangeOfWhatIsKnown();
    void whatWasThereBeforeIsNeverAtFault();
    void anEntryThatWasThereIsNeverAtFault_data();
    void anEntryThatWasThereIsNeverAtFault();
    void unknownFieldsAreFound();
    void secretsAreEditedAsSecretsOnly();
    void readsTexts_data();
    void readsTexts();
    void refusesTexts_data();
    void refusesTexts();
};

void FieldTest::accepts_data()
{
    QTest::addColumn<FieldKind>("kind");
    QTest::addColumn<FieldRule>("rule");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *tag, FieldKind kind, FieldRule rule, const QJsonValue &value) {
        QTest::newRow(tag) << kind << rule << value;
    };
    row("text", FieldKind::Text, FieldRule::Anything, u"x"_s);
    row("empty text", FieldKind::Text, FieldRule::Anything, u""_s);
    row("null", FieldKind::Url, FieldRule::CallbackUrl, QJsonValue::Null);
    row("longest text", FieldKind::LongText, FieldRule::Anything, QString(4000, u'x'));
    row("flag", FieldKind::Flag, FieldRule::Anything, false);
    row("zero", FieldKind::Number, FieldRule::Count, 0);
    row("most", FieldKind::Number, FieldRule::Count, 1'000'000);
    row("one millisecond", FieldKind::Number, FieldRule::Milliseconds, 1);
    row("ten minutes", FieldKind::Number, FieldRule::Milliseconds, 600'000);
    row("selectors", FieldKind::List, FieldRule::EventSelectors, QJsonArray{u"order.*"_s, u"*"_s});
    row("statuses", FieldKind::List, FieldRule::OrderStatuses, QJsonArray{u"canceled"_s, u"cancelled"_s});
    row("success code", FieldKind::Text, FieldRule::SuccessCode, u"2xx"_s);
    row("no success code", FieldKind::Text, FieldRule::SuccessCode, u""_s);
    row("one success code", FieldKind::Text, FieldRule::OneSuccessCode, u"204"_s);
    row("not one success code", FieldKind::Text, FieldRule::OneSuccessCode, u""_s);
    row("headers", FieldKind::Map, FieldRule::HeaderMap, QJsonObject{{u"X-A"_s, u"1"_s}});
    row("no e-mail", FieldKind::Text, FieldRule::Emails, u""_s);
    row("e-mails", FieldKind::Text, FieldRule::Emails, u"a@b.example, c@d.example;e@f.example"_s);
    row("e-mails, comma behind", FieldKind::Text, FieldRule::Emails, u"a@b.example, "_s);
    row("retry policy", FieldKind::Text, FieldRule::RetryWaits, u"5s,5m"_s);
    row("scheme", FieldKind::Choice, FieldRule::Signing, u"hookshot"_s);
    row("object", FieldKind::Map, FieldRule::JsonObject, QJsonObject{{u"a"_s, 1}});
}

void FieldTest::accepts()
{
    QFETCH(FieldKind, kind);
    QFETCH(FieldRule, rule);
    QFETCH(QJsonValue, value);
    QCOMPARE(check(fieldOf(kind, rule), value), std::nullopt);
}

void FieldTest::refuses_data()
{
    QTest::addColumn<FieldKind>("kind");
    QTest::addColumn<FieldRule>("rule");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<Reason>("reason");
    const auto row
        = [](const char *tag, FieldKind kind, FieldRule rule, const QJsonValue &value, Reason reason) {
              QTest::newRow(tag) << kind << rule << value << reason;
          };
    row("number as text", FieldKind::Text, FieldRule::Anything, 1, Reason::WrongType);
    row("text as flag", FieldKind::Flag, FieldRule::Anything, u"true"_s, Reason::WrongType);
    row("text as number", FieldKind::Number, FieldRule::Count, u"1"_s, Reason::WrongType);
    row("text as list", FieldKind::List, FieldRule::EventSelectors, u"*"_s, Reason::WrongType);
    row("list as map", FieldKind::Map, FieldRule::JsonObject, QJsonArray{}, Reason::WrongType);
    row("number in a list", FieldKind::List, FieldRule::Anything, QJsonArray{1}, Reason::WrongType);
    row("too long", FieldKind::Text, FieldRule::Anything, QString(4001, u'x'), Reason::TooLong);
    row("too long a name", FieldKind::Text, FieldRule::NotEmpty, QString(4001, u'x'), Reason::TooLong);
    row("blank", FieldKind::Text, FieldRule::NotEmpty, u"  "_s, Reason::Required);
    row("URL", FieldKind::Url, FieldRule::CallbackUrl, u"https:///x"_s, Reason::UrlWithoutHost);
    row("selector", FieldKind::List, FieldRule::EventSelectors, QJsonArray{u"a b"_s}, Reason::SelectorForm);
    row("status", FieldKind::List, FieldRule::OrderStatuses, QJsonArray{u"on site"_s}, Reason::StatusForm);
    row("success code", FieldKind::Text, FieldRule::SuccessCode, u"ok"_s, Reason::SuccessCodeForm);
    row("class for a code", FieldKind::Text, FieldRule::OneSuccessCode, u"2xx"_s, Reason::OneCodeForm);
    row("range for a code", FieldKind::Text, FieldRule::OneSuccessCode, u"200-204"_s, Reason::OneCodeForm);
    row("no status code", FieldKind::Text, FieldRule::OneSuccessCode, u"999"_s, Reason::OneCodeForm);
    row("header",
        FieldKind::Map,
        FieldRule::HeaderMap,
        QJsonObject{{u"X-A"_s, u"1\n"_s}},
        Reason::HeaderLineBreak);
    row("e-mail", FieldKind::Text, FieldRule::Emails, u"a@b.example, joe"_s, Reason::EmailForm);
    row("retry policy", FieldKind::Text, FieldRule::RetryWaits, u"often"_s, Reason::RetryPolicyForm);
    row("scheme", FieldKind::Choice, FieldRule::Signing, u"md5"_s, Reason::SchemeUnknown);
    row("half", FieldKind::Number, FieldRule::Count, 0.5, Reason::NumberForm);
    row("negative", FieldKind::Number, FieldRule::Count, -1, Reason::OutOfRange);
    row("too many", FieldKind::Number, FieldRule::Count, 1'000'001, Reason::OutOfRange);
    row("beyond every integer", FieldKind::Number, FieldRule::Count, 1e300, Reason::OutOfRange);
    row("no time", FieldKind::Number, FieldRule::Milliseconds, 0, Reason::OutOfRange);
    row("too much time", FieldKind::Number, FieldRule::Milliseconds, 600'001, Reason::OutOfRange);
    row("mask", FieldKind::Secret, FieldRule::Anything, u"••••••"_s, Reason::SecretIsMask);
}

void FieldTest::refuses()
{
    QFETCH(FieldKind, kind);
    QFETCH(FieldRule, rule);
    QFETCH(QJsonValue, value);

    const std::optional<Error> error = check(fieldOf(kind, rule), value);

    QVERIFY(error.has_value());
    QTEST(error->reason, "reason");
    QCOMPARE(error->kind, ErrorKind::InvalidValue);
}

void FieldTest::refusesAMaskThatCameBack_data()
{
    QTest::addColumn<FieldKind>("kind");
    QTest::addColumn<FieldRule>("rule");
    QTest::addColumn<QJsonValue>("value");
    const auto line = [](const char *tag, const QJsonValue &value) {
        QTest::newRow(tag) << FieldKind::Text << FieldRule::HeaderLine << value;
    };
    line("a header's line", u"••••"_s);
    line("its value", u"Authorization: ********"_s);
    line("behind a scheme", u"Authorization: Bearer ••••"_s);
    const auto url = [](const char *tag, const QJsonValue &value) {
        QTest::newRow(tag) << FieldKind::Url << FieldRule::CallbackUrl << value;
    };
    url("a query", u"https://a.example/in?••••"_s);
    url("a parameter", u"https://a.example/in?a=1&token=••••"_s);
    QTest::newRow("one of the headers") << FieldKind::Map << FieldRule::HeaderMap
                                        << QJsonValue(QJsonObject{{u"X-A"_s, u"1"_s}, {u"X-B"_s, u"****"_s}});
    QTest::newRow("headers as a whole") << FieldKind::Text << FieldRule::Anything << QJsonValue(u"{set}"_s);
}

void FieldTest::refusesAMaskThatCameBack()
{
    QFETCH(FieldKind, kind);
    QFETCH(FieldRule, rule);
    QFETCH(QJsonValue, value);
    Field field = fieldOf(kind, rule);
    field.sensitivity = FieldSensitivity::MayHoldCredentials;

    const std::optional<Error> error = check(field, value);

    QVERIFY(error.has_value());
    QCOMPARE(error->reason, Reason::SecretIsMask);
    QCOMPARE(error->field, u"it"_s);
}

void FieldTest::takesWhatOnlyLooksLikeAMaskInOpenFields()
{
    Field header = fieldOf(FieldKind::Text, FieldRule::HeaderLine);
    header.sensitivity = FieldSensitivity::MayHoldCredentials;

    QCOMPARE(check(header, u"Authorization: Bearer abc"_s), std::nullopt);
    QCOMPARE(check(header, u"X-Stars: a ** b"_s), std::nullopt);
    QCOMPARE(check(header, u""_s), std::nullopt);
    QCOMPARE(check(fieldOf(FieldKind::Text), u"****"_s), std::nullopt);
}

void FieldTest::nullIsRefusedWhereAValueIsNeeded()
{
    const Field field = required(fieldOf(FieldKind::Url, FieldRule::CallbackUrl), u"callback_url"_s);

    const std::optional<Error> error = check(field, QJsonValue::Null);

    QVERIFY(error.has_value());
    QCOMPARE(error->reason, Reason::Required);
    QCOMPARE(error->field, u"callback_url"_s);
}

void FieldTest::aCompleteDraftHasNoFindings()
{
    SubscriberDraft draft;
    draft.changes = {{u"name"_s, u"Acme"_s}, {u"callback_url"_s, u"https://acme.example/"_s}};
    draft.secrets.emplace(u"secret"_s, SecretEdit{SecretEdit::Action::Set, Secret("s3cret")});

    QCOMPARE(placesOf(findings(someFields(), draft)), (QList<std::pair<QString, Reason>>{}));
}

void FieldTest::aNewOneNeedsItsRequiredFields()
{
    SubscriberDraft draft;
    draft.changes = {{u"callback_url"_s, QJsonValue::Null}};

    QCOMPARE(placesOf(findings(someFields(), draft)),
             (QList<std::pair<QString, Reason>>{{u"callback_url"_s, Reason::Required},
                                                {u"name"_s, Reason::Required}}));
}

void FieldTest::anEditIsJudgedByItsChangesAlone()
{
    SubscriberDraft draft;
    draft.id = SubscriberId{u"1"_s};
    draft.base = {{u"callback_url"_s, u"not a URL"_s}};
    draft.changes = {{u"name"_s, u"Acme"_s}};

    QVERIFY(findings(someFields(), draft).empty());
}

void FieldTest::asksAboutAGraveChangeOfWhatIsKnown()
{
    Field version = fieldOf(FieldKind::Text);
    version.key = u"version"_s;
    version.asksOnChange = true;
    std::vector<Field> fields = someFields();
    fields.push_back(version);
    const auto asked = [&fields](const Fields &base, const Fields &changes) {
        SubscriberDraft draft;
        draft.id = SubscriberId{u"1"_s};
        draft.base = base;
        draft.changes = changes;
        return askedFirst(fields, draft);
    };
    const Fields v3{{u"version"_s, u"v3"_s}};
    SubscriberDraft created;
    created.changes = v3;

    QCOMPARE(asked(v3, {{u"version"_s, u"v4"_s}}), QStringList{u"version"_s});
    QCOMPARE(asked(v3, v3), QStringList());
    QCOMPARE(asked(v3, {{u"name"_s, u"Acme"_s}}), QStringList());
    QCOMPARE(asked({}, v3), QStringList()); // nobody knew it: it is given on purpose
    QCOMPARE(askedFirst(fields, created), QStringList());
}

void FieldTest::whatWasThereBeforeIsNeverAtFault()
{
    SubscriberDraft draft;
    draft.id = SubscriberId{u"1"_s};
    draft.base = {{u"callback_url"_s, u"not a URL"_s}};
    draft.changes = {{u"name"_s, u"Acme"_s}, {u"callback_url"_s, u"not a URL"_s}};

    QVERIFY(findings(someFields(), draft).empty());
}

void FieldTest::anEntryThatWasThereIsNeverAtFault_data()
{
    using Rule = FieldRule;
    QTest::addColumn<FieldKind>("kind");
    QTest::addColumn<FieldRule>("rule");
    QTest::addColumn<QJsonValue>("before");
    QTest::addColumn<QJsonValue>("after");
    QTest::addColumn<bool>("isFound");
    const auto row = [](const char *tag,
                        FieldKind kind,
                        Rule rule,
                        const QJsonValue &before,
                        const QJsonValue &after,
                        bool isFound) { QTest::newRow(tag) << kind << rule << before << after << isFound; };
    const QJsonArray odd{u"On Hold"_s};
    row("a status is added",
        FieldKind::List,
        Rule::OrderStatuses,
        odd,
        QJsonArray{u"On Hold"_s, u"hold"_s},
        false);
    row("an odd status is added",
        FieldKind::List,
        Rule::OrderStatuses,
        odd,
        QJsonArray{u"On Hold"_s, u"Off Hold"_s},
        true);
    row("the odd one goes", FieldKind::List, Rule::OrderStatuses, odd, QJsonArray{}, false);
    row("an event is added",
        FieldKind::List,
        Rule::EventSelectors,
        QJsonArray{7, u"a b"_s},
        QJsonArray{7, u"a b"_s, u"order.*"_s},
        false);
    row("a header is added",
        FieldKind::Map,
        Rule::HeaderMap,
        QJsonObject{{u"X Odd"_s, u"1"_s}},
        QJsonObject{{u"X Odd"_s, u"1"_s}, {u"X-New"_s, u"2"_s}},
        false);
    row("the odd header is changed",
        FieldKind::Map,
        Rule::HeaderMap,
        QJsonObject{{u"X Odd"_s, u"1"_s}},
        QJsonObject{{u"X Odd"_s, u"2"_s}},
        true);
    row("an address is added",
        FieldKind::Text,
        Rule::Emails,
        u"nobody"_s,
        u"nobody, ops@example.com"_s,
        false);
    row("an odd address is added", FieldKind::Text, Rule::Emails, u"nobody"_s, u"nobody, anybody"_s, true);
}

void FieldTest::anEntryThatWasThereIsNeverAtFault()
{
    QFETCH(FieldKind, kind);
    QFETCH(FieldRule, rule);
    QFETCH(QJsonValue, before);
    QFETCH(QJsonValue, after);
    QFETCH(bool, isFound);
    SubscriberDraft draft;
    draft.id = SubscriberId{u"1"_s};
    draft.base = {{u"it"_s, before}};
    draft.changes = {{u"it"_s, after}};

    QCOMPARE(!findings({fieldOf(kind, rule)}, draft).empty(), isFound);

    draft.id.reset(); // of a new one, all of it is given
    draft.base = {};
    QVERIFY(after == QJsonValue(QJsonArray{}) || !findings({fieldOf(kind, rule)}, draft).empty());
}

void FieldTest::unknownFieldsAreFound()
{
    SubscriberDraft draft;
    draft.id = SubscriberId{u"1"_s};
    draft.changes = {{u"colour"_s, u"blue"_s}};
    draft.secrets.emplace(u"password"_s, SecretEdit{SecretEdit::Action::Clear, {}});

    QCOMPARE(placesOf(findings(someFields(), draft)),
             (QList<std::pair<QString, Reason>>{{u"colour"_s, Reason::UnknownField},
                                                {u"password"_s, Reason::UnknownField}}));
}

void FieldTest::secretsAreEditedAsSecretsOnly()
{
    using Action = SecretEdit::Action;
    const auto reasonsOf = [](const QJsonObject &changes, const SecretEdits &secrets) {
        return placesOf(findings(someFields(), {SubscriberId{u"1"_s}, {}, changes, secrets}));
    };
    using Places = QList<std::pair<QString, Reason>>;

    QCOMPARE(reasonsOf({{u"secret"_s, u"plain"_s}}, {}), (Places{{u"secret"_s, Reason::UnknownField}}));
    QCOMPARE(reasonsOf({}, {{u"name"_s, {Action::Set, Secret("x")}}}),
             (Places{{u"name"_s, Reason::UnknownField}}));
    QCOMPARE(reasonsOf({}, {{u"secret"_s, {Action::Set, {}}}}), (Places{{u"secret"_s, Reason::SecretForm}}));
    QCOMPARE(reasonsOf({}, {{u"secret"_s, {Action::Set, Secret("••••••")}}}),
             (Places{{u"secret"_s, Reason::SecretIsMask}}));
    QCOMPARE(reasonsOf({}, {{u"secret"_s, {Action::Clear, {}}}}), Places{});
}

void FieldTest::readsTexts_data()
{
    QTest::addColumn<FieldKind>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *tag, FieldKind kind, const QString &text, const QJsonValue &value) {
        QTest::newRow(tag) << kind << text << value;
    };
    row("text keeps its commas", FieldKind::Text, u"a, b"_s, u"a, b"_s);
    row("long text keeps its spaces", FieldKind::LongText, u" a "_s, u" a "_s);
    row("URL keeps its commas",
        FieldKind::Url,
        u"https://acme.example/?a=1,2"_s,
        u"https://acme.example/?a=1,2"_s);
    row("choice", FieldKind::Choice, u"hookshot"_s, u"hookshot"_s);
    row("true", FieldKind::Flag, u"true"_s, true);
    row("false", FieldKind::Flag, u"false"_s, false);
    row("number", FieldKind::Number, u"15000"_s, 15000);
    row("list", FieldKind::List, u"order.*, test"_s, QJsonArray{u"order.*"_s, u"test"_s});
    row("list of one", FieldKind::List, u"*"_s, QJsonArray{u"*"_s});
    row("empty list", FieldKind::List, u""_s, QJsonArray{});
    row("list of digits", FieldKind::List, u"1,2"_s, QJsonArray{u"1"_s, u"2"_s});
}

void FieldTest::readsTexts()
{
    QFETCH(FieldKind, kind);
    QFETCH(QString, text);
    QFETCH(QJsonValue, value);
    QCOMPARE(valueFromText(fieldOf(kind), text), value);
}

void FieldTest::refusesTexts_data()
{
    QTest::addColumn<FieldKind>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("flag") << FieldKind::Flag << u"yes"_s << Reason::WrongType;
    QTest::newRow("number") << FieldKind::Number << u"many"_s << Reason::NumberForm;
    QTest::newRow("half") << FieldKind::Number << u"1.5"_s << Reason::NumberForm;
    QTest::newRow("map") << FieldKind::Map << u"{}"_s << Reason::JsonForm;
    QTest::newRow("secret") << FieldKind::Secret << u"hunter2"_s << Reason::SecretForm;
}

void FieldTest::refusesTexts()
{
    QFETCH(FieldKind, kind);
    QFETCH(QString, text);

    const Result<QJsonValue> value = valueFromText(fieldOf(kind), text);

    QVERIFY(!value);
    QTEST(value.error().reason, "reason");
    QVERIFY(!value.error().subject.contains(u"hunter2"_s));
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::FieldTest)
#include "tst_field.moc"
