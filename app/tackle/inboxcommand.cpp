// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/interruption.h"
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

Result<Done> takeNumbers(const Arguments &arguments, InboxProgram &program)
{
    constexpr int kLongestDelay = 600'000;
    const auto respond = arguments.number("respond"_L1, 100, 599);
    if (!respond)
        return fail(respond.error());
    const auto delay = arguments.number("delay"_L1, 0, kLongestDelay);
    if (!delay)
        return fail(delay.error());
    const auto failEvery = arguments.number("fail-every"_L1, 1, kAnyNumber);
    if (!failEvery)
        return fail(failEvery.error());
    program.respond = respond->value_or(program.respond);
    program.delay = std::chrono::milliseconds(delay->value_or(0));
    program.failEvery = failEvery->value_or(program.failEvery);
    return Done();
}

Result<InboxProgram> programFrom(const Arguments &arguments)
{
    InboxProgram program;
    if (arguments.has("listen"_L1))
        program.listen = arguments.value("listen"_L1);
    if (const auto taken = takeNumbers(arguments, program); !taken)
        return fail(taken.error());
    auto signing = signingFrom(arguments);
    if (!signing)
        return fail(signing.error());
    if (signing->scheme != SigningScheme::None)
        program.scheme = toText(signing->scheme);
    program.secret = std::move(signing->secret);

    program.certificateFile = arguments.value("certificate"_L1);
    program.keyFile = arguments.value("key"_L1);
    if (program.certificateFile.isEmpty() != program.keyFile.isEmpty())
        return fail(usage(Texts::tr("--certificate and --key go together.")));
    return program;
}

void tell(const Output &output, const Capture &capture)
{
    if (output.isJson())
        return output.line(json::capture(capture));
    QString line
        = u"%1  %2 %3  %4  "_s.arg(shown(capture.at), QString::fromLatin1(capture.method), capture.target)
              .arg(capture.answered)
        + Texts::tr("%n byte(s)", nullptr, int(capture.body.size()));
    if (capture.signature != SignatureCheck::NotChecked)
        line += u"  "_s + wording::word(capture.signature);
    output.text(line);
}

void inbox(Session &session, const Arguments &arguments)
{
    const auto program = programFrom(arguments);
    if (!program)
        return session.finish(program.error());

    Inbox &inbox = session.services().inbox();
    auto *interruption = new Interruption(&session);
    QObject::connect(interruption, &Interruption::requested, &session, [&session] {
        session.services().inbox().stop();
        session.finish();
    });
    QObject::connect(&inbox, &Inbox::captured, &session, [&session](const QList<Capture> &captures) {
        for (const Capture &capture : captures)
            tell(session.output(), capture);
    });
    session.with(inbox.listen(*program), [&session](const QString &url) {
        if (session.output().isJson())
            session.output().line({{"url", json::text(url)}});
        else
            session.output().text(Texts::tr("Listening at %1; end with Ctrl+C.").arg(url));
    });
}

} // namespace

std::vector<Command> inboxCommands()
{
    return {{"inbox",
             "",
             QT_TRANSLATE_NOOP("Tackle", "receive here: show each request that arrives, until Ctrl+C"),
             0,
             0,
             withSigningOptions({
                 {"listen",
                  Takes::Value,
                  "ADDRESS",
                  QT_TRANSLATE_NOOP("Tackle", "where; 127.0.0.1:0, any free port, unless given")},
                 {"respond",
                  Takes::Value,
                  "CODE",
                  QT_TRANSLATE_NOOP("Tackle", "what to answer; 200 unless given")},
                 {"delay", Takes::Value, "MS", QT_TRANSLATE_NOOP("Tackle", "how long to take over it")},
                 {"fail-every",
                  Takes::Value,
                  "N",
                  QT_TRANSLATE_NOOP("Tackle", "answer 500 to each N-th request")},
                 {"certificate",
                  Takes::Value,
                  "FILE",
                  QT_TRANSLATE_NOOP("Tackle", "speak TLS with this certificate, PEM")},
                 {"key", Takes::Value, "FILE", QT_TRANSLATE_NOOP("Tackle", "its private key, PEM")},
             }),
             inbox}};
}

} // namespace tacklebox::tackle
