// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/certificate.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr int kHttpsPort = 443;
constexpr qsizetype kLongestCertificateName = 120; // whoever made it may have written a novel

std::optional<Trust> trustOf(const Attempt &attempt)
{
    switch (attempt.outcome) {
    case Outcome::TlsExpired:
        return Trust::OutOfDate;
    case Outcome::TlsUntrusted:
        return Trust::Untrusted;
    case Outcome::TlsWrongHost:
        return Trust::WrongHost;
    default:
        // Whatever came of the request: the handshake was whole.
        return attempt.timing.tls ? std::optional(Trust::Trusted) : std::nullopt;
    }
}

// One that names its hosts elsewhere may have no subject.
bool showsNone(const TlsFacts &facts)
{
    return facts.subject.isEmpty() && facts.issuer.isEmpty() && !facts.notAfter;
}

// The parts of "CN=a\,b,O=c", still escaped.
QStringList partsOfName(const QString &name)
{
    QStringList parts{QString()};
    bool isEscaped = false;
    for (const QChar character : name) {
        if (character == u',' && !isEscaped) {
            parts.append(QString());
            continue;
        }
        isEscaped = character == u'\\' && !isEscaped;
        parts.last().append(character);
    }
    return parts;
}

QString withoutEscapes(const QString &value)
{
    QString plain;
    bool isEscaped = false;
    for (const QChar character : value) {
        isEscaped = character == u'\\' && !isEscaped;
        if (!isEscaped)
            plain.append(character);
    }
    return plain;
}

} // namespace

QString certificatePlace(const QString &url)
{
    const QUrl parsed(url.trimmed());
    if (parsed.scheme() != "https"_L1 || parsed.host().isEmpty())
        return {};
    const QString host = parsed.host(QUrl::FullyEncoded).toLower();
    const QString shown = host.contains(u':') && !host.startsWith(u'[') ? u'[' + host + u']' : host;
    return shown + u':' + QString::number(parsed.port(kHttpsPort));
}

std::optional<Certificate> certificateSeen(const Attempt &attempt)
{
    if (!attempt.tls || attempt.reused || showsNone(*attempt.tls))
        return {};
    const std::optional<Trust> trust = trustOf(attempt);
    const QString place = trust ? certificatePlace(attempt.request.url) : QString();
    if (place.isEmpty())
        return {};
    return Certificate{place,
                       shortCertificateName(attempt.tls->subject),
                       shortCertificateName(attempt.tls->issuer),
                       attempt.tls->notAfter,
                       *trust,
                       attempt.at};
}

QString shortCertificateName(const QString &name)
{
    const QStringList parts = partsOfName(name);
    for (const QLatin1StringView key : {"CN="_L1, "O="_L1}) {
        for (const QString &part : parts) {
            if (part.startsWith(key) && part.size() > key.size())
                return withoutEscapes(part.sliced(key.size())).simplified().left(kLongestCertificateName);
        }
    }
    return name.simplified().left(kLongestCertificateName);
}

} // namespace tacklebox
