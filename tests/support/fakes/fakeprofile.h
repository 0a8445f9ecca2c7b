// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The profile's own interfaces in memory: connections, inbox, activity, settings.
#pragma once

#include "backend/activity.h"
#include "backend/connections.h"
#include "backend/inbox.h"
#include "backend/mails.h"
#include "backend/settings.h"

namespace tacklebox::test {

class FakeConnections final : public Connections
{
    Q_OBJECT

public:
    void add(const QString &name, Backend &backend);

    [[nodiscard]] QStringList names() const override { return m_names; }
    [[nodiscard]] Backend *backend(const QString &name) override { return m_backends.value(name); }
    [[nodiscard]] QList<ConnectionKind> kinds() const override { return knownKinds; }
    [[nodiscard]] std::optional<Connection> account(const QString &name) const override;
    [[nodiscard]] ConnectionState state(const QString &name) const override { return states.value(name); }
    Async<Connection> save(ConnectionDraft draft) override;
    Async<Done> remove(QString name) override;
    Async<Done> check(QString name) override;
    Async<Done> logIn(QString name, Secret password) override;
    Async<SignInPage> signInByBrowser(QString name, std::stop_token stop) override;
    void unlock(const QString &name, std::chrono::milliseconds duration) override;
    void lock(const QString &name) override;
    [[nodiscard]] bool isLocked(const QString &name) const override { return locked.contains(name); }
    [[nodiscard]] std::optional<std::chrono::milliseconds> unlockedFor(const QString &name) const override;
    void put(const Connection &account); // in the place of the one of that id

    QList<ConnectionKind> knownKinds;
    QList<Connection> accounts;
    QHash<QString, ConnectionState> states;
    QSet<QString> locked;
    QHash<QString, std::chrono::milliseconds> unlocked;
    std::vector<ConnectionDraft> drafts;
    QStringList checkedNames;
    QStringList removedNames;
    QStringList loggedInNames;
    QStringList browserNames; // signed in to by a browser
    QUrl browserPage{QStringLiteral("https://vendor.example/sign-in")};
    std::shared_ptr<QPromise<Result<Done>>> browser; // answers for the browser, where it is there
    std::stop_token browserStop; // of the last one
    std::optional<Error> checkFailure; // answers check(), while it is set
    std::optional<Error> failure; // answers every change, while it is set

private:
    QStringList m_names;
    QHash<QString, Backend *> m_backends;
};

class FakeInbox final : public Inbox
{
    Q_OBJECT

public:
    QList<Capture> rows; // newest first
    std::vector<InboxProgram> programs;
    std::optional<Error> failure;

    void tell(const QList<Capture> &captures);

    Async<QString> listen(InboxProgram program) override;
    void stop() override;
    [[nodiscard]] QString url() const override { return m_url; }
    Async<Page<Capture>> captures(CaptureQuery query, std::stop_token stop) override;
    Async<Capture> capture(CaptureId id, std::stop_token stop) override;
    Async<Done> clear() override;

private:
    QString m_url;
};

class FakeActivity final : public Activity
{
    Q_OBJECT

public:
    QList<ActivityEntry> rows;
    QList<ActivityId> undone;
    std::optional<Error> failure;

    Async<Page<ActivityEntry>> entries(PageRequest page, std::stop_token stop) override;
    Async<Done> undo(ActivityId id) override;
};

class FakeSettings final : public Settings
{
    Q_OBJECT

public:
    std::vector<Setting> rows;
    QHash<QString, QString> writtenTexts;
    std::optional<Error> failure;

    [[nodiscard]] std::vector<Setting> list() const override { return rows; }
    [[nodiscard]] QJsonValue value(const QString &key) const override;
    Async<Done> set(const QString &key, const QString &text) override;
    Async<Done> setSecret(const QString &key, Secret secret) override;
};

class FakeMails final : public Mails
{
    Q_OBJECT

public:
    QStringList tested;
    Result<MailOutcome> outcome = MailOutcome{};

    Async<Page<Mail>> mails(PageRequest, std::stop_token) override { return ready<Page<Mail>>(Page<Mail>{}); }
    Async<Mail> mail(MailId, std::stop_token) override { return ready<Mail>(Mail{}); }
    Async<MailOutcome> test(QString address) override;
};

} // namespace tacklebox::test
