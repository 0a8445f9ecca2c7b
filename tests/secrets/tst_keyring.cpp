// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "secrets/keyfile.h"
#include "secrets/keyring.h"
#include "tests/secrets/memorykeychain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

using test::keychainLocked;
using test::keychainUnavailable;
using test::MemoryKeychain;

class TestKeyring : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void makesOneKeyInTheKeychain();
    void takesTheKeyOfWhoWasQuicker();
    void isLockedWithTheKeychain();
    void makesNoKeyWhileTheKeychainIsLocked();
    void isLockedWithoutTheEntryAndMakesNoNewKey();
    void isLockedForAForeignEntry();
    void livesForThisRunWithoutAKeychain();
    void isLockedWhenTheCheckIsNotKept();
    void prefersTheFile();
    void makesTheFile();
    void isLockedForAnOpenFile();
    void isLockedForAWrongFile();
    void isLockedWithoutItsFile();

private:
    OpenedKey open(const QString &file);
    QString keyFile(const MasterKey &key);

    MemoryKeychain m_keychain;
    std::optional<KeyCheck> m_check; // the database's
    std::optional<KeyCheck> m_quicker; // stands when a check is to be kept
    std::optional<Error> m_keepFault;
    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestKeyring::init()
{
    m_keychain.entries.clear();
    m_keychain.fault.reset();
    m_check.reset();
    m_quicker.reset();
    m_keepFault.reset();
    m_directory = std::make_unique<QTemporaryDir>();
}

OpenedKey TestKeyring::open(const QString &file)
{
    Keyring keyring(file, m_keychain, [this](KeyCheck check) {
        if (m_keepFault)
            return ready(Result<KeyCheck>(fail(*m_keepFault)));
        if (m_quicker)
            m_check = m_quicker;
        if (!m_check)
            m_check = check;
        return ready(Result<KeyCheck>(*m_check));
    });
    const auto opened = keyring.open(m_check);
    [&] { QTRY_VERIFY(opened.isFinished()); }();
    return opened.result();
}

QString TestKeyring::keyFile(const MasterKey &key)
{
    const QString file = m_directory->filePath(QString::fromLatin1(key.id().toHex()));
    [&] { QVERIFY(writeKeyFile(file, key)); }();
    return file;
}

void TestKeyring::makesOneKeyInTheKeychain()
{
    const OpenedKey first = open({});
    const OpenedKey second = open({});

    QCOMPARE(first.state, KeyState::Open);
    QCOMPARE(first.source, QString::fromLatin1(kSourceKeychain));
    QCOMPARE(second.state, KeyState::Open);
    QCOMPARE(second.key->bytes().reveal(), first.key->bytes().reveal());
    QCOMPARE(m_keychain.entries.size(), 1);
}

void TestKeyring::takesTheKeyOfWhoWasQuicker()
{
    const MasterKey quicker = MasterKey::generate();
    m_quicker = quicker.check(QString::fromLatin1(kSourceKeychain));
    m_keychain.entries.insert(entryName(quicker.id()), quicker.bytes().reveal());

    const OpenedKey opened = open({});

    QCOMPARE(opened.state, KeyState::Open);
    QCOMPARE(opened.key->bytes().reveal(), quicker.bytes().reveal());
    QCOMPARE(m_keychain.entries.size(), 1);
}

void TestKeyring::isLockedWithTheKeychain()
{
    open({});
    m_keychain.fault = keychainLocked();

    const OpenedKey opened = open({});

    QCOMPARE(opened.state, KeyState::Locked);
    QVERIFY(!opened.key);
    QCOMPARE(opened.why->reason, Reason::KeychainLocked);
}

void TestKeyring::makesNoKeyWhileTheKeychainIsLocked()
{
    m_keychain.fault = keychainLocked();

    const OpenedKey opened = open({});

    QCOMPARE(opened.state, KeyState::Locked);
    QVERIFY(!opened.key);
    QCOMPARE(opened.why->reason, Reason::KeychainLocked);
    QVERIFY(!m_check);
}

