// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The plan of the house, held against every source: who may include whom, which foreign library
// lives where, and what no source says. A new rule is one more row in a table.

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

// Each folder, and the folders that it may include beside itself. Siblings on a floor never do.
const QMap<QString, QStringList> &mayInclude()
{
    static const QStringList kFloor2{u"backend"_s, u"store"_s, u"secrets"_s, u"transport"_s, u"core"_s};
    static const QStringList kEverything{u"core"_s,
                                         u"resources"_s,
                                         u"backend"_s,
                                         u"store"_s,
                                         u"secrets"_s,
                                         u"transport"_s,
                                         u"engine"_s,
                                         u"dialects"_s,
                                         u"inbox"_s,
                                         u"models"_s,
                                         u"gateway"_s,
                                         u"ui"_s,
                                         u"app"_s};
    static const QMap<QString, QStringList> kTable{
        {u"core"_s, {}},
        {u"resources"_s, {}},
        {u"backend"_s, {u"core"_s, u"resources"_s}},
        {u"store"_s, {u"core"_s}},
        {u"secrets"_s, {u"core"_s}},
        {u"transport"_s, {u"core"_s}},
        {u"engine"_s, kFloor2},
        {u"dialects"_s, kFloor2},
        {u"inbox"_s, kFloor2},
        {u"models"_s, {u"backend"_s, u"core"_s}},
        {u"gateway"_s, {u"dialects"_s, u"transport"_s, u"backend"_s, u"core"_s}},
        {u"ui"_s, {u"models"_s, u"backend"_s, u"core"_s}},
        {u"app"_s, kEverything},
        {u"bench"_s, kEverything},
    };
    return kTable;
}

struct ForeignLibrary
{
    QString name;
    QRegularExpression header; // as it stands between < and >
    QString qtModule; // or: any header of this module
    QStringList homes;
};

const std::vector<ForeignLibrary> &foreignLibraries()
{
    const auto pattern = [](const char *text) { return QRegularExpression(QString::fromLatin1(text)); };
    static const std::vector<ForeignLibrary> kTable{
        {u"libcurl"_s, pattern("^curl/"), {}, {u"transport"_s, u"bench"_s}},
        {u"Boost"_s, pattern("^boost/"), {}, {u"transport"_s, u"bench"_s}},
        {u"SQLite"_s, pattern("^sqlite3"), {}, {u"store"_s, u"bench"_s}},
        {u"Qt Sql"_s, {}, u"QtSql"_s, {u"store"_s}},
        {u"the keychain"_s, pattern("^qt6keychain/"), {}, {u"secrets"_s}},
        {u"GSSAPI"_s, pattern("^gssapi/"), {}, {u"secrets"_s}},
        {u"Qt D-Bus"_s, {}, u"QtDBus"_s, {u"secrets"_s}},
        {u"OpenSSL"_s, pattern("^openssl/"), {}, {u"core"_s, u"secrets"_s, u"transport"_s}},
        {u"mustache"_s, pattern("^kainjow/"), {}, {u"core"_s}},
        {u"Qt Network"_s, {}, u"QtNetwork"_s, {u"dialects"_s}},
        {u"Qt Widgets"_s, {}, u"QtWidgets"_s, {u"ui"_s, u"app/tacklebox"_s, u"bench"_s}},
        {u"Qt Svg"_s, {}, u"QtSvg"_s, {u"ui"_s}},
        {u"Qt Gui"_s, {}, u"QtGui"_s, {u"models"_s, u"ui"_s, u"app/tacklebox"_s, u"bench"_s}},
    };
    return kTable;
}

// What a line of code must not say, and where.
struct LineRule
{
    QString why;
    QRegularExpression pattern;
    QStringList folders; // empty: all
};

