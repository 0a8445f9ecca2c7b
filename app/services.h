// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The composition root: the only place that knows which classes stand behind the interfaces.
#pragma once

#include "backend/activity.h"
#include "backend/connections.h"
#include "backend/inbox.h"
#include "backend/mails.h"
#include "backend/settings.h"
#include "backend/upkeep.h"
#include "engine/secretcheck.h"
#include "store/stuckjobs.h"

#include <memory>

namespace tacklebox::dialects {
class Registry;
}

namespace tacklebox::app {

enum class Role {
    Command, // reads and writes, never delivers
    Deliverer, // takes the deliverer's lock when it is free, and delivers
};

struct StuckCount
{
    store::Stuck stuck;
    qint64 count = 0;
};

struct ProfilePaths
{
    QString data; // the database, the lock, the bell
    QString config; // settings.json
};

// `directory` as --profile gives it, else TACKLEBOX_PROFILE, else the XDG directories.
[[nodiscard]] ProfilePaths profilePaths(const QString &directory);

class Services final
{
public:
    // Opens the profile and starts its threads. An error is one of the profile's (core/error.h).
    static Result<std::unique_ptr<Services>> open(const ProfilePaths &paths, Role role);
    // With these remote APIs instead of those that come with the program. Borrowed.
    static Result<std::unique_ptr<Services>> open(const ProfilePaths &paths, Role role,
                                                  const dialects::Registry &registry);
    ~Services();

    [[nodiscard]] Connections &connections();
    [[nodiscard]] Backend &local(); // the embedded engine
    [[nodiscard]] Inbox &inbox();
    [[nodiscard]] Activity &activity();
    [[nodiscard]] Settings &settings();
    [[nodiscard]] Upkeep &upkeep();
    [[nodiscard]] Mails &mails();

    // For `serve --until-idle`: finishes when no job is waiting, sending or retrying, and no e-mail is due or
    // being sent. Services may end before it does.
    [[nodiscard]] Async<Done> untilIdle();
    [[nodiscard]] bool isDelivering() const;
    [[nodiscard]] std::optional<Error> deliveryTrouble() const; // why nothing is delivered just now
    // Once the profile's master key was looked for: the error that keeps it shut.
    [[nodiscard]] Async<Done> openedKey();
    // The subscribers whose secret opens no more.
    [[nodiscard]] Async<QList<engine::UnreadableSecret>> unreadableSecrets();
    // Jobs that nothing moves any more, each kind that there is any of.
    [[nodiscard]] Async<QList<StuckCount>> stuckJobs();
    // Sets them going; what was mended. DatabaseBusy while anyone delivers.
    [[nodiscard]] Async<QList<StuckCount>> mendStuckJobs();
    // To the keychain ("keychain") or to a new file. For a command: it waits for the file.
    [[nodiscard]] Async<Done> moveMasterKey(const QString &place);

private:
    struct Parts;
    explicit Services(std::unique_ptr<Parts> parts);
    Async<QList<SubscriberKey>> hindered();
    void start(Role role);

    std::unique_ptr<Parts> m_parts;
};

} // namespace tacklebox::app
