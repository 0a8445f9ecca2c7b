// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Certificates in memory: what was seen, what a look shows, and what was looked at.
#pragma once

#include "backend/certificates.h"

#include <vector>

namespace tacklebox::test {

class FakeCertificates final : public Certificates
{
public:
    QList<Certificate> rows; // seen before
    QHash<QString, Attempt> shown; // by URL: what a look at it gives; others can't be connected to
    bool isHolding = false; // looks stay unanswered until answerHeld()

    QStringList looked;
    QList<QStringList> asked;

    Async<QList<Certificate>> seen(QStringList urls, std::stop_token stop) override;
    Async<Attempt> look(QString url, std::stop_token stop) override;
    void answerHeld(); // those that wait just now

private:
    [[nodiscard]] Attempt attemptAt(const QString &url) const;

    std::vector<std::pair<QString, QPromise<Result<Attempt>>>> m_held;
};

// Of the subscribers of test::busySubscribers(): of some of them, good ones and one that is over.
[[nodiscard]] QList<Certificate> busyCertificates(Instant now);

// A whole handshake with the URL's host: its certificate ends then.
[[nodiscard]] Attempt handshakeOf(const QString &url, Instant notAfter,
                                  Outcome outcome = Outcome::Delivered);

} // namespace tacklebox::test
