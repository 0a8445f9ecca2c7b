// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "secrets/keyfile.h"
#include "secrets/sealed.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

namespace {

const Place kPlace{u"subscriber"_s, u"0190d6a0-1234-7abc-8def-0123456789ab"_s, u"secret"_s};

} // namespace

class TestSealed : public QObject
{
    Q_OBJECT

private slots:
    void opensWhatItSealed_data();
    void opensWhatItSealed();
    void sealsTheSameDifferentlyEachTime();
    void staysShutInAnotherPlace_data();
    void staysShutInAnotherPlace();
    void staysShutWhenABitIsTurned();
    void staysShutForAnotherKey();
    void checksAKey();
    void keepsAKeyFilePrivate();
    void refusesAnOpenKeyFile();
    void refusesAKeyFileOfAnotherLength_data();
    void refusesAKeyFileOfAnotherLength();
};

void TestSealed::opensWhatItSealed_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("text") << QByteArray("whsec_abc");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("with zeros") << QByteArray("a\0b\0", 4);
    QTest::newRow("long") << QByteArray(100'000, 'x');
}

void TestSealed::opensWhatItSealed()
{
    QFETCH(QByteArray, plain);
    const MasterKey key = MasterKey::generate();

    const auto sealed = seal(key, Secret(plain), kPlace);

    QVERIFY(sealed);
    QVERIFY(plain.isEmpty() || !sealed->contains(plain));
    const auto opened = unseal(key, *sealed, kPlace);
    QVERIFY(opened);
    QCOMPARE(opened->reveal(), plain);
}

void TestSealed::sealsTheSameDifferentlyEachTime()
{
    const MasterKey key = MasterKey::generate();

    QVERIFY(seal(key, Secret("a"), kPlace).value() != seal(key, Secret("a"), kPlace).value());
}

void TestSealed::staysShutInAnotherPlace_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("field");
    QTest::newRow("table") << u"setting"_s << kPlace.row << kPlace.field;
    QTest::newRow("row") << kPlace.table << u"0190d6a0-1234-7abc-8def-0123456789ac"_s << kPlace.field;
    QTest::newRow("field") << kPlace.table << kPlace.row << u"header"_s;
}

void TestSealed::staysShutInAnotherPlace()
{
    QFETCH(QString, table);
    QFETCH(QString, row);
    QFETCH(QString, field);
    const MasterKey key = MasterKey::generate();
    const QByteArray sealed = seal(key, Secret("a"), kPlace).value();

    const auto opened = unseal(key, sealed, {table, row, field});

    QVERIFY(!opened);
    QCOMPARE(opened.error().reason, Reason::SecretDamaged);
}

void TestSealed::staysShutWhenABitIsTurned()
{
    const MasterKey key = MasterKey::generate();
    const QByteArray sealed = seal(key, Secret("secret"), kPlace).value();

    for (qsizetype i = 0; i < sealed.size(); ++i) {
        QByteArray turned = sealed;
        turned[i] = char(turned.at(i) ^ 1);
        QVERIFY2(!unseal(key, turned, kPlace), qPrintable(u"byte %1"_s.arg(i)));
    }
    for (qsizetype length = 0; length < sealed.size(); ++length)
        QVERIFY(!unseal(key, sealed.left(length), kPlace));
}

void TestSealed::staysShutForAnotherKey()
{
    const QByteArray sealed = seal(MasterKey::generate(), Secret("a"), kPlace).value();

    const auto opened = unseal(MasterKey::generate(), sealed, kPlace);

    QVERIFY(!opened);
    QCOMPARE(opened.error().reason, Reason::SecretOfAnotherKey);
}

void TestSealed::checksAKey()
{
    const MasterKey key = MasterKey::generate();
    const KeyCheck check = key.check(QString::fromLatin1(kSourceFile));

    QVERIFY(key.opens(check));
    QVERIFY(!MasterKey::generate().opens(check));
    QVERIFY(!check.checkValue.contains(key.bytes().reveal()));
    QVERIFY(!key.bytes().reveal().contains(check.keyId)); // which stands in the clear
    QVERIFY(MasterKey::fromBytes(key.bytes())->opens(check));
}

void TestSealed::keepsAKeyFilePrivate()
{
    const QTemporaryDir directory;
    const QString file = directory.filePath(u"key"_s);
    const MasterKey key = MasterKey::generate();

    QVERIFY(writeKeyFile(file, key));

    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
             QFile::Permissions());
    const auto read = readKeyFile(file);
    QVERIFY(read);
    QCOMPARE(read->bytes().reveal(), key.bytes().reveal());
    const auto again = writeKeyFile(file, MasterKey::generate());
    QVERIFY(!again);
    QCOMPARE(again.error().reason, Reason::FileNotWritten);
    QCOMPARE(again.error().subject, file);
}

void TestSealed::refusesAnOpenKeyFile()
{
    const QTemporaryDir directory;
    const QString file = directory.filePath(u"key"_s);
    QVERIFY(writeKeyFile(file, MasterKey::generate()));
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));

    const auto read = readKeyFile(file);

    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::FileNotRead);
    QCOMPARE(read.error().subject, file);
}

void TestSealed::refusesAKeyFileOfAnotherLength_data()
{
    QTest::addColumn<int>("length");
    QTest::newRow("too short") << kMasterKeyBytes - 1;
    QTest::newRow("too long") << kMasterKeyBytes + 1;
    QTest::newRow("in hex") << 2 * kMasterKeyBytes;
}

void TestSealed::refusesAKeyFileOfAnotherLength()
{
    QFETCH(int, length);
    const QTemporaryDir directory;
    QFile file(directory.filePath(u"key"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(length, 'k'));
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));

    const auto read = readKeyFile(file.fileName());

    QVERIFY(!read);
    QCOMPARE(read.error().reason, Reason::SecretForm);
}

} // namespace tacklebox::secrets

QTEST_GUILESS_MAIN(tacklebox::secrets::TestSealed)
#include "tst_sealed.moc"
