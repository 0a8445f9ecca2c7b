// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The forms that a body can be sent in: those of the program and those that people wrote, and what one of
// them makes of an event. Same thread rules as Backend.
#pragma once

#include "core/async.h"
#include "core/headers.h"
#include "core/ids.h"
#include "core/payloadview.h"
#include "core/subscriber.h"

#include <stop_token>

namespace tacklebox {

// What is to be made of which event.
struct ViewTrial
{
    QString view; // empty: the payload's own bytes
    std::optional<QByteArray> text; // in place of the view's own: it isn't saved yet
    Fields subscriber; // what it says of properties and signature goes in, too
    std::optional<EventId>
        event; // none: the newest that the subscriber asks for, else the newest, else a sample
    QByteArray payload; // in place of an event's
};

struct ViewPreview
{
    EventId event; // empty: a sample, or a payload of one's own
    QString eventType;
    std::optional<Instant> publishedAt;
    Headers headers; // those that follow from view, scheme and event
    QByteArray body;
};

class PayloadViews
{
public:
    virtual ~PayloadViews() = default;

    // The program's own first, then by name; with who uses them.
    virtual Async<QList<PayloadView>> views(std::stop_token stop) = 0;
    virtual Async<PayloadView> saveView(PayloadView view)
        = 0; // what it refuses stands at `name` or `template`
    virtual Async<Done> removeView(QString name) = 0; // ViewInUse, while a subscriber uses it
    virtual Async<ViewPreview> previewView(ViewTrial trial, std::stop_token stop) = 0;
};

} // namespace tacklebox
