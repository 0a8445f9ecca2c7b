// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The file that keeps how the window is arranged.
#include "app/tacklebox/arrangementfile.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;

class TestArrangementFile final : public QObject
{
    Q_OBJECT

private slots:
    void keepsItForItsOwnerAlone();
    void tellsOnceThatItCannotBeWritten();

private:
    QTemporaryDir m_folder;
};

void TestArrangementFile::keepsItForItsOwnerAlone()
{
    const QString path = m_folder.filePath(u"config/window.json"_s);
    const QJsonObject value{{u"lastPage"_s, u"jobs"_s}};
    {
        app::ArrangementFile file(path);
        QVERIFY(file.read().isEmpty());
        file.write(value);
    }

    QCOMPARE(app::ArrangementFile(path).read(), value);
    const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
    QVERIFY(!QFileInfo(path).permissions().testAnyFlags(others));
}

void TestArrangementFile::tellsOnceThatItCannotBeWritten()
{
    const QString parent = m_folder.filePath(u"taken"_s);
    QFile inItsPlace(parent);
    QVERIFY(inItsPlace.open(QIODevice::WriteOnly)); // a file where the folder belongs
    app::ArrangementFile file(parent + u"/window.json"_s);
    QSignalSpy told(&file, &app::ArrangementFile::notWritten);

    file.write({{u"lastPage"_s, u"jobs"_s}});
    QTRY_COMPARE(told.size(), 1);
    const auto error = told.first().first().value<Error>();
    QCOMPARE(error.reason, Reason::FileNotWritten);
    QCOMPARE(error.subject, parent + u"/window.json"_s);
    QVERIFY(!error.detail.isEmpty());

    // Again only after one that was written: each change tries it again.
    file.write({{u"lastPage"_s, u"events"_s}});
    QVERIFY(inItsPlace.remove());
    file.write({{u"lastPage"_s, u"test"_s}});
    QTRY_COMPARE(file.read().value(u"lastPage"_s).toString(), u"test"_s);
    QCoreApplication::sendPostedEvents(&file);
    QCOMPARE(told.size(), 1);
}

QTEST_GUILESS_MAIN(TestArrangementFile)
#include "tst_arrangementfile.moc"
