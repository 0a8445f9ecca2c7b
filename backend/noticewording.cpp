// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/notice.h"

#include "backend/wording.h"
#include "core/callbackurl.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::wording {

namespace {

constexpr qsizetype kShownResponse = 600; // characters of it
constexpr qsizetype kShownName = 120;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(MailWording)
};

// On one line, whatever somebody wrote.
QString line(const QString &text, qsizetype most = 300)
{
    QString clean = text;
    std::ranges::replace_if(
        clean, [](QChar c) { return c.category() == QChar::Other_Control; }, QChar(u' '));
    clean = clean.simplified();
    return clean.size() > most ? clean.left(most) + u'…' : clean;
}

QString time(std::optional<Instant> at)
{
    return at ? toIso(*at).left(16).replace(u'T', u' ') + u" UTC"_s : QString();
}

QString subjectOf(const Notice &notice)
{
    const QString name = line(notice.subscriber, kShownName);
    switch (notice.kind) {
    case MailKind::JobFailing:
        return Texts::tr("%1: a job has failed %n time(s)", nullptr, notice.tries).arg(name);
    case MailKind::JobGivenUp:
        return Texts::tr("%1: a job was given up").arg(name);
    case MailKind::SubscriberWarned:
        return Texts::tr("%1 will be stopped").arg(name);
    case MailKind::SubscriberStopped:
        return Texts::tr("%1 was stopped").arg(name);
    }
    return name;
}

QString opening(const Notice &notice)
{
    const QString name = line(notice.subscriber, kShownName);
    const int failures = notice.health.failures;
    const QString since = time(notice.health.since);
    switch (notice.kind) {
    case MailKind::JobFailing:
        return Texts::tr("A job for the subscriber “%1” has failed %n time(s). It goes on being tried.",
                         nullptr,
                         notice.tries)
            .arg(name);
    case MailKind::JobGivenUp:
        return Texts::tr("A job for the subscriber “%1” was given up after %n failed try(ies).",
                         nullptr,
                         notice.tries)
            .arg(name);
    case MailKind::SubscriberWarned:
        return Texts::tr("The subscriber “%1” has failed %n time(s) in a row since %2. If nothing changes it "
                         "will be stopped, and its jobs will be held.",
                         nullptr,
                         failures)
            .arg(name, since);
    case MailKind::SubscriberStopped:
        return notice.health.reason == StopReason::Gone
            ? Texts::tr("The subscriber “%1” was stopped: its receiver answered 410, which says that it "
                        "wants nothing any more. Its jobs are held.")
                  .arg(name)
            : Texts::tr("The subscriber “%1” was stopped after %n failure(s) in a row since %2. Its jobs "
                        "are held.",
                        nullptr,
                        failures)
                  .arg(name, since);
    }
    return {};
}

QString nextStep(const Notice &notice)
{
    const QString &id = notice.subscriberId.value;
    const QString test = Texts::tr("Find out why: tackle test --subscriber %1").arg(id);
    switch (notice.kind) {
    case MailKind::JobFailing:
        return test;
    case MailKind::JobGivenUp:
        return test + u'\n'
            + Texts::tr("Send it again once that is mended: tackle jobs replay %1").arg(notice.job.value);
    case MailKind::SubscriberWarned:
        return test;
    case MailKind::SubscriberStopped:
        return test + u'\n' + Texts::tr("A test that passes starts it again, and its held jobs are sent.");
    }
    return {};
}

void addFact(QStringList &lines, const QString &label, const QString &value)
{
    if (!value.isEmpty())
        lines += u"  %1: %2"_s.arg(label, value);
}

QStringList facts(const Notice &notice)
{
    QStringList lines;
    addFact(
        lines, Texts::tr("Subscriber"), u"%1 (%2)"_s.arg(line(notice.subscriber), notice.subscriberId.value));
    addFact(lines, Texts::tr("Callback URL"), line(urlWithoutCredentials(notice.callbackUrl), 500));
    addFact(lines, Texts::tr("Job"), notice.job.value);
    addFact(lines, Texts::tr("Event"), line(notice.eventType));
    addFact(lines, Texts::tr("Order"), line(notice.orderId));
    addFact(lines, Texts::tr("Tried", "when"), time(notice.attempt.at));
    return lines;
}

// How the response begins, each line marked: nobody takes it for this mail's own words.
QStringList response(const ReceivedResponse &response)
{
    const QString text = QString::fromUtf8(response.body.left(kShownResponse * 4)).left(kShownResponse);
    QStringList lines;
    for (const QString &one : text.split(u'\n')) {
        if (const QString shown = line(one); !shown.isEmpty())
            lines += u"  | "_s + shown;
    }
    if (!lines.isEmpty() && (response.truncated || QString::fromUtf8(response.body).size() > kShownResponse))
        lines += u"  | …"_s;
    return lines;
}

} // namespace

MailText mailText(const Notice &notice)
{
    QStringList lines{opening(notice), {}};
    lines += facts(notice);
    lines += {QString(), Texts::tr("The last answer")};
    const Attempt &attempt = notice.attempt;
    addFact(lines, Texts::tr("Outcome"), word(attempt.outcome));
    if (attempt.statusCode)
        addFact(lines, Texts::tr("Status code"), QString::number(*attempt.statusCode));
    addFact(lines, Texts::tr("Error"), line(attempt.error));
    lines += response(attempt.response);
    lines += {QString(), Texts::tr("What to do"), nextStep(notice), QString(), u"-- "_s};
    lines += Texts::tr("Tacklebox wrote this by itself. “Notify by e-mail” of the subscriber turns it off.");
    return {u"[Tacklebox] "_s + subjectOf(notice), lines.join(u'\n')};
}

QString joinedText(const Mail &mail)
{
    if (mail.joined < 1)
        return {};
    return Texts::tr("This mail stands for %n more of the same kind.", nullptr, int(mail.joined));
}

MailText testMailText()
{
    return {u"[Tacklebox] "_s + Texts::tr("A test of the mail server"),
            Texts::tr("This is a test: mail from Tacklebox arrives here.")};
}

} // namespace tacklebox::wording
