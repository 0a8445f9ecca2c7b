// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/inputfile.h"
#include "app/tackle/signingoptions.h"

#include "backend/wording.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// One "Name: Value" a line; a request line above them and empty lines are passed over.
Result<Headers> readHeaders(const QString &file)
{
    const auto bytes = readInput(file, u"headers"_s, kMaxPayloadBytes);
    if (!bytes)
        return fail(bytes.error());
    Headers headers;
    for (const QByteArray &line : bytes->split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && !line.first(colon).contains(' '))
            headers += Header{line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()};
    }
    return headers;
}

void tell(const Output &output, SignatureCheck check)
{
    if (output.isJson())
        output.document({{"signature", json::text(toText(check))}});
    else
        output.text(wording::word(check));
}

void verifySignature(Session &session, const Arguments &arguments)
{
    for (const auto option : {"scheme"_L1, "secret-file"_L1, "headers"_L1, "body"_L1}) {
        if (!arguments.has(option))
            return session.finish(usage(Texts::tr("--%1 is missing.").arg(option)));
    }
    const auto signing = signingFrom(arguments);
    if (!signing)
        return session.finish(signing.error());
    if (signing->scheme == SigningScheme::None)
        return session.finish(invalid(Reason::UnknownChoice, u"scheme"_s, arguments.value("scheme"_L1)));
    const auto headers = readHeaders(arguments.value("headers"_L1));
    if (!headers)
        return session.finish(headers.error());
    const auto body = readInput(arguments.value("body"_L1), u"body"_s);
    if (!body)
        return session.finish(body.error());

    const SignatureCheck check = verify(signing->scheme, signing->secret, *headers, *body);
    tell(session.output(), check);
    session.finish(check == SignatureCheck::Valid ? 0 : 1);
}

} // namespace

std::vector<Command> verifyCommands()
{
    return {{"verify",
             "",
             QT_TRANSLATE_NOOP("Tackle", "check a signature that came with a request"),
             0,
             0,
             withSigningOptions({
                 {"headers",
                  Takes::Value,
                  "FILE",
                  QT_TRANSLATE_NOOP("Tackle", "the request's headers, one a line")},
                 {"body", Takes::Value, "FILE", QT_TRANSLATE_NOOP("Tackle", "its body, byte for byte")},
             }),
             verifySignature,
             Needs::Nothing}};
}

} // namespace tacklebox::tackle
