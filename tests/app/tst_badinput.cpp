// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What people get wrong: one clear sentence that names the field, the exit code as written, and
// nothing changed.

#include "tests/app/tacklerun.h"

#include <QDir>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

class BadInputTest final : public QObject
{
    Q_OBJECT

private slots:
    void refusesASubscriber_data();
    void refusesASubscriber();
    void refusesAChange();
    void refusesAPayload_data();
    void refusesAPayload();
    void refusesABatchWhole();
    void refusesATest_data();
    void refusesATest();
    void refusesAMaskAsASecret();
    void takesHeadersFromAFile();
    void saysWhatAJobsStateForbids();
    void endsWithoutTheKey();
    void knowsNoOtherConnection();
    void findsNothing_data();
    void findsNothing();
    void refusesUsage_data();
    void refusesUsage();
    void tellsWhatThereIsInstead();
    void tellsWhichKeyIsWrong();
    void tellsThatItsOutputIsLost();
    void refusesADatabaseThatIsNone();
    void refusesASetting_data();
    void refusesASetting();

private:
    void checkRefusal(const Said &said, int code, const QString &kind, const QString &field) const;

    TackleProfile m_tackle;
};

void BadInputTest::checkRefusal(const Said &said, int code, const QString &kind, const QString &field) const
{
    QVERIFY2(said.code == code,
             qPrintable(u"exit %1: "_s.arg(said.code) + QString::fromUtf8(said.out + said.err)));
    QCOMPARE(said.error()[u"kind"_s].toString(), kind);
    QCOMPARE(said.error()[u"field"_s].toString(), field);
    const QString sentence = said.error()[u"detail"_s].toString();
    QVERIFY2(sentence.contains(field), qPrintable(sentence));
    QVERIFY2(QString::fromUtf8(said.err).startsWith(sentence), said.err.constData());
}

void BadInputTest::refusesASubscriber_data()
{
    QTest::addColumn<QStringList>("set");
    QTest::addColumn<QString>("field");
    const auto url = [](const QString &text) { return QStringList{u"--set"_s, u"callback_url="_s + text}; };
    const auto with = [](const QString &option, const QString &text) {
        return QStringList{u"--set"_s, u"callback_url=https://a.example/x"_s, option, text};
    };
    QTest::newRow("no URL") << QStringList{u"--set"_s, u"name=A"_s} << u"callback_url"_s;
    QTest::newRow("URL without host") << url(u"https:///path"_s) << u"callback_url"_s;
    QTest::newRow("URL with credentials") << url(u"https://u:p@a.example/"_s) << u"callback_url"_s;
    QTest::newRow("URL with a mask for its query")
        << url(u"https://a.example/?"_s + QString(4, u'\u2022')) << u"callback_url"_s;
    QTest::newRow("URL of another scheme") << url(u"ftp://a.example/"_s) << u"callback_url"_s;
    QTest::newRow("no URL at all") << url(u"not a url"_s) << u"callback_url"_s;
    QTest::newRow("URL too long") << url(u"https://a.example/"_s + QString(4000, u'x')) << u"callback_url"_s;
    QTest::newRow("selector") << with(u"--set"_s, u"events=order.**"_s) << u"events"_s;
    QTest::newRow("success code") << with(u"--set"_s, u"success_code=maybe"_s) << u"success_code"_s;
    QTest::newRow("header with a line break")
        << with(u"--set-json"_s, u"headers={\"X-A\":\"b\\r\\nX-C: d\"}"_s) << u"headers"_s;
    QTest::newRow("retry policy") << with(u"--set"_s, u"retry_policy=often"_s) << u"retry_policy"_s;
    QTest::newRow("signing scheme") << with(u"--set"_s, u"signing_scheme=rot13"_s) << u"signing_scheme"_s;
    QTest::newRow("JSON") << with(u"--set-json"_s, u"headers={"_s) << u"headers"_s;
    QTest::newRow("unknown field") << with(u"--set"_s, u"colour=red"_s) << u"colour"_s;
    QTest::newRow("secret as text") << with(u"--set"_s, u"secret=abc"_s) << u"secret"_s;
    QTest::newRow("time-out") << with(u"--set"_s, u"timeout_ms=0"_s) << u"timeout_ms"_s;
}

void BadInputTest::refusesASubscriber()
{
    QFETCH(QStringList, set);
    QFETCH(QString, field);

    checkRefusal(
        m_tackle.json(QStringList{u"subscribers"_s, u"create"_s} + set), 6, u"invalid_value"_s, field);

    const Said list = m_tackle.json({u"subscribers"_s, u"list"_s, u"--count"_s});
    QCOMPARE(list.json()[u"count"_s].toInt(-1), 0);
}

