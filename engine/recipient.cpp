// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/recipient.h"

#include "transport/requesturl.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

LaneRule laneRuleFrom(const Fields &fields)
{
    LaneRule rule;
    const QString url = fields.value("callback_url"_L1).toString();
    rule.origin = transport::originOf(transport::wireUrl(url)).toByteArray();
    if (const int most = fields.value("max_in_flight"_L1).toInt(); most > 0)
        rule.most = most;
    rule.perSecond = fields.value("rate_per_second"_L1).toDouble();
    rule.isOrdered = fields.value("ordered"_L1).toBool();
    return rule;
}

Result<Recipient> recipientFrom(const Fields &fields, const ViewTemplates &views)
{
    Recipient recipient;
    recipient.url = fields.value("callback_url"_L1).toString();
    recipient.lane = laneRuleFrom(fields);
    recipient.notifies = fields.value("notify"_L1).toBool();
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
    recipient.health = healthRuleFor(recipient.retry);

    const QString scheme = fields.value("signing_scheme"_L1).toString(u"none"_s);
    const std::optional<SigningScheme> known = signingSchemeFrom(scheme);
    if (!known)
        return fail(invalid(Reason::SchemeUnknown, u"signing_scheme"_s, scheme));
    recipient.scheme = *known;
    if (fields.value("signature_digest"_L1).toString() == "sha1"_L1)
        recipient.hookshot.digest = Digest::Sha1;
    recipient.hookshot.isPrefixed = fields.value("signature_prefix"_L1).toBool();

    Result<Headers> headers = headersFrom(fields.value("headers"_L1), u"headers"_s);
    if (!headers)
        return fail(headers.error());
    recipient.headers = std::move(*headers);

    Result<BodyRules> body = bodyRulesFrom(fields, views);
    if (!body)
        return fail(body.error());
    recipient.body = std::move(*body);
    return recipient;
}

} // namespace tacklebox::engine
