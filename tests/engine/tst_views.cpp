// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Views, properties and event headers, from a subscriber's members to the bytes at the receiver.
#include "rig.h"

#include "core/signature.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kPrices = R"({"total": {{{json price}}}, "note": "{{note}}"})";

Result<PayloadView> save(Rig &rig, const QString &name, const QByteArray &text)
{
    PayloadView view;
    view.name = name;
    view.text = text;
    return Rig::wait(rig.backend->payloadViews()->saveView(view));
}

Result<ViewPreview> preview(Rig &rig, const ViewTrial &trial)
{
    return Rig::wait(rig.backend->payloadViews()->previewView(trial, {}));
}

// How many attempts keep a body of their own.
qint64 storedBodies(Rig &rig)
{
    const auto count
        = Rig::wait(rig.store->read<qint64>({}, [](store::Connection &connection) -> Result<qint64> {
              const auto found
                  = connection.first("SELECT count(*) FROM attempt WHERE request_body IS NOT NULL",
                                     {},
                                     [](const store::Row &row) { return row.integer(0); });
              return found ? Result<qint64>(found->value_or(-1)) : fail(found.error());
          }));
    return count.value_or(-1);
}

} // namespace

class tst_Views : public QObject
{
    Q_OBJECT

private slots:
    void sendsAndRecordsWhatTheViewMakes();
    void keepsNoBodyThatIsThePayload();
    void tellsACloudEventInItsHeaders();
    void countsSuperOfficesRetries();
    void refusesAViewThatIsNotThere();
    void keepsAViewThatIsUsed();
    void judgesAViewBeforeItIsKept();
    void holdsAJobWhoseBodyIsNoJsonUntilTheViewIsMended();
    void testsWithTheSameBody();
    void previewsTheNewestEventThatIsAskedFor();
    void previewsWhatAPersonGives();
};

void tst_Views::sendsAndRecordsWhatTheViewMakes()
{
    Rig rig;
    Receiver receiver;
    QVERIFY(save(rig, u"prices"_s, kPrices));
    const Secret secret("503bec91ecdf413562f69336b597e5b78550f548"_ba);
    rig.subscribe({{u"callback_url"_s, receiver.url()},
                   {u"payload_render_view"_s, u"prices"_s},
                   {u"properties"_s, QJsonObject{{u"env"_s, u"live"_s}}},
                   {u"signing_scheme"_s, u"hookshot"_s}},
                  {{u"secret"_s, {SecretEdit::Action::Set, secret}}});
    rig.deliver();

    const JobId id
        = rig.publish(u"order.delivered"_s, R"({"price": 412000.10, "note": "a \"b\"", "env": 1})");
    QTRY_COMPARE(rig.stateOf(id), JobState::Delivered);

    const QByteArray expected = R"({"total": 412000.10, "note": "a \"b\"","env":"live"})";
    const auto request = receiver.requests().front();
    QCOMPARE(request.body, expected);
    QCOMPARE(verify(SigningScheme::Hookshot, secret, request.headers, request.body), SignatureCheck::Valid);
    QCOMPARE(valueOf(request.headers, "X-Emperor-Event"), "order.delivered"_ba);
    QCOMPARE(rig.job(id).attemptLog.front().request.body, expected);
    QCOMPARE(storedBodies(rig), 1);
}

void tst_Views::keepsNoBodyThatIsThePayload()
{
    Rig rig;
    Receiver receiver;
    rig.subscribe({{u"callback_url"_s, receiver.url()}});
    rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"payload_render_view"_s, u"cloudevents-binary"_s}});
    rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"properties"_s, QJsonObject{{u"a"_s, 2}}}});
    rig.deliver();

    rig.publish(u"order.delivered"_s, R"({"a": 1.10})");
    QTRY_COMPARE(receiver.requests().size(), size_t(3));

    for (const auto &request : receiver.requests())
        QCOMPARE(request.body, R"({"a": 1.10})"_ba);
    QTRY_COMPARE(Rig::wait(rig.backend->statistics({}))->queued, 0);
    QCOMPARE(storedBodies(rig), 0);
}