void BadInputTest::refusesAChange()
{
    TackleProfile tackle;
    const QString id = tackle.subscriber(u"https://a.example/x"_s);
    QVERIFY(!id.isEmpty());
    const Said before = tackle.json({u"subscribers"_s, u"show"_s, id});

    checkRefusal(tackle.json({u"subscribers"_s,
                              u"update"_s,
                              id,
                              u"--set"_s,
                              u"name=B"_s,
                              u"--set"_s,
                              u"callback_url=https:///nowhere"_s}),
                 6,
                 u"invalid_value"_s,
                 u"callback_url"_s);

    QCOMPARE(tackle.json({u"subscribers"_s, u"show"_s, id}).out, before.out);
}

void BadInputTest::refusesAPayload_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("no JSON") << QByteArray("{\"a\":");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("over 1 MiB") << QByteArray("\"" + QByteArray(1024 * 1024, 'x') + "\"");
}

void BadInputTest::refusesAPayload()
{
    QFETCH(QByteArray, payload);

    checkRefusal(m_tackle.json({u"publish"_s, u"order.delivered"_s, u"--data"_s, u"-"_s}, payload),
                 6,
                 u"invalid_value"_s,
                 u"data"_s);
}

void BadInputTest::refusesABatchWhole()
{
    TackleProfile tackle;
    QVERIFY(!tackle.subscriber(u"https://a.example/x"_s).isEmpty());

    const Said said = tackle.json({u"publish"_s, u"--batch"_s, u"-"_s},
                                  "{\"type\":\"a.b\",\"data\":1}\n\n{\"type\":3}\n");

    QCOMPARE(said.code, 6);
    QVERIFY2(said.error()[u"detail"_s].toString().contains(u"line 3"_s, Qt::CaseInsensitive),
             said.out.constData());
    QCOMPARE(tackle.json({u"jobs"_s, u"list"_s, u"--count"_s}).json()[u"count"_s].toInt(-1), 0);
}

void BadInputTest::refusesATest_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("field");
    QTest::newRow("URL") << QStringList{u"https:///"_s} << u"url"_s;
    QTest::newRow("header") << QStringList{u"http://a.example"_s, u"--header"_s, u"no colon"_s}
                            << u"header"_s;
    QTest::newRow("success code") << QStringList{u"http://a.example"_s, u"--success-code"_s, u"x"_s}
                                  << u"success-code"_s;
    QTest::newRow("scheme") << QStringList{u"http://a.example"_s, u"--scheme"_s, u"x"_s} << u"scheme"_s;
    QTest::newRow("secret missing") << QStringList{u"http://a.example"_s, u"--scheme"_s, u"hookshot"_s}
                                    << u"secret-file"_s;
}

void BadInputTest::refusesATest()
{
    QFETCH(QStringList, words);
    QFETCH(QString, field);
    checkRefusal(m_tackle.json(QStringList{u"test"_s} + words), 6, u"invalid_value"_s, field);
}

void BadInputTest::refusesAMaskAsASecret()
{
    const QString mask = m_tackle.file(u"mask"_s, "••••••••\n");

    checkRefusal(m_tackle.json({u"subscribers"_s,
                                u"create"_s,
                                u"--set"_s,
                                u"callback_url=https://a.example/"_s,
                                u"--secret"_s,
                                u"secret="_s + mask}),
                 6,
                 u"invalid_value"_s,
                 u"secret"_s);
}

void BadInputTest::knowsNoOtherConnection()
{
    checkRefusal(m_tackle.json({u"--connection"_s, u"crm"_s, u"jobs"_s, u"list"_s}), 4, u"not_found"_s, {});
}

void BadInputTest::findsNothing_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("subscriber") << QStringList{u"subscribers"_s, u"show"_s, u"999"_s};
    QTest::newRow("update") << QStringList{u"subscribers"_s, u"update"_s, u"999"_s, u"--set"_s, u"name=x"_s};
    QTest::newRow("delete") << QStringList{u"subscribers"_s, u"delete"_s, u"nobody"_s};
    QTest::newRow("job") << QStringList{u"jobs"_s, u"show"_s, u"999"_s};
    QTest::newRow("replay") << QStringList{u"jobs"_s, u"replay"_s, u"999"_s};
    QTest::newRow("drop") << QStringList{u"jobs"_s, u"drop"_s, u"999"_s};
    QTest::newRow("setting") << QStringList{u"settings"_s, u"get"_s, u"colour"_s};
    QTest::newRow("activity") << QStringList{u"activity"_s, u"undo"_s, u"999"_s};
    QTest::newRow("test") << QStringList{u"test"_s, u"--subscriber"_s, u"999"_s};
}

