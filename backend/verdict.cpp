// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/testwording.h"
#include "backend/wording.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace tacklebox::wording {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Verdict)
};

QString hostOf(const QString &url)
{
    const QString host = QUrl(url).host();
    return host.isEmpty() ? url : host;
}

QString duration(const Timing &timing)
{
    const double millis = double(timing.total.count()) / 1000;
    if (millis < 10)
        return Texts::tr("%1 ms").arg(QString::number(millis, 'f', 1));
    return millis < 1000 ? Texts::tr("%1 ms").arg(qRound(millis))
                         : Texts::tr("%1 s").arg(QString::number(millis / 1000, 'f', 1));
}

QString codeText(const Attempt &attempt)
{
    return attempt.statusCode ? QString::number(*attempt.statusCode) : QString();
}

QString ruleText(const QString &successCode)
{
    return successCode.isEmpty() ? u"2xx"_s : successCode;
}

// What stopped it, as the end of "acme.example …".
QString deed(const Attempt &attempt)
{
    switch (attempt.outcome) {
    case Outcome::Delivered:
        return Texts::tr("accepted it with %1").arg(codeText(attempt));
    case Outcome::RefusedStatus:
        return Texts::tr("answered %1").arg(codeText(attempt));
    case Outcome::Redirected:
        return Texts::tr("answered with the redirect %1").arg(codeText(attempt));
    case Outcome::TimedOut:
        return Texts::tr("did not answer in time");
    case Outcome::DnsFailed:
        return Texts::tr("has no address that could be found");
    case Outcome::ConnectFailed:
        return Texts::tr("could not be connected to");
    case Outcome::TlsExpired:
        return Texts::tr("showed a certificate that is out of date");
    case Outcome::TlsUntrusted:
        return Texts::tr("showed a certificate that nobody trusted vouches for");
    case Outcome::TlsWrongHost:
        return Texts::tr("showed a certificate for another name");
    case Outcome::TlsFailed:
        return Texts::tr("could not agree on TLS");
    case Outcome::ClosedEarly:
        return Texts::tr("closed the connection before its answer was whole");
    case Outcome::TooLarge:
        return Texts::tr("sent an answer that is too large");
    case Outcome::BlockedAddress:
        return Texts::tr("is at an address that deliveries may not go to");
    case Outcome::Aborted:
        return Texts::tr("was not waited for");
    }
    return {};
}

QString statusAdvice(int code)
{
    if (code == 401 || code == 403)
        return Texts::tr("The receiver wants other credentials, or the signature did not match its secret.");
    if (code == 404 || code == 405)
        return Texts::tr("The receiver has no such address for a POST: check the path of the URL.");
    if (code == 410)
        return Texts::tr("The receiver says that this address is gone for good.");
    if (code == 413)
        return Texts::tr("The body is larger than the receiver takes.");
    if (code == 415)
        return Texts::tr("The receiver does not take this content type.");
    if (code == 429)
        return Texts::tr("The receiver is asked too often: lower the subscriber's rate.");
    if (code >= 500)
        return Texts::tr(
            "The receiver was reached and the fault is behind it. Look into its log at this time.");
    return Texts::tr("The receiver was reached and did not accept it. Its answer may say why.");
}

