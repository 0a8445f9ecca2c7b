// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/signingoptions.h"

#include "app/tackle/inputfile.h"

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

std::vector<Option> withSigningOptions(std::vector<Option> options)
{
    options.push_back(
        {"scheme", Takes::Value, "SCHEME", QT_TRANSLATE_NOOP("Tackle", "how it is signed: hookshot")});
    options.push_back({"secret-file",
                       Takes::Value,
                       "FILE",
                       QT_TRANSLATE_NOOP("Tackle", "the secret it is signed with; - for standard input")});
    return options;
}

Result<Signing> signingFrom(const Arguments &arguments)
{
    const QString name = arguments.value("scheme"_L1);
    const bool hasFile = arguments.has("secret-file"_L1);
    if (name.isEmpty() && !hasFile)
        return Signing();

    const auto scheme = signingSchemeFrom(name);
    if (!scheme)
        return fail(name.isEmpty() ? invalid(Reason::Required, u"scheme"_s)
                                   : invalid(Reason::SchemeUnknown, u"scheme"_s, name));
    if (*scheme == SigningScheme::None)
        return Signing();
    if (!hasFile)
        return fail(invalid(Reason::SecretMissing, u"secret-file"_s));
    auto secret = readSecret(arguments.value("secret-file"_L1), u"secret-file"_s);
    if (!secret)
        return fail(secret.error());
    return Signing{*scheme, *std::move(secret)};
}

} // namespace tacklebox::tackle