void BadInputTest::findsNothing()
{
    QFETCH(QStringList, words);
    const Said said = m_tackle.json(words);
    QVERIFY2(said.code == 4,
             qPrintable(u"exit %1: "_s.arg(said.code) + QString::fromUtf8(said.out + said.err)));
    QCOMPARE(said.error()[u"kind"_s].toString(), u"not_found"_s);
}

void BadInputTest::refusesUsage_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("command") << QStringList{u"fly"_s};
    QTest::newRow("option") << QStringList{u"jobs"_s, u"list"_s, u"--colour"_s};
    QTest::newRow("replay of nothing") << QStringList{u"jobs"_s, u"replay"_s};
    QTest::newRow("replay of ids and all") << QStringList{u"jobs"_s, u"replay"_s, u"3"_s, u"--all"_s};
    QTest::newRow("page 0") << QStringList{u"jobs"_s, u"list"_s, u"--page"_s, u"0"_s};
    QTest::newRow("sort key") << QStringList{u"jobs"_s, u"list"_s, u"--sort"_s, u"colour"_s};
    QTest::newRow("update of nothing") << QStringList{u"subscribers"_s, u"update"_s, u"1"_s};
    QTest::newRow("key without value") << QStringList{u"subscribers"_s, u"create"_s, u"--set"_s, u"name"_s};
    QTest::newRow("publish of nothing") << QStringList{u"publish"_s};
}

void BadInputTest::refusesUsage()
{
    QFETCH(QStringList, words);
    const Said said = m_tackle.json(words);
    QVERIFY2(said.code == 2,
             qPrintable(u"exit %1: "_s.arg(said.code) + QString::fromUtf8(said.out + said.err)));
    QCOMPARE(said.error()[u"kind"_s].toString(), u"usage"_s);
    QVERIFY(!said.err.isEmpty());
}

void BadInputTest::takesHeadersFromAFile()
{
    const QString id = m_tackle.subscriber(u"http://127.0.0.1:1/"_s);
    const QString file = m_tackle.file(u"headers.json"_s, R"({"Authorization":"Bearer 7f0c"})");
    const Said said = m_tackle.json({u"subscribers"_s, u"update"_s, id, u"--secret"_s, u"headers="_s + file});
    QCOMPARE(said.code, 0);
    QCOMPARE(said.json()[u"headers"_s].toObject()[u"Authorization"_s].toString(), u"Bearer 7f0c"_s);
}

void BadInputTest::saysWhatAJobsStateForbids()
{
    const TackleProfile tackle;
    (void)tackle.subscriber(u"http://127.0.0.1:1/"_s);
    QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    QCOMPARE(tackle.run({u"jobs"_s, u"drop"_s, u"1"_s}).code, 0);
    const Said said = tackle.json({u"jobs"_s, u"drop"_s, u"1"_s});
    QCOMPARE(said.code, 5);
    QVERIFY2(said.error()[u"detail"_s].toString().startsWith(u"Job 1 is"_s), said.out.constData());
}

void BadInputTest::endsWithoutTheKey()
{
    const TackleProfile tackle;
    const QString secret = u"secret="_s + tackle.file(u"secret"_s, "503bec91ecdf4135");
    (void)tackle.subscriber(u"http://127.0.0.1:1/"_s,
                            {u"--set"_s, u"signing_scheme=hookshot"_s, u"--secret"_s, secret});
    QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    QVERIFY(QFile::remove(tackle.path(u"master.key"_s)));
    const Said said = tackle.run({u"serve"_s, u"--until-idle"_s});
    QCOMPARE(said.code, 3);
    QCOMPARE(tackle.json({u"jobs"_s, u"show"_s, u"1"_s}).json()[u"state"_s].toString(), u"waiting"_s);
    // It is read and edited all the same.
    const Said named = tackle.json({u"subscribers"_s, u"update"_s, u"1"_s, u"--set"_s, u"name=Other"_s});
    QVERIFY2(named.code == 0, named.err);
    QCOMPARE(named.json()[u"name"_s].toString(), u"Other"_s);
    QCOMPARE(named.json()[u"secret"_s][u"set"_s].toBool(), true);
}

