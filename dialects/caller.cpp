// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/caller.h"

#include "core/retryafter.h"

#include <utility>

using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

using std::chrono::milliseconds;

constexpr int kNotAuthorised = 401;
constexpr int kTooManyRequests = 429;
constexpr milliseconds kLeastUnsaidWait = 1s; // after a 429 without a Retry-After
constexpr int kUnsaidWaits = 2;
constexpr milliseconds kRenewal = 60s; // before a token's end, so that none ends on its way
constexpr int kFirstRefusal = 400;
constexpr qsizetype kShortestHidden = 8; // a shorter secret may be a word of the answer, too

Error cancelled()
{
    return {ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0};
}

// In the largest unit that keeps it short, rounded up: who comes back then is not too early.
QString waitText(const std::optional<milliseconds> &asked)
{
    if (!asked || *asked <= 0ms)
        return {};
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*asked);
    if (seconds < 2min)
        return QStringLiteral("%1 s").arg(seconds.count());
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(seconds);
    return minutes < 2h ? QStringLiteral("%1 min").arg(minutes.count())
                        : QStringLiteral("%1 h").arg(std::chrono::ceil<std::chrono::hours>(minutes).count());
}

// With the wait that the server asked for, where it did.
Error rateLimited(const std::optional<milliseconds> &asked)
{
    return {ErrorKind::Unreachable, Reason::RemoteRateLimited, {}, waitText(asked), {}, {}, kTooManyRequests};
}

Error nothingToSignInWith(const ConnectionKind &kind)
{
    const QString field = kind.secrets.empty() ? QString() : kind.secrets.front().key;
    return {ErrorKind::NotAuthorised, Reason::SecretMissing, field, {}, {}, {}, 0};
}

// A refusal may quote what it refuses.
Error withoutDetail(Error error)
{
    error.detail.clear();
    return error;
}

// A refusal may repeat the account's own secret in a sentence of its own, which is shown.
Response withoutSecrets(Response response, const Access &access)
{
    if (response.status < kFirstRefusal)
        return response;
    const auto hide = [&response](const Secret &secret) {
        const QByteArray text = secret.reveal().trimmed();
        if (text.size() >= kShortestHidden)
            response.body.replace(text, "…");
    };
    for (const auto &[key, secret] : access.secrets)
        hide(secret);
    if (access.token)
        hide(access.token->value);
    return response;
}

// Until a place in the rate's span is free, if it is used evenly; twice as long the next time. Once the span
// is over, all of them are.
milliseconds unsaidWait(const std::optional<Rate> &rate, int waits)
{
    if (!rate || rate->requests <= 0)
        return kLeastUnsaidWait * (1 << waits);
    return std::min(std::max(kLeastUnsaidWait, rate->span / rate->requests) * (1 << waits), rate->span);
}

bool isEnding(const Token &token, Instant since, Instant now)
{
    if (!token.until)
        return false;
    const milliseconds life = *token.until - since;
    return *token.until - now < std::min(kRenewal, life / 10);
}

// Tells of a stop on its own thread, whichever thread asks for it.
class StopWatch final : public QObject
{
public:
    StopWatch(const std::stop_token &stop, std::function<void()> stopped, QObject *parent)
        : QObject(parent)
        , m_stopped(std::move(stopped))
        , m_watch(stop, [this] { QMetaObject::invokeMethod(this, m_stopped, Qt::QueuedConnection); })
    {
    }

private:
    std::function<void()> m_stopped;
    std::stop_callback<std::function<void()>> m_watch; // last: it ends before what it tells
};

// What is waited for goes on after a stop, for others may wait for it too; nobody waits for it here.
template<typename T>
Async<T> orStopped(QObject *context, const Async<T> &answer, const std::stop_token &stop)
{
    if (!stop.stop_possible())
        return answer;
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const auto give = [promise](Result<T> result) {
        if (promise->future().isFinished())
            return;
        promise->addResult(std::move(result));
        promise->finish();
    };
    auto *watch = new StopWatch(
        stop, [give] { give(fail(cancelled())); }, context);
    answer.then(context, [give, watch](Result<T> result) {
        delete watch;
        give(std::move(result));
    });
    return promise->future();
}

} // namespace

// The connection as it is set now, and the token that it gave.
struct Caller::Session
{
    Connection connection;
    std::optional<Token> token;
    Instant since; // when it came
    std::optional<Async<Token>> signingIn; // all who need one wait for the same

    void forget(const Token &refused)
    {
        if (token && token->value.reveal() == refused.value.reveal()) // else it was renewed meanwhile
            token.reset();
    }
};

struct Caller::Call
{
    Make make;
    std::stop_token stop;
    SessionPointer session;
    Effect effect = Effect::Read; // of what was sent last
    bool hasRenewed = false;
    int waits = 0;
    std::optional<milliseconds> slow; // of what was answered last
};

