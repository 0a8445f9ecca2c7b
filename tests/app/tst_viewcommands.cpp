// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Views on the command line, up to what a job shows of a body.

#include "tests/app/tacklerun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

class ViewCommandsTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void listsThemWithTheirUsers();
    void showsATextThatCanBeSetAgain();
    void refusesWhatCantBeUsed_data();
    void refusesWhatCantBeUsed();
    void keepsWhatIsUsed();
    void previewsAnEventAFileAndASample();
    void refusesAnUnknownViewAtItsField();
    void testsASubscriberWithItsView();

private:
    [[nodiscard]] Said set(const QString &name, const QByteArray &text) const
    {
        return m_tackle->json({u"views"_s, u"set"_s, name, u"-"_s}, text);
    }

    std::unique_ptr<TackleProfile> m_tackle;
};

namespace {

const QByteArray kMine = "{\"is\": \"{{type}}\", \"price\": {{{json price}}}}";

QJsonObject rowNamed(const Said &list, const QString &name)
{
    for (const auto &row : list.json()[u"rows"_s].toArray()) {
        if (row[u"name"_s] == QJsonValue(name))
            return row.toObject();
    }
    return {};
}

} // namespace

void ViewCommandsTest::init()
{
    m_tackle = std::make_unique<TackleProfile>();
}

void ViewCommandsTest::listsThemWithTheirUsers()
{
    QCOMPARE(set(u"mine"_s, kMine).code, 0);
    QVERIFY(!m_tackle->subscriber(u"https://a.example/"_s, {u"--set"_s, u"payload_render_view=mine"_s})
                 .isEmpty());

    const Said list = m_tackle->json({u"views"_s, u"list"_s});

    QCOMPARE(list.code, 0);
    QCOMPARE(rowNamed(list, u"mine"_s)[u"origin"_s].toString(), u"own"_s);
    QCOMPARE(rowNamed(list, u"mine"_s)[u"used_by"_s].toArray().size(), 1);
    QCOMPARE(rowNamed(list, u"planomatic-v2"_s)[u"origin"_s].toString(), u"built_in"_s);
    QVERIFY(m_tackle->run({u"views"_s, u"list"_s}).out.contains("cloudevents-structured"));
}

void ViewCommandsTest::showsATextThatCanBeSetAgain()
{
    const Said shown = m_tackle->run({u"views"_s, u"show"_s, u"superoffice"_s});
    QCOMPARE(shown.code, 0);

    QCOMPARE(set(u"mine"_s, shown.out).code, 0);

    QCOMPARE(m_tackle->run({u"views"_s, u"show"_s, u"mine"_s}).out, shown.out);
    QCOMPARE(m_tackle->run({u"views"_s, u"show"_s, u"nobody"_s}).code, 4);
}

void ViewCommandsTest::refusesWhatCantBeUsed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("says");
    QTest::newRow("open section") << u"mine"_s << "{\n{{#photos}}\n}"_ba << 6 << u"template"_s << u"line 2"_s;
    QTest::newRow("no JSON") << u"mine"_s << "{\"a\": 1,}"_ba << 6 << u"template"_s << u"line 1, column 9"_s;
    QTest::newRow("partial") << u"mine"_s << "{{>a}}"_ba << 6 << u"template"_s << u"one text"_s;
    QTest::newRow("empty") << u"mine"_s << ""_ba << 6 << u"template"_s << u"needed"_s;
    QTest::newRow("no UTF-8") << u"mine"_s << "{}\n{{! \xff }}"_ba << 6 << u"template"_s << u"line 2"_s;
    QTest::newRow("too long") << u"mine"_s << QByteArray(70'000, ' ') << 6 << u"template"_s << u"larger"_s;
    QTest::newRow("name") << u"a b"_s << "{}"_ba << 6 << u"name"_s << u"letters"_s;
    QTest::newRow("the program's own") << u"hookshot"_s << "{}"_ba << 5 << u"name"_s << u"taken"_s;
}

void ViewCommandsTest::refusesWhatCantBeUsed()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(QString, says);

    const Said said = set(name, text);

    QTEST(said.code, "code");
    QTEST(said.error()[u"field"_s].toString(), "field");
    QVERIFY2(said.error()[u"detail"_s].toString().contains(says), said.out.constData());
    QCOMPARE(m_tackle->json({u"views"_s, u"list"_s}).json()[u"rows"_s].toArray().size(), 7);
}