const std::vector<LineRule> &lineRules()
{
    const auto pattern = [](const char *text) { return QRegularExpression(QString::fromLatin1(text)); };
    const QStringList window{u"ui"_s, u"models"_s};
    static const std::vector<LineRule> kTable{
        {u"no nested event loop"_s, pattern(R"(\bQEventLoop\b|\bprocessEvents\s*\()"), {}},
        {u"a dialog opens, it does not exec()"_s, pattern(R"(\bexec\s*\()"), window},
        {u"a menu goes with its widget: ui/contextmenu.h"_s,
         pattern(R"(\bActionsContextMenu\b)"),
         {u"ui"_s, u"app"_s}},
        {u"nobody sleeps"_s, pattern(R"(\bQThread::m?sleep\b|\bsleep_for\b|\busleep\s*\()"), {}},
        {u"nobody waits for a future in place"_s, pattern(R"(\bwaitForFinished\s*\()"), window},
        {u"no file on the GUI thread"_s,
         pattern(R"(#include <Q(File|SaveFile|TemporaryFile|Process)>)"),
         window},
        {u"no socket on the GUI thread"_s, pattern(R"(#include <Q(Tcp|LocalS|Udp|Ssl)\w*>)"), window},
        {u"colours come from the theme"_s, pattern(R"("#[0-9a-fA-F]{6}")"), {u"models"_s}},
    };
    return kTable;
}

// Longer than 120 lines for a header, 350 for a source, and why that is better than two files.
const QMap<QString, QString> &longSources()
{
    static const QMap<QString, QString> kTable{
        {u"core/async.h"_s, u"a template stands in its header"_s},
        {u"core/error.h"_s, u"one list of reasons"_s},
        {u"engine/dispatcher.h"_s, u"one loop and all of its state"_s},
        {u"models/keyedrows.h"_s, u"a template stands in its header"_s},
    };
    return kTable;
}

struct Source
{
    QString path; // from the root: engine/dispatcher.cpp
    QStringList lines;

    [[nodiscard]] QString folder() const { return path.section(u'/', 0, 0); }
    // "app/tacklebox" holds app/tacklebox/main.cpp and app/tacklebox.cpp.
    [[nodiscard]] bool livesIn(const QStringList &homes) const
    {
        return std::ranges::any_of(homes, [this](const QString &home) {
            return path.startsWith(home + u'/') || path.startsWith(home + u'.');
        });
    }
};

QList<Source> sourcesUnder(const QStringList &folders)
{
    const QDir root(QStringLiteral(TACKLEBOX_SOURCE_DIR));
    QList<Source> found;
    for (const QString &folder : folders) {
        QDirIterator files(
            root.filePath(folder), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                found.append(
                    {root.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll()).split(u'\n')});
        }
    }
    return found;
}

QString place(const Source &source, qsizetype line)
{
    return u"%1:%2: "_s.arg(source.path).arg(line + 1);
}

// The module that a Qt header such as QWidget belongs to, read from where Qt is installed.
QString qtModuleOf(const QString &header)
{
    static QMap<QString, QString> known;
    if (header.contains(u'/'))
        return header.section(u'/', 0, 0);
    const auto found = known.constFind(header);
    if (found != known.cend())
        return *found;
    const QDir headers(QLibraryInfo::path(QLibraryInfo::HeadersPath));
    for (const ForeignLibrary &library : foreignLibraries()) {
        if (!library.qtModule.isEmpty() && headers.exists(library.qtModule + u'/' + header))
            return known[header] = library.qtModule;
    }
    return known[header] = QString();
}

bool isHeaderOf(const QString &header, const ForeignLibrary &library)
{
    if (library.qtModule.isEmpty())
        return library.header.match(header).hasMatch();
    return qtModuleOf(header) == library.qtModule;
}

QString foreignFinding(const Source &source, const QString &header)
{
    for (const ForeignLibrary &library : foreignLibraries()) {
        if (isHeaderOf(header, library) && !source.livesIn(library.homes))
            return u"<%1>: %2 lives in %3"_s.arg(header, library.name, library.homes.join(u", "_s));
    }
    return {};
}

QString inclusionFinding(const Source &source, const QString &header)
{
    const QString folder = header.section(u'/', 0, 0);
    if (!header.contains(u'/'))
        return header.endsWith(u".moc"_s) ? QString()
                                          : u"\"%1\": written from the root, please"_s.arg(header);
    if (folder == source.folder() || mayInclude().value(source.folder()).contains(folder))
        return {};
    return u"\"%1\": %2 may not include %3"_s.arg(header, source.folder(), folder);
}

// The code of a line, without what stands in a comment at its end.
QString codeOf(const QString &line)
{
    return line.section(u"// "_s, 0, 0);
}

} // namespace

class HouseTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyFolderStandsInTheTable();
    void aFolderIncludesOnlyThoseBelow();
    void aForeignLibraryLivesInOneFolder();
    void noSourceSaysWhatTheRulesForbid();
    void everySourceNamesItsLicence();
    void aSourceStaysReadable();

private:
    const QList<Source> m_sources = sourcesUnder(mayInclude().keys());
};

void HouseTest::everyFolderStandsInTheTable()
{
    const QDir root(QStringLiteral(TACKLEBOX_SOURCE_DIR));
    const QStringList withoutSources{
        u"build"_s, u"cmake"_s, u"docs"_s, u"packaging"_s, u"tests"_s, u"translations"_s};

    QStringList strangers = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    strangers.removeIf([&](const QString &folder) {
        return mayInclude().contains(folder) || withoutSources.contains(folder);
    });

    QVERIFY2(strangers.isEmpty(), qPrintable(strangers.join(u", "_s)));
    QVERIFY(m_sources.size() > 40);
}

void HouseTest::aFolderIncludesOnlyThoseBelow()
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s+\"([^\"]+)\""_s);
    QStringList findings;
    for (const Source &source : m_sources) {
        for (qsizetype line = 0; line < source.lines.size(); ++line) {
            const auto match = include.match(source.lines[line]);
            const QString finding
                = match.hasMatch() ? inclusionFinding(source, match.captured(1)) : QString();
            if (!finding.isEmpty())
                findings.append(place(source, line) + finding);
        }
    }
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
}

void HouseTest::aForeignLibraryLivesInOneFolder()
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s+<([^>]+)>"_s);
    QStringList findings;
    for (const Source &source : m_sources) {
        for (qsizetype line = 0; line < source.lines.size(); ++line) {
            const auto match = include.match(source.lines[line]);
            const QString finding = match.hasMatch() ? foreignFinding(source, match.captured(1)) : QString();
            if (!finding.isEmpty())
                findings.append(place(source, line) + finding);
        }
    }
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
}

void HouseTest::noSourceSaysWhatTheRulesForbid()
{
    QStringList findings;
    for (const Source &source : m_sources) {
        for (const LineRule &rule : lineRules()) {
            if (!rule.folders.isEmpty() && !rule.folders.contains(source.folder()))
                continue;
            for (qsizetype line = 0; line < source.lines.size(); ++line) {
                if (rule.pattern.match(codeOf(source.lines[line])).hasMatch())
                    findings.append(place(source, line) + rule.why);
            }
        }
    }
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
}

void HouseTest::everySourceNamesItsLicence()
{
    QStringList findings;
    const QList<Source> all = m_sources + sourcesUnder({u"tests"_s, u"cmake"_s});
    for (const Source &source : all) {
        if (source.lines.value(0) != u"// SPDX-License-Identifier: MIT"_s
            || !source.lines.value(1).startsWith(u"// SPDX-FileCopyrightText: "_s))
            findings.append(place(source, 0) + u"the two SPDX lines are missing"_s);
    }
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
}

void HouseTest::aSourceStaysReadable()
{
    QStringList findings;
    for (const Source &source : m_sources) {
        const qsizetype allowed = source.path.endsWith(u".h"_s) ? 120 : 350;
        const qsizetype lines = source.lines.size() - 1; // what follows the last line break is no line
        if (lines > allowed && !longSources().contains(source.path))
            findings.append(
                u"%1: %2 lines, more than %3: split it by noun"_s.arg(source.path).arg(lines).arg(allowed));
    }
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::HouseTest)
#include "tst_house.moc"
