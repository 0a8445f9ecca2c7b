// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Sends the queue of e-mails while this process holds the deliverer's lock, one after the other, and tries
// the mail server for a person. A mail is marked as being sent before its server hears of it: whatever
// happens to this process, no mail goes out twice.
//
// Threads: the one it lives in, which runs an event loop; it waits for nothing in place.
#pragma once

#include "backend/mails.h"
#include "backend/settings.h"
#include "core/clock.h"
#include "engine/vault.h"
#include "store/mailstore.h"
#include "transport/smtpclient.h"

#include <QTimer>

namespace tacklebox::engine {

class Mailer final : public Mails
{
    Q_OBJECT

public:
    struct Parts
    {
        store::Store &store;
        transport::SmtpClient &client;
        Vault &vault;
        const Settings &settings;
        const Clock &clock;
    };

    // Everything is borrowed and outlives it; the store outlives the client, too.
    explicit Mailer(Parts parts, QObject *parent = nullptr);

    // From now on it sends, whenever `holdsLock` says that this process delivers.
    void start(std::function<bool()> holdsLock);

    Async<Page<Mail>> mails(PageRequest page, std::stop_token stop) override;
    Async<Mail> mail(MailId id, std::stop_token stop) override;
    Async<MailOutcome> test(QString address) override;

private:
    void look();
    void claim();
    void send(const store::ClaimedMail &claimed, const QByteArray &sealedPassword);
    void goOn();
    Async<MailOutcome> testWith(const QByteArray &sealedPassword, const QString &address);
    void heedSetting(const QString &key);
    [[nodiscard]] tl::expected<transport::MailServer, MailFault> server(const QByteArray &sealed) const;

    Parts m_parts;
    std::function<bool()> m_holdsLock;
    QTimer m_clock; // what is due, and who delivers, changes without news
    bool m_isBusy = false;
    bool m_looksAgain = false;
};

} // namespace tacklebox::engine