void tst_Views::tellsACloudEventInItsHeaders()
{
    Rig rig;
    Receiver receiver;
    rig.subscribe(
        {{u"callback_url"_s, receiver.url()}, {u"payload_render_view"_s, u"cloudevents-structured"_s}});
    rig.subscribe({{u"callback_url"_s, receiver.url() + u"/binary"_s},
                   {u"payload_render_view"_s, u"cloudevents-binary"_s}});
    rig.deliver();
    rig.publish(u"order.delivered"_s, R"({"a": 1})");
    QTRY_COMPARE(receiver.requests().size(), size_t(2));

    for (const auto &request : receiver.requests()) {
        const bool isBinary = request.target == u"/binary"_s;
        QCOMPARE(valueOf(request.headers, "Content-Type"),
                 isBinary ? "application/json"_ba : "application/cloudevents+json"_ba);
        const QByteArray id = isBinary
            ? valueOf(request.headers, "ce-id").value_or("none")
            : QJsonDocument::fromJson(request.body).object().value("id"_L1).toString().toUtf8();
        QVERIFY(!QUuid::fromString(QString::fromLatin1(id)).isNull());
    }
}

void tst_Views::countsSuperOfficesRetries()
{
    Rig rig;
    Receiver receiver;
    receiver.answer({500, {}, {}, 0ms});
    rig.subscribe({{u"callback_url"_s, receiver.url()},
                   {u"payload_render_view"_s, u"superoffice"_s},
                   {u"retry_policy"_s, u"5s,5s"_s}});
    rig.deliver();
    const JobId id = rig.publish(u"contact.changed"_s, R"({"PrimaryKey": 18})");
    QTRY_COMPARE(rig.stateOf(id), JobState::Retrying);
    receiver.answer({200, {}, {}, 0ms});
    rig.clock.advance(6s);
    QTRY_COMPARE(rig.stateOf(id), JobState::Delivered);

    const auto requests = receiver.requests();
    QCOMPARE(requests.size(), size_t(2));
    QVERIFY(!valueOf(requests[0].headers, "X-SuperOffice-Retry"));
    QCOMPARE(valueOf(requests[1].headers, "X-SuperOffice-Retry"), "1"_ba);
    const QByteArray event = valueOf(requests[0].headers, "X-SuperOffice-EventId").value_or("none");
    QCOMPARE(valueOf(requests[1].headers, "X-SuperOffice-EventId"), event);
    QVERIFY(requests[0].body.contains("\"EventId\": \"" + event + '"'));
    QCOMPARE(valueOf(requests[0].headers, "Content-Type"), "application/json; charset=utf-8"_ba);
}

void tst_Views::refusesAViewThatIsNotThere()
{
    Rig rig;
    const auto saved = Rig::wait(rig.backend->save({{},
                                                    {},
                                                    {{u"name"_s, u"Acme"_s},
                                                     {u"callback_url"_s, u"https://acme.example"_s},
                                                     {u"payload_render_view"_s, u"mine"_s}},
                                                    {}}));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, ErrorKind::InvalidValue);
    QCOMPARE(saved.error().reason, Reason::UnknownChoice);
    QCOMPARE(saved.error().field, u"payload_render_view"_s);
    QVERIFY(saved.error().detail.contains(u"planomatic-v2"_s));
}

void tst_Views::keepsAViewThatIsUsed()
{
    Rig rig;
    QVERIFY(save(rig, u"prices"_s, kPrices));
    const SubscriberId user = rig.subscribe(
        {{u"callback_url"_s, u"https://acme.example"_s}, {u"payload_render_view"_s, u"prices"_s}});
    const auto remove = [&rig] { return Rig::wait(rig.backend->payloadViews()->removeView(u"prices"_s)); };

    const auto refused = remove();
    QVERIFY(Rig::wait(rig.backend->save({user, {}, {{u"payload_render_view"_s, QJsonValue()}}, {}})));
    const auto removed = remove();
    const auto gone = remove();

    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QCOMPARE(refused.error().reason, Reason::ViewInUse);
    QVERIFY(refused.error().detail.contains(u"Acme orders"_s));
    QVERIFY(removed);
    QCOMPARE(gone.error().reason, Reason::NoSuchView);
}

void tst_Views::judgesAViewBeforeItIsKept()
{
    Rig rig;
    const auto comma = save(rig, u"mine"_s, "{\"a\": {{{json data}}},}");
    const auto form = save(rig, u"mine"_s, "{{#a}}");
    const auto taken = save(rig, u"superoffice"_s, "{}");
    const auto name = save(rig, u"a b"_s, "{}");

    QCOMPARE(comma.error().reason, Reason::ViewBody);
    QCOMPARE(comma.error().field, u"template"_s);
    QCOMPARE(form.error().reason, Reason::ViewSection);
    QCOMPARE(taken.error().reason, Reason::AlreadyTaken);
    QCOMPARE(taken.error().field, u"name"_s);
    QCOMPARE(name.error().reason, Reason::ViewName);
    QCOMPARE(Rig::wait(rig.backend->payloadViews()->views({}))->size(), 7);
}

