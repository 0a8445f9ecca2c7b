// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "inbox/program.h"

using namespace Qt::StringLiterals;

namespace tacklebox::inbox {

namespace {

constexpr int kLongestDelayMs = 600'000;

Result<Done> checkNumbers(const InboxProgram &program)
{
    if (program.respond < 200 || program.respond > 599)
        return fail(invalid(Reason::OutOfRange, u"respond"_s, QString::number(program.respond)));
    if (program.delay.count() < 0 || program.delay.count() > kLongestDelayMs)
        return fail(invalid(Reason::OutOfRange, u"delay"_s, QString::number(program.delay.count())));
    if (program.failEvery < 0)
        return fail(invalid(Reason::OutOfRange, u"fail_every"_s, QString::number(program.failEvery)));
    return Done{};
}

} // namespace

Result<Program> programFrom(const InboxProgram &program)
{
    if (const Result<Done> checked = checkNumbers(program); !checked)
        return fail(checked.error());
    const QString name = program.scheme.isEmpty() ? u"none"_s : program.scheme;
    const std::optional<SigningScheme> scheme = signingSchemeFrom(name);
    if (!scheme)
        return fail(invalid(Reason::SchemeUnknown, u"scheme"_s, name));
    if (*scheme != SigningScheme::None && program.secret.isEmpty())
        return fail(invalid(Reason::SecretMissing, u"secret"_s, name));
    return Program{program.respond, program.delay, program.failEvery, *scheme, program.secret};
}

Result<transport::ServerOptions> serverOptionsFrom(const InboxProgram &program)
{
    transport::ServerOptions options;
    const qsizetype colon = program.listen.lastIndexOf(u':');
    QString host = program.listen.first(std::max<qsizetype>(colon, 0));
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    if (!host.isEmpty())
        options.address = host;
    bool isNumber = false;
    options.port = program.listen.sliced(colon + 1).toUShort(&isNumber);
    if (!isNumber)
        return fail(invalid(Reason::AddressNotAllowed, u"listen"_s, program.listen));
    options.certificateFile = program.certificateFile;
    options.keyFile = program.keyFile;
    return options;
}

} // namespace tacklebox::inbox
