// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The settings' file, with two processes at it.
#include "engine/profilesettings.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tacklebox;
using namespace Qt::StringLiterals;

class tst_ProfileSettings : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatAnotherProcessSet()
    {
        const QTemporaryDir directory;
        const QString file = directory.filePath(u"settings.json"_s);
        const auto ours = engine::ProfileSettings::open(file, QThread::currentThread()).value();
        const auto theirs = engine::ProfileSettings::open(file, QThread::currentThread()).value();

        const auto theirChange = theirs->set(u"allowed_networks"_s, u"10.0.0.0/8"_s);
        QTRY_VERIFY(theirChange.isFinished());
        const auto ourChange = ours->set(u"theme"_s, u"dark"_s);
        QTRY_VERIFY(ourChange.isFinished());

        const auto later = engine::ProfileSettings::open(file, QThread::currentThread()).value();
        QCOMPARE(later->value(u"theme"_s), QJsonValue(u"dark"_s));
        QCOMPARE(later->deliveryRules().addresses.allowedNetworks.size(), 1);
    }

    void takesWhatAnotherProcessSet()
    {
        const QTemporaryDir directory;
        const QString file = directory.filePath(u"settings.json"_s);
        const auto ours = engine::ProfileSettings::open(file, QThread::currentThread()).value();
        const auto theirs = engine::ProfileSettings::open(file, QThread::currentThread()).value();
        const QSignalSpy changes(ours.get(), &Settings::changed);
        const auto theirChange = theirs->set(u"theme"_s, u"dark"_s);
        QTRY_VERIFY(theirChange.isFinished());

        ours->readAgain();

        QTRY_COMPARE(changes.size(), 1);
        QCOMPARE(ours->value(u"theme"_s), QJsonValue(u"dark"_s));
    }
};

QTEST_GUILESS_MAIN(tst_ProfileSettings)
#include "tst_profilesettings.moc"
