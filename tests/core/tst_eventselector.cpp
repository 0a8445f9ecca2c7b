// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/eventselector.h"
#include "core/ordervocabulary.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

// As the jobs index documents them; the list is the document's, not the code's.
const QStringList &documentedStatuses()
{
    static const QStringList statuses{
        u"assembly"_s,
        u"canceled"_s,
        u"cancelled"_s,
        u"committed"_s,
        u"completed"_s,
        u"hold"_s,
        u"new_request"_s,
        u"notified"_s,
        u"on_site"_s,
        u"ordered"_s,
        u"order_processing"_s,
        u"pending_appointment"_s,
        u"pending_reschedule"_s,
        u"post_processing"_s,
        u"ready_to_schedule"_s,
        u"scheduled"_s,
        u"scheduling"_s,
        u"submitted"_s,
        u"submitted_cancel_onsite"_s,
        u"unscheduled"_s,
    };
    return statuses;
}

const QStringList &documentedTypes()
{
    static const QStringList types{
        u"received"_s,
        u"processed"_s,
        u"awaiting_availability"_s,
        u"awaiting_scheduling"_s,
        u"window_selected"_s,
        u"scheduled"_s,
        u"awaiting_reschedule"_s,
        u"unable_to_complete"_s,
        u"post_processing"_s,
        u"delivered"_s,
        u"canceled"_s,
        u"submitted"_s,
    };
    return types;
}

Selection selectionOf(const QStringList &events, const QStringList &statuses)
{
    const Result<Selection> selection
        = selectionFrom(QJsonArray::fromStringList(events), QJsonArray::fromStringList(statuses));
    return selection ? *selection : Selection{};
}

} // namespace

class EventSelectorTest final : public QObject
{
    Q_OBJECT

private slots:
    void matchesTypes_data();
    void matchesTypes();
    void refusesForms_data();
    void refusesForms();
    void eventTypesAreWords_data();
    void eventTypesAreWords();
    void everyDocumentedStatusIsOffered();
    void everyDocumentedEventTypeIsOffered();
    void aStatusSelectsItselfOnly();
    void neverMergesCanceledAndCancelled();
    void eventsOrStatusesSelect();
    void bothEmptySelectNothing();
    void refusesMembersOfAnotherShape_data();
    void refusesMembersOfAnotherShape();
};

void EventSelectorTest::matchesTypes_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("matching");
    QTest::newRow("exact") << u"order.delivered"_s << u"order.delivered"_s << true;
    QTest::newRow("exact, longer") << u"order.delivered"_s << u"order.delivered_late"_s << false;
    QTest::newRow("exact, deeper") << u"order.delivered"_s << u"order.delivered.late"_s << false;
    QTest::newRow("exact, shorter") << u"order.delivered"_s << u"order"_s << false;
    QTest::newRow("exact, other case") << u"order.delivered"_s << u"Order.delivered"_s << false;
    QTest::newRow("subject") << u"quote_request"_s << u"quote_request:created"_s << true;
    QTest::newRow("subject itself") << u"quote_request"_s << u"quote_request"_s << true;
    QTest::newRow("subject, dot") << u"quote_request"_s << u"quote_request.created"_s << false;
    QTest::newRow("subject, longer word") << u"quote_request"_s << u"quote_requests:created"_s << false;
    QTest::newRow("action alone") << u"quote_request:created"_s << u"quote_request:updated"_s << false;
    QTest::newRow("prefix") << u"order.*"_s << u"order.delivered"_s << true;
    QTest::newRow("prefix, deeper") << u"order.*"_s << u"order.item.added"_s << true;
    QTest::newRow("prefix, the stem") << u"order.*"_s << u"order"_s << false;
    QTest::newRow("prefix, other word") << u"order.*"_s << u"orders.delivered"_s << false;
    QTest::newRow("all") << u"*"_s << u"anything:at_all"_s << true;
}

void EventSelectorTest::matchesTypes()
{
    QFETCH(QString, selector);
    QFETCH(QString, type);

    const Result<EventSelector> parsed = eventSelectorFrom(selector, u"events"_s);

    QVERIFY(parsed.has_value());
    QTEST(matches(*parsed, type), "matching");
}

void EventSelectorTest::refusesForms_data()
{
    QTest::addColumn<QString>("selector");
    QTest::newRow("empty") << QString();
    QTest::newRow("space") << u"order delivered"_s;
    QTest::newRow("around") << u" order.delivered"_s;
    QTest::newRow("line break behind") << u"order.delivered\n"_s;
    QTest::newRow("star without dot") << u"order*"_s;
    QTest::newRow("star within") << u"order.*.late"_s;
    QTest::newRow("star first") << u"*.delivered"_s;
    QTest::newRow("two stars") << u"**"_s;
    QTest::newRow("dot and star") << u".*"_s;
    QTest::newRow("star after colon") << u"quote_request:*"_s;
    QTest::newRow("two dots") << u"order..delivered"_s;
    QTest::newRow("dot behind") << u"order."_s;
    QTest::newRow("dot before") << u".order"_s;
    QTest::newRow("two colons") << u"a:b:c"_s;
    QTest::newRow("colon behind") << u"quote_request:"_s;
    QTest::newRow("comma") << u"a,b"_s;
    QTest::newRow("slash") << u"order/delivered"_s;
    QTest::newRow("letter beyond ASCII") << u"auftrag.geändert"_s;
    QTest::newRow("too long") << QString(201, u'a');
}

