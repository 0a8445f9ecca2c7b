// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/builtinviews.h"

#include <QTest>

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

EventFacts contact()
{
    EventFacts event;
    event.id = u"d1aa3c0b-9c41-4f2b-8e83-6b5e2f0c7d12"_s;
    event.type = u"contact.changed"_s;
    event.at = fromMillis(1'790'000'000'123);
    return event;
}

const Sending kFirst{"job-1", 0, fromMillis(1'790'000'005'000), Occasion::Delivery};

} // namespace

class TestEventHeaders final : public QObject
{
    Q_OBJECT

private slots:
    void followTheScheme();
    void followTheView();
    void countSuperOfficesRetries();
    void markATestInSuperOfficesDialectAlone();
    void tellACloudEvent();
    void giveStandardWebhooksItsIdWithoutASignature();
};

void TestEventHeaders::followTheScheme()
{
    QCOMPARE(eventHeaders(eventHeadersOf(SigningScheme::Hookshot), contact(), kFirst),
             (Headers{{"X-Emperor-Event", "contact.changed"}}));
    QCOMPARE(eventHeaders(eventHeadersOf(SigningScheme::GitHub), contact(), kFirst),
             (Headers{{"X-GitHub-Event", "contact.changed"}, {"X-GitHub-Delivery", "job-1"}}));
    QVERIFY(!eventHeadersOf(SigningScheme::None));
    QVERIFY(!eventHeadersOf(SigningScheme::StandardWebhooks));
}

void TestEventHeaders::followTheView()
{
    QCOMPARE(builtInView(u"superoffice")->headers, EventHeaderSet(EventHeader::SuperOffice));
    QCOMPARE(builtInView(u"cloudevents-binary")->headers, EventHeaderSet(EventHeader::CloudEvents));
    QVERIFY(!builtInView(u"planomatic-v2")->headers);
    QVERIFY(!builtInView(u"nobody's"));
}

void TestEventHeaders::countSuperOfficesRetries()
{
    Sending third = kFirst;
    third.tries = 2;
    const Headers first = eventHeaders(EventHeader::SuperOffice, contact(), kFirst);
    const Headers later = eventHeaders(EventHeader::SuperOffice, contact(), third);

    QCOMPARE(valueOf(first, "X-SuperOffice-Event"), "contact.changed"_ba);
    QVERIFY(!valueOf(first, "X-SuperOffice-Retry"));
    QCOMPARE(valueOf(later, "X-SuperOffice-Retry"), "2"_ba);
    QCOMPARE(valueOf(first, "X-SuperOffice-EventId"), contact().id.toUtf8());
    QCOMPARE(valueOf(later, "X-SuperOffice-EventId"), contact().id.toUtf8());
}

void TestEventHeaders::markATestInSuperOfficesDialectAlone()
{
    Sending test = kFirst;
    test.occasion = Occasion::Test;
    QCOMPARE(valueOf(eventHeaders(EventHeader::SuperOffice, contact(), test), "X-Hook-Test"), "true"_ba);
    QVERIFY(!valueOf(eventHeaders(EventHeader::SuperOffice, contact(), kFirst), "X-Hook-Test"));
    QVERIFY(!valueOf(eventHeaders(EventHeader::Hookshot, contact(), test), "X-Hook-Test"));
}

void TestEventHeaders::tellACloudEvent()
{
    const Headers headers = eventHeaders(EventHeader::CloudEvents, contact(), kFirst);
    QCOMPARE(valueOf(headers, "ce-specversion"), "1.0"_ba);
    QCOMPARE(valueOf(headers, "ce-id"), contact().id.toUtf8());
    QCOMPARE(valueOf(headers, "ce-type"), "contact.changed"_ba);
    QCOMPARE(valueOf(headers, "ce-source"), "urn:tacklebox:local"_ba);
    QCOMPARE(valueOf(headers, "ce-time"), "2026-09-21T14:13:20.123Z"_ba);
}

void TestEventHeaders::giveStandardWebhooksItsIdWithoutASignature()
{
    const Headers headers = eventHeaders(EventHeader::StandardWebhooks, contact(), kFirst);
    QCOMPARE(headers, (Headers{{"webhook-id", "job-1"}, {"webhook-timestamp", "1790000005"}}));
}

QTEST_GUILESS_MAIN(TestEventHeaders)
#include "tst_eventheaders.moc"
