// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakecertificates.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

Async<QList<Certificate>> FakeCertificates::seen(QStringList urls, std::stop_token)
{
    asked.append(urls);
    QList<Certificate> found;
    for (const Certificate &row : std::as_const(rows)) {
        const bool isAsked = std::ranges::any_of(
            urls, [&row](const QString &url) { return certificatePlace(url) == row.place; });
        if (isAsked)
            found.append(row);
    }
    return ready<QList<Certificate>>(found);
}

Attempt FakeCertificates::attemptAt(const QString &url) const
{
    if (shown.contains(url))
        return shown.value(url);
    Attempt attempt;
    attempt.outcome = Outcome::ConnectFailed;
    attempt.request.url = url;
    return attempt;
}

Async<Attempt> FakeCertificates::look(QString url, std::stop_token)
{
    looked.append(url);
    if (!isHolding)
        return ready<Attempt>(attemptAt(url));
    m_held.emplace_back(url, QPromise<Result<Attempt>>());
    m_held.back().second.start();
    return m_held.back().second.future();
}

void FakeCertificates::answerHeld()
{
    for (auto &[url, promise] : std::exchange(m_held, {})) {
        promise.addResult(Result<Attempt>(attemptAt(url)));
        promise.finish();
    }
}

QList<Certificate> busyCertificates(Instant now)
{
    QList<Certificate> rows;
    for (const auto &[host, days] : {std::pair(u"acme"_s, 12),
                                     std::pair(u"field"_s, 81),
                                     std::pair(u"wh"_s, 203),
                                     std::pair(u"partner"_s, -3)}) {
        rows.append({host + u".example:443"_s,
                     host + u".example"_s,
                     u"Public CA 1"_s,
                     now + std::chrono::hours(24 * days + (days < 0 ? -1 : 1)),
                     days < 0 ? Trust::OutOfDate : Trust::Trusted,
                     now - std::chrono::minutes(5)});
    }
    return rows;
}

Attempt handshakeOf(const QString &url, Instant notAfter, Outcome outcome)
{
    Attempt attempt;
    attempt.at = notAfter - std::chrono::hours(24 * 60);
    attempt.outcome = outcome;
    attempt.request.url = url;
    attempt.timing.tls = Timing::Micros{900};
    attempt.tls = TlsFacts{u"TLSv1.3"_s,
                           u"TLS_AES_256_GCM_SHA384"_s,
                           u"CN=Public CA 1,O=Public CA"_s,
                           u"CN=Receiver,O=Acme"_s,
                           notAfter};
    return attempt;
}

} // namespace tacklebox::test
