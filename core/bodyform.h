// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How a subscriber's body comes from an event's payload: through a view, with properties put into it, or
// both.
#pragma once

#include "core/payloadtemplate.h"

#include <QJsonObject>

#include <vector>

namespace tacklebox {

// A member that is put into the body.
struct Property
{
    std::string name;
    QByteArray text; // "name":value
};

[[nodiscard]] std::vector<Property> propertiesFrom(const QJsonObject &object);

// Behind the members that the body has, of which none is touched: a property of the same name is left out. A
// body that is no object stays as it is.
[[nodiscard]] QByteArray withProperties(const QByteArray &body, const std::vector<Property> &properties);

struct BodyForm
{
    std::optional<PayloadTemplate> view; // none: the payload's own bytes
    std::vector<Property> properties;

    [[nodiscard]] bool isPlain() const { return !view && properties.empty(); }
};

// ViewBody, ViewTooMuch or TooLarge at payload_render_view.
Result<QByteArray> bodyOf(const BodyForm &form, const EventFacts &event);

} // namespace tacklebox
