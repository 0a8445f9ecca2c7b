// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/attemptrow.h"

#include <QStringList>

#include <algorithm>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

// Room for a million attempts a job.
static constexpr int kNumberBits = 20;

static constexpr char kInsert[]
    = "INSERT INTO attempt (id, at, flags, outcome, status_code, dns, connect, tls, first_byte, total, "
      "error, peer,"
      " tls_facts, method, url, request_headers, request_body, response_headers, response_body)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static constexpr char kOfJob[]
    = "SELECT id, at, flags, outcome, status_code, dns, connect, tls, first_byte, total, error, peer, "
      "tls_facts,"
      " method, url, request_headers, request_body, response_headers, response_body"
      " FROM attempt WHERE id BETWEEN ? AND ? ORDER BY id";

namespace {

enum Flag { kManual = 1, kReused = 2, kTruncated = 4, kDiverted = 8 };

int flagsOf(const Attempt &attempt)
{
    return (attempt.manual ? kManual : 0) | (attempt.reused ? kReused : 0)
        | (attempt.response.truncated ? kTruncated : 0) | (attempt.diverted ? kDiverted : 0);
}

void bind(Statement &statement, const std::optional<Timing::Micros> &phase)
{
    if (phase)
        statement << qint64(phase->count());
    else
        statement << nullptr;
}

void bindText(Statement &statement, const QString &text)
{
    if (text.isEmpty())
        statement << nullptr;
    else
        statement << text;
}

QString packedFacts(const TlsFacts &facts)
{
    const QString notAfter = facts.notAfter ? QString::number(toMillis(*facts.notAfter)) : QString();
    return QStringList{facts.version, facts.cipher, facts.issuer, facts.subject, notAfter}.join(u'\n');
}

std::optional<TlsFacts> unpackedFacts(const QString &lines)
{
    const QStringList parts = lines.split(u'\n');
    if (parts.size() != 5)
        return std::nullopt;
    TlsFacts facts{parts.at(0), parts.at(1), parts.at(2), parts.at(3), {}};
    if (!parts.at(4).isEmpty())
        facts.notAfter = fromMillis(parts.at(4).toLongLong());
    return facts;
}

std::optional<Timing::Micros> phase(const Row &row, int column)
{
    if (row.isNull(column))
        return std::nullopt;
    return Timing::Micros(row.integer(column));
}

Attempt attemptFrom(const Row &row, const QByteArray &payload)
{
    Attempt attempt;
    const qint64 flags = row.integer(2);
    attempt.number = int(row.integer(0) & ((1 << kNumberBits) - 1));
    attempt.at = row.instant(1);
    attempt.manual = flags & kManual;
    attempt.reused = flags & kReused;
    attempt.diverted = flags & kDiverted;
    attempt.outcome = Outcome(row.integer(3));
    if (!row.isNull(4))
        attempt.statusCode = int(row.integer(4));
    attempt.timing
        = {phase(row, 5), phase(row, 6), phase(row, 7), phase(row, 8), Timing::Micros(row.integer(9))};
    attempt.error = row.text(10);
    attempt.peer = row.text(11);
    if (!row.isNull(12))
        attempt.tls = unpackedFacts(row.text(12));
    attempt.request = {row.bytes(13),
                       row.text(14),
                       unpackedHeaders(row.bytes(15)),
                       row.isNull(16) ? payload : row.bytes(16)};
    attempt.response = {unpackedHeaders(row.bytes(17)), row.bytes(18), (flags & kTruncated) != 0};
    return attempt;
}

} // namespace

QByteArray packedHeaders(const Headers &headers)
{
    qsizetype size = 0;
    for (const Header &header : headers)
        size += header.name.size() + header.value.size() + 3;
    QByteArray lines(size, Qt::Uninitialized);
    char *end = lines.data();
    for (const Header &header : headers) {
        end = std::ranges::copy(header.name, end).out;
        *end++ = ':';
        *end++ = ' ';
        end = std::ranges::copy(header.value, end).out;
        *end++ = '\n';
    }
    return lines;
}

Headers unpackedHeaders(const QByteArray &lines)
{
    Headers headers;
    for (const QByteArray &line : lines.split('\n')) {
        const qsizetype colon = line.indexOf(": ");
        if (colon >= 0)
            headers.append({line.left(colon), line.mid(colon + 2)});
    }
    return headers;
}

Result<Done> insertAttempt(Connection &connection, JobKey job, const Attempt &attempt, RequestBody body)
{
    // Bound without a copy: these live until the step.
    const QByteArray requestHeaders = packedHeaders(attempt.request.headers);
    const QByteArray responseHeaders = packedHeaders(attempt.response.headers);
    const QString facts = attempt.tls ? packedFacts(*attempt.tls) : QString();

    Statement &insert = connection.hot(kInsert);
    insert << ((job.value << kNumberBits) | attempt.number) << toMillis(attempt.at) << flagsOf(attempt)
           << int(attempt.outcome);
    if (attempt.statusCode)
        insert << *attempt.statusCode;
    else
        insert << nullptr;
    bind(insert, attempt.timing.dns);
    bind(insert, attempt.timing.connect);
    bind(insert, attempt.timing.tls);
    bind(insert, attempt.timing.firstByte);
    insert << qint64(attempt.timing.total.count());
    bindText(insert, attempt.error);
    bindText(insert, attempt.peer);
    bindText(insert, facts);
    insert << QByteArrayView(attempt.request.method) << attempt.request.url << QByteArrayView(requestHeaders);
    if (body == RequestBody::Stored)
        insert << QByteArrayView(attempt.request.body);
    else
        insert << nullptr;
    insert << QByteArrayView(responseHeaders) << QByteArrayView(attempt.response.body);
    if (!insert.run())
        return fail(connection.lastError());
    return Done{};
}

Result<QList<Attempt>> attemptsOf(Connection &connection, JobKey job, const QByteArray &payload)
{
    const qint64 first = job.value << kNumberBits;
    return connection.all(kOfJob, {first, first | ((1 << kNumberBits) - 1)}, [&payload](const Row &row) {
        return attemptFrom(row, payload);
    });
}

} // namespace tacklebox::store