void TestKeyring::isLockedWithoutTheEntryAndMakesNoNewKey()
{
    open({});
    const auto check = m_check;
    m_keychain.entries.clear();

    const OpenedKey opened = open({});

    QCOMPARE(opened.state, KeyState::Locked);
    QCOMPARE(opened.why->reason, Reason::MasterKeyMissing);
    QVERIFY(m_keychain.entries.isEmpty());
    QCOMPARE(m_check, check);
}

void TestKeyring::isLockedForAForeignEntry()
{
    open({});
    m_keychain.entries.insert(entryName(m_check->keyId), MasterKey::generate().bytes().reveal());

    const OpenedKey opened = open({});

    QCOMPARE(opened.state, KeyState::Locked);
    QCOMPARE(opened.why->reason, Reason::MasterKeyWrong);
}

void TestKeyring::livesForThisRunWithoutAKeychain()
{
    m_keychain.fault = keychainUnavailable();

    const OpenedKey opened = open({});

    QCOMPARE(opened.state, KeyState::ThisRunOnly);
    QVERIFY(opened.key);
    QCOMPARE(opened.why->reason, Reason::KeychainUnavailable);
    QVERIFY(!m_check);
}

void TestKeyring::isLockedWhenTheCheckIsNotKept()
{
    m_keepFault = Error{ErrorKind::Failed, Reason::DiskFull, {}, {}, {}, {}, 0};

    const OpenedKey opened = open({});

    QCOMPARE(opened.state, KeyState::Locked);
    QCOMPARE(opened.why->reason, Reason::DiskFull);
}

void TestKeyring::prefersTheFile()
{
    const MasterKey key = MasterKey::generate();
    const QString file = keyFile(key);

    const OpenedKey first = open(file);
    const OpenedKey second = open(file);

    QCOMPARE(first.state, KeyState::Open);
    QCOMPARE(first.source, QString::fromLatin1(kSourceFile));
    QCOMPARE(second.state, KeyState::Open);
    QCOMPARE(second.key->bytes().reveal(), key.bytes().reveal());
    QVERIFY(m_keychain.entries.isEmpty());
}

void TestKeyring::makesTheFile()
{
    const QString file = m_directory->filePath(u"new"_s);

    const OpenedKey first = open(file);
    const OpenedKey second = open(file);

    QCOMPARE(first.state, KeyState::Open);
    QCOMPARE(second.state, KeyState::Open);
    QCOMPARE(QFile(file).size(), qint64(kMasterKeyBytes));
}

void TestKeyring::isLockedForAnOpenFile()
{
    const QString file = keyFile(MasterKey::generate());
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::ReadOther));

    const OpenedKey opened = open(file);

    QCOMPARE(opened.state, KeyState::Locked);
    QCOMPARE(opened.why->reason, Reason::FileNotRead);
    QVERIFY(!m_check);
}

void TestKeyring::isLockedForAWrongFile()
{
    open(keyFile(MasterKey::generate()));

    const OpenedKey opened = open(keyFile(MasterKey::generate()));

    QCOMPARE(opened.state, KeyState::Locked);
    QCOMPARE(opened.why->reason, Reason::MasterKeyWrong);
}

void TestKeyring::isLockedWithoutItsFile()
{
    const QString file = keyFile(MasterKey::generate());
    open(file);
    QVERIFY(QFile::remove(file));

    const OpenedKey named = open(file);
    const OpenedKey unnamed = open({});

    QCOMPARE(named.state, KeyState::Locked);
    QCOMPARE(named.why->reason, Reason::MasterKeyMissing);
    QVERIFY(!QFile::exists(file));
    QCOMPARE(unnamed.state, KeyState::Locked);
    QCOMPARE(unnamed.why->reason, Reason::MasterKeyMissing);
}

} // namespace tacklebox::secrets

QTEST_GUILESS_MAIN(tacklebox::secrets::TestKeyring)
#include "tst_keyring.moc"