void ViewCommandsTest::keepsWhatIsUsed()
{
    QCOMPARE(set(u"mine"_s, kMine).code, 0);
    const QString id
        = m_tackle->subscriber(u"https://a.example/"_s, {u"--set"_s, u"payload_render_view=mine"_s});

    const Said refused = m_tackle->json({u"views"_s, u"remove"_s, u"mine"_s});
    QCOMPARE(m_tackle->run({u"subscribers"_s, u"update"_s, id, u"--unset"_s, u"payload_render_view"_s}).code,
             0);
    const Said removed = m_tackle->json({u"views"_s, u"remove"_s, u"mine"_s});

    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.error()[u"detail"_s].toString().contains(u'(' + id + u')'), refused.out.constData());
    QCOMPARE(removed.code, 0);
    QCOMPARE(m_tackle->run({u"views"_s, u"remove"_s, u"mine"_s}).code, 4);
    QCOMPARE(m_tackle->run({u"views"_s, u"remove"_s, u"hookshot"_s}).code, 5);
}

void ViewCommandsTest::previewsAnEventAFileAndASample()
{
    QCOMPARE(set(u"mine"_s, kMine).code, 0);
    const QStringList preview{u"views"_s, u"preview"_s, u"mine"_s};
    QVERIFY(m_tackle->json(preview).json()[u"event_id"_s].isNull());
    QCOMPARE(
        m_tackle->run({u"publish"_s, u"order.delivered"_s, u"--data"_s, u"-"_s}, R"({"price": 1.10})").code,
        0);
    QCOMPARE(m_tackle->run({u"publish"_s, u"order.canceled"_s, u"--data"_s, u"-"_s}, R"({"price": 2})").code,
             0);

    const Said newest = m_tackle->json(preview);
    const Said first = m_tackle->run(preview + QStringList{u"--event"_s, u"1"_s});
    const Said given = m_tackle->run(preview + QStringList{u"--data"_s, u"-"_s}, R"({"price": 3.00})");
    const Said both = m_tackle->run(preview + QStringList{u"--event"_s, u"1"_s, u"--data"_s, u"-"_s});
    const Said gone = m_tackle->run(preview + QStringList{u"--event"_s, u"77"_s});
    const Said unknown = m_tackle->run({u"views"_s, u"preview"_s, u"nobody"_s});

    QCOMPARE(newest.json()[u"event_id"_s].toString(), u"2"_s);
    QCOMPARE(newest.json()[u"body"_s].toString(), u"{\"is\": \"order.canceled\", \"price\": 2}"_s);
    QCOMPARE(first.out, "{\"is\": \"order.delivered\", \"price\": 1.10}\n"_ba);
    QVERIFY(given.out.contains("3.00"));
    QCOMPARE(both.code, 2);
    QCOMPARE(gone.code, 4);
    QCOMPARE(unknown.code, 4);
}

void ViewCommandsTest::refusesAnUnknownViewAtItsField()
{
    const Said said = m_tackle->json({u"subscribers"_s,
                                      u"create"_s,
                                      u"--set"_s,
                                      u"name=A"_s,
                                      u"callback_url=https://a.example/"_s,
                                      u"payload_render_view=nobody"_s});
    QCOMPARE(said.code, 6);
    QCOMPARE(said.error()[u"field"_s].toString(), u"payload_render_view"_s);
    QVERIFY(said.error()[u"detail"_s].toString().contains(u"standard-webhooks"_s));
}

void ViewCommandsTest::testsASubscriberWithItsView()
{
    QProcess inbox;
    m_tackle->start(inbox, {u"inbox"_s, u"--json"_s});
    const QString url = QJsonDocument::fromJson(nextLine(inbox)).object()[u"url"_s].toString();
    QVERIFY(!url.isEmpty());
    const QString id = m_tackle->subscriber(url,
                                            {u"--set"_s,
                                             u"payload_render_view=superoffice"_s,
                                             u"--set-json"_s,
                                             u"properties={\"env\":\"live\"}"_s});

    const Said said = m_tackle->json({u"test"_s, u"--subscriber"_s, id, u"--event"_s, u"contact.changed"_s});

    QCOMPARE(said.code, 0);
    const QJsonObject request = said.json()[u"request"_s].toObject();
    QCOMPARE(request[u"headers"_s][u"X-Hook-Test"_s].toString(), u"true"_s);
    QVERIFY(request[u"body"_s].toString().endsWith(u",\"env\":\"live\"}"_s));
    QCOMPARE(end(inbox), 0);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::ViewCommandsTest)
#include "tst_viewcommands.moc"
