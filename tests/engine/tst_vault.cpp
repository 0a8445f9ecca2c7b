// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The master key in use: made once, locked when it is missing, moved without losing a secret.
#include "rig.h"

#include "tests/secrets/memorykeychain.h"

#include <QFile>
#include <QSignalSpy>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;

namespace {

const QUuid kSubscriber = QUuid::createUuid();
const QString kField = u"secret"_s;

secrets::KeyState opened(Rig &rig, Future<secrets::KeyState> answer)
{
    Q_UNUSED(rig)
    [&] { QVERIFY(tacklebox::test::finishes(answer)); }();
    return answer.result();
}

class NoKeychain final : public secrets::Keychain
{
public:
    Async<std::optional<Secret>> read(const QString &) override
    {
        return ready<std::optional<Secret>>(fail(unavailable()));
    }
    Async<Done> write(const QString &, Secret) override { return ready<Done>(fail(unavailable())); }
    Async<Done> remove(const QString &) override { return ready<Done>(fail(unavailable())); }

private:
    static Error unavailable() { return {ErrorKind::Failed, Reason::KeychainUnavailable, {}, {}, {}, {}, 0}; }
};

std::unique_ptr<engine::Vault> vaultAt(Rig &rig, const QString &file)
{
    return std::make_unique<engine::Vault>(*rig.store, rig.keychain, file);
}

} // namespace

class tst_Vault : public QObject
{
    Q_OBJECT

private slots:
    void opensWhatItSealed()
    {
        Rig rig;
        QCOMPARE(opened(rig, rig.vault->open()), secrets::KeyState::Open);
        const auto sealed = rig.vault->seal(Secret("s3cret"_ba), kSubscriber, kField);
        QVERIFY(sealed);

        const auto again = vaultAt(rig, rig.directory.filePath(u"master.key"_s));
        QCOMPARE(opened(rig, again->openExisting()), secrets::KeyState::Open);

        QCOMPARE(again->unseal(*sealed, kSubscriber, kField)->reveal(), "s3cret"_ba);
        QVERIFY(!again->unseal(*sealed, QUuid::createUuid(), kField));
    }

    void isLockedWithoutItsFileAndMakesNoOther()
    {
        Rig rig;
        QCOMPARE(opened(rig, rig.vault->open()), secrets::KeyState::Open);
        const QString other = rig.directory.filePath(u"other.key"_s);

        const auto vault = vaultAt(rig, other);

        QCOMPARE(opened(rig, vault->openExisting()), secrets::KeyState::Locked);
        QVERIFY(vault->isLocked());
        QVERIFY(!QFile::exists(other));
    }

    void makesOneKeyWhereTwoBegin()
    {
        Rig rig;
        secrets::test::MemoryKeychain keychain;
        engine::Vault one(*rig.store, keychain, {});
        engine::Vault other(*rig.store, keychain, {});

        const auto first = one.open();
        const auto second = other.open(); // no check value stands yet
        QCOMPARE(opened(rig, first), secrets::KeyState::Open);
        QCOMPARE(opened(rig, second), secrets::KeyState::Open);

        QCOMPARE(keychain.entries.size(), 1);
        const auto sealed = one.seal(Secret("s3cret"_ba), kSubscriber, kField);
        QVERIFY(sealed);
        QCOMPARE(other.unseal(*sealed, kSubscriber, kField)->reveal(), "s3cret"_ba);
    }

    void movesTheKeyAndKeepsEverySecret()
    {
        Rig rig;
        QCOMPARE(opened(rig, rig.vault->open()), secrets::KeyState::Open);
        const auto sealed = rig.vault->seal(Secret("s3cret"_ba), kSubscriber, kField);
        const QString place = rig.directory.filePath(u"moved.key"_s);

        QVERIFY(Rig::wait(rig.vault->moveTo(place)));

        QVERIFY(!QFile::exists(rig.directory.filePath(u"master.key"_s)));
        const auto moved = vaultAt(rig, place);
        QCOMPARE(opened(rig, moved->openExisting()), secrets::KeyState::Open);
        QCOMPARE(moved->unseal(*sealed, kSubscriber, kField)->reveal(), "s3cret"_ba);
    }

    void movesNothingOntoAFileThatStands()
    {
        Rig rig;
        QCOMPARE(opened(rig, rig.vault->open()), secrets::KeyState::Open);
        QFile standing(rig.directory.filePath(u"standing"_s));
        QVERIFY(standing.open(QIODevice::WriteOnly));

        const auto moved = Rig::wait(rig.vault->moveTo(standing.fileName()));

        QVERIFY(!moved);
        QCOMPARE(moved.error().reason, Reason::FileNotWritten);
        QVERIFY(QFile::exists(rig.directory.filePath(u"master.key"_s)));
    }

    void isToldToBeLockedOnceTheKeyWasLookedFor()
    {
        Rig rig;
        QCOMPARE(opened(rig, rig.vault->open()), secrets::KeyState::Open);
        const auto vault = vaultAt(rig, rig.directory.filePath(u"other.key"_s));
        engine::LocalBackend backend({*rig.store, rig.client, *vault, rig.clock}, {});
        engine::Dispatcher dispatcher({*rig.store, rig.client, *vault, rig.clock}, {});
        QSignalSpy told(&backend, &Backend::statisticsChanged);

        QCOMPARE(opened(rig, vault->openExisting()), secrets::KeyState::Locked);
        backend.setDispatcher(&dispatcher);

        QTRY_VERIFY(!told.isEmpty());
        const Keeping keeping = told.last().first().value<Statistics>().secrets;
        QCOMPARE(keeping.lasts, Keeping::Lasts::NotNow);
        QCOMPARE(keeping.why.value().reason, Reason::MasterKeyMissing);
        backend.setDispatcher(nullptr);
    }

    void saysThatASecretLastsForThisRunWhereNoKeyCanBeKept()
    {
        Rig rig;
        NoKeychain none;
        engine::Vault vault(*rig.store, none, {});
        engine::LocalBackend backend({*rig.store, rig.client, vault, rig.clock}, {});
        QSignalSpy told(&backend, &Backend::statisticsChanged);

        const Result<Keeping> keeping = Rig::wait(backend.openSecrets());

        QCOMPARE(keeping->lasts, Keeping::Lasts::ThisRun);
        QCOMPARE(keeping->why.value().reason, Reason::KeychainUnavailable);
        QTRY_VERIFY(!told.isEmpty());
        QCOMPARE(told.last().first().value<Statistics>().secrets, *keeping);
    }
};

QTEST_GUILESS_MAIN(tst_Vault)
#include "tst_vault.moc"
