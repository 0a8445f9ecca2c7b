// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/callbackurl.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

class CallbackUrlTest final : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void namesTheFieldAndTheValue();
    void measuresTheLengthToTheCharacter();
    void neverShowsCredentials();
    void showsAUrlWithoutWhatMayBeSecret();
};

void CallbackUrlTest::accepts_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("https") << u"https://acme.example/hooks"_s;
    QTest::newRow("http") << u"http://acme.example"_s;
    QTest::newRow("upper-case scheme") << u"HTTPS://acme.example/"_s;
    QTest::newRow("port") << u"https://acme.example:8443/in"_s;
    QTest::newRow("IPv4") << u"http://127.0.0.1:9/"_s;
    QTest::newRow("IPv6") << u"http://[::1]:8080/x"_s;
    QTest::newRow("query") << u"https://acme.example/in?token=a%20b&x=1"_s;
    QTest::newRow("at sign in the path") << u"https://acme.example/@team/in"_s;
    QTest::newRow("at sign in the query") << u"https://acme.example/in?to=a@b.example"_s;
    QTest::newRow("host beyond ASCII") << u"https://bücher.example/in"_s;
}

void CallbackUrlTest::accepts()
{
    QFETCH(QString, url);
    QCOMPARE(checkCallbackUrl(url, u"callback_url"_s), std::nullopt);
}

void CallbackUrlTest::refuses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("empty") << QString() << Reason::Required;
    QTest::newRow("no host") << u"https:///hooks"_s << Reason::UrlWithoutHost;
    QTest::newRow("nothing but slashes") << u"http://"_s << Reason::UrlWithoutHost;
    QTest::newRow("scheme and colon") << u"https:"_s << Reason::UrlWithoutHost;
    QTest::newRow("port only") << u"http://:8080/x"_s << Reason::UrlWithoutHost;
    QTest::newRow("query only") << u"http://?x=1"_s << Reason::UrlWithoutHost;
    QTest::newRow("one slash") << u"http:/acme.example"_s << Reason::UrlWithoutHost;
    QTest::newRow("backslashes") << u"http:\\\\acme.example"_s << Reason::UrlWithoutHost;
    QTest::newRow("user") << u"https://joe@acme.example/"_s << Reason::UrlWithCredentials;
    QTest::newRow("user and password") << u"https://joe:pw@acme.example/"_s << Reason::UrlWithCredentials;
    QTest::newRow("empty user") << u"https://@acme.example/"_s << Reason::UrlWithCredentials;
    QTest::newRow("ftp") << u"ftp://acme.example/"_s << Reason::UrlScheme;
    QTest::newRow("file") << u"file:///etc/passwd"_s << Reason::UrlScheme;
    QTest::newRow("javascript") << u"javascript:alert(1)"_s << Reason::UrlScheme;
    QTest::newRow("no scheme") << u"acme.example/hooks"_s << Reason::UrlScheme;
    QTest::newRow("host and port, no scheme") << u"localhost:8080/x"_s << Reason::UrlScheme;
    QTest::newRow("relative to a scheme") << u"//acme.example/x"_s << Reason::UrlScheme;
    QTest::newRow("a scheme's name alone") << u"http"_s << Reason::UrlScheme;
    QTest::newRow("the other scheme's name alone") << u"https"_s << Reason::UrlScheme;
    QTest::newRow("space") << u"https://acme.example/a b"_s << Reason::UrlNotParsed;
    QTest::newRow("leading space") << u" https://acme.example/"_s << Reason::UrlNotParsed;
    QTest::newRow("line break") << u"https://acme.example/\r\nHost: x"_s << Reason::UrlNotParsed;
    QTest::newRow("port out of range") << u"https://acme.example:99999/"_s << Reason::UrlNotParsed;
    QTest::newRow("port of letters") << u"https://acme.example:http/"_s << Reason::UrlNotParsed;
    QTest::newRow("half an IPv6") << u"https://[::1/"_s << Reason::UrlNotParsed;
}

void CallbackUrlTest::refuses()
{
    QFETCH(QString, url);

    const std::optional<Error> error = checkCallbackUrl(url, u"callback_url"_s);

    QVERIFY(error.has_value());
    QTEST(error->reason, "reason");
    QCOMPARE(error->kind, ErrorKind::InvalidValue);
}

void CallbackUrlTest::namesTheFieldAndTheValue()
{
    const std::optional<Error> error = checkCallbackUrl(u"ftp://acme.example/"_s, u"TargetUrl"_s);

    QVERIFY(error.has_value());
    QCOMPARE(error->field, u"TargetUrl"_s);
    QCOMPARE(error->subject, u"ftp://acme.example/"_s);
}

void CallbackUrlTest::measuresTheLengthToTheCharacter()
{
    const QString stem = u"https://acme.example/"_s;
    const QString longest = stem + QString(kMaxUrlLength - stem.size(), u'a');

    QCOMPARE(checkCallbackUrl(longest, u"url"_s), std::nullopt);
    const std::optional<Error> error = checkCallbackUrl(longest + u'a', u"url"_s);

    QVERIFY(error.has_value());
    QCOMPARE(error->reason, Reason::TooLong);
    QCOMPARE(error->subject, u"4000"_s);
}

void CallbackUrlTest::neverShowsCredentials()
{
    const std::optional<Error> error = checkCallbackUrl(u"https://joe:hunter2@acme.example/"_s, u"url"_s);

    QVERIFY(error.has_value());
    QVERIFY(!error->subject.contains(u"hunter2"_s));
    QVERIFY(!error->detail.contains(u"hunter2"_s));
}

void CallbackUrlTest::showsAUrlWithoutWhatMayBeSecret()
{
    QCOMPARE(urlWithoutCredentials(u"https://joe:hunter2@acme.example:8443/in?key=k3y#part"_s),
             u"https://acme.example:8443/in?…"_s);
    QCOMPARE(urlWithoutCredentials(u"https://acme.example/in"_s), u"https://acme.example/in"_s);
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::CallbackUrlTest)
#include "tst_callbackurl.moc"
