// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Which events a subscriber asks for on the first line, the type of one on the second.
#include "tests/fuzz/require.h"

#include "core/eventselector.h"

#include <QJsonArray>

using namespace tacklebox;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const fuzz::Halves input = fuzz::halvesOf(data, size);
    const QString selector = QString::fromUtf8(input.first);
    const QString type = QString::fromUtf8(input.second);

    const bool isType = !checkEventType(type, u"type"_s);
    const auto parsed = eventSelectorFrom(selector, u"events"_s);
    if (parsed && parsed->kind == EventSelector::Kind::All)
        fuzz::require(matches(*parsed, type));
    if (parsed && isType && selector == type)
        fuzz::require(matches(*parsed, type));
    const auto selection = selectionFrom(QJsonArray{selector}, QJsonArray{type});
    if (selection)
        (void)selects(*selection, type, selector);
    return 0;
}
