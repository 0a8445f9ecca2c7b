// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a subscriber's members say about the body that it is sent: its view, its properties, and the headers
// that tell its dialect's receivers what the body is about.
#pragma once

#include "core/bodyform.h"
#include "core/eventheaders.h"
#include "core/subscriber.h"

#include <QHash>

namespace tacklebox::engine {

// Views by name, each parsed when it is first asked for.
class ViewTemplates final
{
public:
    ViewTemplates() = default;
    explicit ViewTemplates(QHash<QString, QByteArray> own);

    // UnknownChoice at payload_render_view.
    Result<PayloadTemplate> find(const QString &name) const;
    [[nodiscard]] QStringList names() const;

private:
    QHash<QString, QByteArray> m_own;
    mutable QHash<QString, PayloadTemplate> m_parsed;
};

// At payload_render_view, with the names that there are.
[[nodiscard]] Error unknownView(const QString &name, const QStringList &names);

struct BodyRules
{
    std::shared_ptr<const BodyForm> form; // null: the payload's own bytes
    EventHeaderSet eventHeaders;
    QByteArray contentType = "application/json";
    QString subscriber; // its name
};

Result<BodyRules> bodyRulesFrom(const Fields &fields, const ViewTemplates &views);

} // namespace tacklebox::engine