Caller::Caller(Parts parts, Connection connection, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_turns(parts.dialect.rate(), this)
{
    setConnection(std::move(connection));
}

Caller::~Caller() = default;

void Caller::setConnection(Connection connection)
{
    m_session = std::make_shared<Session>();
    m_session->connection = std::move(connection);
    ++m_generation;
    m_slow.reset();
}

const Connection &Caller::connection() const
{
    return m_session->connection;
}

quint64 Caller::generation() const
{
    return m_generation;
}

Async<Access> Caller::open(std::stop_token stop)
{
    return orStopped(this, openIn(m_session), stop);
}

Async<Response> Caller::call(Make make, std::stop_token stop)
{
    const CallPointer call = begun(std::move(make), std::move(stop));
    return sent(call).then(this, [this, call](const Result<Response> &response) -> Async<Response> {
        if (!response)
            return ready(response);
        using Refusal = std::optional<Error>;
        // A dialect may have to read all of the answer to know.
        return m_parts.client
            .read<Refusal>([dialect = &m_parts.dialect, whole = *response] {
                return Result<Refusal>(dialect->errorOf(whole));
            })
            .then(this, [this, call, whole = *response](const Result<Refusal> &refusal) {
                tell(call, *refusal);
                return Result<Response>(whole);
            });
    });
}

Caller::CallPointer Caller::begun(Make make, std::stop_token stop) const
{
    auto call = std::make_shared<Call>();
    call->make = std::move(make);
    call->stop = std::move(stop);
    call->session = m_session;
    return call;
}

Async<Response> Caller::sent(const CallPointer &call)
{
    return orStopped(this, attempt(call), call->stop)
        .then(this, [this, call](const Result<Response> &response) -> Result<Response> {
            if (!response)
                return fail(*tell(call, response.error()));
            call->slow = slowOf(*response, m_parts.dialect.slowAfter());
            return response;
        });
}

std::optional<Error> Caller::tell(const CallPointer &call, std::optional<Error> error)
{
    if (error && call->effect == Effect::Read)
        error = ofRead(*std::move(error));
    const bool isStopped = error && error->kind == ErrorKind::Cancelled;
    if (!isStopped && call->session == m_session) {
        m_slow = call->slow;
        emit heard(error);
    }
    return error;
}

Async<Access> Caller::openIn(const SessionPointer &session)
{
    using Secrets = std::map<QString, Secret>;
    return m_parts.credentials.read(session->connection)
        .then(this, [this, session](const Result<Secrets> &secrets) -> Async<Access> {
            if (!secrets)
                return ready<Access>(fail(secrets.error()));
            const Access access{session->connection, *secrets, {}};
            const std::optional<Request> request = m_parts.dialect.signIn(access);
            if (!request)
                return ready<Access>(access);
            if (secrets->empty())
                return ready<Access>(fail(nothingToSignInWith(m_parts.dialect.kind())));
            return signIn(session, *request)
                .then(this, [access](const Result<Token> &token) -> Result<Access> {
                    if (!token)
                        return fail(token.error());
                    return Access{access.connection, access.secrets, *token};
                });
        });
}

Async<Token> Caller::signIn(const SessionPointer &session, const Request &request)
{
    if (session->token && !isEnding(*session->token, session->since, m_parts.clock.now()))
        return ready<Token>(*session->token);
    if (session->signingIn)
        return *session->signingIn;
    session->signingIn
        = m_turns.next({})
              .then(this, [this, request](const Result<Done> &) { return m_parts.client.send(request); })
              .then(this, [this, session](const Result<Response> &response) -> Result<Token> {
                  session->signingIn.reset();
                  if (!response)
                      return fail(response.error());
                  const Instant now = m_parts.clock.now();
                  Result<Token> token = m_parts.dialect.readToken(*response, now);
                  if (!token) {
                      Error error = withoutDetail(token.error());
                      if (error.reason == Reason::RemoteRateLimited)
                          error.subject = waitText(retryAfterIn(response->headers, now));
                      return fail(std::move(error));
                  }
                  session->token = *token;
                  session->since = now;
                  return token;
              });
    return *session->signingIn;
}

Async<Response> Caller::attempt(const CallPointer &call)
{
    call->effect = Effect::Read; // until it is sent: a sign-in changes nothing
    return openIn(call->session).then(this, [this, call](const Result<Access> &access) {
        return access ? send(call, *access) : ready<Response>(fail(access.error()));
    });
}

Async<Response> Caller::send(const CallPointer &call, const Access &access)
{
    const Result<Request> request = call->make(access);
    if (!request)
        return ready<Response>(fail(request.error()));
    return m_turns.next(call->stop)
        .then(this,
              [this, call, request = *request](const Result<Done> &turn) {
                  const bool isStopped = call->stop.stop_requested();
                  call->effect = request.effect;
                  return turn && !isStopped ? m_parts.client.send(request, call->stop)
                                            : ready<Response>(fail(cancelled()));
              })
        .then(this, [this, call, access](const Result<Response> &response) {
            const auto hidden = [&access](const Response &whole) { return withoutSecrets(whole, access); };
            return settle(call, access.token, response.map(hidden));
        });
}

Async<Response> Caller::settle(const CallPointer &call, const std::optional<Token> &token,
                               const Result<Response> &response)
{
    if (response && response->status == kTooManyRequests)
        return waitAndRepeat(call, *response);
    const bool isRefused = response && response->status == kNotAuthorised && token;
    if (!isRefused || std::exchange(call->hasRenewed, true))
        return ready<Response>(response);
    call->session->forget(*token);
    return attempt(call);
}

Async<Response> Caller::waitAndRepeat(const CallPointer &call, const Response &response)
{
    const auto said = retryAfterIn(response.headers, m_parts.clock.now());
    const milliseconds wait = said ? *said : unsaidWait(m_parts.dialect.rate(), call->waits);
    if (wait > kLongestWait || call->waits >= (said ? 1 : kUnsaidWaits))
        return ready<Response>(fail(rateLimited(said)));
    ++call->waits;
    m_turns.rest(wait);
    return attempt(call);
}

} // namespace tacklebox::dialects
