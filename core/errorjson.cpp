// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/json.h"

#include "core/foreigntext.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace tacklebox {

QLatin1StringView toText(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Failed:
        return "failed"_L1;
    case ErrorKind::Usage:
        return "usage"_L1;
    case ErrorKind::NotAuthorised:
        return "not_authorised"_L1;
    case ErrorKind::NotFound:
        return "not_found"_L1;
    case ErrorKind::Conflict:
        return "conflict"_L1;
    case ErrorKind::InvalidValue:
        return "invalid_value"_L1;
    case ErrorKind::Unreachable:
        return "unreachable"_L1;
    case ErrorKind::Unsupported:
        return "unsupported"_L1;
    case ErrorKind::Cancelled:
        return "cancelled"_L1;
    }
    return "failed"_L1;
}

namespace json {

Json error(const Error &error, const QString &sentence)
{
    Json findings = Json::array();
    for (const Finding &finding : error.findings)
        findings.push_back({{"field", text(finding.field)}, {"text", text(foreignText(finding.text))}});
    return {{"error",
             {{"kind", text(toText(error.kind))},
              {"detail", text(sentence)},
              {"field", text(error.field)},
              {"remote_status", text(error.remoteStatus)},
              {"http_status", error.httpStatus == 0 ? Json() : Json(error.httpStatus)},
              {"findings", std::move(findings)}}}};
}

} // namespace json
} // namespace tacklebox
