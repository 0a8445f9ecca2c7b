// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "secrets/secretservice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPromise>

#include <memory>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

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
    QDBusMessage question = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s,
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

} // namespace tacklebox::secrets
