// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Which of the events that a subscriber selects it is told of, by members of their payload:
//     {"order.total": {"greater": 100}, "or": [{"country": "NO"}, {"not": {"tags": {"contains": "test"}}}]}
// An object's entries are joined by and. A path is names joined by dots, or a JSON pointer (RFC 6901) with
// its leading slash; a bare value asks for equality. Conditions: equals, in, exists, greater, less, contains.
#pragma once

#include "core/error.h"

#include <QJsonValue>

#include <memory>

namespace tacklebox {

// A payload that many filters may judge: parsed once, when the first of them asks.
class JudgedPayload final
{
public:
    explicit JudgedPayload(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }

private:
    friend class ContentFilter;
    struct Parsed;

    QByteArray m_bytes;
    mutable std::shared_ptr<const Parsed> m_parsed;
};

class ContentFilter final
{
public:
    // FilterForm at the field, with the place inside the filter as subject. Null and {} pass everything.
    static Result<ContentFilter> from(const QJsonValue &value, const QString &field);

    [[nodiscard]] bool isEmpty() const { return !m_root; }

    struct Verdict
    {
        bool passes = true;
        // The first condition that the payload doesn't meet, as "order.total greater 100", and what is
        // there instead, as JSON: empty for a member that isn't there.
        QString condition;
        QString found;
    };
    // A payload that is no JSON meets nothing.
    [[nodiscard]] Verdict judge(const JudgedPayload &payload) const;
    [[nodiscard]] Verdict judge(const QByteArray &payload) const { return judge(JudgedPayload(payload)); }

    struct Node;

private:
    std::shared_ptr<const Node> m_root; // never changed: copies share it
};

} // namespace tacklebox
