// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/recipient.h"

#include "transport/requesturl.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

Result<Recipient> recipientFrom(const Fields &fields)
{
    Recipient recipient;
    recipient.url = fields.value("callback_url"_L1).toString();
    recipient.lane.origin = transport::originOf(transport::wireUrl(recipient.url)).toByteArray();
    recipient.timeout = std::chrono::milliseconds(fields.value("timeout_ms"_L1).toInteger(15000));

    Result<SuccessRule> success
        = successRuleFrom(fields.value("success_code"_L1).toString(), u"success_code"_s);
    if (!success)
        return fail(success.error());
    recipient.success = std::move(*success);

    Result<RetryPolicy> retry
        = retryPolicyFrom(fields.value("retry_policy"_L1).toString(), u"retry_policy"_s);
    if (!retry)
        return fail(retry.error());
    recipient.retry = std::move(*retry);

    const QString scheme = fields.value("signing_scheme"_L1).toString(u"none"_s);
    const std::optional<SigningScheme> known = signingSchemeFrom(scheme);
    if (!known)
        return fail(invalid(Reason::SchemeUnknown, u"signing_scheme"_s, scheme));
    recipient.scheme = *known;

    Result<Headers> headers = headersFrom(fields.value("headers"_L1), u"headers"_s);
    if (!headers)
        return fail(headers.error());
    recipient.headers = std::move(*headers);
    return recipient;
}

} // namespace tacklebox::engine