void BadInputTest::tellsWhatThereIsInstead()
{
    const Said state = m_tackle.json({u"jobs"_s, u"list"_s, u"--state"_s, u"broken"_s});
    checkRefusal(state, 6, u"invalid_value"_s, u"state"_s);
    QVERIFY2(state.err.contains("waiting, sending, delivered, retrying, failed, held, dropped, blocked"),
             state.err.constData());
    const Said theme = m_tackle.json({u"settings"_s, u"set"_s, u"theme=pink"_s});
    QVERIFY2(theme.err.contains("light, dark"), theme.err.constData());

    const Said field = m_tackle.json({u"subscribers"_s, u"create"_s, u"--set"_s, u"colour=red"_s});
    checkRefusal(field, 6, u"invalid_value"_s, u"colour"_s);
    const QString sentence = field.error()[u"detail"_s].toString();
    const QStringList keys = sentence.section(u" are "_s, 1).chopped(1).split(u", "_s);
    QVERIFY2(keys.contains(u"callback_url"_s) && keys.size() > 8, qPrintable(sentence));
    const QByteArray help = m_tackle.run({u"subscribers"_s, u"create"_s, u"--help"_s}).out;
    for (const QString &key : keys)
        QVERIFY2(help.contains(key.toUtf8()), qPrintable(key));
}

void BadInputTest::tellsWhichKeyIsWrong()
{
    const TackleProfile tackle;
    const QString secret = u"secret="_s + tackle.file(u"secret"_s, "503bec91ecdf4135");
    (void)tackle.subscriber(u"http://127.0.0.1:1/"_s, {u"--secret"_s, secret});
    QVERIFY(QFile::remove(tackle.path(u"master.key"_s)));
    const QByteArray missing = tackle.run({u"doctor"_s}).out;
    QVERIFY2(missing.contains("master key is missing"), missing.constData());

    const QString key = tackle.path(u"master.key"_s);
    QCOMPARE(tackle.run({u"doctor"_s, u"--make-master-key"_s, key}).code, 0);
    const Said said = tackle.json({u"serve"_s, u"--until-idle"_s});
    QCOMPARE(said.code, 3);
    QVERIFY2(said.error()[u"detail"_s].toString().contains(key), said.out.constData());
    const Said doctor = tackle.run({u"doctor"_s});
    QCOMPARE(doctor.code, 1);
    QVERIFY2(doctor.out.contains(key.toUtf8()), doctor.out.constData());
}

void BadInputTest::tellsThatItsOutputIsLost()
{
    const QStringList words{u"--json"_s, u"settings"_s, u"list"_s};
    QProcess full;
    full.setStandardOutputFile(u"/dev/full"_s);
    m_tackle.start(full, words);
    QVERIFY(full.waitForFinished());
    QCOMPARE(full.exitCode(), 1);
    QVERIFY(full.readAllStandardError().contains("Standard output"));

    QProcess closed;
    closed.setChildProcessModifier([] { ::close(STDOUT_FILENO); });
    m_tackle.start(closed, words);
    QVERIFY(closed.waitForFinished());
    QCOMPARE(closed.exitCode(), 1);
    QVERIFY(closed.readAllStandardError().contains("Standard output"));
}

void BadInputTest::refusesADatabaseThatIsNone()
{
    TackleProfile tackle;
    QVERIFY(!tackle.subscriber(u"https://a.example/x"_s).isEmpty());
    QString database;
    for (const QFileInfo &file : QDir(tackle.profile()).entryInfoList(QDir::Files)) {
        if (file.size() > 4096 && !file.fileName().endsWith(u"-wal"_s)
            && !file.fileName().endsWith(u"-shm"_s))
            database = file.filePath();
    }
    QVERIFY(!database.isEmpty());
    QFile::remove(database + u"-wal"_s);
    QFile::remove(database + u"-shm"_s);
    const QByteArray rubbish("this is no database, but it is long enough to look at ...\n");
    QFile file(database);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(rubbish.repeated(200));
    file.close();

    const Said said = tackle.json({u"jobs"_s, u"list"_s});
    QCOMPARE(said.code, 1);
    QVERIFY2(said.error()[u"detail"_s].toString().contains(database), said.out.constData());

    const Said doctor = tackle.json({u"doctor"_s});
    QCOMPARE(doctor.code, 1);
    QCOMPARE(doctor.json()[u"healthy"_s].toBool(true), false);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), rubbish.repeated(200));
}

void BadInputTest::refusesASetting_data()
{
    QTest::addColumn<QString>("pair");
    QTest::addColumn<QString>("field");
    QTest::newRow("network") << u"allowed_networks=everywhere"_s << u"allowed_networks"_s;
    QTest::newRow("password in a file") << u"proxy=http://u:p@a.example:3128"_s << u"proxy"_s;
    QTest::newRow("choice") << u"theme=pink"_s << u"theme"_s;
}

void BadInputTest::refusesASetting()
{
    QFETCH(QString, pair);
    QFETCH(QString, field);
    checkRefusal(m_tackle.json({u"settings"_s, u"set"_s, pair}), 6, u"invalid_value"_s, field);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::BadInputTest)
#include "tst_badinput.moc"
