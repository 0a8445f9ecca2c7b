// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/paging.h"

#include "backend/notice.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// A mail that was never tried has nothing to say of its last try.
Json lastTry(const Mail &mail)
{
    if (!mail.last.fault && mail.last.text.isEmpty())
        return {};
    return {
        {"fault", mail.last.fault ? json::text(toText(*mail.last.fault)) : Json()},
        {"code", mail.last.code > 0 ? Json(mail.last.code) : Json()},
        {"answer", json::text(mail.last.text)},
        {"summary", json::text(wording::sentence(mail.last))},
        {"advice", json::text(wording::advice(mail.last))},
    };
}

Json toJson(const Mail &mail)
{
    return {
        {"id", json::text(mail.id.value)},
        {"kind", json::text(toText(mail.kind))},
        {"state", json::text(toText(mail.state))},
        {"subscriber_id", json::text(mail.subscriberId.value)},
        {"recipient", json::text(mail.recipient)},
        {"subject", json::text(mail.subject)},
        {"joined", mail.joined},
        {"tries", mail.tries},
        {"created_at", json::instant(mail.createdAt)},
        {"next_try_at", json::instant(mail.nextTryAt)},
        {"ended_at", json::instant(mail.endedAt)},
        {"last_try", lastTry(mail)},
    };
}

QString why(const Mail &mail)
{
    return mail.last.fault ? wording::sentence(mail.last) : QString();
}

void listMails(Session &session, const Arguments &arguments)
{
    const auto page = pageFrom(arguments);
    if (!page)
        return session.finish(page.error());
    session.with(session.services().mails().mails(*page, {}), [&session](const Page<Mail> &found) {
        if (session.output().isJson()) {
            Json rows = Json::array();
            for (const Mail &mail : found.rows)
                rows.push_back(toJson(mail));
            session.output().document(json::list(std::move(rows), json::factsOf(found)));
            return session.finish();
        }
        Table table{{u"ID"_s, u"CREATED"_s, u"STATE"_s, u"TO"_s, u"SUBJECT"_s, u"MORE"_s, u"WHY"_s}, {}};
        for (const Mail &mail : found.rows)
            table.rows += {mail.id.value,
                           shown(mail.createdAt),
                           wording::word(mail.state),
                           mail.recipient,
                           shortened(mail.subject, 60),
                           mail.joined > 0 ? u"+%1"_s.arg(mail.joined) : QString(),
                           why(mail)};
        showTable(session.output(), table, json::factsOf(found));
        session.finish();
    });
}

void showMail(Session &session, const Arguments &arguments)
{
    const MailId id{arguments.words().first()};
    session.with(session.services().mails().mail(id, {}), [&session](const Mail &mail) {
        Json members = toJson(mail);
        if (session.output().isJson()) {
            members["body"] = json::text(mail.body);
            session.output().document(members);
            return session.finish();
        }
        session.output().members(members);
        session.output().text({});
        session.output().text(mail.body);
        session.finish();
    });
}

void testMail(Session &session, const Arguments &arguments)
{
    const QString address = arguments.words().first();
    session.with(session.services().mails().test(address), [&session, address](const MailOutcome &outcome) {
        const QString summary = outcome.fault
            ? wording::sentence(outcome)
            : Texts::tr("The mail server took a test mail for %1.").arg(address);
        const QString advice = wording::advice(outcome);
        if (session.output().isJson()) {
            session.output().document({
                {"sent", !outcome.fault},
                {"fault", outcome.fault ? json::text(toText(*outcome.fault)) : Json()},
                {"code", outcome.code > 0 ? Json(outcome.code) : Json()},
                {"answer", json::text(outcome.text)},
                {"summary", json::text(summary)},
                {"advice", json::text(advice)},
            });
        } else {
            session.output().text(summary);
            if (!advice.isEmpty())
                session.output().text(advice);
        }
        session.finish(outcome.fault ? 1 : 0);
    });
}

} // namespace

std::vector<Command> mailCommands()
{
    return {
        {"mails list",
         "",
         QT_TRANSLATE_NOOP("Tackle", "the e-mails of this profile, and what became of them"),
         0,
         0,
         withPageOptions({}),
         listMails},
        {"mails show", "ID", QT_TRANSLATE_NOOP("Tackle", "one of them with its text"), 1, 1, {}, showMail},
        {"settings test-mail",
         "ADDRESS",
         QT_TRANSLATE_NOOP("Tackle", "send a test mail now, and say what the mail server makes of it"),
         1,
         1,
         {},
         testMail},
    };
}

} // namespace tacklebox::tackle
