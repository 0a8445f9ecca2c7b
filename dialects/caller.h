// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One connection's calls. Opens its secrets, signs in where the API wants that, keeps the API's rate, sends,
// signs in once more on a 401 (and on a 403 that may mean the same) and waits for a 429. Nothing else is sent
// twice: those answers say that the request was not looked at.
//
// Threads: call it from the thread it lives in, which runs an event loop; futures finish there.
#pragma once

#include "core/clock.h"
#include "dialects/credentials.h"
#include "dialects/dialect.h"
#include "dialects/restclient.h"
#include "dialects/standing.h"
#include "dialects/turns.h"

namespace tacklebox::dialects {

class Caller final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Dialect &dialect;
        RestClient &client;
        Credentials &credentials;
        const Clock &clock;
        Turns::Ask shared = {}; // the rate that others keep, too; none: it is kept here alone
    };
    using Make = std::function<Result<Request>(const Access &)>;

    // All is borrowed.
    Caller(Parts parts, Connection connection, QObject *parent = nullptr);
    ~Caller() override; // what is under way ends without an answer

    // The token, if any, is forgotten; what is under way ends as it began. To be called when a secret was
    // changed, too.
    void setConnection(Connection connection);
    [[nodiscard]] const Connection &connection() const;
    // Another one after each setConnection(): what was asked before says nothing of the account as it is now.
    [[nodiscard]] quint64 generation() const;
    // How long the call took that heard() told of last, where the vendor itself calls that slow. What it
    // waited here is no part of it.
    [[nodiscard]] std::optional<std::chrono::milliseconds> slow() const { return m_slow; }

    // When a write was sent last: by the server's own clock, as far as its answers have told that by now.
    [[nodiscard]] Instant wroteAt() const { return m_wroteAt + m_serverAhead; }

    // What the secrets give, with a token where the API wants one. Without asking the server twice for it.
    // SecretMissing where the API wants a sign-in and there is nothing to sign in with.
    Async<Access> open(std::stop_token stop = {});
    // Sends what `make` says, which is asked again before it is sent again. Any answer is a Response but
    // these: the error of a sign-in; RemoteRateLimited where a 429 is waited for no more (waitAfter());
    // Cancelled as soon as it is stopped. No error of a read says that something may have been saved.
    Async<Response> call(Make make, std::stop_token stop = {});

    // The same, its answer read by `read`, which runs on the client's thread: an answer may be megabytes.
    // What heard() tells is its verdict, for it knows which call was answered.
    template<typename T>
    Async<T> call(Make make, std::function<Result<T>(const Response &)> read, std::stop_token stop,
                  About about = About::OneThing)
    {
        const CallPointer call = begun(std::move(make), std::move(stop), about);
        return sent(call).then(this, [this, call, read](const Result<Response> &response) -> Async<T> {
            if (!response)
                return ready<T>(fail(response.error()));
            return m_parts.client.read<T>([read, whole = *response] { return read(whole); })
                .then(this, [this, call](const Result<T> &value) -> Result<T> {
                    if (auto error = tell(call, value ? std::nullopt : std::optional(value.error())))
                        return fail(*std::move(error));
                    return value;
                });
        });
    }

    // Of a login: none of the account's secrets is opened for it, and heard() tells nothing of it.
    Async<Response> callWithoutSecrets(Make make);

signals:
    // After each call that was not stopped: what kept its answer from coming or what the answer refuses;
    // none: the account works. A refused sign-in is one of the account, whatever was to be asked. Not after a
    // call that began before setConnection().
    void heard(const std::optional<tacklebox::Error> &error, tacklebox::dialects::About about);

private:
    struct Session;
    struct Call;
    using SessionPointer = std::shared_ptr<Session>;
    using CallPointer = std::shared_ptr<Call>;

    [[nodiscard]] CallPointer begun(Make make, std::stop_token stop, About about) const;
    // Told of already where it is an error, and timed where it is none.
    Async<Response> sent(const CallPointer &call);
    Async<Access> openIn(const SessionPointer &session);
    Async<Token> signIn(const SessionPointer &session, const Request &request);
    Async<Response> attempt(const CallPointer &call);
    Async<Response> send(const CallPointer &call, const Access &access);
    Async<Response> settle(const CallPointer &call, const std::optional<Token> &token,
                           const Result<Response> &response);
    void noteServerTime(const Response &response);
    Async<Response> waitAndRepeat(const CallPointer &call, const Response &response);
    // What is told, as of a read where it was one.
    std::optional<Error> tell(const CallPointer &call, std::optional<Error> error);

    Parts m_parts;
    SessionPointer m_session;
    quint64 m_generation = 0;
    std::optional<std::chrono::milliseconds> m_slow;
    Instant m_wroteAt; // by our clock
    std::chrono::milliseconds m_serverAhead{0};
    Turns m_turns;
};

} // namespace tacklebox::dialects
