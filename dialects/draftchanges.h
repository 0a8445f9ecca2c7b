// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a draft changes, how it goes over, and whether what a server has is that. Pure.
#pragma once

#include "backend/backendinfo.h"

namespace tacklebox::dialects {

// Without what is there already. A member that nobody knows stays, to be refused.
[[nodiscard]] SubscriberDraft onlyChanges(const std::vector<Field> &fields, SubscriberDraft draft);

[[nodiscard]] bool changesNothing(const SubscriberDraft &draft);

// It makes one active that wasn't known to be.
[[nodiscard]] bool isStart(const BackendInfo &info, const SubscriberDraft &draft);

// The changes as the request's body has them, an object or a JSON Patch: a dialect may write more than was
// chosen, such as all names for “all”. An object stays as it was chosen: of that a body may hold a part.
[[nodiscard]] Fields sentOf(const SubscriberDraft &draft, const QByteArray &body);

// Without what would go over as it is there already: “all” that stands for the very names, or an empty patch.
[[nodiscard]] SubscriberDraft onlyWritten(const std::vector<Field> &fields, SubscriberDraft draft,
                                          const Fields &sent, const QByteArray &body);

[[nodiscard]] bool agree(const std::vector<Field> &fields, const QStringList &keys, const Fields &one,
                         const Fields &other);
// What one of them doesn't know agrees with nothing.
[[nodiscard]] bool areKnownToAgree(const std::vector<Field> &fields, const QStringList &keys,
                                   const Fields &one, const Fields &other);

// The first of these keys that both know, each in another way.
[[nodiscard]] std::optional<QString> firstApart(const std::vector<Field> &fields, const QStringList &keys,
                                                const Fields &before, const Fields &now);

// Whether the row has any of a new one's name, URL and lists: without, it may be that one or another.
[[nodiscard]] bool canBeCompared(const std::vector<Field> &fields, const Fields &sent, const Subscriber &row);

// Whether the row may be the new one that was sent so: by its name, its URL and its lists.
[[nodiscard]] bool isAsSent(const std::vector<Field> &fields, const Fields &sent, const Subscriber &row);

// What a server is known to have now that answered a write with a part of the row, or with none of it.
[[nodiscard]] Subscriber withWritten(const BackendInfo &info, Subscriber row, const Fields &sent);

// A secret that the draft gave is as old as that.
[[nodiscard]] Subscriber withAges(Subscriber row, const SubscriberDraft &draft, Instant now);

// Of what may hold credentials, no more than may be shown.
[[nodiscard]] QString shownText(const Field &field, const QJsonValue &value);

// The first member that isn't as it was sent, as the server has it.
[[nodiscard]] QString foundText(const std::vector<Field> &fields, const QStringList &keys, const Fields &sent,
                                const Fields &now);

} // namespace tacklebox::dialects
