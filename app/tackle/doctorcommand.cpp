// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/doctorfindings.h"
#include "app/tackle/doctormend.h"

#include "backend/wording.h"
#include "secrets/keyfile.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QFileInfo>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

void lookAtDeliverer(const Statistics &statistics, std::vector<Finding> &findings)
{
    switch (statistics.deliverer) {
    case Deliverer::ThisProcess:
    case Deliverer::AnotherProcess:
        findings.push_back(
            {Health::Good, u"deliverer"_s, Texts::tr("A process holds the lock and delivers.")});
        break;
    case Deliverer::Nobody:
        findings.push_back({Health::Note,
                            u"deliverer"_s,
                            Texts::tr("Nobody delivers now: open the console or run “tackle serve”.")});
        break;
    }
}

// A secret kept for one run is whole in the process that it was set in, which may be the one that delivers.
Finding findingOn(const engine::UnreadableSecret &secret, const Statistics &statistics)
{
    const bool mayBeKept
        = secret.why.reason == Reason::SecretOfOneRun && statistics.deliverer != Deliverer::Nobody;
    const QString what = mayBeKept
        ? Texts::tr("No key is kept for the secret: it is lost when the process that it was set in ends.")
        : explained(secret.why);
    return {mayBeKept ? Health::Note : Health::Bad,
            u"secret"_s,
            Texts::tr("Subscriber %1, “%2”: %3", "id, name, what is wrong and what to do")
                .arg(secret.subscriber.value, secret.name, what)};
}

void lookAtSecrets(const QList<engine::UnreadableSecret> &unreadable, const Statistics &statistics,
                   std::vector<Finding> &findings)
{
    for (const engine::UnreadableSecret &secret : unreadable)
        findings.push_back(findingOn(secret, statistics));
    if (unreadable.isEmpty() && !statistics.isLocked())
        findings.push_back(
            {Health::Good, u"master_key"_s, Texts::tr("The profile's secrets can be opened.")});
}

void lookAtKey(const Result<Done> &opened, std::vector<Finding> &findings)
{
    if (!opened)
        findings.push_back({Health::Bad, u"master_key"_s, explained(opened.error())});
}

void lookAtCertificates(Session &session, std::vector<Finding> &findings)
{
    const QString file = session.services().settings().value(u"ca_file"_s).toString();
    if (file.isEmpty())
        findings.push_back(
            {Health::Good, u"ca_file"_s, Texts::tr("The system's certificate authorities are trusted.")});
    else if (QFileInfo(file).isReadable())
        findings.push_back({Health::Good, u"ca_file"_s, Texts::tr("%1 can be read.").arg(file)});
    else
        findings.push_back(
            {Health::Bad, u"ca_file"_s, Texts::tr("%1 can't be read: no delivery over TLS.").arg(file)});
}

// A job in sending while nobody holds the lock is left over from a process that died; while somebody does, it
// is on the wire.
void lookAtQueue(const QList<app::StuckCount> &stuck, const Statistics &statistics,
                 std::vector<Finding> &findings)
{
    bool isWell = true;
    for (const app::StuckCount &one : stuck) {
        if (one.stuck == store::Stuck::LeftInSending && statistics.deliverer != Deliverer::Nobody)
            continue;
        isWell = false;
        findings.push_back({Health::Bad, u"queue"_s, stuckText(one)});
    }
    if (isWell)
        findings.push_back({Health::Good,
                            u"queue"_s,
                            Texts::tr("%n job(s) in the queue.", nullptr, int(statistics.queued))});
}

void lookAtJobs(Session &session, const Findings &findings, const Statistics &statistics)
{
    session.with(session.services().stuckJobs(),
                 [&session, findings, statistics](const QList<app::StuckCount> &stuck) {
                     lookAtQueue(stuck, statistics, *findings);
                     lookAtCertificates(session, *findings);
                     report(session, *findings);
                 });
}

void lookFurther(Session &session, const Findings &findings)
{
    session.with(session.backend().statistics({}), [&session, findings](const Statistics &statistics) {
        lookAtDeliverer(statistics, *findings);
        session.with(session.services().unreadableSecrets(),
                     [&session, findings, statistics](const QList<engine::UnreadableSecret> &unreadable) {
                         lookAtSecrets(unreadable, statistics, *findings);
                         lookAtJobs(session, findings, statistics);
                     });
    });
}