void tst_Views::holdsAJobWhoseBodyIsNoJsonUntilTheViewIsMended()
{
    Rig rig;
    Receiver receiver;
    rig.publishOnly(u"order.delivered"_s, R"({"area": 1})"); // what the view is tried on
    QVERIFY(save(rig, u"area"_s, R"({"area": {{area}}})"));
    rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"payload_render_view"_s, u"area"_s}});
    rig.deliver();

    const JobId id = rig.publish(u"order.delivered"_s, "{}");
    QTRY_COMPARE(rig.stateOf(id), JobState::Held);
    QVERIFY2(rig.job(id).job.lastError.contains(u"no valid JSON"_s), qPrintable(rig.job(id).job.lastError));
    QVERIFY(rig.job(id).attemptLog.isEmpty());
    QVERIFY(receiver.requests().empty());

    QVERIFY(save(rig, u"area"_s, R"({"area": {{{json area}}}})"));
    QTRY_COMPARE(rig.stateOf(id), JobState::Delivered);
    QCOMPARE(receiver.requests().front().body, R"({"area": null})"_ba);
}

void tst_Views::testsWithTheSameBody()
{
    Rig rig;
    Receiver receiver;
    const SubscriberId id = rig.subscribe({{u"callback_url"_s, receiver.url()},
                                           {u"payload_render_view"_s, u"superoffice"_s},
                                           {u"properties"_s, QJsonObject{{u"env"_s, u"live"_s}}}});
    TestRequest request;
    request.target = id;
    request.eventType = u"contact.changed"_s;

    const auto report = Rig::wait(rig.backend->test(request, {}));

    QCOMPARE(report->attempt.outcome, Outcome::Delivered);
    const auto sent = receiver.requests().front();
    QCOMPARE(valueOf(sent.headers, "X-Hook-Test"), "true"_ba);
    QCOMPARE(report->attempt.request.body, sent.body);
    const QJsonObject body = QJsonDocument::fromJson(sent.body).object();
    QCOMPARE(body.value("PrimaryKey"_L1), QJsonValue(5123));
    QCOMPARE(body.value("WebhookName"_L1), QJsonValue(u"Acme orders"_s));
    QCOMPARE(body.value("env"_L1), QJsonValue(u"live"_s));
}

void tst_Views::previewsTheNewestEventThatIsAskedFor()
{
    Rig rig;
    ViewTrial trial;
    trial.text = R"({"is": "{{type}}", "price": {{{json price}}}})";
    trial.subscriber = {{u"events"_s, QJsonArray{u"order.*"_s}},
                        {u"signing_scheme"_s, u"hookshot"_s},
                        {u"properties"_s, QJsonObject{{u"a"_s, 1}}}};
    const auto sample = preview(rig, trial);
    rig.publishOnly(u"order.delivered"_s, R"({"price": 1.10})");
    rig.publishOnly(u"contact.created"_s, R"({"price": 2})");
    const auto real = preview(rig, trial);

    QVERIFY(sample->event.isEmpty());
    QVERIFY(sample->eventType.startsWith(u"order."_s));
    QVERIFY(!real->event.isEmpty());
    QCOMPARE(real->body, R"({"is": "order.delivered", "price": 1.10,"a":1})"_ba);
    QCOMPARE(valueOf(real->headers, "X-Emperor-Event"), "order.delivered"_ba);
}

void tst_Views::previewsWhatAPersonGives()
{
    Rig rig;
    ViewTrial trial;
    trial.view = u"standard-webhooks"_s;
    trial.payload = "[1.10]";
    const auto given = preview(rig, trial);
    trial.payload = "[1.10";
    const auto broken = preview(rig, trial);
    trial.payload.clear();
    trial.text = "{\"a\": {{{json data}}}";
    const auto text = preview(rig, trial);
    trial.text.reset();
    trial.event = EventId{u"77"_s};
    const auto gone = preview(rig, trial);

    QVERIFY(given->body.endsWith(R"("data":[1.10]})"));
    QCOMPARE(broken.error().field, u"data"_s);
    QCOMPARE(text.error().field, u"template"_s);
    QCOMPARE(text.error().reason, Reason::ViewBody);
    QCOMPARE(gone.error().reason, Reason::NoSuchEvent);
}

QTEST_GUILESS_MAIN(tst_Views)
#include "tst_views.moc"
