// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/inputfile.h"
#include "app/tackle/jobreport.h"
#include "app/tackle/signingoptions.h"

#include "backend/testwording.h"
#include "backend/wording.h"
#include "core/callbackurl.h"
#include "core/payload.h"
#include "core/successcode.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

Result<Done> takeTarget(const Arguments &arguments, TestRequest &request)
{
    const bool hasSubscriber = arguments.has("subscriber"_L1);
    if (hasSubscriber == !arguments.words().isEmpty())
        return fail(usage(Texts::tr("Give a URL, or --subscriber ID: one of the two.")));
    if (hasSubscriber) {
        for (const auto option : {"success-code"_L1, "scheme"_L1, "secret-file"_L1}) {
            if (arguments.has(option))
                return fail(usage(Texts::tr("--%1 is the subscriber's own here.").arg(option)));
        }
        request.target = SubscriberId{arguments.value("subscriber"_L1)};
        return Done();
    }
    const QString url = arguments.words().first();
    if (const auto wrong = checkCallbackUrl(url, u"url"_s))
        return fail(*wrong);
    request.target = url;
    return Done();
}

Result<Done> takeContent(const Arguments &arguments, TestRequest &request)
{
    request.eventType = arguments.value("event"_L1);
    for (const QString &line : arguments.values("header"_L1)) {
        auto header = headerFrom(line, u"header"_s);
        if (!header)
            return fail(header.error());
        request.headers += *std::move(header);
    }
    if (!arguments.has("data"_L1))
        return Done();
    auto payload = readInput(arguments.value("data"_L1), u"data"_s, kMaxPayloadBytes);
    if (!payload)
        return fail(payload.error());
    if (const auto wrong = checkPayload(*payload, u"data"_s))
        return fail(*wrong);
    request.payload = *std::move(payload);
    return Done();
}

Result<Done> takeRules(const Arguments &arguments, TestRequest &request)
{
    request.successCode = arguments.value("success-code"_L1);
    if (const auto rule = successRuleFrom(request.successCode, u"success-code"_s); !rule)
        return fail(rule.error());
    auto signing = signingFrom(arguments);
    if (!signing)
        return fail(signing.error());
    if (signing->scheme != SigningScheme::None)
        request.scheme = toText(signing->scheme);
    request.secret = std::move(signing->secret);
    if (arguments.has("allow-private"_L1))
        request.addresses = AddressPolicy::AllowPrivate;
    return Done();
}

void tell(const Output &output, const TestReport &report)
{
    const wording::Verdict verdict = wording::verdict(report);
    if (output.isJson()) {
        Json shown = json::attempt(report.attempt);
        const QLatin1StringView outcome = toText(report.attempt.outcome);
        shown["verdict"] = {{"outcome", json::text(outcome)},
                            {"summary", json::text(verdict.summary)},
                            {"advice", json::text(verdict.advice)}};
        shown["started"] = report.hasStarted;
        return output.document(shown);
    }
    output.text(verdict.summary);
    if (!verdict.advice.isEmpty())
        output.text(verdict.advice);
    output.text({});
    showAttempt(output, report.attempt);
}

// The vendor's server sends what it likes, as it knows the subscriber.
Result<SubscriberId> vendorTarget(const Arguments &arguments)
{
    if (arguments.value("via"_L1) != "vendor"_L1)
        return fail(
            usage(Texts::tr("--via goes with vendor, not with “%1”.").arg(arguments.value("via"_L1))));
    if (!arguments.has("subscriber"_L1) || !arguments.words().isEmpty())
        return fail(usage(Texts::tr("--via vendor goes with --subscriber ID and no URL.")));
    for (const auto option : {"event"_L1,
                              "data"_L1,
                              "header"_L1,
                              "success-code"_L1,
                              "scheme"_L1,
                              "secret-file"_L1,
                              "allow-private"_L1}) {
        if (arguments.has(option))
            return fail(usage(Texts::tr("--%1 is the vendor's own here.").arg(option)));
    }
    return SubscriberId{arguments.value("subscriber"_L1)};
}

void testAtVendor(Session &session, const Arguments &arguments)
{
    const auto id = vendorTarget(arguments);
    if (!id)
        return session.finish(id.error());
    session.with(session.backend().testAtVendor(*id, {}), [&session, id](Done) {
        if (session.output().isJson())
            session.output().document({{"subscriber_id", json::text(id->value)}, {"accepted", true}});
        else
            session.output().text(
                Texts::tr("The vendor's server posted a test, and the target accepted it."));
        session.finish();
    });
}

void test(Session &session, const Arguments &arguments)
{
    if (arguments.has("via"_L1))
        return testAtVendor(session, arguments);
    TestRequest request;
    for (auto take : {takeTarget, takeContent, takeRules}) {
        if (const auto taken = take(arguments, request); !taken)
            return session.finish(taken.error());
    }
    session.with(session.backend().test(request, {}), [&session](const TestReport &report) {
        tell(session.output(), report);
        session.finish(report.attempt.outcome == Outcome::Delivered ? 0 : 1);
    });
}

} // namespace

std::vector<Command> testCommands()
{
    return {
        {"test",
         "[URL]",
         QT_TRANSLATE_NOOP("Tackle",
                           "send one request now, from this computer, and say what the receiver makes of it"),
         0,
         1,
         withSigningOptions({
             {"subscriber",
              Takes::Value,
              "ID",
              QT_TRANSLATE_NOOP("Tackle", "to this one, with its own headers and signature")},
             {"via",
              Takes::Value,
              "vendor",
              QT_TRANSLATE_NOOP("Tackle", "sent by the vendor's server instead, where that can")},
             {"event", Takes::Value, "TYPE", QT_TRANSLATE_NOOP("Tackle", "the invented sample of that type")},
             {"data", Takes::Value, "FILE", QT_TRANSLATE_NOOP("Tackle", "an own body; - for standard input")},
             {"header", Takes::Values, "'NAME: VALUE'", QT_TRANSLATE_NOOP("Tackle", "a header to send")},
             {"success-code",
              Takes::Value,
              "CODE",
              QT_TRANSLATE_NOOP("Tackle", "what counts as accepted; any 2xx unless given")},
             {"allow-private",
              Takes::Nothing,
              nullptr,
              QT_TRANSLATE_NOOP("Tackle", "also to an address that is not public")},
         }),
         test}};
}

} // namespace tacklebox::tackle
