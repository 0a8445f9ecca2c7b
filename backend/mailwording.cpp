// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/notice.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tacklebox::wording {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(MailWording)
};

// A full stop where the server didn't set one.
QString withServersWords(const QString &sentence, const QString &words)
{
    if (words.isEmpty())
        return sentence + u'.';
    return u"%1: %2"_s.arg(sentence, words.simplified()) + (words.trimmed().endsWith(u'.') ? u""_s : u"."_s);
}

QString whatHappened(MailFault fault)
{
    switch (fault) {
    case MailFault::ServerMissing:
        return Texts::tr("No mail server is set");
    case MailFault::PasswordSealed:
        return Texts::tr("The mail server's password can't be opened");
    case MailFault::Unreachable:
        return Texts::tr("The mail server can't be reached");
    case MailFault::TlsMissing:
        return Texts::tr("The mail server offers no TLS, and a password never goes out in clear");
    case MailFault::TlsFailed:
        return Texts::tr("TLS with the mail server failed");
    case MailFault::AuthRefused:
        return Texts::tr("The mail server refused the user name or the password");
    case MailFault::SenderRefused:
        return Texts::tr("The mail server refused the sender's address");
    case MailFault::RecipientRefused:
        return Texts::tr("The mail server refused the recipient");
    case MailFault::Refused:
        return Texts::tr("The mail server refused the mail");
    case MailFault::TimedOut:
        return Texts::tr("The mail server took too long to answer");
    case MailFault::ClosedEarly:
        return Texts::tr("The mail server went away in the middle");
    case MailFault::Aborted:
        return Texts::tr("It was ended while it was under way");
    }
    return {};
}

} // namespace

QString word(MailKind kind)
{
    switch (kind) {
    case MailKind::JobFailing:
        return Texts::tr("A job keeps failing", "what an e-mail tells of");
    case MailKind::JobGivenUp:
        return Texts::tr("A job was given up", "what an e-mail tells of");
    case MailKind::SubscriberWarned:
        return Texts::tr("A subscriber will be stopped", "what an e-mail tells of");
    case MailKind::SubscriberStopped:
        return Texts::tr("A subscriber was stopped", "what an e-mail tells of");
    }
    return {};
}

QString word(MailState state)
{
    switch (state) {
    case MailState::Waiting:
        return Texts::tr("Waiting", "state of an e-mail");
    case MailState::Sending:
        return Texts::tr("Sending", "state of an e-mail");
    case MailState::Sent:
        return Texts::tr("Sent", "state of an e-mail");
    case MailState::Failed:
        return Texts::tr("Failed", "state of an e-mail: given up");
    case MailState::Unsure:
        return Texts::tr("May have been sent", "state of an e-mail");
    }
    return {};
}

QString sentence(const MailOutcome &outcome)
{
    if (!outcome.fault)
        return withServersWords(Texts::tr("The mail server took it"), outcome.text);
    const QString sentence = withServersWords(whatHappened(*outcome.fault), outcome.text);
    return outcome.mayHaveArrived
        ? Texts::tr("%1 The whole mail was handed over, so it may have been sent.").arg(sentence)
        : sentence;
}

QString advice(const MailOutcome &outcome)
{
    if (!outcome.fault)
        return {};
    switch (*outcome.fault) {
    case MailFault::ServerMissing:
        return Texts::tr("Set smtp_url, as smtp://mail.example.com:587, and smtp_from.");
    case MailFault::PasswordSealed:
        return Texts::tr("Set smtp_password again.");
    case MailFault::Unreachable:
    case MailFault::TimedOut:
        return Texts::tr("Check host and port in smtp_url, and whether a firewall lies between.");
    case MailFault::TlsMissing:
        return Texts::tr("Use the server's port for submission (587), or smtps:// (465).");
    case MailFault::TlsFailed:
        return Texts::tr(
            "Check the host's name in smtp_url; name the certificates of your own authority in ca_file.");
    case MailFault::AuthRefused:
        return Texts::tr("Check smtp_user and set smtp_password again.");
    case MailFault::SenderRefused:
        return Texts::tr("Set smtp_from to an address that this server sends for.");
    case MailFault::RecipientRefused:
        return Texts::tr("Check the address; some servers want a user name and password first.");
    case MailFault::Refused:
    case MailFault::ClosedEarly:
    case MailFault::Aborted:
        break;
    }
    return {};
}

} // namespace tacklebox::wording
