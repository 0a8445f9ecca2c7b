// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/requestpreview.h"

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

constexpr const char *kMask = "********";

// What a scheme makes of a mask tells nothing and looks like a credential: its word stays, a mask follows.
QByteArray maskedCredential(const QByteArray &value)
{
    const qsizetype space = value.indexOf(' ');
    return space > 0 ? value.first(space + 1) + kMask : QByteArray(kMask);
}

bool isCredential(const QByteArray &name)
{
    for (const char *credential : {"Authorization", "SO-AppToken", "Cookie", "X-XSRF-TOKEN"}) {
        if (name.compare(credential, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

Access maskedAccess(const Connection &connection, const ConnectionKind &kind)
{
    Access access{connection, {}, Token{Secret(kMask), {}}};
    for (const Field &secret : kind.secrets) {
        // Those that are not set say which way the account signs in.
        if (secret.isRequired || connection.secrets.value(secret.key).isSet)
            access.secrets.emplace(secret.key, Secret(kMask));
    }
    return access;
}

} // namespace

Result<RequestPreview> previewOf(const Dialect &dialect, const Connection &connection, SubscriberDraft draft)
{
    for (auto &[key, edit] : draft.secrets) {
        if (edit.action == SecretEdit::Action::Set)
            edit.value = Secret(kMask);
    }
    const auto request = dialect.saveSubscriber(maskedAccess(connection, dialect.kind()), draft);
    if (!request)
        return fail(request.error());
    RequestPreview preview{request->method, request->url.toString(), request->headers, request->body};
    for (Header &header : preview.headers) {
        if (isCredential(header.name))
            header.value = maskedCredential(header.value);
    }
    return preview;
}

} // namespace tacklebox::dialects
