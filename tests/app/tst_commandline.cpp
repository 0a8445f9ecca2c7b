// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a command line means, before anything is done.

#include "app/tackle/commandline.h"
#include "app/tackle/help.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::tackle {

class CommandLineTest final : public QObject
{
    Q_OBJECT

private slots:
    void understandsGlobalsAnywhere();
    void findsCommandsOfTwoWords();
    void takesManyValuesUpToTheNextOption();
    void takesWhatFollowsTwoDashesAsWords();
    void tellsItsVersion();
    void refuses_data();
    void refuses();
    void helpsWithEveryCommand();
};

namespace {

Call callOf(const QStringList &words)
{
    CommandLine line = readCommandLine(words);
    return line.wish ? std::get<Call>(*line.wish) : Call();
}

} // namespace

void CommandLineTest::understandsGlobalsAnywhere()
{
    const CommandLine line = readCommandLine(
        {u"jobs"_s, u"list"_s, u"--json"_s, u"--profile=/tmp/x"_s, u"--connection"_s, u"crm"_s});

    QVERIFY(line.wish);
    QCOMPARE(line.globals.form, Form::Json);
    QCOMPARE(line.globals.profile, u"/tmp/x"_s);
    QCOMPARE(line.globals.connection, u"crm"_s);
}

void CommandLineTest::findsCommandsOfTwoWords()
{
    const Call call = callOf({u"jobs"_s, u"show"_s, u"17"_s});

    QVERIFY(call.command);
    QCOMPARE(call.command->name, "jobs show");
    QCOMPARE(call.arguments.words(), QStringList{u"17"_s});
}

void CommandLineTest::takesManyValuesUpToTheNextOption()
{
    const Call call = callOf({u"jobs"_s,
                              u"list"_s,
                              u"--state"_s,
                              u"failed"_s,
                              u"held,blocked"_s,
                              u"--search"_s,
                              u"a b"_s,
                              u"--state=waiting"_s});

    QCOMPARE(call.arguments.list("state"_L1),
             (QStringList{u"failed"_s, u"held"_s, u"blocked"_s, u"waiting"_s}));
    QCOMPARE(call.arguments.value("search"_L1), u"a b"_s);
}

void CommandLineTest::takesWhatFollowsTwoDashesAsWords()
{
    QCOMPARE(callOf({u"publish"_s, u"--"_s, u"--json"_s}).arguments.words(), QStringList{u"--json"_s});
}

void CommandLineTest::tellsItsVersion()
{
    const CommandLine line = readCommandLine({u"--version"_s});

    QVERIFY(line.wish);
    const QString text = std::get<Help>(*line.wish).text;
    QVERIFY2(text.startsWith(u"tackle "_s) && text.back().isDigit(), qPrintable(text));
    QVERIFY(!readCommandLine({u"jobs"_s, u"list"_s, u"--version"_s}).wish);
}

void CommandLineTest::refuses_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("unknown command") << QStringList{u"fly"_s};
    QTest::newRow("family alone") << QStringList{u"jobs"_s};
    QTest::newRow("unknown in family") << QStringList{u"jobs"_s, u"fly"_s};
    QTest::newRow("unknown option") << QStringList{u"jobs"_s, u"list"_s, u"--colour"_s};
    QTest::newRow("word too many") << QStringList{u"jobs"_s, u"list"_s, u"x"_s};
    QTest::newRow("word missing") << QStringList{u"jobs"_s, u"show"_s};
    QTest::newRow("value missing") << QStringList{u"jobs"_s, u"list"_s, u"--search"_s};
    QTest::newRow("value missing before option")
        << QStringList{u"jobs"_s, u"list"_s, u"--search"_s, u"--count"_s};
    QTest::newRow("value of a flag") << QStringList{u"jobs"_s, u"list"_s, u"--count=1"_s};
    QTest::newRow("empty profile") << QStringList{u"jobs"_s, u"list"_s, u"--profile"_s, u""_s};
    QTest::newRow("empty connection") << QStringList{u"jobs"_s, u"list"_s, u"--connection="_s};
    QTest::newRow("profile without value") << QStringList{u"jobs"_s, u"list"_s, u"--profile"_s};
}

void CommandLineTest::refuses()
{
    QFETCH(QStringList, words);
    const CommandLine line = readCommandLine(words);
    QVERIFY(!line.wish);
    QCOMPARE(line.wish.error().kind, ErrorKind::Usage);
    QVERIFY(!line.wish.error().detail.isEmpty());
}

void CommandLineTest::helpsWithEveryCommand()
{
    QVERIFY(commands().size() >= 20);
    const QString all = helpForAll();
    for (const Command &command : commands()) {
        const QString name = QString::fromUtf8(command.name);
        QVERIFY2(all.contains(name), command.name);
        const CommandLine line = readCommandLine(name.split(u' ') + QStringList{u"--help"_s});
        QVERIFY2(line.wish && std::holds_alternative<Help>(*line.wish), command.name);
        const QString text = std::get<Help>(*line.wish).text;
        for (const Option &option : command.options)
            QVERIFY2(text.contains(u"--"_s + QLatin1StringView(option.name)), option.name);
        const CommandLine word = readCommandLine(QStringList{u"help"_s} + name.split(u' '));
        QVERIFY2(word.wish && std::holds_alternative<Help>(*word.wish), command.name);
        QCOMPARE(std::get<Help>(*word.wish).text, text);
    }
    const CommandLine alone = readCommandLine({u"help"_s});
    QVERIFY(alone.wish && std::holds_alternative<Help>(*alone.wish));
    QCOMPARE(std::get<Help>(*alone.wish).text, all);
}

} // namespace tacklebox::tackle

QTEST_GUILESS_MAIN(tacklebox::tackle::CommandLineTest)
#include "tst_commandline.moc"
