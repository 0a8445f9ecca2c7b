// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/bodyform.h"

#include "core/jsonwalk.h"
#include "core/rawmember.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace tacklebox {

std::vector<Property> propertiesFrom(const QJsonObject &object)
{
    std::vector<Property> properties;
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QByteArray text
            = QJsonDocument(QJsonObject{{member.key(), *member}}).toJson(QJsonDocument::Compact);
        properties.push_back({member.key().toStdString(), text.sliced(1, text.size() - 2)});
    }
    return properties;
}

QByteArray withProperties(const QByteArray &body, const std::vector<Property> &properties)
{
    const QByteArrayView object = jsonIn(body);
    if (properties.empty() || !object.startsWith('{'))
        return body;
    const std::set<std::string> own = memberNames(object);
    QByteArray added;
    for (const Property &property : properties) {
        if (own.contains(property.name))
            continue;
        if (!own.empty() || !added.isEmpty())
            added += ',';
        added += property.text;
    }
    if (added.isEmpty())
        return body;
    QByteArray whole = body;
    return whole.insert(body.lastIndexOf('}'), added);
}

Result<QByteArray> bodyOf(const BodyForm &form, const EventFacts &event)
{
    if (!form.view)
        return withProperties(event.payload, form.properties);
    const Result<QByteArray> body = form.view->render(event, u"payload_render_view"_s);
    if (!body)
        return body;
    return withProperties(*body, form.properties);
}

} // namespace tacklebox
