// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/foreigntext.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

class ForeignTextTest final : public QObject
{
    Q_OBJECT

private slots:
    void showsPlainWords_data();
    void showsPlainWords();
    void showsNoCredential_data();
    void showsNoCredential();
    void isOneLine();
    void isShort();
};

void ForeignTextTest::showsPlainWords_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const QString &text) { QTest::newRow(qPrintable(text)) << text; };
    row(u"can't be blank"_s);
    row(u"colon separated key value pair"_s);
    row(u"secret: is too short"_s);
    row(u"Basic authentication is not allowed"_s);
    row(u"the bearer token is missing"_s);
    row(u"no hook e6db9c1a-d15f-4248-81fa-5b61fc321def"_s);
    row(u"SuperOffice.Services.Implementation failed at 10:15:30"_s);
    row(u"“größer” ist kein Name 😀"_s);
    row(u"%1 is no name, nor is \\1"_s);
    row({});
}

void ForeignTextTest::showsPlainWords()
{
    QFETCH(QString, text);

    QCOMPARE(foreignText(text), text);
}

void ForeignTextTest::showsNoCredential_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("kept");
    const auto row = [](const char *name, const QString &text, const QString &secret, const QString &kept) {
        QTest::newRow(name) << text << secret << kept;
    };
    row("URL", u"https://h.example/in?key=k3y is taken"_s, u"k3y"_s, u"https://… is taken"_s);
    row("user in a URL", u"“https://me:pw@h.example”"_s, u"pw@"_s, u"https://"_s);
    row("JSON",
        uR"(unexpected token at '{"secret": "hush, \"dear\"", "a": 1}')"_s,
        u"hush"_s,
        uR"("a": 1)"_s);
    row("the rest of a JSON text", uR"({"password":"a\"bcd"})"_s, u"bcd"_s, u"password"_s);
    row("escaped JSON", uR"(body {\"access_token\": \"hush\", \"a\": 1})"_s, u"hush"_s, u"body"_s);
    row("half a JSON text", uR"({"token": "hus)"_s, u"hus"_s, u"token"_s);
    row("hash", uR"({"client_secret"=>"hush"})"_s, u"hush"_s, u"client_secret"_s);
    row("query", u"no such page /in?a=1&api_key=hush&b=2"_s, u"hush"_s, u"b=2"_s);
    row("header", u"X-Api-Key: hush is no header"_s, u"hush"_s, u"is no header"_s);
    row("authorization", u"got authorization: Bearer hush"_s, u"hush"_s, u"got"_s);
    row("cookies", u"Set-Cookie: a=hush; b=hush2"_s, u"hush"_s, u"Set-Cookie"_s);
    row("bearer", u"Bearer b3arer was refused"_s, u"b3arer"_s, u"was refused"_s);
    row("basic", u"Basic dXNlcjpwYXNz was refused"_s, u"dXNl"_s, u"was refused"_s);
    row("signing secret", u"whsec_aHVzaA== is too short"_s, u"aHVz"_s, u"is too short"_s);
    row("JWT", u"eyJhbGciOiJ.eyJzdWIi.c2ln expired"_s, u"zdWIi"_s, u"expired"_s);
    row("ticket", u"8A:Cust12345.hushhush expired"_s, u"hush"_s, u"expired"_s);
    row("long", u"key 503bec91ecdf413562f69336b597e5b78550f548 unknown"_s, u"503bec"_s, u"unknown"_s);
}

void ForeignTextTest::showsNoCredential()
{
    QFETCH(QString, text);
    QFETCH(QString, secret);
    QFETCH(QString, kept);

    const QString shown = foreignText(text);

    QVERIFY2(!shown.contains(secret), qPrintable(shown));
    QVERIFY2(shown.contains(u'…'), qPrintable(shown));
    QVERIFY2(shown.contains(kept), qPrintable(shown));
}

void ForeignTextTest::isOneLine()
{
    QCOMPARE(foreignText(u"  first\r\n\tsecond\u2028third \u202Eforth\x07 "_s),
             u"first second third forth"_s);
}

void ForeignTextTest::isShort()
{
    const QString shown = foreignText(u"word "_s.repeated(10'000));

    QVERIFY(shown.size() <= 300);
    QVERIFY(shown.endsWith(u"word…"_s) || shown.endsWith(u'…'));
    // No half of a character that takes two.
    QVERIFY(!foreignText(u"a"_s + u"😀"_s.repeated(200)).chopped(1).back().isHighSurrogate());
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::ForeignTextTest)
#include "tst_foreigntext.moc"
