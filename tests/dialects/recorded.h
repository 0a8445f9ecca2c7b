// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Recorded requests and replies of the remote APIs: one file a request, with the replies that it may get.
//
//   what stands above the first section is for people
//   === case
//   {"operation": "update", "id": "17", "changes": {…}}
//   === request
//   PUT https://api.example.com/…        method and URL; the headers that have to be there; the body
//   === reply saved
//   200                                  status; headers; the body, byte by byte
//   === expect
//   {"id": "17"}                         what the reply reads to; see tst_contract.cpp
//
// `account.json` beside them is the account that asks; a case may say otherwise in its own `account`.
#pragma once

#include "dialects/access.h"

namespace tacklebox::dialects::test {

struct RecordedReply
{
    QString name;
    Response response;
    QJsonObject expected;
};

struct RecordedPair
{
    QString dialect;
    QString name; // of its file
    QString operation;
    QJsonObject given; // the case
    Access access;
    Request request; // its headers are those that have to be there, and maybe not all
    QList<RecordedReply> replies;
};

// The account of `recorded/DIALECT`. Like the next one, it ends the test where a file is not as it must be.
[[nodiscard]] Access recordedAccount(const QString &dialect);
[[nodiscard]] QList<RecordedPair> recordedPairs(const QString &dialect);

} // namespace tacklebox::dialects::test
