// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/requestpreview.h"

#include "core/mask.h"

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

// What is hidden goes through the dialect as a word that each rule takes and each form of body leaves as it
// is: a mask would be refused. Equal values get equal words, so that what is no change stays none.
class StandIns final
{
public:
    void replace(SecretEdits &secrets)
    {
        for (auto &[key, edit] : secrets) {
            if (edit.action == SecretEdit::Action::Set)
                edit.value = Secret(wordFor(key).toLatin1()); // its own is not looked at
        }
    }

    void replace(const std::vector<Field> &fields, SubscriberDraft &draft)
    {
        const Masking standIn = [this](const QString &hidden) { return wordFor(hidden); };
        draft.base = maskedFields(fields, std::move(draft.base), standIn);
        draft.changes = maskedFields(fields, std::move(draft.changes), standIn);
    }

    // What only the server knows and a write of the whole gives back.
    void carry(const Dialect &dialect, const Connection &connection, SubscriberDraft &draft)
    {
        if (!draft.id || !dialect.writesWhole(connection))
            return;
        for (const Field &field : dialect.info(connection).subscriberFields) {
            if (field.kind == FieldKind::Secret)
                draft.carried[field.key].value = Secret(wordFor(field.key).toLatin1());
        }
    }

    [[nodiscard]] QByteArray masked(QByteArray bytes) const
    {
        for (qsizetype place = 0; place < m_hidden.size(); ++place)
            bytes.replace(wordAt(place).toLatin1(), kMask);
        return bytes;
    }

private:
    static QString wordAt(qsizetype place) { return u"tbx%1xbt"_s.arg(place, 6, 10, QChar(u'0')); }

    QString wordFor(const QString &hidden)
    {
        qsizetype place = m_hidden.indexOf(hidden);
        if (place < 0) {
            place = m_hidden.size();
            m_hidden.append(hidden);
        }
        return wordAt(place);
    }

    QStringList m_hidden;
};

} // namespace

Result<Request> requestWithoutSecrets(const Dialect &dialect, const Connection &connection,
                                      SubscriberDraft draft)
{
    StandIns standIns;
    standIns.replace(draft.secrets);
    standIns.carry(dialect, connection, draft);
    auto request = dialect.saveSubscriber(maskedAccess(connection, dialect.kind()), draft);
    if (request)
        request->body = standIns.masked(request->body);
    return request;
}

Result<RequestPreview> previewOf(const Dialect &dialect, const Connection &connection, SubscriberDraft draft)
{
    // The rules judge what the person put in.
    if (const auto judged = requestWithoutSecrets(dialect, connection, draft); !judged)
        return fail(judged.error());
    StandIns standIns;
    standIns.replace(draft.secrets);
    standIns.carry(dialect, connection, draft);
    standIns.replace(dialect.info(connection).subscriberFields, draft);
    const auto request = dialect.saveSubscriber(maskedAccess(connection, dialect.kind()), draft);
    if (!request)
        return fail(request.error());
    RequestPreview preview{request->method,
                           QString::fromUtf8(standIns.masked(request->url.toString().toUtf8())),
                           request->headers,
                           standIns.masked(request->body)};
    for (Header &header : preview.headers) {
        header.value = standIns.masked(header.value);
        if (isCredential(header.name))
            header.value = maskedCredential(header.value);
    }
    return preview;
}

} // namespace tacklebox::dialects
