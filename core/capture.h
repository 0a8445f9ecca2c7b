// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A request that the local receiver caught, with what it answered and what it made of the signature.
#pragma once

#include "core/headers.h"
#include "core/ids.h"
#include "core/instant.h"
#include "core/page.h"

#include <optional>

namespace tacklebox {

enum class SignatureCheck { NotChecked, Valid, Invalid, Missing };

[[nodiscard]] QLatin1StringView toText(SignatureCheck check);

struct Capture
{
    CaptureId id;
    Instant at;
    QByteArray method;
    QString target; // path and query as they came
    Headers headers;
    QByteArray body; // only where one capture was asked for, or just came
    qint64 bodyBytes = 0;
    bool truncated = false;
    QString peer;
    int answered = 200;
    SignatureCheck signature = SignatureCheck::NotChecked;

    bool operator==(const Capture &) const = default;
};

struct CaptureQuery
{
    QString search;
    PageRequest page;
    bool count = false;
};

} // namespace tacklebox
