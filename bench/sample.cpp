// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/sample.h"

#include "backend/wording.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

EventDraft sampleEvent(const QString &type, qsizetype bytes)
{
    const QByteArray head = R"({"order":{"id":"PM-48213","total":250},"note":")";
    const QByteArray tail = R"("})";
    EventDraft event;
    event.type = type;
    event.status = u"completed"_s;
    event.payload = head + QByteArray(bytes - head.size() - tail.size(), 'x') + tail;
    return event;
}

SubscriberDraft sampleSubscriber(const QString &name, const QString &url, const QString &type)
{
    SubscriberDraft draft;
    draft.changes = {{u"name"_s, name}, {u"callback_url"_s, url}, {u"events"_s, QJsonArray{type}}};
    return draft;
}

QString save(Story &story, Backend &backend, const SubscriberDraft &draft)
{
    const Result<Subscriber> saved = story.ask([&] { return backend.save(draft); });
    return saved ? QString() : wording::sentence(saved.error());
}

} // namespace tacklebox::bench
