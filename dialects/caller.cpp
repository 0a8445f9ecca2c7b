// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/caller.h"

#include "core/retryafter.h"
#include "dialects/ratewait.h"
#include "dialects/stopping.h"

#include <utility>

using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

using std::chrono::milliseconds;

constexpr int kNotAuthorised = 401;
constexpr int kForbidden = 403;
constexpr milliseconds kRenewal = 60s; // before a token's end, so that none ends on its way
constexpr milliseconds kForbiddenLasts = 10min; // what is forbidden doesn't sign in anew with each call
constexpr int kFirstRefusal = 400;
constexpr qsizetype kShortestHidden = 8; // a shorter secret may be a word of the answer, too

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

bool isEnding(const Token &token, Instant since, Instant now)
{
    if (!token.until)
        return false;
    const milliseconds life = *token.until - since;
    return *token.until - now < std::min(kRenewal, life / 10);
}

} // namespace

// The connection as it is set now, and the token that it gave.
struct Caller::Session
{
    Connection connection;
    std::optional<Token> token;
    Instant since; // when it came
    std::optional<Async<Token>> signingIn; // all who need one wait for the same
    std::optional<milliseconds> forbiddenAt; // a 403 outlived the token's renewal: it said something else

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
    About about = About::OneThing;
    Effect effect = Effect::Read; // of what was sent last
    bool hasRenewed = false;
    bool isLogin = false; // without the account's secrets
    int waits = 0;
    std::optional<milliseconds> slow = {}; // of what was answered last
};

Caller::Caller(Parts parts, Connection connection, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_turns(parts.dialect.rate(), parts.shared, this)
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
    const CallPointer call = begun(std::move(make), std::move(stop), About::OneThing);
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

Async<Response> Caller::callWithoutSecrets(Make make)
{
    const CallPointer call = begun(std::move(make), {}, About::Account);
    call->isLogin = true;
    return attempt(call);
}

Caller::CallPointer Caller::begun(Make make, std::stop_token stop, About about) const
{
    return std::make_shared<Call>(Call{std::move(make), std::move(stop), m_session, about});
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
        emit heard(error, call->about);
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
                  session->forbiddenAt.reset();
                  return token;
              });
    return *session->signingIn;
}

Async<Response> Caller::attempt(const CallPointer &call)
{
    call->effect = Effect::Read; // until it is sent: a sign-in changes nothing
    if (call->isLogin)
        return send(call, Access{call->session->connection, {}, {}});
    return openIn(call->session).then(this, [this, call](const Result<Access> &access) {
        if (!access)
            call->about = About::Account;
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
                  if (request.effect == Effect::Write)
                      m_wroteAt = m_parts.clock.now();
                  return turn && !isStopped ? m_parts.client.send(request, call->stop)
                                            : ready<Response>(fail(cancelled()));
              })
        .then(this, [this, call, access](const Result<Response> &response) {
            if (response)
                noteServerTime(*response);
            const auto hidden = [&access](const Response &whole) { return withoutSecrets(whole, access); };
            return settle(call, access.token, response.map(hidden));
        });
}

void Caller::noteServerTime(const Response &response)
{
    const Instant now = m_parts.clock.now();
    const std::optional<QByteArray> date = valueOf(response.headers, "Date");
    if (const auto told = date ? httpDateFrom(*date, now) : std::nullopt)
        m_serverAhead = *told - now;
}

Async<Response> Caller::settle(const CallPointer &call, const std::optional<Token> &token,
                               const Result<Response> &response)
{
    if (response && response->status == kTooManyRequests)
        return waitAndRepeat(call, *response);
    const int status = response ? response->status : 0;
    Session &session = *call->session;
    const milliseconds now = m_parts.clock.running();
    const bool wasTried = session.forbiddenAt && now - *session.forbiddenAt < kForbiddenLasts;
    const bool isForbidden = status == kForbidden && !wasTried && token
        && m_parts.dialect.endsTokensBy403(session.connection);
    if (!token || (status != kNotAuthorised && !isForbidden))
        return ready<Response>(response);
    if (std::exchange(call->hasRenewed, true)) {
        session.forbiddenAt = status == kForbidden ? std::optional(now) : std::nullopt;
        return ready<Response>(response);
    }
    session.forget(*token);
    return attempt(call);
}

Async<Response> Caller::waitAndRepeat(const CallPointer &call, const Response &response)
{
    const auto wait = waitAfter(response, m_parts.dialect.rate(), call->waits, m_parts.clock.now());
    if (!wait)
        return ready<Response>(fail(wait.error()));
    ++call->waits;
    m_turns.rest(*wait);
    return attempt(call);
}

} // namespace tacklebox::dialects
