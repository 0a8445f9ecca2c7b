// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The engine on a profile of its own, and a receiver that answers as it is told.
#pragma once

#include "engine/localbackend.h"
#include "secrets/keychain.h"
#include "tests/support/finished.h"
#include "transport/httpserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <mutex>

namespace tacklebox::test {

// A real server on a free port. Its answers may change while it runs.
class Receiver final
{
public:
    Receiver();

    [[nodiscard]] QString url() const { return m_server->url(); }
    void answer(transport::ServerResponse response);
    [[nodiscard]] std::vector<transport::ServerRequest> requests() const;

private:
    mutable std::mutex m_mutex;
    transport::ServerResponse m_response;
    std::vector<transport::ServerRequest> m_requests;
    std::unique_ptr<transport::HttpServer> m_server;
};

// A clock that tests move.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return fromMillis(m_running + m_set); }
    [[nodiscard]] std::chrono::milliseconds running() const override
    {
        return std::chrono::milliseconds(m_running);
    }
    // Time passes.
    void advance(std::chrono::milliseconds step) { m_running += step.count(); }
    // Somebody sets it, forward or back.
    void set(std::chrono::milliseconds by) { m_set += by.count(); }

private:
    std::atomic<qint64> m_running = QDateTime::currentMSecsSinceEpoch();
    std::atomic<qint64> m_set = 0;
};

class Rig final
{
public:
    // Where its master key is kept. Nowhere: a secret lives for one run.
    enum class Key { InAFile, Nowhere };

    explicit Rig(Key key = Key::InAFile);

    void deliver(); // starts the dispatcher
    void stop(); // ends it
    void restart(); // as another process, with nothing but what the profile keeps; delivers

    SubscriberId subscribe(Fields fields, SecretEdits secrets = {});
    JobId publish(const QString &type, const QByteArray &payload = R"({"a":1})");
    void publishOnly(const QString &type, const QByteArray &payload); // whether or not anybody asks for it
    [[nodiscard]] JobDetail job(const JobId &id);
    [[nodiscard]] JobState stateOf(const JobId &id) { return job(id).job.state; }

    // The finished result, after the event loop has run for it.
    template<typename T>
    static Result<T> wait(Async<T> answer)
    {
        [&] { QVERIFY(tacklebox::test::finishes(answer)); }();
        return answer.result();
    }

private:
    void begin();

public:
    QTemporaryDir directory;
    ManualClock clock;
    std::unique_ptr<store::Store> store;
    secrets::SystemKeychain keychain; // asked only where the key is nowhere, and then can't be reached
    QString keyFile;
    std::unique_ptr<engine::Vault> vault;
    transport::HttpClient client;
    std::unique_ptr<engine::Dispatcher> dispatcher;
    std::unique_ptr<engine::LocalBackend> backend;
};

} // namespace tacklebox::test
