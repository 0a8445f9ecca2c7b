// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "secrets/keychain.h"

#include "secrets/secretservice.h"

#include <qt6keychain/keychain.h>

#include <QTimer>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

namespace {

template<typename T>
using Answer = std::shared_ptr<QPromise<Result<T>>>;

template<typename T>
void give(const Answer<T> &answer, Result<T> result)
{
    if (answer->future().isFinished())
        return;
    answer->addResult(std::move(result));
    answer->finish();
}

Error unavailable(const QString &detail)
{
    return {ErrorKind::NotAuthorised, Reason::KeychainUnavailable, {}, {}, detail, {}, 0};
}

Error locked()
{
    return {ErrorKind::NotAuthorised, Reason::KeychainLocked, {}, {}, {}, {}, 0};
}

Error errorOf(const QKeychain::Job &job)
{
    using Code = QKeychain::Error;
    if (job.error() == Code::AccessDenied || job.error() == Code::AccessDeniedByUser)
        return locked();
    return unavailable(job.errorString());
}

// Runs a job of QtKeychain after the service's lock was asked for, and answers within the limit. The
// job deletes itself; a prompt that nobody answers keeps it, but not us.
template<typename T>
Async<T> run(QObject *context, std::chrono::milliseconds limit, QKeychain::Job *job,
             std::function<Result<T>(QKeychain::Job *)> read)
{
    auto answer = std::make_shared<QPromise<Result<T>>>();
    answer->start();
    job->setInsecureFallback(false);
    QObject::connect(job,
                     &QKeychain::Job::finished,
                     context,
                     [answer, read = std::move(read)](QKeychain::Job *done) { give<T>(answer, read(done)); });
    QTimer::singleShot(
        limit, context, [answer] { give<T>(answer, fail(unavailable(u"no answer in time"_s))); });
    askCollection(context).then(context, [answer, job](CollectionState state) {
        if (state == CollectionState::Locked) {
            give<T>(answer, fail(locked()));
            job->deleteLater();
            return;
        }
        job->start();
    });
    return answer->future();
}

} // namespace

SystemKeychain::SystemKeychain(QString service, std::chrono::milliseconds limit, QObject *parent)
    : Keychain(parent)
    , m_service(std::move(service))
    , m_limit(limit)
{
}

// `answer` says that there is no such entry.
template<typename T>
Async<T> SystemKeychain::unlessLocked(const QString &name, const Result<T> &answer)
{
    return askLockedEntry(this, m_service, name).then(this, [answer](bool isLocked) -> Result<T> {
        return isLocked ? fail(locked()) : answer;
    });
}

Async<std::optional<Secret>> SystemKeychain::read(const QString &name)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(name);
    using Entry = std::optional<Secret>;
    return run<Entry>(this,
                      m_limit,
                      job,
                      [](QKeychain::Job *done) -> Result<Entry> {
                          if (done->error() == QKeychain::EntryNotFound)
                              return Entry();
                          if (done->error() != QKeychain::NoError)
                              return fail(errorOf(*done));
                          return Entry(Secret(static_cast<QKeychain::ReadPasswordJob *>(done)->binaryData()));
                      })
        .then(this, [this, name](const Result<Entry> &entry) {
            return !entry || *entry ? ready(entry) : unlessLocked(name, entry);
        });
}

Async<Done> SystemKeychain::write(const QString &name, Secret secret)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(name);
    job->setBinaryData(secret.reveal());
    return run<Done>(this, m_limit, job, [](QKeychain::Job *done) -> Result<Done> {
        return done->error() == QKeychain::NoError ? Result<Done>(Done{}) : fail(errorOf(*done));
    });
}

Async<Done> SystemKeychain::remove(const QString &name)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(name);
    return run<Done>(this,
                     m_limit,
                     job,
                     [](QKeychain::Job *done) -> Result<Done> {
                         if (done->error() == QKeychain::NoError || done->error() == QKeychain::EntryNotFound)
                             return Done{};
                         return fail(errorOf(*done));
                     })
        .then(this, [this, name](const Result<Done> &removed) {
            return removed ? unlessLocked(name, removed) : ready(removed);
        });
}

} // namespace tacklebox::secrets
