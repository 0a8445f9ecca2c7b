// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/mailer.h"

#include "backend/notice.h"
#include "core/mailaddress.h"
#include "core/mailmessage.h"
#include "engine/mailsettle.h"
#include "store/settingsecretstore.h"

#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::engine {

namespace {

constexpr auto kInterval = 1s;

// What one claim brings: the mail that is due, and the password as it rests.
struct Claim
{
    std::optional<store::ClaimedMail> mail;
    QByteArray sealedPassword;
};

Result<QByteArray> sealedPassword(store::Connection &connection)
{
    const auto sealed = store::settingSecret(connection, u"smtp_password"_s);
    if (!sealed)
        return fail(sealed.error());
    return sealed->value_or(QByteArray());
}

Result<Claim> claimIn(store::Connection &connection, Instant now)
{
    if (const Result<Done> told = tellAbandoned(connection, now); !told)
        return fail(told.error());
    auto mail = store::claimMail(connection, now);
    if (!mail)
        return fail(mail.error());
    const Result<QByteArray> sealed = sealedPassword(connection);
    if (!sealed)
        return fail(sealed.error());
    return Claim{std::move(*mail), *sealed};
}

// The same in each try, so that a receiver who got two would know.
QByteArray idOf(const Mail &mail)
{
    return "tacklebox." + mail.id.value.toLatin1() + '.' + QByteArray::number(toMillis(mail.createdAt));
}

QByteArray bytesOf(const Mail &mail, const QString &from)
{
    const QString joined = wording::joinedText(mail);
    // Before the line that every mail ends with.
    QString body = mail.body;
    if (!joined.isEmpty())
        body.insert(body.lastIndexOf(u"\n-- \n"_s) + 1, joined + u"\n\n"_s);
    return messageBytes({from, mail.recipient, mail.subject, body, mail.createdAt, idOf(mail)});
}

} // namespace

Mailer::Mailer(Parts parts, QObject *parent)
    : m_parts(parts)
    , m_clock(this)
{
    setParent(parent);
    m_clock.setInterval(kInterval);
    connect(&m_clock, &QTimer::timeout, this, &Mailer::look);
}

void Mailer::start(std::function<bool()> holdsLock)
{
    m_holdsLock = std::move(holdsLock);
    connect(&m_parts.store, &store::Store::newsArrived, this, &Mailer::look);
    connect(&m_parts.settings, &Settings::changed, this, &Mailer::heedSetting);
    m_clock.start();
    look();
}

void Mailer::look()
{
    if (m_isBusy)
        m_looksAgain = true;
    if (m_isBusy || !m_holdsLock())
        return;
    m_isBusy = true;
    m_parts.store
        .read<bool>({},
                    [now = m_parts.clock.now()](store::Connection &connection) {
                        return store::hasDueMail(connection, now);
                    })
        .then(this, [this](const Result<bool> &isDue) {
            if (isDue && *isDue)
                return claim();
            m_isBusy = false;
            if (std::exchange(m_looksAgain, false))
                look();
        });
}

void Mailer::claim()
{
    m_parts.store
        .write<Claim>(
            [now = m_parts.clock.now()](store::Connection &connection) { return claimIn(connection, now); })
        .then(this, [this](const Result<Claim> &claim) {
            if (claim && claim->mail)
                send(*claim->mail, claim->sealedPassword);
            else
                m_isBusy = false; // after an error the clock looks again
        });
}

void Mailer::send(const store::ClaimedMail &claimed, const QByteArray &sealedPassword)
{
    auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    // Settled on whatever thread it ends, also while this object is going.
    const auto settle
        = [promise, claimed, &store = m_parts.store, &clock = m_parts.clock](const MailOutcome &outcome) {
              store
                  .write<Done>([claimed, outcome, now = clock.now()](store::Connection &connection) {
                      return settleAndTell(connection, claimed, outcome, now);
                  })
                  .then(QtFuture::Launch::Sync, [promise](const Result<Done> &done) {
                      promise->addResult(done);
                      promise->finish();
                  });
          };
    Async<Done>(promise->future()).then(this, [this](const Result<Done> &) { goOn(); });
    auto server = this->server(sealedPassword);
    if (!server)
        return settle({server.error(), 0, {}, false});
    const QByteArray bytes = bytesOf(claimed.mail, server->from);
    m_parts.client.send({std::move(*server), claimed.mail.recipient, bytes}, settle);
}

