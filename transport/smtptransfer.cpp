// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/smtptransfer.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace tacklebox::transport {

namespace {

constexpr long kConnectMs = 15'000;
constexpr long kAnswerSeconds = 60; // to each command
constexpr long kWholeMs = 180'000;
constexpr qsizetype kKeptWords = 300;

} // namespace

SmtpTransfer::SmtpTransfer(MailOrder order, std::function<bool()> mustEnd)
    : m_recipients(curl_slist_append(nullptr, order.to.toUtf8().constData()))
    , m_order(std::move(order))
    , m_mustEnd(std::move(mustEnd))
    , m_easy(curl_easy_init())
{
    CURL *easy = handle();
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
    curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, kAnswerSeconds);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, kWholeMs);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, goesOn);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, this);
    // The conversation tells at which command it ended; libcurl's codes don't.
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, listen);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, this);
    setServer();
    setMail();
}

void SmtpTransfer::setMail()
{
    CURL *easy = handle();
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, m_order.server.from.toUtf8().constData());
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, m_recipients.get());
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(m_order.bytes.size()));
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, readMessage);
    curl_easy_setopt(easy, CURLOPT_READDATA, this);
}

void SmtpTransfer::setServer()
{
    CURL *easy = handle();
    const MailServer &server = m_order.server;
    const bool signsIn = !server.password.isEmpty();
    curl_easy_setopt(easy, CURLOPT_URL, server.url.toUtf8().constData());
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_USE_SSL, long(signsIn ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    if (!server.caFile.isEmpty())
        curl_easy_setopt(easy, CURLOPT_CAINFO, server.caFile.toUtf8().constData());
    if (!signsIn)
        return;
    curl_easy_setopt(easy, CURLOPT_USERNAME, server.user.toUtf8().constData());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, server.password.reveal().constData());
}

size_t SmtpTransfer::readMessage(char *buffer, size_t size, size_t count, void *self)
{
    auto *transfer = static_cast<SmtpTransfer *>(self);
    const QByteArray &bytes = transfer->m_order.bytes;
    const auto part = std::min(qsizetype(size * count), bytes.size() - transfer->m_read);
    std::memcpy(buffer, bytes.constData() + transfer->m_read, size_t(part));
    transfer->m_read += part;
    transfer->m_isHandedOver = transfer->m_read == bytes.size();
    return size_t(part);
}

int SmtpTransfer::goesOn(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<SmtpTransfer *>(self)->m_mustEnd() ? 1 : 0;
}

// Sees passwords go by and keeps nothing but the command's name.
int SmtpTransfer::listen(CURL *, curl_infotype type, char *data, size_t size, void *self)
{
    auto *transfer = static_cast<SmtpTransfer *>(self);
    const QByteArrayView line(data, qsizetype(size));
    if (type == CURLINFO_HEADER_OUT)
        transfer->heedCommand(line);
    else if (type == CURLINFO_HEADER_IN)
        transfer->heedAnswer(line);
    return 0;
}

void SmtpTransfer::heedCommand(QByteArrayView line)
{
    static constexpr std::array<std::pair<QByteArrayView, Stage>, 7> kCommands{{
        {"EHLO", Stage::Greeting},
        {"HELO", Stage::Greeting},
        {"STARTTLS", Stage::StartingTls},
        {"AUTH", Stage::SigningIn},
        {"MAIL", Stage::Sender},
        {"RCPT", Stage::Recipient},
        {"DATA", Stage::Message},
    }};
    for (const auto &[command, stage] : kCommands) {
        if (line.startsWith(command))
            m_stage = stage;
    }
    m_isLeaving = m_isLeaving || line.startsWith("QUIT");
}

void SmtpTransfer::heedAnswer(QByteArrayView line)
{
    bool isCode = false;
    const int code = line.first(std::min<qsizetype>(3, line.size())).toByteArray().toInt(&isCode);
    if (!isCode || m_isLeaving)
        return;
    if (m_stage == Stage::Connecting)
        m_stage = Stage::Greeting;
    m_code = code;
    m_words = line.first(std::min(kKeptWords, line.size())).trimmed().toByteArray();
}

MailFault SmtpTransfer::faultOfStage() const
{
    switch (m_stage) {
    case Stage::SigningIn:
        return MailFault::AuthRefused;
    case Stage::Sender:
        return MailFault::SenderRefused;
    case Stage::Recipient:
        return MailFault::RecipientRefused;
    case Stage::StartingTls:
        return MailFault::TlsFailed;
    case Stage::Connecting:
    case Stage::Greeting:
    case Stage::Message:
        break;
    }
    return MailFault::Refused;
}

MailFault SmtpTransfer::faultOf(CURLcode code) const
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_URL_MALFORMAT:
        return MailFault::Unreachable;
    case CURLE_OPERATION_TIMEDOUT:
        return m_stage == Stage::Connecting ? MailFault::Unreachable : MailFault::TimedOut;
    case CURLE_USE_SSL_FAILED:
        return MailFault::TlsMissing;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
        return MailFault::TlsFailed;
    case CURLE_LOGIN_DENIED:
    case CURLE_AUTH_ERROR:
        return MailFault::AuthRefused;
    case CURLE_ABORTED_BY_CALLBACK:
        return MailFault::Aborted;
    default:
        // Its last answer was a refusal; else it went away without one.
        return m_code >= 400 ? faultOfStage() : MailFault::ClosedEarly;
    }
}

MailOutcome SmtpTransfer::outcome(CURLcode code) const
{
    if (code == CURLE_OK)
        return {std::nullopt, m_code, QString::fromUtf8(m_words), false};
    MailOutcome outcome;
    outcome.fault = faultOf(code);
    outcome.code = m_code >= 400 ? m_code : 0;
    const char *technical = m_errorText[0] ? m_errorText.data() : curl_easy_strerror(code);
    outcome.text = QString::fromUtf8(outcome.code > 0 ? m_words.constData() : technical);
    // A refusal is an answer: it was not taken.
    outcome.mayHaveArrived = m_isHandedOver && outcome.code == 0;
    return outcome;
}

MailOutcome SmtpTransfer::perform()
{
    return outcome(curl_easy_perform(handle()));
}

} // namespace tacklebox::transport
