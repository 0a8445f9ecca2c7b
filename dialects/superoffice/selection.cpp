// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/selection.h"

#include "dialects/superoffice/rows.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

constexpr qsizetype kLongestMember = 100;

// A word, or words within each other.
bool canBeMember(const QString &member)
{
    static const QRegularExpression form(u"^[A-Za-z_]\\w*(/[A-Za-z_]\\w*)*\\z"_s);
    return member.size() <= kLongestMember && form.match(member).hasMatch();
}

bool isOfSecret(const QString &member)
{
    return member.section(u'/', 0, 0).compare("Secret"_L1, Qt::CaseInsensitive) == 0;
}

bool isAskedFor(const QString &key, const QStringList &members)
{
    return std::ranges::any_of(members, [&key](const QString &member) {
        return member.section(u'/', 0, 0).compare(key, Qt::CaseInsensitive) == 0;
    });
}

std::optional<Error> checkMembers(const QStringList &members)
{
    if (members.isEmpty())
        return invalid(Reason::Required, u"select"_s);
    for (const QString &member : members) {
        if (!canBeMember(member) || isOfSecret(member))
            return invalid(Reason::UnknownField, member.left(kLongestMember));
    }
    return std::nullopt;
}

} // namespace

Result<Request> selecting(Result<Request> whole, const QStringList &members)
{
    if (auto error = checkMembers(members))
        return fail(*std::move(error));
    if (!whole)
        return whole;
    const QString known = whole->url.query(QUrl::FullyEncoded); // an agent has the id there
    const QString asked = u"$select="_s + members.join(u',');
    whole->url.setQuery(known.isEmpty() ? asked : known + u'&' + asked, QUrl::StrictMode);
    return whole;
}

Result<Fields> selectedFrom(const QJsonValue &webhook, const QStringList &members)
{
    auto fields = proposalFrom(webhook); // which may have no id either
    if (!fields)
        return fields;
    for (const QString &key : fields->keys()) {
        if (!isAskedFor(key, members))
            fields->remove(key);
    }
    return fields;
}

} // namespace tacklebox::dialects::superoffice