void Mailer::goOn()
{
    m_isBusy = false;
    m_looksAgain = false;
    look();
}

void Mailer::heedSetting(const QString &key)
{
    if (!key.startsWith("smtp_"_L1) && key != "ca_file"_L1)
        return;
    m_parts.store
        .write<Done>([now = m_parts.clock.now()](store::Connection &connection) {
            return store::hastenMails(connection, now);
        })
        .then(this, [this](const Result<Done> &) { look(); });
}

tl::expected<transport::MailServer, MailFault> Mailer::server(const QByteArray &sealed) const
{
    const auto text = [this](const QString &key) { return m_parts.settings.value(key).toString(); };
    transport::MailServer server{
        text(u"smtp_url"_s), text(u"smtp_user"_s), {}, text(u"smtp_from"_s), text(u"ca_file"_s)};
    if (server.from.isEmpty() && isMailAddress(server.user))
        server.from = server.user;
    if (server.user.isEmpty())
        server.user = server.from;
    if (server.url.isEmpty() || server.from.isEmpty())
        return tl::unexpected(MailFault::ServerMissing);
    if (sealed.isEmpty())
        return server;
    Result<Secret> password = m_parts.vault.unsealNamed(sealed, u"smtp_password"_s);
    if (!password)
        return tl::unexpected(MailFault::PasswordSealed);
    server.password = std::move(*password);
    return server;
}

Async<Page<Mail>> Mailer::mails(PageRequest page, std::stop_token stop)
{
    return m_parts.store.read<Page<Mail>>(std::move(stop),
                                          [page = std::move(page)](store::Connection &connection) {
                                              return store::listMails(connection, page);
                                          });
}

Async<Mail> Mailer::mail(MailId id, std::stop_token stop)
{
    return m_parts.store.read<Mail>(
        std::move(stop), [id = std::move(id)](store::Connection &connection) -> Result<Mail> {
            auto found = store::findMail(connection, id);
            if (!found)
                return fail(found.error());
            if (!*found)
                return fail({ErrorKind::NotFound, Reason::Unspecified, {}, id.value, {}, {}, 0});
            return std::move(**found);
        });
}

Async<MailOutcome> Mailer::test(QString address)
{
    if (!isMailAddress(address))
        return ready<MailOutcome>(
            fail(invalid(Reason::EmailForm, u"address"_s, address.left(100).simplified())));
    // A command comes here before its key was looked for.
    return m_parts.vault.openExisting()
        .then(this, [this](secrets::KeyState) { return m_parts.store.read<QByteArray>({}, sealedPassword); })
        .then(this, [this, address](const Result<QByteArray> &sealed) {
            return sealed ? testWith(*sealed, address) : ready<MailOutcome>(fail(sealed.error()));
        });
}

Async<MailOutcome> Mailer::testWith(const QByteArray &sealed, const QString &address)
{
    auto server = this->server(sealed);
    if (!server)
        return ready<MailOutcome>(MailOutcome{server.error(), 0, {}, false});
    auto promise = std::make_shared<QPromise<Result<MailOutcome>>>();
    promise->start();
    const MailText text = wording::testMailText();
    const QByteArray id = "tacklebox.test." + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    const MailMessage message{server->from, address, text.subject, text.body, m_parts.clock.now(), id};
    const QByteArray bytes = messageBytes(message);
    m_parts.client.send({std::move(*server), address, bytes}, [promise](const MailOutcome &outcome) {
        promise->addResult(Result<MailOutcome>(outcome));
        promise->finish();
    });
    return promise->future();
}

} // namespace tacklebox::engine
