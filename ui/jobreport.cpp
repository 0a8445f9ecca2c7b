// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jobreport.h"

#include "backend/wording.h"
#include "core/fleetid.h"
#include "models/shorttext.h"
#include "ui/codeview.h"
#include "ui/jsonlayout.h"

#include <QCoreApplication>
#include <QUrl>

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

// What the engine itself puts on a request. Any other header is the subscriber's, and may hold a credential.
constexpr std::array<QByteArrayView, 18> kOwnHeaders{"accept",
                                                     "ce-id",
                                                     "ce-source",
                                                     "ce-specversion",
                                                     "ce-time",
                                                     "ce-type",
                                                     "content-length",
                                                     "content-type",
                                                     "host",
                                                     "user-agent",
                                                     "webhook-id",
                                                     "webhook-timestamp",
                                                     "x-emperor-event",
                                                     "x-github-delivery",
                                                     "x-github-event",
                                                     "x-superoffice-event",
                                                     "x-superoffice-eventid",
                                                     "x-tacklebox-job"};

QString tr(const char *text)
{
    return QCoreApplication::translate("JobReport", text);
}

// For a report that leaves this machine: the query part of a URL may hold credentials.
QString withoutQuery(const QString &url)
{
    return QUrl(url).toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo | QUrl::RemoveFragment);
}

Headers masked(Headers headers)
{
    for (Header &header : headers) {
        const QByteArray name = header.name.toLower();
        if (std::ranges::find(kOwnHeaders, QByteArrayView(name)) == kOwnHeaders.end())
            header.value = "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2";
    }
    return headers;
}

QString statusLine(const Attempt &attempt)
{
    return attempt.statusCode ? u"HTTP %1"_s.arg(*attempt.statusCode) : wording::word(attempt.outcome);
}

QString attemptLines(const Attempt &attempt)
{
    QString text = u"%1. %2  %3  %4"_s.arg(QString::number(attempt.number),
                                           toIso(attempt.at),
                                           statusLine(attempt),
                                           models::durationText(attempt.timing.total));
    if (!attempt.peer.isEmpty())
        text += u"  "_s + attempt.peer;
    if (!attempt.error.isEmpty())
        text += u"\n   "_s + attempt.error;
    return text + u'\n';
}

} // namespace

QString requestText(const Attempt &attempt)
{
    const QString line = QString::fromLatin1(attempt.request.method) + u' ' + attempt.request.url + u'\n';
    return line + headerLines(attempt.request.headers) + u'\n' + readable(indentedJson(attempt.request.body));
}

QString responseText(const Attempt &attempt)
{
    QString text = statusLine(attempt) + u'\n' + headerLines(attempt.response.headers) + u'\n'
        + readable(indentedJson(attempt.response.body));
    if (attempt.response.truncated)
        text += u"\n\n"_s + tr("(the answer was longer; its beginning is kept)");
    return text;
}

QString rawText(const Attempt &attempt)
{
    return QString::fromLatin1(attempt.request.method) + u' ' + attempt.request.url + u'\n'
        + headerLines(attempt.request.headers) + u'\n' + readable(attempt.request.body) + u"\n\n"_s
        + statusLine(attempt) + u'\n' + headerLines(attempt.response.headers) + u'\n'
        + readable(attempt.response.body);
}

QString reportOf(const JobDetail &detail)
{
    const Job &job = detail.job;
    const wording::Verdict verdict = wording::verdict(detail);
    QString text = verdict.summary + u'\n' + verdict.advice + u"\n\n"_s;
    const auto add = [&](const QString &label, const QString &value) {
        if (!value.isEmpty())
            text += label + u": "_s + value + u'\n';
    };
    add(tr("Job"), job.uuid.isEmpty() ? ownText(job.id) : job.uuid);
    add(tr("State"), wording::word(job.state));
    add(tr("Event"), job.eventType);
    add(tr("Order status"), job.status);
    add(tr("Order"), job.orderId);
    add(tr("Subscriber"), job.subscriberName);
    add(tr("Callback URL"), withoutQuery(job.callbackUrl));
    add(tr("Created"), toIso(job.createdAt));
    text += u'\n' + tr("Attempts") + u":\n"_s;
    for (const Attempt &attempt : detail.attemptLog)
        text += attemptLines(attempt);
    if (!detail.attemptLog.isEmpty()) {
        Attempt last = detail.attemptLog.last();
        last.request.headers = masked(last.request.headers);
        last.request.url = withoutQuery(last.request.url);
        last.request.body.clear();
        text += u'\n' + tr("Last request, without its body") + u":\n"_s + requestText(last).trimmed() + u'\n';
        text += u'\n' + tr("Last answer") + u":\n"_s + responseText(last).trimmed() + u'\n';
    }
    return text;
}

} // namespace tacklebox::ui
