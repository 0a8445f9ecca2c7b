// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The settings' file, with two processes at it.
#include "rig.h"

#include "engine/profilesettings.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<engine::ProfileSettings> opened(Rig &rig)
{
    return engine::ProfileSettings::open(rig.directory.filePath(u"settings.json"_s),
                                         {*rig.store, *rig.vault, rig.clock},
                                         QThread::currentThread())
        .value();
}

} // namespace

class tst_ProfileSettings : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatAnotherProcessSet()
    {
        Rig rig;
        const auto ours = opened(rig);
        const auto theirs = opened(rig);

        const auto theirChange = theirs->set(u"allowed_networks"_s, u"10.0.0.0/8"_s);
        QTRY_VERIFY(theirChange.isFinished());
        const auto ourChange = ours->set(u"theme"_s, u"dark"_s);
        QTRY_VERIFY(ourChange.isFinished());

        const auto later = opened(rig);
        QCOMPARE(later->value(u"theme"_s), QJsonValue(u"dark"_s));
        QCOMPARE(later->deliveryRules().addresses.allowedNetworks.size(), 1);
    }

    void takesWhatAnotherProcessSet()
    {
        Rig rig;
        const auto ours = opened(rig);
        const auto theirs = opened(rig);
        const QSignalSpy changes(ours.get(), &Settings::changed);
        const auto theirChange = theirs->set(u"theme"_s, u"dark"_s);
        QTRY_VERIFY(theirChange.isFinished());

        ours->readAgain();

        QTRY_COMPARE(changes.size(), 1);
        QCOMPARE(ours->value(u"theme"_s), QJsonValue(u"dark"_s));
    }

    void takesTheSecretThatAnotherProcessSet()
    {
        Rig rig;
        const auto ours = opened(rig);
        const auto theirs = opened(rig);
        const QSignalSpy changes(ours.get(), &Settings::changed);

        QVERIFY(Rig::wait(theirs->setSecret(u"smtp_password"_s, Secret("s3cret"))));
        ours->readAgain();

        QTRY_COMPARE(changes.size(), 1);
        QCOMPARE(ours->value(u"smtp_password"_s), QJsonValue(true));
        QCOMPARE(opened(rig)->value(u"smtp_password"_s), QJsonValue(true));
    }

    void keepsNoSecretThatNobodyCouldOpen()
    {
        Rig rig(Rig::Key::Nowhere);
        const auto settings = opened(rig);

        QVERIFY(!Rig::wait(settings->setSecret(u"smtp_password"_s, Secret("s3cret"))));
        QVERIFY(!Rig::wait(settings->setSecret(u"smtp_password"_s, Secret("••••"))));
        QVERIFY(!Rig::wait(settings->setSecret(u"theme"_s, Secret("dark"))));

        QCOMPARE(settings->value(u"smtp_password"_s), QJsonValue(false));
    }
};

QTEST_GUILESS_MAIN(tst_ProfileSettings)
#include "tst_profilesettings.moc"
