// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A saved account at one remote API, and the kinds that there are. Its secrets stand apart from it: in the
// OS keychain, or sealed in the profile.
#pragma once

#include "core/environment.h"
#include "core/field.h"

#include <algorithm>

namespace tacklebox {

using ConnectionId = Id<struct ConnectionTag>; // a UUID: names change

struct Connection
{
    ConnectionId id;
    QString name; // unique in the profile, whatever its case
    QString kind; // planomatic, boldpenguin, superoffice, …
    QString baseUrl; // without a slash at its end
    Environment environment = Environment::Production;
    bool isLocked = true; // read only until a person unlocks it
    Fields settings; // by the kind's own keys; one that is not there has its default
    QMap<QString, SecretState> secrets;
    std::optional<Instant> createdAt;

    bool operator==(const Connection &) const = default;
};

// An address that the vendor publishes.
struct VendorPlace
{
    Environment environment = Environment::Production;
    QString name; // the vendor's own word: production, UAT, sandbox, sod, …
    QString baseUrl;

    bool operator==(const VendorPlace &) const = default;
};

// A person signs in in a browser where the setting has this value.
struct BrowserWay
{
    QString setting; // empty: never
    QString value;

    bool operator==(const BrowserWay &) const = default;
};

// What a kind asks of a person who adds one.
struct ConnectionKind
{
    QString name;
    QString vendor; // PlanoMatic, Bold Penguin, SuperOffice
    QList<VendorPlace> places; // the first is offered; none: the address is the person's own
    std::vector<Field> settings; // a setting's `initial` is its default
    std::vector<Field> secrets; // a required one must be there before anything is asked
    BrowserWay browser = {}; // gives a secret that is among them
    // The vendor itself calls a call slow that takes longer; none: it says nothing of that.
    std::optional<std::chrono::milliseconds> slowAfter = {};
};

// The one of the kind's places where an address is, by its host and however it is spelled: with a port, a
// path, or the number of one of several servers (online2 for online). None: it is nobody's that is known
// here.
[[nodiscard]] std::optional<VendorPlace> placeOf(const QString &baseUrl, const ConnectionKind &kind);

// By the word that it goes by, or by where it is: calling the vendor's production a test changes nothing
// there.
[[nodiscard]] bool isProduction(Environment word, const QString &baseUrl, const ConnectionKind &kind);

[[nodiscard]] inline bool signsInByBrowser(const ConnectionKind &kind, const Fields &settings)
{
    const auto field = std::ranges::find(kind.settings, kind.browser.setting, &Field::key);
    if (field == kind.settings.end())
        return false;
    const QJsonValue value = settings.value(field->key);
    return (value.isUndefined() ? field->initial : value) == QJsonValue(kind.browser.value);
}

} // namespace tacklebox
