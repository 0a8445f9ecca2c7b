// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How people call the members of subscribers and the settings of accounts: one word for a thing, whatever an
// API calls it.
#include "backend/wording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tacklebox::wording {

QString fieldLabel(const QString &key)
{
    static const QHash<QString, const char *> labels{
        {u"name"_s, QT_TRANSLATE_NOOP("Wording", "Name")},
        {u"key"_s, QT_TRANSLATE_NOOP("Wording", "Key")},
        {u"callback_url"_s, QT_TRANSLATE_NOOP("Wording", "Callback URL")},
        {u"events"_s, QT_TRANSLATE_NOOP("Wording", "Events")},
        {u"statuses"_s, QT_TRANSLATE_NOOP("Wording", "Order statuses")},
        {u"active"_s, QT_TRANSLATE_NOOP("Wording", "Active")},
        {u"success_code"_s, QT_TRANSLATE_NOOP("Wording", "Success code")},
        {u"version"_s, QT_TRANSLATE_NOOP("Wording", "Version")},
        {u"notify"_s, QT_TRANSLATE_NOOP("Wording", "Notify by e-mail")},
        {u"notification_emails"_s, QT_TRANSLATE_NOOP("Wording", "E-mail addresses")},
        {u"payload_render_view"_s, QT_TRANSLATE_NOOP("Wording", "Payload view")},
        {u"headers"_s, QT_TRANSLATE_NOOP("Wording", "Headers")},
        {u"properties"_s, QT_TRANSLATE_NOOP("Wording", "Properties")},
        {u"signing_scheme"_s, QT_TRANSLATE_NOOP("Wording", "Signature")},
        {u"secret"_s, QT_TRANSLATE_NOOP("Wording", "Secret")},
        {u"signature_digest"_s, QT_TRANSLATE_NOOP("Wording", "Digest (hookshot)")},
        {u"signature_prefix"_s, QT_TRANSLATE_NOOP("Wording", "Digest's name before it (hookshot)")},
        {u"retry_policy"_s, QT_TRANSLATE_NOOP("Wording", "Retry policy")},
        {u"timeout_ms"_s, QT_TRANSLATE_NOOP("Wording", "Time-out (ms)")},
        {u"max_in_flight"_s, QT_TRANSLATE_NOOP("Wording", "At once, at most")},
        {u"rate_per_second"_s, QT_TRANSLATE_NOOP("Wording", "Per second, at most")},
        {u"ordered"_s, QT_TRANSLATE_NOOP("Wording", "In order, one at a time")},
        {u"filter"_s, QT_TRANSLATE_NOOP("Wording", "Content filter")},
        {u"integration_id"_s, QT_TRANSLATE_NOOP("Wording", "Integration")},
        {u"url"_s, QT_TRANSLATE_NOOP("Wording", "Callback URL")},
        {u"TargetUrl"_s, QT_TRANSLATE_NOOP("Wording", "Callback URL")},
        {u"Name"_s, QT_TRANSLATE_NOOP("Wording", "Name")},
        {u"Events"_s, QT_TRANSLATE_NOOP("Wording", "Events")},
        {u"State"_s, QT_TRANSLATE_NOOP("Wording", "State")},
        {u"Type"_s, QT_TRANSLATE_NOOP("Wording", "Type")},
        {u"Headers"_s, QT_TRANSLATE_NOOP("Wording", "Headers")},
        {u"Properties"_s, QT_TRANSLATE_NOOP("Wording", "Properties")},
        {u"ErrorsEmail"_s, QT_TRANSLATE_NOOP("Wording", "E-mail on errors")},
        {u"Secret"_s, QT_TRANSLATE_NOOP("Wording", "Secret")},
        {u"header"_s, QT_TRANSLATE_NOOP("Wording", "Header")},
        {u"base_url"_s, QT_TRANSLATE_NOOP("Wording", "Address")},
        {u"environment"_s, QT_TRANSLATE_NOOP("Wording", "Environment")},
        {u"locked"_s, QT_TRANSLATE_NOOP("Wording", "Locked")},
        {u"view"_s, QT_TRANSLATE_NOOP("Wording", "View of jobs")},
        {u"token_kind"_s, QT_TRANSLATE_NOOP("Wording", "Kind of token")},
        {u"page_base"_s, QT_TRANSLATE_NOOP("Wording", "Number of the first page")},
        {u"subscribers_filter"_s, QT_TRANSLATE_NOOP("Wording", "Filter subscribers by")},
        {u"update_body"_s, QT_TRANSLATE_NOOP("Wording", "An update sends")},
        {u"unconfirmed_writes"_s, QT_TRANSLATE_NOOP("Wording", "Allow writes that no document confirms")},
        {u"email"_s, QT_TRANSLATE_NOOP("Wording", "E-mail")},
        {u"application"_s, QT_TRANSLATE_NOOP("Wording", "Application")},
        {u"remember"_s, QT_TRANSLATE_NOOP("Wording", "Remember the sign-in")},
        {u"login_redirect_url"_s, QT_TRANSLATE_NOOP("Wording", "Sign-in: where to go on")},
        {u"login_view"_s, QT_TRANSLATE_NOOP("Wording", "Sign-in: view")},
        {u"login_application_view"_s, QT_TRANSLATE_NOOP("Wording", "Sign-in: view of the application")},
        {u"login_session_view"_s, QT_TRANSLATE_NOOP("Wording", "Sign-in: view of the session")},
        {u"update_method"_s, QT_TRANSLATE_NOOP("Wording", "An update is sent by")},
        {u"client_id"_s, QT_TRANSLATE_NOOP("Wording", "Client id")},
        {u"auth_url"_s, QT_TRANSLATE_NOOP("Wording", "Address that gives tokens")},
        {u"redirect_uri"_s, QT_TRANSLATE_NOOP("Wording", "Address the browser comes back to")},
        {u"token_request"_s, QT_TRANSLATE_NOOP("Wording", "Token is asked for by")},
        {u"client_secret"_s, QT_TRANSLATE_NOOP("Wording", "Client secret")},
        {u"access_token"_s, QT_TRANSLATE_NOOP("Wording", "Access token")},
        {u"auth"_s, QT_TRANSLATE_NOOP("Wording", "Sign in by")},
        {u"user"_s, QT_TRANSLATE_NOOP("Wording", "User")},
        {u"language"_s, QT_TRANSLATE_NOOP("Wording", "Language")},
        {u"culture"_s, QT_TRANSLATE_NOOP("Wording", "Culture")},
        {u"time_zone"_s, QT_TRANSLATE_NOOP("Wording", "Time zone")},
        {u"patch"_s, QT_TRANSLATE_NOOP("Wording", "An update is sent as")},
        {u"routes"_s, QT_TRANSLATE_NOOP("Wording", "Calls are made by")},
        {u"tenant"_s, QT_TRANSLATE_NOOP("Wording", "Tenant")},
        {u"password"_s, QT_TRANSLATE_NOOP("Wording", "Password")},
        {u"ticket"_s, QT_TRANSLATE_NOOP("Wording", "Ticket")},
        {u"token"_s, QT_TRANSLATE_NOOP("Wording", "Token")},
        {u"refresh_token"_s, QT_TRANSLATE_NOOP("Wording", "Refresh token")},
        {u"system_token"_s, QT_TRANSLATE_NOOP("Wording", "System user token")},
        {u"private_key"_s, QT_TRANSLATE_NOOP("Wording", "Private key (PEM)")},
        {u"app_token"_s, QT_TRANSLATE_NOOP("Wording", "Application token")},
        {u"xsrf_token"_s, QT_TRANSLATE_NOOP("Wording", "XSRF token")},
        {u"xsrf_cookie"_s, QT_TRANSLATE_NOOP("Wording", "XSRF cookie")},
    };
    const char *label = labels.value(key);
    return label ? QCoreApplication::translate("Wording", label) : key;
}

} // namespace tacklebox::wording