void EventSelectorTest::refusesForms()
{
    QFETCH(QString, selector);

    const Result<EventSelector> parsed = eventSelectorFrom(selector, u"events"_s);

    QVERIFY(!parsed);
    QCOMPARE(parsed.error().reason, Reason::SelectorForm);
    QCOMPARE(parsed.error().field, u"events"_s);
}

void EventSelectorTest::eventTypesAreWords_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<std::optional<Reason>>("reason");
    QTest::newRow("dotted") << u"order.delivered"_s << std::optional<Reason>();
    QTest::newRow("subject and action") << u"quote_request:created"_s << std::optional<Reason>();
    QTest::newRow("one word") << u"test"_s << std::optional<Reason>();
    QTest::newRow("hyphen and digits") << u"v2.order-item"_s << std::optional<Reason>();
    QTest::newRow("200 characters") << QString(200, u'a') << std::optional<Reason>();
    QTest::newRow("empty") << QString() << std::optional(Reason::Required);
    QTest::newRow("star") << u"order.*"_s << std::optional(Reason::EventTypeForm);
    QTest::newRow("all") << u"*"_s << std::optional(Reason::EventTypeForm);
    QTest::newRow("space") << u"order delivered"_s << std::optional(Reason::EventTypeForm);
}

void EventSelectorTest::eventTypesAreWords()
{
    QFETCH(QString, type);
    QFETCH(std::optional<Reason>, reason);

    const std::optional<Error> error = checkEventType(type, u"type"_s);

    QCOMPARE(error.has_value(), reason.has_value());
    if (error)
        QCOMPARE(error->reason, *reason);
}

void EventSelectorTest::everyDocumentedStatusIsOffered()
{
    QCOMPARE(documentedStatuses().size(), 20);
    QCOMPARE(orderStatuses(), documentedStatuses());
}

void EventSelectorTest::everyDocumentedEventTypeIsOffered()
{
    QCOMPARE(documentedTypes().size(), 12);
    QCOMPARE(orderEventTypes(), documentedTypes());
    for (const QString &type : documentedTypes())
        QCOMPARE(checkEventType(type, u"type"_s), std::nullopt);
}

void EventSelectorTest::aStatusSelectsItselfOnly()
{
    for (const QString &chosen : documentedStatuses()) {
        const Selection selection = selectionOf({}, {chosen});
        const auto selected
            = std::ranges::count_if(documentedStatuses(), [&selection](const QString &status) {
                  return selects(selection, u"some.event", status);
              });

        QVERIFY2(selects(selection, u"some.event", chosen), qPrintable(chosen));
        QCOMPARE(selected, 1);
    }
}

void EventSelectorTest::neverMergesCanceledAndCancelled()
{
    QVERIFY(!selects(selectionOf({}, {u"canceled"_s}), u"order.canceled", u"cancelled"_s));
    QVERIFY(!selects(selectionOf({}, {u"cancelled"_s}), u"order.canceled", u"canceled"_s));
    QVERIFY(!selects(selectionOf({u"order.cancelled"_s}, {}), u"order.canceled", {}));

    QCOMPARE(otherSpelling(u"canceled"), std::optional(u"cancelled"_s));
    QCOMPARE(otherSpelling(u"cancelled"), std::optional(u"canceled"_s));
    QCOMPARE(otherSpelling(u"completed"), std::nullopt);
}

void EventSelectorTest::eventsOrStatusesSelect()
{
    const Selection selection = selectionOf({u"order.delivered"_s, u"appointment.*"_s}, {u"hold"_s});

    QVERIFY(selects(selection, u"order.delivered", {}));
    QVERIFY(selects(selection, u"appointment.scheduled", {}));
    QVERIFY(selects(selection, u"order.processed", u"hold"_s));
    QVERIFY(selects(selection, u"order.delivered", u"hold"_s));
    QVERIFY(!selects(selection, u"order.processed", u"completed"_s));
    QVERIFY(!selects(selection, u"order.processed", {}));
}

void EventSelectorTest::bothEmptySelectNothing()
{
    QVERIFY(!selects(Selection{}, u"order.delivered", u"completed"_s));
    QVERIFY(!selects(Selection{}, u"order.delivered", {}));
    QCOMPARE(selectionFrom(QJsonValue::Null, QJsonValue::Undefined), Selection{});
}

void EventSelectorTest::refusesMembersOfAnotherShape_data()
{
    QTest::addColumn<QJsonValue>("events");
    QTest::addColumn<QJsonValue>("statuses");
    QTest::addColumn<QString>("field");
    QTest::addColumn<Reason>("reason");
    const QJsonValue none(QJsonValue::Null);
    QTest::newRow("text") << QJsonValue(u"*"_s) << none << u"events"_s << Reason::WrongType;
    QTest::newRow("number within") << QJsonValue(QJsonArray{1}) << none << u"events"_s << Reason::WrongType;
    QTest::newRow("no selector") << QJsonValue(QJsonArray{u"a b"_s}) << none << u"events"_s
                                 << Reason::SelectorForm;
    QTest::newRow("statuses, text") << none << QJsonValue(u"hold"_s) << u"statuses"_s << Reason::WrongType;
    QTest::newRow("statuses, star") << none << QJsonValue(QJsonArray{u"*"_s}) << u"statuses"_s
                                    << Reason::StatusForm;
}

void EventSelectorTest::refusesMembersOfAnotherShape()
{
    QFETCH(QJsonValue, events);
    QFETCH(QJsonValue, statuses);

    const Result<Selection> selection = selectionFrom(events, statuses);

    QVERIFY(!selection);
    QTEST(selection.error().field, "field");
    QTEST(selection.error().reason, "reason");
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::EventSelectorTest)
#include "tst_eventselector.moc"
