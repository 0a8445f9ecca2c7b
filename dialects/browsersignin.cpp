// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/browsersignin.h"

#include "backend/signinwording.h"
#include "core/digest.h"
#include "core/foreigntext.h"
#include "dialects/standing.h"

#include <QRegularExpression>
#include <QUrlQuery>

#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

constexpr qsizetype kRandomBytes = 32;
constexpr qsizetype kLongestWord = 60;
constexpr int kNotFound = 404;
constexpr int kNotWaitedFor = 400;

Error endedEarly()
{
    return {ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0};
}

QByteArray randomWord()
{
    return randomBytes(kRandomBytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

transport::ServerResponse pageWith(int status, const wording::BrowserText &text)
{
    const QString html = u"<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Tacklebox</title></head>"
                         "<body><h1>%1</h1><p>%2</p></body></html>"_s.arg(text.heading.toHtmlEscaped(),
                                                                          text.text.toHtmlEscaped());
    return {status,
            {{"Content-Type", "text/html; charset=utf-8"},
             {"Cache-Control", "no-store"},
             {"Referrer-Policy", "no-referrer"}, // the page's own address holds the code
             {"Content-Security-Policy", "default-src 'none'"},
             {"Connection", "close"}},
            html.toUtf8(),
            {}};
}

// Empty where it isn't there once: of two, nobody knows which is meant.
QString onlyValue(const QUrlQuery &query, const QString &name)
{
    const QStringList values = query.allQueryItemValues(name, QUrl::FullyDecoded);
    return values.size() == 1 ? values.constFirst() : QString();
}

// As the standard spells its words (RFC 6749, 4.1.2.1); the sentence is somebody else's.
Error refusalIn(const QUrlQuery &query)
{
    static const QRegularExpression form(u"^[a-z]+(_[a-z]+)*$"_s);
    const QString word = onlyValue(query, u"error"_s);
    const bool isWord = word.size() <= kLongestWord && form.match(word).hasMatch();
    QString encoded = query.queryItemValue(u"error_description"_s, QUrl::FullyEncoded);
    encoded.replace(u'+', u' ');
    const QString sentence = QUrl::fromPercentEncoding(encoded.toUtf8());
    return {ErrorKind::NotAuthorised,
            Reason::RemoteSignInRefused,
            {},
            {},
            foreignText(sentence.isEmpty() && isWord ? word : sentence),
            isWord ? word : QString(),
            0};
}

} // namespace

Async<SignInPage> BrowserSignIn::begin(const Parts &parts, const Connection &connection,
                                       const std::stop_token &stop, QObject &account)
{
    const BrowserLogin *login = parts.dialect.browserLogin();
    if (!login)
        return ready<SignInPage>(fail({ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0}));
    const auto comesBackTo = login->comesBackTo(connection);
    if (!comesBackTo)
        return ready<SignInPage>(fail(comesBackTo.error()));
    const auto formerOnes = account.findChildren<BrowserSignIn *>(QString(), Qt::FindDirectChildrenOnly);
    qDeleteAll(formerOnes);
    auto *signIn = new BrowserSignIn(parts, connection, stop, account);
    const Async<SignInPage> page = signIn->m_page.future();
    signIn->start(*comesBackTo);
    return page;
}

BrowserSignIn::BrowserSignIn(const Parts &parts, Connection connection, std::stop_token stop,
                             QObject &account)
    : QObject(&account)
    , m_parts(parts)
    , m_access{std::move(connection), {}, {}}
    , m_stop(std::move(stop))
    , m_login(parts.dialect.browserLogin())
{
    m_page.start();
    m_signedIn.start();
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        end(fail({ErrorKind::Failed, Reason::SignInTimedOut, {}, {}, {}, {}, 0}));
    });
    // On whichever thread the stop is asked for.
    m_watch.emplace(m_stop, [this] {
        QMetaObject::invokeMethod(
            this, [this] { end(fail(endedEarly())); }, Qt::QueuedConnection);
    });
}

BrowserSignIn::~BrowserSignIn()
{
    end(fail(endedEarly()));
}

void BrowserSignIn::start(const QUrl &comesBackTo)
{
    m_proof = {randomWord(), Secret(randomWord()), comesBackTo};
    m_parts.credentials.read(m_access.connection).then(this, [this](const Result<Secrets> &secrets) {
        secrets ? ask(*secrets) : end(fail(secrets.error()));
    });
}

