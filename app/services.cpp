// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/services.h"

#include "app/idlewatch.h"
#include "dialects/savedconnections.h"
#include "engine/activitylog.h"
#include "engine/dispatcher.h"
#include "engine/localbackend.h"
#include "engine/localupkeep.h"
#include "engine/mailer.h"
#include "engine/profilesettings.h"
#include "inbox/localinbox.h"
#include "secrets/keyfile.h"
#include "store/schema.h"

#include <QDir>
#include <QStandardPaths>
#include <QThread>

#include <future>

using namespace Qt::StringLiterals;

namespace tacklebox::app {

namespace {

QString xdgDirectory(QStandardPaths::StandardLocation location)
{
    return QStandardPaths::writableLocation(location) + u"/tacklebox"_s;
}

dialects::ClientRules clientRulesOf(const engine::DeliveryRules &rules)
{
    return {.caFile = rules.caFile, .proxy = rules.proxy};
}

} // namespace

ProfilePaths profilePaths(const QString &directory)
{
    const QString chosen = directory.isEmpty() ? qEnvironmentVariable("TACKLEBOX_PROFILE") : directory;
    if (!chosen.isEmpty()) {
        const QString absolute = QDir(chosen).absolutePath();
        return {absolute, absolute};
    }
    return {xdgDirectory(QStandardPaths::GenericDataLocation),
            xdgDirectory(QStandardPaths::GenericConfigLocation)};
}

// In the order of their making: each uses only those above it, and goes before them.
struct Services::Parts
{
    SystemClock clock;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<secrets::Keychain> keychain;
    std::unique_ptr<engine::Vault> vault;
    std::unique_ptr<engine::ProfileSettings> settings;
    std::unique_ptr<transport::HttpClient> client;
    std::unique_ptr<transport::SmtpClient> smtp;
    std::unique_ptr<engine::Dispatcher> dispatcher;
    std::unique_ptr<engine::LocalBackend> local;
    std::unique_ptr<engine::ActivityLog> activity;
    std::unique_ptr<engine::Mailer> mailer;
    std::unique_ptr<inbox::LocalInbox> inbox;
    std::unique_ptr<dialects::RestClient> restClient;
    std::unique_ptr<dialects::Credentials> credentials;
    std::unique_ptr<dialects::SavedConnections> connections;
    std::unique_ptr<engine::LocalUpkeep> upkeep;
    std::unique_ptr<engine::Keeper> keeper;
    std::unique_ptr<IdleWatch> idleWatch;
};

Result<std::unique_ptr<Services>> Services::open(const ProfilePaths &paths, Role role)
{
    return open(paths, role, dialects::Registry::builtIn());
}

Result<std::unique_ptr<Services>> Services::open(const ProfilePaths &paths, Role role,
                                                 const dialects::Registry &registry)
{
    auto parts = std::make_unique<Parts>();
    auto store = store::Store::open(paths.data);
    if (!store)
        return fail(store.error());
    parts->store = std::move(*store);
    parts->keychain = std::make_unique<secrets::SystemKeychain>();
    parts->vault = std::make_unique<engine::Vault>(*parts->store, *parts->keychain, secrets::masterKeyFile());
    // Not on this thread, which may be the window's: it waits, and touches no file.
    auto settings = std::async(std::launch::async,
                               engine::ProfileSettings::open,
                               paths.config + u"/settings.json"_s,
                               engine::ProfileSettings::Parts{
                                   *parts->store, *parts->vault, parts->clock, role == Role::Deliverer},
                               QThread::currentThread())
                        .get();
    if (!settings)
        return fail(settings.error());
    parts->settings = std::move(*settings);
    parts->client = std::make_unique<transport::HttpClient>();
    parts->smtp = std::make_unique<transport::SmtpClient>();
    const engine::DeliveryRules rules = parts->settings->deliveryRules();
    parts->local = std::make_unique<engine::LocalBackend>(
        engine::LocalBackend::Parts{*parts->store, *parts->client, *parts->vault, parts->clock}, rules);
    parts->activity = std::make_unique<engine::ActivityLog>(*parts->store, parts->clock);
    parts->mailer = std::make_unique<engine::Mailer>(
        engine::Mailer::Parts{*parts->store, *parts->smtp, *parts->vault, *parts->settings, parts->clock});
    parts->inbox = std::make_unique<inbox::LocalInbox>(*parts->store, parts->clock);
    parts->restClient = std::make_unique<dialects::RestClient>(clientRulesOf(rules));
    parts->credentials = std::make_unique<dialects::Credentials>(
        dialects::Credentials::Parts{*parts->store, *parts->keychain, *parts->vault, parts->clock},
        dialects::Credentials::Rules{!secrets::masterKeyFile().isEmpty(), role == Role::Deliverer});
    auto connections = dialects::SavedConnections::open(
        {*parts->local,
         *parts->store,
         *parts->credentials,
         *parts->restClient,
         parts->clock,
         registry,
         role == Role::Deliverer ? dialects::Reading::CacheFirst : dialects::Reading::ServerFirst});
    if (!connections)
        return fail(connections.error());
    parts->connections = std::move(*connections);
    parts->upkeep = std::make_unique<engine::LocalUpkeep>(
        engine::Keeper::Parts{*parts->store, *parts->settings, parts->clock});

    auto services = std::unique_ptr<Services>(new Services(std::move(parts)));
    services->start(role);
    return services;
}

Services::Services(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Services::~Services()
{
    // The backend speaks to the dispatcher, and the dispatcher to all below it.
    m_parts->local->setDispatcher(nullptr);
    m_parts->dispatcher.reset();
}

// Delivering waits for the master key: a job is never sent unsigned for want of it.
void Services::start(Role role)
{
    Parts &parts = *m_parts;
    QObject::connect(parts.settings.get(), &Settings::changed, parts.local.get(), [&parts] {
        const engine::DeliveryRules rules = parts.settings->deliveryRules();
        parts.local->setRules(rules);
        parts.restClient->setRules(clientRulesOf(rules));
    });
    QObject::connect(parts.settings.get(),
                     &engine::ProfileSettings::written,
                     parts.activity.get(),
                     &engine::ActivityLog::recordSetting);
    // Whoever sets something records it: the news of that come to every process.
    QObject::connect(
        parts.activity.get(), &Activity::recorded, parts.settings.get(), &engine::ProfileSettings::readAgain);
    parts.vault->openExisting().then(parts.local.get(), [&parts, role](secrets::KeyState) {
        if (role != Role::Deliverer)
            return;
        parts.dispatcher = std::make_unique<engine::Dispatcher>(
            engine::Dispatcher::Parts{*parts.store, *parts.client, *parts.vault, parts.clock},
            parts.settings->deliveryRules());
        parts.local->setDispatcher(parts.dispatcher.get());
        parts.keeper = std::make_unique<engine::Keeper>(
            engine::Keeper::Parts{*parts.store, *parts.settings, parts.clock},
            [&parts] { return parts.dispatcher && parts.dispatcher->isDelivering(); });
        parts.mailer->start([&parts] { return parts.dispatcher && parts.dispatcher->isDelivering(); });
        QObject::connect(parts.vault.get(), &engine::Vault::opened, parts.local.get(), [&parts] {
            parts.dispatcher->reload();
        });
    });
}

Connections &Services::connections()
{
    return *m_parts->connections;
}

Backend &Services::local()
{
    return *m_parts->local;
}

Inbox &Services::inbox()
{
    return *m_parts->inbox;
}

Activity &Services::activity()
{
    return *m_parts->activity;
}

Settings &Services::settings()
{
    return *m_parts->settings;
}

Upkeep &Services::upkeep()
{
    return *m_parts->upkeep;
}

Mails &Services::mails()
{
    return *m_parts->mailer;
}

bool Services::isDelivering() const
{
    return m_parts->dispatcher && m_parts->dispatcher->isDelivering();
}

std::optional<Error> Services::deliveryTrouble() const
{
    return m_parts->dispatcher ? m_parts->dispatcher->trouble() : std::nullopt;
}

Async<Done> Services::openedKey()
{
    return m_parts->vault->openExisting().then(
        m_parts->local.get(), [vault = m_parts->vault.get()](secrets::KeyState state) -> Result<Done> {
            if (state != secrets::KeyState::Locked)
                return Done{};
            return fail(vault->why().value_or(
                Error{ErrorKind::NotAuthorised, Reason::MasterKeyMissing, {}, {}, {}, {}, 0}));
        });
}

Async<QList<engine::UnreadableSecret>> Services::unreadableSecrets()
{
    return m_parts->vault->openExisting().then(
        m_parts->vault.get(), [parts = m_parts.get()](secrets::KeyState) {
            return engine::unreadableSecrets(*parts->store, *parts->vault);
        });
}

Async<QList<SubscriberKey>> Services::hindered()
{
    return unreadableSecrets().then(
        m_parts->local.get(),
        [](const Result<QList<engine::UnreadableSecret>> &unreadable) -> Result<QList<SubscriberKey>> {
            if (!unreadable)
                return fail(unreadable.error());
            QList<SubscriberKey> keys;
            for (const engine::UnreadableSecret &secret : *unreadable)
                keys.append(SubscriberKey{secret.subscriber.value.toLongLong()});
            return keys;
        });
}

Async<QList<StuckCount>> Services::stuckJobs()
{
    return hindered().then(
        m_parts->local.get(),
        [parts = m_parts.get()](const Result<QList<SubscriberKey>> &keys) -> Async<QList<StuckCount>> {
            if (!keys)
                return ready<QList<StuckCount>>(fail(keys.error()));
            return parts->store->read<QList<StuckCount>>(
                {}, [keys = *keys](store::Connection &connection) -> Result<QList<StuckCount>> {
                    QList<StuckCount> found;
                    for (const store::Stuck stuck : store::kEveryStuck) {
                        const auto count = store::countStuck(connection, stuck, keys);
                        if (!count)
                            return fail(count.error());
                        if (*count > 0)
                            found.append({stuck, *count});
                    }
                    return found;
                });
        });
}

Async<QList<StuckCount>> Services::mendStuckJobs()
{
    auto taken = store::DelivererLock::tryAcquire(m_parts->store->directory());
    if (!taken)
        return ready<QList<StuckCount>>(fail(taken.error()));
    if (!*taken)
        return ready<QList<StuckCount>>(fail(Error{ErrorKind::Conflict,
                                                   Reason::DatabaseBusy,
                                                   {},
                                                   store::databaseFile(m_parts->store->directory()),
                                                   {},
                                                   {},
                                                   0}));
    const std::shared_ptr<store::DelivererLock> lock = std::move(*taken);
    return hindered().then(
        m_parts->local.get(),
        [parts = m_parts.get(), lock](const Result<QList<SubscriberKey>> &keys) -> Async<QList<StuckCount>> {
            if (!keys)
                return ready<QList<StuckCount>>(fail(keys.error()));
            return parts->store->write<QList<StuckCount>>(
                [keys = *keys, lock, now = parts->clock.now()](
                    store::Connection &connection) -> Result<QList<StuckCount>> {
                    QList<StuckCount> mended;
                    for (const store::Stuck stuck : store::kEveryStuck) {
                        const auto count = store::mendStuck(connection, stuck, keys, now);
                        if (!count)
                            return fail(count.error());
                        if (*count > 0)
                            mended.append({stuck, *count});
                    }
                    return mended;
                });
        });
}

Async<Done> Services::untilIdle()
{
    m_parts->idleWatch = std::make_unique<IdleWatch>(*m_parts->store, m_parts->clock);
    return m_parts->idleWatch->wait();
}

Async<Done> Services::moveMasterKey(const QString &place)
{
    return openedKey().then(m_parts->vault.get(),
                            [vault = m_parts->vault.get(), place](const Result<Done> &opened) {
                                return opened ? vault->moveTo(place) : ready<Done>(fail(opened.error()));
                            });
}

} // namespace tacklebox::app
