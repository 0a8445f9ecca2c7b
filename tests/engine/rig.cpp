// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "rig.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

Receiver::Receiver()
{
    auto server = transport::HttpServer::listen({}, [this](transport::ServerRequest request, auto respond) {
        transport::ServerResponse response;
        {
            const std::scoped_lock lock(m_mutex);
            m_requests.push_back(std::move(request));
            response = m_response;
        }
        respond(response);
    });
    m_server = std::move(server.value());
}

void Receiver::answer(transport::ServerResponse response)
{
    const std::scoped_lock lock(m_mutex);
    m_response = std::move(response);
}

std::vector<transport::ServerRequest> Receiver::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

Rig::Rig(Key key)
    : store(std::move(store::Store::open(directory.path()).value()))
    , keyFile(key == Key::InAFile ? directory.filePath(u"master.key"_s) : QString())
{
    if (key == Key::Nowhere)
        qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    begin();
}

void Rig::begin()
{
    vault = std::make_unique<engine::Vault>(*store, keychain, keyFile);
    backend = std::make_unique<engine::LocalBackend>(
        engine::LocalBackend::Parts{*store, client, *vault, clock}, engine::DeliveryRules{});
}

void Rig::restart()
{
    stop();
    backend.reset();
    begin();
    deliver();
}

void Rig::deliver()
{
    dispatcher = std::make_unique<engine::Dispatcher>(
        engine::Dispatcher::Parts{*store, client, *vault, clock}, engine::DeliveryRules{});
    backend->setDispatcher(dispatcher.get());
}

void Rig::stop()
{
    backend->setDispatcher(nullptr);
    dispatcher.reset();
}

SubscriberId Rig::subscribe(Fields fields, SecretEdits secrets)
{
    if (!fields.contains(u"name"_s))
        fields.insert(u"name"_s, u"Acme orders"_s);
    if (!fields.contains(u"events"_s))
        fields.insert(u"events"_s, QJsonArray{u"*"_s});
    return wait(backend->save({std::nullopt, {}, std::move(fields), std::move(secrets)})).value().id;
}

JobId Rig::publish(const QString &type, const QByteArray &payload)
{
    EventDraft event;
    event.type = type;
    event.payload = payload;
    return wait(backend->publish({event})).value().front().jobs.front();
}

void Rig::publishOnly(const QString &type, const QByteArray &payload)
{
    EventDraft event;
    event.type = type;
    event.payload = payload;
    QVERIFY(wait(backend->publish({event})));
}

JobDetail Rig::job(const JobId &id)
{
    return wait(backend->job(id, {})).value();
}

} // namespace tacklebox::test
