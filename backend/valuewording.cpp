// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/wording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tacklebox::wording {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Wording)
};

} // namespace

QString valueSentence(const Error &error)
{
    switch (error.reason) {
    case Reason::Required:
        return Texts::tr("a value is needed.");
    case Reason::UnknownField:
        return error.detail.isEmpty() ? Texts::tr("there is no such field.")
                                      : Texts::tr("there is no such field; there are %1.").arg(error.detail);
    case Reason::WrongType:
        if (!error.detail.isEmpty())
            return error.subject.isEmpty()
                ? Texts::tr("the value is of the wrong kind: give one of %1.", "true, false")
                      .arg(error.detail)
                : Texts::tr("“%1” is of the wrong kind: give one of %2.", "maybe; true, false")
                      .arg(error.subject, error.detail);
        return error.subject.isEmpty() ? Texts::tr("the value is of the wrong kind.")
                                       : Texts::tr("“%1” is of the wrong kind.").arg(error.subject);
    case Reason::TooLong:
        return Texts::tr("longer than %1 characters.").arg(error.subject);
    case Reason::TooLarge:
        return Texts::tr("larger than %1.").arg(error.subject);
    case Reason::OutOfRange:
        return Texts::tr("out of range; allowed is %1.").arg(error.subject);
    case Reason::UrlNotParsed:
        return Texts::tr("“%1” is not a URL.").arg(error.subject);
    case Reason::UrlWithoutHost:
        return Texts::tr("the URL “%1” has no host.").arg(error.subject);
    case Reason::UrlWithCredentials:
        return Texts::tr("the URL for %1 has a user name or password in it; put credentials in a header.")
            .arg(error.subject);
    case Reason::UrlScheme:
        return Texts::tr("the URL “%1” must begin with http:// or https://.").arg(error.subject);
    case Reason::SelectorForm:
        return Texts::tr(
                   "“%1” is no event selector: give a type (order.delivered), a subject (quote_request), "
                   "a prefix (order.*) or all (*).")
            .arg(error.subject);
    case Reason::EventTypeForm:
        return Texts::tr(
                   "“%1” is no event type: give words joined by dots (order.delivered), or a subject and an "
                   "action (quote_request:created).")
            .arg(error.subject);
    case Reason::StatusForm:
        return Texts::tr("“%1” is no order status: give one word, as completed or order_processing.")
            .arg(error.subject);
    case Reason::StatusCodeForm:
        return Texts::tr("“%1” is no status code: give a code (503), a class (5xx) or a range (500-504).")
            .arg(error.subject);
    case Reason::SuccessCodeForm:
        return Texts::tr("“%1” says nothing about success: give a code (200), a class (2xx), a range "
                         "(200-204) or a list. 3xx never counts.")
            .arg(error.subject);
    case Reason::OneCodeForm:
        return Texts::tr("“%1” is not one code of three digits (200): no class, range or list is taken.")
            .arg(error.subject);
    case Reason::HeaderForm:
        return error.subject.isEmpty()
            ? Texts::tr("this is no header: give “Name: Value”.")
            : Texts::tr("the header “%1” has a control character in it.").arg(error.subject);
    case Reason::HeaderLineBreak:
        return error.subject.isEmpty()
            ? Texts::tr("the header has a line break in it.")
            : Texts::tr("the header “%1” has a line break in it.").arg(error.subject);
    case Reason::HeaderReserved:
        return Texts::tr("the header “%1” is set by the sender and can't be given.").arg(error.subject);
    case Reason::EmailForm:
        return Texts::tr("“%1” is no e-mail address.").arg(error.subject);
    case Reason::RetryPolicyForm:
        return Texts::tr(
                   "“%1” is no retry policy: give a name (standard, planomatic, hookshot, superoffice, none) "
                   "or waits (5s,5m,30m).")
            .arg(error.subject);
    case Reason::FilterForm:
        return Texts::tr("the filter isn't understood at “%1”: a member's path with equals, in, exists, "
                         "greater, less or contains, joined by and, or, not.")
            .arg(error.subject);
    case Reason::SchemeUnknown:
        return Texts::tr("“%1” is no signing scheme known here.").arg(error.subject);
    case Reason::SecretMissing:
        return error.kind == ErrorKind::NotAuthorised ? Texts::tr("the connection has no such secret.")
                                                      : Texts::tr("this signing scheme needs a secret.");
    case Reason::SecretForm:
        return error.subject.isEmpty()
            ? Texts::tr("give the secret as a file, not as text.")
            : Texts::tr("this is no secret of the chosen scheme, which takes %1.").arg(error.subject);
    case Reason::SecretIsMask:
        return Texts::tr("this is the mask that stands for a secret, not a secret.");
    case Reason::JsonForm:
        return error.detail.isEmpty() ? Texts::tr("not valid JSON.")
                                      : Texts::tr("not valid JSON: %1.").arg(error.detail);
    case Reason::TimeForm:
        return Texts::tr("“%1” is no time: give ISO 8601, as 2026-01-31T09:30:00Z or 2026-01-31.")
            .arg(error.subject);
    case Reason::NumberTooLong:
        return Texts::tr("it holds a whole number with more digits than can be kept here.");
    case Reason::NumberForm:
        return Texts::tr("“%1” is not a whole number.").arg(error.subject);
    case Reason::RateForm:
        return Texts::tr("“%1” is no rate: give jobs a second (5/s, 0.5/s) or a minute (30/m).")
            .arg(error.subject);
    case Reason::OneJobOnly:
        return Texts::tr("another body goes with one job, given by its id.");
    case Reason::NetworkForm:
        return Texts::tr("“%1” is no network: give an address and a prefix, as 10.0.0.0/8.")
            .arg(error.subject);
    case Reason::DurationForm:
        return Texts::tr("“%1” is no time to keep things for: give a number and a unit, as 30d, 12h or 90m, "
                         "or nothing to keep them for ever.")
            .arg(error.subject);
    case Reason::SubscriberFileForm:
        return Texts::tr("this is no file of subscribers as “tackle export” writes it.");
    case Reason::SeveralOfThatName:
        return Texts::tr("several subscribers are named “%1”: give each a key of its own.")
            .arg(error.subject);
    case Reason::AlreadyTaken:
        return Texts::tr("“%1” is taken already.").arg(error.subject);
    case Reason::UnknownChoice:
        return error.detail.isEmpty()
            ? Texts::tr("“%1” is none of the choices.").arg(error.subject)
            : Texts::tr("“%1” is none of the choices: %2.").arg(error.subject, error.detail);
    case Reason::AsksFirst:
        return Texts::tr("another value may change the payload that the receiver gets.");
    default:
        return {};
    }
}

} // namespace tacklebox::wording
