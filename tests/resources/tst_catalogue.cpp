// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The English catalogue tells one from many, where it is asked by the name that it knows a text under.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

const QString kSources = QStringLiteral(TACKLEBOX_SOURCE_DIR "/");

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// What is told without a class of Qt's: by a name that a file gives itself.
QSet<QString> ownNames()
{
    static const QRegularExpression pattern(u"Q_DECLARE_TR_FUNCTIONS\\((\\w+)\\)"_s);
    QSet<QString> names;
    for (const QString &folder : {u"app"_s, u"backend"_s, u"engine"_s, u"inbox"_s, u"models"_s, u"ui"_s}) {
        QDirIterator file(
            kSources + folder, {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (file.hasNext()) {
            const QString text = textOf(file.next());
            for (auto match = pattern.globalMatch(text); match.hasNext();)
                names.insert(match.next().captured(1));
        }
    }
    return names;
}

// tacklebox::ui::JobsPage stands in ui/jobspage.h.
bool isQtClass(const QString &context)
{
    const QStringList parts = context.split(u"::"_s);
    return parts.size() == 3
        && textOf(kSources + parts.at(1) + u'/' + parts.last().toLower() + u".h"_s).contains("Q_OBJECT"_L1);
}

} // namespace

class CatalogueTest final : public QObject
{
    Q_OBJECT

private slots:
    void namesEachContextAsItIsAskedFor();
    void tellsOneFromMany();
};

void CatalogueTest::namesEachContextAsItIsAskedFor()
{
    const QSet<QString> own = ownNames();
    QXmlStreamReader catalogue(textOf(kSources + u"translations/tacklebox_en.ts"_s));
    int contexts = 0;
    while (!catalogue.atEnd()) {
        if (catalogue.readNext() != QXmlStreamReader::StartElement || catalogue.name() != "name"_L1)
            continue;
        const QString context = catalogue.readElementText();
        ++contexts;
        QVERIFY2(own.contains(context) || isQtClass(context), qPrintable(context));
    }
    QVERIFY(!catalogue.hasError());
    QVERIFY(contexts > 20);
}

void CatalogueTest::tellsOneFromMany()
{
    QTranslator translator;
    QVERIFY(translator.load(QStringLiteral(TACKLEBOX_BINARY_DIR "/translations/tacklebox_en.qm")));
    const auto told = [&](int count) {
        return translator.translate("tacklebox::ui::Rail", "%n accounts", nullptr, count);
    };
    QCOMPARE(told(1), u"%n account"_s);
    QCOMPARE(told(2), u"%n accounts"_s);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::CatalogueTest)
#include "tst_catalogue.moc"
