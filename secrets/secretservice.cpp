// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "secrets/secretservice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPromise>

#include <memory>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

namespace {

constexpr auto kService = "org.freedesktop.secrets"_L1;

} // namespace

Future<CollectionState> askCollection(QObject *context)
{
    auto answer = std::make_shared<QPromise<CollectionState>>();
    answer->start();
    const auto give = [answer](CollectionState state) {
        answer->addResult(state);
        answer->finish();
    };
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        give(CollectionState::Unknown);
        return answer->future();
    }
    QDBusMessage question = QDBusMessage::createMethodCall(kService,
                                                           u"/org/freedesktop/secrets/aliases/default"_s,
                                                           u"org.freedesktop.DBus.Properties"_s,
                                                           u"Get"_s);
    question << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [give, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isError())
            give(CollectionState::Unknown);
        else
            give(reply.value().variant().toBool() ? CollectionState::Locked : CollectionState::Unlocked);
    });
    return answer->future();
}

Future<bool> askLockedEntry(QObject *context, const QString &service, const QString &name)
{
    using Attributes = QMap<QString, QString>;
    using Paths = QList<QDBusObjectPath>;
    qDBusRegisterMetaType<Attributes>();
    auto answer = std::make_shared<QPromise<bool>>();
    answer->start();
    const auto give = [answer](bool isLocked) {
        answer->addResult(isLocked);
        answer->finish();
    };
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        give(false);
        return answer->future();
    }
    QDBusMessage question = QDBusMessage::createMethodCall(
        kService, u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s, u"SearchItems"_s);
    question << QVariant::fromValue(Attributes{{u"server"_s, service}, {u"user"_s, name}});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [give, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<Paths, Paths> reply = *watcher; // those that are open, those that are locked
        give(!reply.isError() && !reply.argumentAt<1>().isEmpty());
    });
    return answer->future();
}

} // namespace tacklebox::secrets
