// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/rest.h"

#include "dialects/superoffice/changes.h"
#include "dialects/superoffice/longnumber.h"
#include "dialects/superoffice/requests.h"
#include "dialects/superoffice/selection.h"
#include "dialects/superoffice/vocabulary.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

Result<Request> listByRest(const Access &access, const ListFilter &filter)
{
    auto request = requestOf(access, "GET", {});
    if (!request)
        return request;
    QByteArrayList query;
    const auto add = [&query](const QByteArray &name, const QString &value) {
        if (!value.isEmpty())
            query.append(name + '=' + QUrl::toPercentEncoding(value));
    };
    add("nameFilter"_ba, filter.name);
    add("eventFilter"_ba, filter.event);
    add("statusFilter"_ba, filter.state ? stateName(*filter.state) : QString());
    if (!query.isEmpty())
        request->url.setQuery(QString::fromLatin1(query.join('&')), QUrl::StrictMode);
    return request;
}

Result<Request> proposalByRest(const Access &access)
{
    return requestOf(access, "GET", {u"default"_s});
}

Result<Request> showByRest(const Access &access, const SubscriberId &id)
{
    return requestFor(access, "GET", id);
}

Result<Request> createByRest(const Access &access, const SubscriberDraft &draft)
{
    return withObject(requestOf(access, "POST", {}), newWebhook(draft));
}

Result<Request> guarded(Result<Request> request, const QByteArray &since)
{
    if (request)
        request->headers.append({"If-Unmodified-Since"_ba, since});
    return request;
}

// A secret, or a member that nobody saw: no test can stand before it.
bool hasUntested(const SubscriberDraft &draft)
{
    const QStringList keys = draft.changes.keys();
    return !draft.secrets.empty()
        || std::ranges::any_of(keys, [&draft](const QString &key) { return !draft.base.contains(key); });
}

Result<Request> editByRest(const Access &access, const SubscriberDraft &draft)
{
    const QString way = settingText(access.connection, u"patch"_s);
    const std::optional<QByteArray> since = unmodifiedSince(draft.base);
    if (way == "put"_L1 && since && !holdsLongNumber(draft.base))
        return guarded(replaceRequest(access, draft), *since);
    const auto request = requestFor(access, "PATCH", draft.id.value_or(SubscriberId()));
    if (way == "merge"_L1 && since) {
        const auto merge = mergePatchOf(draft);
        if (!merge)
            return fail(merge.error());
        if (*merge)
            return withBody(guarded(request, *since), "application/merge-patch+json", QJsonDocument(**merge));
    }
    const auto patch = jsonPatchOf(draft);
    if (!patch)
        return fail(patch.error());
    return withBody(since && hasUntested(draft) ? guarded(request, *since) : request,
                    "application/json-patch+json",
                    QJsonDocument(*patch));
}

Result<Request> updateByRest(const Access &access, const SubscriberDraft &draft)
{
    auto request = editByRest(access, draft);
    return draft.select.isEmpty() ? request : selecting(std::move(request), draft.select);
}

Result<Request> removeByRest(const Access &access, const SubscriberId &id)
{
    return requestFor(access, "DELETE", id);
}

Result<Request> testByRest(const Access &access, const SubscriberDraft &draft)
{
    return withObject(requestOf(access, "POST", {u"Test"_s}), webhookToTest(draft));
}

Result<Request> signalByRest(const Access &access, const Signal &signal)
{
    return withBody(requestOf(access, "POST", {signal.event, QString::number(signal.primaryKey)}),
                    kJsonType,
                    QJsonDocument(signal.data));
}

Result<Request> lastErrorByRest(const Access &access, const SubscriberId &id)
{
    return requestFor(access, "GET", id, {u"LastError"_s});
}

} // namespace

const Routes &restRoutes()
{
    static constexpr Routes kRoutes{.list = listByRest,
                                    .proposal = proposalByRest,
                                    .show = showByRest,
                                    .create = createByRest,
                                    .update = updateByRest,
                                    .remove = removeByRest,
                                    .test = testByRest,
                                    .signal = signalByRest,
                                    .lastError = lastErrorByRest};
    return kRoutes;
}

Result<Request> replaceRequest(const Access &access, const SubscriberDraft &draft)
{
    return withObject(requestFor(access, "PUT", draft.id.value_or(SubscriberId())), wholeWebhook(draft));
}

} // namespace tacklebox::dialects::superoffice
