// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/usagecommand.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

QString counted(const std::optional<qint64> &count)
{
    return count ? QString::number(*count) : u"–"_s;
}

void tell(const Output &output, const SubscriberUsage &usage)
{
    if (output.isJson()) {
        Json shown;
        shown["usage"] = json::usage(usage);
        return output.document(shown);
    }
    output.table({{u"ID"_s, u"CALLS"_s, u"ERRORS"_s, u"ERRORS IN A ROW"_s},
                  {{usage.subscriber.value,
                    counted(usage.calls),
                    counted(usage.errors),
                    counted(usage.consecutiveErrors)}}});
    if (!usage.calls && !usage.errors && !usage.consecutiveErrors)
        output.note(
            Texts::tr("The server gave no figures: it has none yet, or this account may not read them."));
    if (!usage.lastError.isEmpty())
        output.text(Texts::tr("Last error: %1").arg(usage.lastError));
}

void showUsage(Session &session, const Arguments &arguments)
{
    session.with(session.backend().usage({arguments.words().first()}, {}),
                 [&session](const SubscriberUsage &usage) {
                     tell(session.output(), usage);
                     session.finish();
                 });
}

} // namespace

Command usageCommand()
{
    return {"subscribers usage",
            "ID",
            QT_TRANSLATE_NOOP("Tackle", "how often one was called and failed, where the server counts that"),
            1,
            1,
            {},
            showUsage};
}

} // namespace tacklebox::tackle