QString adviceFor(const Attempt &attempt)
{
    switch (attempt.outcome) {
    case Outcome::Delivered:
        return {};
    case Outcome::RefusedStatus:
        return statusAdvice(attempt.statusCode.value_or(0));
    case Outcome::Redirected: {
        const auto location = valueOf(attempt.response.headers, "Location");
        return location
            ? Texts::tr("Redirects are not followed. If it has moved, save %1 as the callback URL.")
                  .arg(QString::fromUtf8(*location))
            : Texts::tr("Redirects are not followed. Save the address that it has moved to.");
    }
    case Outcome::TimedOut:
        return Texts::tr(
            "Answer first and do the work afterwards, or give the subscriber a longer time-out.");
    case Outcome::DnsFailed:
        return Texts::tr("Check the spelling of the host name and this computer's network.");
    case Outcome::ConnectFailed:
        return Texts::tr("Nothing listens there, or a firewall is between. Check the host and the port.");
    case Outcome::TlsExpired:
        return Texts::tr("Renew the certificate of the receiver.");
    case Outcome::TlsUntrusted:
        return Texts::tr(
            "Install a certificate of a known authority, or name your own authority in the setting ca_file.");
    case Outcome::TlsWrongHost:
        return Texts::tr("Use the name that stands in the certificate, or get one for this name.");
    case Outcome::TlsFailed:
        return Texts::tr("The receiver may only speak an old TLS version, or no TLS on this port.");
    case Outcome::ClosedEarly:
        return Texts::tr(
            "The receiver, or a proxy before it, ended the connection. Look into its log at this time.");
    case Outcome::TooLarge:
        return Texts::tr("A receiver should answer with a few words. Check that the URL is not a web page.");
    case Outcome::BlockedAddress:
        return Texts::tr("To allow it, add its network to the setting allowed_networks, then replay.");
    case Outcome::Aborted:
        return Texts::tr("Send it again when you are ready.");
    }
    return {};
}

// How often the last outcome came in a row at the end of the log.
int lastRun(const QList<Attempt> &log)
{
    int run = 0;
    for (auto it = log.crbegin(); it != log.crend(); ++it) {
        if (it->outcome != log.back().outcome || it->statusCode != log.back().statusCode)
            break;
        ++run;
    }
    return run;
}

// What a person had sent elsewhere says nothing about the job.
QList<Attempt> ownAttempts(const QList<Attempt> &log)
{
    QList<Attempt> own = log;
    own.removeIf([](const Attempt &attempt) { return attempt.diverted; });
    return own;
}

// Of a job whose API tells the last answer's code and no more.
Verdict toldVerdict(const Job &job)
{
    const QString host = hostOf(job.callbackUrl);
    const QString code = job.statusCode ? QString::number(*job.statusCode) : QString();
    if (job.state == JobState::Delivered)
        return {code.isEmpty() ? Texts::tr("%1 accepted it").arg(host)
                               : Texts::tr("%1 accepted it with %2").arg(host, code),
                {}};
    if (job.state == JobState::Unknown)
        return {code.isEmpty() ? Texts::tr("Nobody tells whether %1 accepted it").arg(host)
                               : Texts::tr("%1 answered %2").arg(host, code),
                Texts::tr("Whether that counts as delivered, the API doesn't say.")};
    if (code.isEmpty())
        return {Texts::tr("%1 gave no answer that is known").arg(host), job.lastError};
    return {Texts::tr("%1 answered %2, which this subscriber doesn't count as success").arg(host, code),
            *job.statusCode / 100 == 2 ? QString() : statusAdvice(*job.statusCode)};
}

QString fateSuffix(JobState state)
{
    switch (state) {
    case JobState::Failed:
        return Texts::tr(", and the job was given up");
    case JobState::Retrying:
        return Texts::tr(", and it is tried again");
    case JobState::Dropped:
        return Texts::tr(", and the job was dropped by hand");
    default:
        return {};
    }
}

} // namespace

