// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/restclient.h"

#include "dialects/requestbody.h"
#include "secrets/kerberos.h"

#include <QElapsedTimer>
#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QSslError>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

// Before the first byte of the request went out.
constexpr std::array kUnsent{QNetworkReply::ConnectionRefusedError,
                             QNetworkReply::HostNotFoundError,
                             QNetworkReply::NetworkSessionFailedError,
                             QNetworkReply::TemporaryNetworkFailureError,
                             QNetworkReply::ProxyConnectionRefusedError,
                             QNetworkReply::ProxyNotFoundError,
                             QNetworkReply::ProxyAuthenticationRequiredError,
                             QNetworkReply::UnknownProxyError,
                             QNetworkReply::ProtocolUnknownError};

// A write without a body gets an empty one: only a body that can't be read twice keeps Qt from sending again.
bool hasBody(const Request &request)
{
    return !request.body.isEmpty() || request.effect == Effect::Write;
}

QNetworkRequest requestFrom(const Request &request, const ClientRules &rules)
{
    using Attribute = QNetworkRequest::Attribute;
    QNetworkRequest made(request.url);
    made.setRawHeader("Accept-Language", "*"); // unless one is given: Qt would send this computer's own
    for (const Header &header : request.headers)
        made.setRawHeader(header.name, header.value);
    if (hasBody(request))
        made.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    made.setAttribute(Attribute::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    made.setAttribute(Attribute::CookieLoadControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(Attribute::CookieSaveControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(Attribute::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    made.setAttribute(Attribute::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    made.setAttribute(Attribute::CacheSaveControlAttribute, false);
    made.setAttribute(Attribute::Http2AllowedAttribute, false);
    made.setAttribute(Attribute::DoNotBufferUploadDataAttribute, true);
    made.setTransferTimeout(int(rules.timeout.count()));
    made.setDecompressedSafetyCheckThreshold(kMostReplyBytes);
    if (!rules.caFile.isEmpty()) {
        QSslConfiguration tls = made.sslConfiguration();
        tls.addCaCertificates(rules.caFile);
        made.setSslConfiguration(tls);
    }
    return made;
}

// http://host:port or socks5://host:port.
QNetworkProxy proxyFrom(const QString &url)
{
    if (url.isEmpty())
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const QUrl parsed(url);
    const bool isSocks = parsed.scheme().startsWith("socks"_L1);
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                         parsed.host(),
                         quint16(parsed.port(isSocks ? 1080 : 8080)));
}

Headers headersOf(const QNetworkReply &reply)
{
    Headers headers;
    for (const auto &[name, value] : reply.rawHeaderPairs())
        headers.append({name, value});
    return headers;
}

// Of several faults, the one that a person mends first.
Reason reasonOfTls(const QList<QSslError> &errors)
{
    const auto has = [&errors](std::initializer_list<QSslError::SslError> kinds) {
        return std::ranges::any_of(errors, [&kinds](const QSslError &error) {
            return std::ranges::find(kinds, error.error()) != kinds.end();
        });
    };
    if (has({QSslError::CertificateExpired, QSslError::CertificateNotYetValid}))
        return Reason::RemoteTlsExpired;
    if (has({QSslError::HostNameMismatch}))
        return Reason::RemoteTlsWrongHost;
    if (has({QSslError::SelfSignedCertificate,
             QSslError::SelfSignedCertificateInChain,
             QSslError::UnableToGetIssuerCertificate,
             QSslError::UnableToGetLocalIssuerCertificate,
             QSslError::UnableToVerifyFirstCertificate,
             QSslError::CertificateUntrusted,
             QSslError::InvalidCaCertificate}))
        return Reason::RemoteTlsUntrusted;
    return Reason::RemoteTls;
}

Error errorOf(Reason reason, const QNetworkReply &reply)
{
    ErrorKind kind = ErrorKind::Unreachable;
    if (reason == Reason::RemoteReplyTooLarge || reason == Reason::RemoteReplyLost
        || reason == Reason::RemoteRedirected)
        kind = ErrorKind::Failed;
    return {kind, reason, {}, reply.url().host(), reply.errorString(), {}, 0};
}

} // namespace

// What is under way ends with it.
class RestClient::Worker final : public QObject
{
public:
    explicit Worker(ClientRules rules)
        : m_rules(std::move(rules))
    {
    }

    void setRules(ClientRules rules);
    void start(const Request &request, const std::stop_token &stop,
               std::shared_ptr<QPromise<Result<Response>>> answer);

private:
    struct Call
    {
        Effect effect = Effect::Read;
        std::shared_ptr<QPromise<Result<Response>>> answer;
        QElapsedTimer since; // it was sent
        bool isSent = false;
        QByteArray body;
        bool isTooLarge = false;
        bool isStopped = false;
        QList<QSslError> tlsErrors; // what its certificate was refused for
        std::unique_ptr<std::stop_callback<std::function<void()>>> watch;
    };

    QNetworkAccessManager &manager();
    void endCall(QNetworkAccessManager &manager);
    static void measure(const QNetworkReply &reply, const std::shared_ptr<Call> &call);
    void read(QNetworkReply &reply, Call &call);
    static Result<Response> resultOf(const QNetworkReply &reply, const Call &call);

    ClientRules m_rules;
    // Made on the thread that it lives in, again for each new rules: it keeps connections that began by the
    // old ones, and closes those under way where it is told to forget them.
    QNetworkAccessManager *m_manager = nullptr;
    QHash<QNetworkAccessManager *, int> m_underWay;
};

void RestClient::Worker::setRules(ClientRules rules)
{
    if (rules == m_rules)
        return;
    m_rules = std::move(rules);
    if (QNetworkAccessManager *before = std::exchange(m_manager, nullptr);
        before && !m_underWay.contains(before))
        before->deleteLater();
}

QNetworkAccessManager &RestClient::Worker::manager()
{
    if (!m_manager) {
        m_manager = new QNetworkAccessManager(this);
        m_manager->setProxy(proxyFrom(m_rules.proxy));
    }
    return *m_manager;
}

// One of old rules goes with its last call.
void RestClient::Worker::endCall(QNetworkAccessManager &manager)
{
    if (--m_underWay[&manager] > 0)
        return;
    m_underWay.remove(&manager);
    if (&manager != m_manager)
        manager.deleteLater();
}

// Qt sends a few to one host at a time; the others wait here.
void RestClient::Worker::measure(const QNetworkReply &reply, const std::shared_ptr<Call> &call)
{
    call->since.start();
    const auto note = [call] {
        if (!std::exchange(call->isSent, true))
            call->since.start();
    };
    connect(&reply, &QNetworkReply::socketStartedConnecting, &reply, note);
    connect(&reply, &QNetworkReply::requestSent, &reply, note);
}

void RestClient::Worker::start(const Request &request, const std::stop_token &stop,
                               std::shared_ptr<QPromise<Result<Response>>> answer)
{
    QNetworkAccessManager &manager = this->manager();
    auto call = std::make_shared<Call>();
    call->effect = request.effect;
    call->answer = std::move(answer);
    RequestBody *body = hasBody(request) ? new RequestBody(request.body) : nullptr;
    QNetworkReply *reply = manager.sendCustomRequest(requestFrom(request, m_rules), request.method, body);
    ++m_underWay[&manager];
    if (body)
        body->setParent(reply);
    measure(*reply, call);
    connect(reply, &QNetworkReply::readyRead, this, [this, reply, call] { read(*reply, *call); });
    connect(reply, &QNetworkReply::sslErrors, this, [call](const QList<QSslError> &errors) {
        call->tlsErrors = errors;
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, call] {
        read(*reply, *call);
        call->watch.reset();
        call->answer->addResult(resultOf(*reply, *call));
        call->answer->finish();
        reply->deleteLater();
        endCall(*reply->manager());
    });
    // On whichever thread the stop is asked for.
    call->watch = std::make_unique<std::stop_callback<std::function<void()>>>(
        stop, [reply, weak = std::weak_ptr(call)] {
            QMetaObject::invokeMethod(
                reply,
                [reply, weak] {
                    if (const auto stopped = weak.lock())
                        stopped->isStopped = true;
                    reply->abort();
                },
                Qt::QueuedConnection);
        });
}

void RestClient::Worker::read(QNetworkReply &reply, Call &call)
{
    if (reply.isOpen())
        call.body += reply.read(kMostReplyBytes + 1 - call.body.size());
    if (call.body.size() <= kMostReplyBytes || call.isTooLarge)
        return;
    call.isTooLarge = true;
    reply.abort();
}

Result<Response> RestClient::Worker::resultOf(const QNetworkReply &reply, const Call &call)
{
    if (call.isStopped)
        return fail({ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0});
    if (call.isTooLarge)
        return fail(errorOf(Reason::RemoteReplyTooLarge, reply));
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError error = reply.error();
    // Qt has an error for each status from 400 on, which is an answer all the same.
    const bool isOfStatus = error >= QNetworkReply::ContentAccessDenied
        && error != QNetworkReply::ContentReSendError && error != QNetworkReply::ProtocolFailure;
    const bool isAnswered = error == QNetworkReply::NoError ? status > 0 : isOfStatus && status >= 400;
    if (!isAnswered && error == QNetworkReply::UnknownContentError)
        return fail(errorOf(Reason::RemoteReplyTooLarge, reply)); // once unpacked
    // Where it would have to send a body again for it, Qt takes a redirect for an error.
    const bool isRedirect = status >= 300 && status <= 399 && status != 304;
    if (isRedirect && (isAnswered || error == QNetworkReply::ContentReSendError))
        return fail(errorOf(Reason::RemoteRedirected, reply));
    if (isAnswered)
        return Response{status, headersOf(reply), call.body, std::chrono::milliseconds(call.since.elapsed())};
    if (error == QNetworkReply::SslHandshakeFailedError)
        return fail(errorOf(reasonOfTls(call.tlsErrors), reply));
    if (std::ranges::find(kUnsent, error) != kUnsent.end())
        return fail(errorOf(Reason::RemoteUnreachable, reply));
    if (call.effect == Effect::Write)
        return fail(errorOf(Reason::RemoteReplyLost, reply));
    const bool isLate
        = error == QNetworkReply::OperationCanceledError || error == QNetworkReply::TimeoutError;
    return fail(errorOf(isLate ? Reason::RemoteTimedOut : Reason::RemoteReplyLost, reply));
}

RestClient::RestClient(ClientRules rules)
    : m_worker(new Worker(std::move(rules)))
{
    m_tickets.setMaxThreadCount(1);
    m_thread.setObjectName(u"remote"_s);
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

RestClient::~RestClient()
{
    m_tickets.clear();
    m_tickets.waitForDone();
    m_thread.quit();
    m_thread.wait();
}

Async<Response> RestClient::send(Request request, std::stop_token stop)
{
    auto answer = std::make_shared<QPromise<Result<Response>>>();
    answer->start();
    Async<Response> future = answer->future();
    if (request.isNegotiated)
        negotiate(std::move(request), std::move(stop), answer);
    else
        start(std::move(request), std::move(stop), answer);
    return future;
}

void RestClient::negotiate(Request request, std::stop_token stop,
                           std::shared_ptr<QPromise<Result<Response>>> answer)
{
    m_tickets.start([this, request = std::move(request), stop = std::move(stop), answer]() mutable {
        auto token = secrets::negotiateToken(request.url.host());
        if (stop.stop_requested()) // while the realm's server was waited for
            token = fail({ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0});
        if (token) {
            request.headers.append({"Authorization"_ba, "Negotiate " + *token});
            return start(std::move(request), std::move(stop), answer);
        }
        answer->addResult(fail(token.error()));
        answer->finish();
    });
}

void RestClient::start(Request request, std::stop_token stop,
                       std::shared_ptr<QPromise<Result<Response>>> answer)
{
    post([worker = m_worker, request = std::move(request), stop = std::move(stop), answer] {
        worker->start(request, stop, answer);
    });
}

void RestClient::setRules(ClientRules rules)
{
    post([worker = m_worker, rules = std::move(rules)] { worker->setRules(rules); });
}

void RestClient::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(m_worker, std::move(work), Qt::QueuedConnection);
}

} // namespace tacklebox::dialects
