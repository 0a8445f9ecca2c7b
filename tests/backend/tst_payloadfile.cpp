// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/payloadfile.h"
#include "core/event.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;

class TestPayloadFile : public QObject
{
    Q_OBJECT

private slots:
    void readsTheBytesAsTheyAre();
    void fileThatIsNotThereIsNamed();
    void fileLargerThanAnEventIsRefused();

private:
    QString write(const QByteArray &bytes)
    {
        const QString path = m_directory.filePath(u"body.json"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file could be written");
        return path;
    }

    const QTemporaryDir m_directory;
};

void TestPayloadFile::readsTheBytesAsTheyAre()
{
    const QByteArray bytes("{\r\n\t\"price\": 1.10}\n");

    const Async<QByteArray> body = readPayloadFile(write(bytes));

    QTRY_VERIFY(body.isFinished());
    QCOMPARE(body.result().value(), bytes);
}

void TestPayloadFile::fileThatIsNotThereIsNamed()
{
    const Async<QByteArray> body = readPayloadFile(u"/nowhere/body.json"_s);

    QTRY_VERIFY(body.isFinished());
    QVERIFY(!body.result());
    QCOMPARE(body.result().error().reason, Reason::FileNotRead);
    QCOMPARE(body.result().error().subject, u"/nowhere/body.json"_s);
}

void TestPayloadFile::fileLargerThanAnEventIsRefused()
{
    const Async<QByteArray> body = readPayloadFile(write(QByteArray(kMaxPayloadBytes + 1, ' ')));

    QTRY_VERIFY(body.isFinished());
    QVERIFY(!body.result());
    QCOMPARE(body.result().error().reason, Reason::TooLarge);
}

QTEST_GUILESS_MAIN(TestPayloadFile)
#include "tst_payloadfile.moc"