QString word(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Delivered:
        return Texts::tr("Delivered", "outcome of an attempt");
    case Outcome::RefusedStatus:
        return Texts::tr("Refused", "outcome of an attempt: another status than success");
    case Outcome::Redirected:
        return Texts::tr("Redirected", "outcome of an attempt");
    case Outcome::TimedOut:
        return Texts::tr("Timed out");
    case Outcome::DnsFailed:
        return Texts::tr("Host not found");
    case Outcome::ConnectFailed:
        return Texts::tr("Not connected");
    case Outcome::TlsExpired:
        return Texts::tr("Certificate expired");
    case Outcome::TlsUntrusted:
        return Texts::tr("Certificate not trusted");
    case Outcome::TlsWrongHost:
        return Texts::tr("Certificate for another host");
    case Outcome::TlsFailed:
        return Texts::tr("TLS failed");
    case Outcome::ClosedEarly:
        return Texts::tr("Closed early");
    case Outcome::TooLarge:
        return Texts::tr("Answer too large");
    case Outcome::BlockedAddress:
        return Texts::tr("Address not allowed");
    case Outcome::Aborted:
        return Texts::tr("Stopped", "outcome of an attempt");
    }
    return {};
}

Verdict verdict(const Attempt &attempt, const QString &successCode)
{
    const QString host = hostOf(attempt.request.url);
    if (attempt.outcome == Outcome::Delivered) {
        return {Texts::tr("From this computer: accepted, %1 in %2")
                    .arg(codeText(attempt), duration(attempt.timing)),
                Texts::tr("Matches the success code %1.").arg(ruleText(successCode))};
    }
    QString advice = adviceFor(attempt);
    if (attempt.outcome == Outcome::BlockedAddress)
        advice
            = Texts::tr("To test it once, allow the private address for this test. For deliveries, add its "
                        "network to the setting allowed_networks.");
    if (attempt.outcome == Outcome::RefusedStatus && attempt.statusCode && *attempt.statusCode / 100 == 2) {
        advice = Texts::tr("The answer is a success in HTTP, but this subscriber's success code is %1.")
                     .arg(ruleText(successCode));
    }
    return {Texts::tr("From this computer: %1 %2").arg(host, deed(attempt)), advice};
}

Verdict verdict(const TestReport &report)
{
    Verdict found = verdict(report.attempt, report.successCode);
    if (report.hasStarted)
        found.advice
            = Texts::tr("The subscriber had been stopped for its errors. It is active again, and its held "
                        "jobs are sent.");
    return found;
}

Verdict verdict(const JobDetail &detail)
{
    const Job &job = detail.job;
    const QString host = hostOf(job.callbackUrl);
    if (job.state == JobState::Blocked)
        return {Texts::tr("%1 is at an address that deliveries may not go to").arg(host),
                Texts::tr("To allow it, add its network to the setting allowed_networks, then replay.")};
    if (job.state == JobState::Held && !job.lastError.isEmpty())
        return {Texts::tr("Held: nothing can be sent to the subscriber as it stands"), job.lastError};
    if (job.state == JobState::Held)
        return {Texts::tr("Held: the subscriber is stopped"),
                Texts::tr("It is sent when the subscriber is started.")};
    const QList<Attempt> log = ownAttempts(detail.attemptLog);
    if (log.isEmpty()) {
        if (job.state == JobState::Dropped)
            return {Texts::tr("Dropped by hand before it was sent"), {}};
        if (job.state == JobState::Delivered || job.state == JobState::Failed
            || job.state == JobState::Unknown)
            return toldVerdict(job);
        return {Texts::tr("Not sent yet"),
                Texts::tr("It goes out as soon as it is its turn and somebody delivers.")};
    }
    const Attempt &last = log.back();
    if (last.outcome == Outcome::Aborted && job.state != JobState::Dropped)
        return {
            Texts::tr("Tacklebox was ended while this was under way to %1: it may have arrived").arg(host),
            Texts::tr("It is sent again as soon as somebody delivers. A receiver knows a repeat by its "
                      "X-Tacklebox-Job.")};
    const int run = lastRun(log);
    const QString times = run > 1 && last.outcome != Outcome::Delivered
        ? Texts::tr(" %n times in a row", nullptr, run)
        : QString();
    return {Texts::tr("%1 %2%3%4", "host, what it did, how often, what became of the job")
                .arg(host, deed(last), times, fateSuffix(job.state)),
            adviceFor(last)};
}

} // namespace tacklebox::wording