void BrowserSignIn::ask(const Secrets &secrets)
{
    m_access.secrets = secrets;
    const auto request = m_login->site(m_access);
    if (!request)
        return end(fail(request.error()));
    m_parts.client.send(*request, m_stop).then(this, [this](const Result<Response> &response) {
        response ? listen(*response) : end(fail(ofRead(response.error())));
    });
}

void BrowserSignIn::listen(const Response &site)
{
    if (m_hasEnded)
        return;
    auto told = m_login->readSite(m_access, site);
    if (!told)
        return end(fail(told.error()));
    m_site = *std::move(told);
    transport::ServerOptions options;
    options.address = m_proof.comesBackTo.host();
    options.port = quint16(m_proof.comesBackTo.port(0));
    auto server = transport::HttpServer::listen(
        options, [this](const transport::ServerRequest &request, const Responder &respond) {
            QMetaObject::invokeMethod(
                this, [this, request, respond] { take(request, respond); }, Qt::QueuedConnection);
        });
    if (!server) {
        Error error = server.error();
        error.field.clear(); // of the server's options, which nobody set
        return end(fail(error));
    }
    m_server = *std::move(server);
    m_proof.comesBackTo.setPort(m_server->port());
    m_patience.start(m_parts.patience);
    m_page.addResult(SignInPage{m_login->page(m_access, m_site, m_proof), m_signedIn.future()});
    m_page.finish();
}

// Anybody may ask here, any page that a browser shows included: only who has the mark is listened to.
void BrowserSignIn::take(const transport::ServerRequest &request, const Responder &respond)
{
    const QUrl target = QUrl::fromEncoded(request.target.toUtf8(), QUrl::StrictMode);
    const QString path = m_proof.comesBackTo.path();
    if (request.method != "GET" || !target.host().isEmpty()
        || target.path() != (path.isEmpty() ? u"/"_s : path))
        return respond({kNotFound, {{"Connection", "close"}}, {}, {}});
    const QUrlQuery query(target);
    const bool isOurs = isSame(onlyValue(query, u"state"_s).toUtf8(), m_proof.state);
    const QString code = onlyValue(query, u"code"_s);
    const bool isRefused = query.hasQueryItem(u"error"_s);
    if (!isOurs || m_respond || m_hasEnded || (code.isEmpty() && !isRefused))
        return respond(pageWith(kNotWaitedFor, wording::browserNotWaitedFor()));
    m_respond = respond;
    m_patience.stop();
    if (isRefused)
        return end(fail(refusalIn(query)));
    redeem(Secret(code.toUtf8()));
}

void BrowserSignIn::redeem(const Secret &code)
{
    m_parts.client.send(m_login->redeem(m_access, m_site, m_proof, code), m_stop)
        .then(this, [this](const Result<Response> &response) {
            response ? keep(*response) : end(fail(ofRead(response.error())));
        });
}

void BrowserSignIn::keep(const Response &response)
{
    if (m_hasEnded)
        return;
    const auto gain = m_login->readRedeemed(response, m_parts.clock.now());
    if (!gain)
        return end(fail(gain.error()));
    // Before anything is kept: who signed in may be of another tenant than the account.
    Access access = m_access;
    access.token = gain->token;
    for (const auto &[field, edit] : gain->kept)
        access.secrets[field] = edit.value;
    if (const auto request = m_parts.dialect.check(access); !request)
        return end(fail(request.error()));
    m_parts.credentials.write(m_access.connection, gain->kept).then(this, [this](const Result<Done> &kept) {
        end(kept);
    });
}

void BrowserSignIn::end(const Result<Done> &outcome)
{
    if (std::exchange(m_hasEnded, true))
        return;
    const auto error = outcome ? std::nullopt : std::optional(outcome.error());
    // It is on its way before the server's thread is told to end.
    if (m_respond)
        m_respond(pageWith(200, wording::browserCameBack(error)));
    m_server.reset();
    m_patience.stop();
    if (error && !m_page.future().isFinished()) {
        m_page.addResult(fail(*error));
        m_page.finish();
    }
    m_signedIn.addResult(outcome);
    m_signedIn.finish();
    deleteLater();
}

} // namespace tacklebox::dialects
