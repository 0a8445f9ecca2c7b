// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/accountdraft.h"

#include "core/fleetid.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

constexpr qsizetype kLongestName = 100;

Result<QString> nameFrom(const QString &given)
{
    const QString name = given.simplified().remove(kFleetMark); // ids of the fleet are put together with it
    if (name.isEmpty())
        return fail(invalid(Reason::Required, u"name"_s));
    if (name.size() > kLongestName)
        return fail(invalid(Reason::TooLong, u"name"_s, QString::number(kLongestName)));
    if (name.compare("local"_L1, Qt::CaseInsensitive) == 0 || name.compare(kFleet, Qt::CaseInsensitive) == 0)
        return fail({ErrorKind::Conflict, Reason::AlreadyTaken, u"name"_s, name, {}, {}, 0});
    return name;
}

Result<QString> baseUrlFrom(const QString &given)
{
    const QString key = u"base_url"_s;
    QString text = given.trimmed();
    while (text.endsWith(u'/'))
        text.chop(1);
    if (text.isEmpty())
        return fail(invalid(Reason::Required, key));
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid())
        return fail(invalid(Reason::UrlNotParsed, key, text.left(200)));
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return fail(invalid(Reason::UrlScheme, key, text.left(200)));
    if (url.host().isEmpty())
        return fail(invalid(Reason::UrlWithoutHost, key, text.left(200)));
    if (!url.userInfo().isEmpty())
        return fail(invalid(Reason::UrlWithCredentials, key, url.host()));
    if (url.hasQuery() || url.hasFragment())
        return fail(invalid(Reason::UrlNotParsed, key, text.left(200)));
    return text;
}

// A vendor's published address tells what it stands for; anybody else's is a test until it is said.
Environment environmentOf(const QString &baseUrl, const ConnectionKind &kind)
{
    const auto place = placeOf(baseUrl, kind);
    return place ? place->environment : Environment::Test;
}

// What a new one has that gives no address: the vendor's first place, or the first of its environment.
QString offeredUrl(const ConnectionDraft &draft, const ConnectionKind &kind)
{
    if (!draft.environment)
        return kind.places.value(0).baseUrl;
    const auto place = std::ranges::find(kind.places, *draft.environment, &VendorPlace::environment);
    return place == kind.places.end() ? QString() : place->baseUrl;
}

// Saving what is production already is no change, and locks nothing that a person opened.
bool becomesProduction(const Connection &account, const std::optional<Connection> &before,
                       const ConnectionKind &kind)
{
    const auto isReal
        = [&kind](const Connection &one) { return isProduction(one.environment, one.baseUrl, kind); };
    const bool isCalledSo = account.environment == Environment::Production;
    const bool isNewWord = !before || before->environment != account.environment;
    return (isCalledSo && isNewWord) || (isReal(account) && !(before && isReal(*before)));
}

// A server's subscriber may hold a word that nobody here knows. A setting is ours: with another word, no call
// could be made, and that is better heard now.
std::optional<Error> wrongChoiceIn(const Fields &settings, const ConnectionKind &kind)
{
    for (const Field &field : kind.settings) {
        const QString given = settings.value(field.key).toString();
        if (field.kind != FieldKind::Choice || given.isEmpty()
            || field.choices.contains(given, Qt::CaseInsensitive))
            continue;
        Error error = invalid(Reason::UnknownChoice, field.key, given.left(40));
        error.detail = field.choices.join(u", "_s);
        return error;
    }
    return std::nullopt;
}

std::optional<Error> wrongIn(const ConnectionDraft &draft, const std::optional<Connection> &before,
                             const ConnectionKind &kind)
{
    std::vector<Field> fields = kind.settings;
    // A secret may come later: by a login, or when the keychain is open.
    std::ranges::transform(kind.secrets, std::back_inserter(fields), [](Field field) {
        field.isRequired = false;
        return field;
    });
    SubscriberDraft edit;
    if (before) {
        edit.id = SubscriberId{before->id.value};
        edit.base = before->settings;
    }
    edit.changes = draft.settings;
    edit.secrets = draft.secrets;
    const std::vector<Error> found = findings(fields, edit);
    return found.empty() ? wrongChoiceIn(draft.settings, kind) : std::optional(found.front());
}

void takeSettings(const Fields &changes, Fields &settings)
{
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (change->isNull())
            settings.remove(change.key());
        else
            settings.insert(change.key(), *change);
    }
}

} // namespace

Result<Connection> accountFrom(const ConnectionDraft &draft, const std::optional<Connection> &before,
                               const ConnectionKind &kind)
{
    Connection account = before.value_or(Connection{});
    account.kind = kind.name;
    if (!before || draft.newName) {
        auto name = nameFrom(draft.newName.value_or(QString()));
        if (!name)
            return fail(name.error());
        account.name = *std::move(name);
    }
    if (!before || draft.baseUrl) {
        auto url = baseUrlFrom(draft.baseUrl ? *draft.baseUrl : offeredUrl(draft, kind));
        if (!url)
            return fail(url.error());
        account.baseUrl = *std::move(url);
        account.environment = environmentOf(account.baseUrl, kind);
    }
    account.environment = draft.environment.value_or(account.environment);
    const bool isToBeLocked = becomesProduction(account, before, kind);
    if (!before || isToBeLocked)
        account.isLocked = isToBeLocked;
    account.isLocked = draft.isLocked.value_or(account.isLocked);
    if (auto wrong = wrongIn(draft, before, kind))
        return fail(std::move(*wrong));
    takeSettings(draft.settings, account.settings);
    return account;
}

} // namespace tacklebox::dialects
