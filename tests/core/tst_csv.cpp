// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/csv.h"
#include "core/mask.h"

#include <QTest>

using namespace tacklebox;
using namespace Qt::StringLiterals;

class TestCsv final : public QObject
{
    Q_OBJECT

private slots:
    void writesALine_data();
    void writesALine();
    void masksAUrl_data();
    void masksAUrl();
};

void TestCsv::writesALine_data()
{
    QTest::addColumn<QStringList>("cells");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("plain") << QStringList{u"a"_s, u"b c"_s, u""_s} << QByteArray("a,b c,\r\n");
    QTest::newRow("comma") << QStringList{u"a,b"_s, u"c"_s} << QByteArray("\"a,b\",c\r\n");
    QTest::newRow("quote") << QStringList{u"say \"hi\""_s} << QByteArray("\"say \"\"hi\"\"\"\r\n");
    QTest::newRow("line break") << QStringList{u"18 Elm\nOslo"_s} << QByteArray("\"18 Elm\nOslo\"\r\n");
    QTest::newRow("space at an end") << QStringList{u" a"_s} << QByteArray("\" a\"\r\n");
    QTest::newRow("letters") << QStringList{u"Ærlig"_s} << QByteArray("\xc3\x86rlig\r\n");
    QTest::newRow("equals") << QStringList{u"=1+1"_s} << QByteArray("'=1+1\r\n");
    QTest::newRow("plus") << QStringList{u"+47 22"_s} << QByteArray("'+47 22\r\n");
    QTest::newRow("minus") << QStringList{u"-1"_s} << QByteArray("'-1\r\n");
    QTest::newRow("at") << QStringList{u"@SUM(A1)"_s} << QByteArray("'@SUM(A1)\r\n");
    QTest::newRow("tab") << QStringList{u"\t=1"_s} << QByteArray("\"'\t=1\"\r\n");
    QTest::newRow("formula with a comma")
        << QStringList{u"=HYPERLINK(\"x\",1)"_s} << QByteArray("\"'=HYPERLINK(\"\"x\"\",1)\"\r\n");
}

void TestCsv::writesALine()
{
    QFETCH(QStringList, cells);
    QFETCH(QByteArray, line);

    QCOMPARE(csvLine(cells), line);
}

void TestCsv::masksAUrl_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"https://acme.example/in"_s << u"https://acme.example/in"_s;
    QTest::newRow("query") << u"https://acme.example/in?key=abc#x"_s << u"https://acme.example/in?••••"_s;
    QTest::newRow("user") << u"https://me:pw@acme.example/in"_s << u"https://••••@acme.example/in"_s;
    QTest::newRow("at in the path") << u"https://acme.example/@me"_s << u"https://acme.example/@me"_s;
    QTest::newRow("at behind the host") << u"https://acme.example?m=a@b"_s << u"https://acme.example?••••"_s;
    QTest::newRow("no URL") << u"nothing"_s << u"nothing"_s;
    QTest::newRow("none") << QString() << QString();
}

void TestCsv::masksAUrl()
{
    QFETCH(QString, url);
    QFETCH(QString, shown);

    QCOMPARE(maskedUrl(url), shown);
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
