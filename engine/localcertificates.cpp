// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/localcertificates.h"

#include "core/callbackurl.h"
#include "engine/settle.h"
#include "store/certificatestore.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

transport::Request handshakeWith(const QString &url, const DeliveryRules &rules, std::stop_token stop)
{
    transport::Request request;
    request.method = QByteArrayLiteral("HEAD"); // that is never sent
    request.url = url;
    request.guard = rules.addresses;
    request.caFile = rules.caFile;
    request.proxy = rules.proxy;
    request.extent = transport::Extent::HandshakeOnly;
    request.stop = std::move(stop);
    return request;
}

Attempt lookFrom(transport::Reply reply, Instant began)
{
    const bool isWhole = !reply.fault;
    Attempt attempt = attemptFrom(std::move(reply), {}, {began, 1, true});
    attempt.request = {{}, attempt.request.url, {}, {}};
    if (isWhole) {
        attempt.outcome = Outcome::Delivered;
        attempt.error.clear();
    }
    return attempt;
}

} // namespace

LocalCertificates::LocalCertificates(Parts parts)
    : m_parts(parts)
{
}

Async<QList<Certificate>> LocalCertificates::seen(QStringList urls, std::stop_token stop)
{
    QStringList places;
    for (const QString &url : urls) {
        if (const QString place = certificatePlace(url); !place.isEmpty())
            places.append(place);
    }
    places.removeDuplicates();
    if (places.isEmpty())
        return ready<QList<Certificate>>(QList<Certificate>());
    return m_parts.store.read<QList<Certificate>>(std::move(stop), [places](store::Connection &connection) {
        return store::certificatesAt(connection, places);
    });
}

Async<Attempt> LocalCertificates::look(QString url, std::stop_token stop)
{
    if (std::optional<Error> error = checkCallbackUrl(url, u"url"_s))
        return ready<Attempt>(fail(std::move(*error)));
    if (certificatePlace(url).isEmpty())
        return ready<Attempt>(fail(invalid(Reason::UrlScheme, u"url"_s, url.left(120))));
    auto promise = std::make_shared<QPromise<Result<Attempt>>>();
    promise->start();
    m_parts.client.send(handshakeWith(url, m_parts.rules, std::move(stop)),
                        [promise, now = m_parts.clock.now()](transport::Reply reply) {
                            promise->addResult(Result<Attempt>(lookFrom(std::move(reply), now)));
                            promise->finish();
                        });
    return Async<Attempt>(promise->future()).then(this, [this](const Result<Attempt> &looked) {
        return note(*looked).then(this, [looked](const Result<Done> &noted) -> Result<Attempt> {
            return noted ? looked : fail(noted.error());
        });
    });
}

// What became of the test is told in any case: it was sent.
Async<TestReport> LocalCertificates::noting(const Async<TestReport> &test)
{
    return test.then(this, [this](const Result<TestReport> &report) {
        return (report ? note(report->attempt) : ready<Done>(Done{}))
            .then(this, [report](const Result<Done> &) { return report; });
    });
}

Async<Done> LocalCertificates::note(const Attempt &attempt)
{
    const std::optional<Certificate> seen = certificateSeen(attempt);
    if (!seen)
        return ready<Done>(Done{});
    return m_parts.store.write<Done>([seen](store::Connection &connection) {
        return store::noteCertificate(connection, *seen).map([](bool) { return Done{}; });
    });
}

} // namespace tacklebox::engine
