// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One connection's calls. Opens its secrets, signs in where the API wants that, keeps the API's rate, sends,
// signs in once more on a 401 and waits for a 429. Nothing else is sent twice: those two answers say that the
// request was not looked at.
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

    // What the secrets give, with a token where the API wants one. Without asking the server twice for it.
    // SecretMissing where the API wants a sign-in and there is nothing to sign in with.
    Async<Access> open(std::stop_token stop = {});
    // Sends what `make` says, which is asked again before it is sent again. Any answer is a Response but
    // these: the error of a sign-in; RemoteRateLimited where a 429 comes again after the wait it asked for, a
    // third time where it asked for none, or where the server asks for a longer wait than kLongestWait;
    // Cancelled as soon as it is stopped. No error of a read says that something may have been saved.
    Async<Response> call(Make make, std::stop_token stop = {});

    // The same, its answer read by `read`, which runs on the client's thread.
    template<typename T>
    Async<T> call(Make make, std::function<Result<T>(const Response &)> read, std::stop_token stop)
    {
        const auto effect = std::make_shared<Effect>(Effect::Read);
        return call(noting(effect, std::move(make)), std::move(stop))
            .then(this,
                  [client = &m_parts.client, read, effect](const Result<Response> &response) -> Async<T> {
                      if (!response)
                          return ready<T>(fail(response.error()));
                      return client->read<T>([read, whole = *response, effect = *effect]() -> Result<T> {
                          Result<T> value = read(whole);
                          if (value || effect == Effect::Write)
                              return value;
                          return fail(ofRead(value.error()));
                      });
                  });
    }

    static constexpr std::chrono::seconds kLongestWait{60};

signals:
    // After each call that was not stopped: what kept its answer from coming or what the answer refuses;
    // none: the account works. Not after a call that began before setConnection().
    void heard(const std::optional<tacklebox::Error> &error);

private:
    struct Session;
    struct Call;
    using SessionPointer = std::shared_ptr<Session>;
    using CallPointer = std::shared_ptr<Call>;

    static Make noting(std::shared_ptr<Effect> effect, Make make);
    Async<Access> openIn(const SessionPointer &session);
    Async<Token> signIn(const SessionPointer &session, const Request &request);
    Async<Response> attempt(const CallPointer &call);
    Async<Response> send(const CallPointer &call, const Access &access);
    Async<Response> settle(const CallPointer &call, const std::optional<Token> &token,
                           const Result<Response> &response);
    Async<Response> waitAndRepeat(const CallPointer &call, const Response &response);
    std::optional<Error> tell(const Call &call, std::optional<Error> error);

    Parts m_parts;
    SessionPointer m_session;
    quint64 m_generation = 0;
    Turns m_turns;
};

} // namespace tacklebox::dialects