void examineOpened(Session &session, const Findings &findings)
{
    session.backend().check().then(&session, [&session, findings](const Result<Done> &checked) {
        if (!checked) {
            findings->push_back({Health::Bad, u"database"_s, explained(checked.error())});
            return report(session, *findings);
        }
        findings->push_back({Health::Good, u"database"_s, Texts::tr("The database is whole.")});
        session.services().openedKey().then(&session, [&session, findings](const Result<Done> &opened) {
            lookAtKey(opened, *findings);
            lookFurther(session, findings);
        });
    });
}

void examine(Session &session, const Findings &findings, bool mends)
{
    if (const auto opened = session.open(app::Role::Command); !opened) {
        findings->push_back({Health::Bad, u"profile"_s, explained(opened.error())});
        return report(session, *findings);
    }
    findings->push_back({Health::Good, u"profile"_s, app::profilePaths(session.globals().profile).data});
    if (!mends)
        return examineOpened(session, findings);
    session.with(session.services().mendStuckJobs(),
                 [&session, findings](const QList<app::StuckCount> &mended) {
                     for (const app::StuckCount &one : mended)
                         findings->push_back({Health::Mended, u"queue"_s, mendedText(one)});
                     examineOpened(session, findings);
                 });
}

// The database first, for which nobody may have it open, this process included.
void mend(Session &session)
{
    auto findings = std::make_shared<std::vector<Finding>>();
    if (const auto mended = mendFiles(app::profilePaths(session.globals().profile).data, *findings);
        !mended) {
        if (mended.error().reason == Reason::DatabaseBusy)
            return session.finish(mended.error());
        findings->push_back({Health::Bad, u"database"_s, explained(mended.error())});
        return report(session, *findings);
    }
    examine(session, findings, true);
}

void makeMasterKey(Session &session, const QString &file)
{
    if (const auto made = secrets::writeKeyFile(file, secrets::MasterKey::generate()); !made)
        return session.finish(made.error());
    if (session.output().isJson())
        session.output().document({{"file", json::text(file)}});
    else
        session.output().text(
            Texts::tr("Wrote a new master key to %1. Name it in TACKLEBOX_MASTER_KEY_FILE and "
                      "keep a copy: what it seals opens with no other.")
                .arg(file));
    session.finish();
}

void moveMasterKey(Session &session, const QString &place)
{
    if (const auto opened = session.open(app::Role::Command); !opened)
        return session.finish(opened.error());
    session.with(session.services().moveMasterKey(place), [&session, place](const Done &) {
        const bool toKeychain = place == "keychain"_L1;
        if (session.output().isJson())
            session.output().document({{"master_key", json::text(place)}});
        else if (toKeychain)
            session.output().text(Texts::tr("The master key is in the keychain now."));
        else
            session.output().text(
                Texts::tr("The master key is in %1 now. Name it in TACKLEBOX_MASTER_KEY_FILE.").arg(place));
        session.finish();
    });
}

void doctor(Session &session, const Arguments &arguments)
{
    if (arguments.has("move-master-key"_L1))
        return moveMasterKey(session, arguments.value("move-master-key"_L1));
    if (arguments.has("make-master-key"_L1))
        return makeMasterKey(session, arguments.value("make-master-key"_L1));
    if (arguments.has("mend"_L1))
        return mend(session);
    examine(session, std::make_shared<std::vector<Finding>>(), false);
}

} // namespace

std::vector<Command> doctorCommands()
{
    return {
        {"doctor",
         "",
         QT_TRANSLATE_NOOP("Tackle",
                           "look the profile over: database, lock, master key, queue, certificates"),
         0,
         0,
         {{"mend",
           Takes::Nothing,
           nullptr,
           QT_TRANSLATE_NOOP("Tackle",
                             "mend what can be mended, while nobody else uses the profile: jobs that are\n"
                             "stuck, indexes, the search; of a damaged database what can be read")},
          {"make-master-key",
           Takes::Value,
           "FILE",
           QT_TRANSLATE_NOOP("Tackle", "write a new key for a profile without a keychain")},
          {"move-master-key",
           Takes::Value,
           "keychain|FILE",
           QT_TRANSLATE_NOOP("Tackle", "keep the profile's key there from now on")}},
         doctor,
         Needs::Nothing}};
}

} // namespace tacklebox::tackle
