// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/remotesaving.h"

#include "dialects/draftchanges.h"
#include "dialects/reply.h"
#include "dialects/requestpreview.h"
#include "dialects/standing.h"

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

// An answer that can't be read is one all the same.
Result<Subscriber> answered(const Result<Subscriber> &answer, int status)
{
    return answer.map_error([status](Error error) {
        error.httpStatus = status;
        return error;
    });
}

Async<Done> refused(const Error &error)
{
    return ready<Done>(fail(error));
}

// A refusal may repeat what the write brought, in a sentence of its own, which is shown. A shorter one may be
// a word of it.
Error withoutSecretsOf(const SubscriberDraft &draft, Error error)
{
    constexpr qsizetype kShortestHidden = 8;
    for (const SecretEdits &edits : {draft.secrets, draft.carried}) {
        for (const auto &[key, edit] : edits) {
            const QString text = QString::fromUtf8(edit.value.reveal()).trimmed();
            if (text.size() < kShortestHidden)
                continue;
            error.detail.replace(text, u"…"_s);
            for (Finding &finding : error.findings)
                finding.text.replace(text, u"…"_s);
        }
    }
    return error;
}

} // namespace

RemoteSaving::RemoteSaving(RemoteSubscribers::Parts parts, RemoteSubscribers &subscribers, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_subscribers(subscribers)
    , m_look(parts, subscribers)
    , m_outcome(parts, subscribers)
    , m_createRest({m_parts.caller, m_parts.clock, m_parts.store, m_parts.key}, u"subscribers.create"_s)
    , m_destroyRest({m_parts.caller, m_parts.clock, m_parts.store, m_parts.key}, u"subscribers.destroy"_s)
{
    connect(&m_look, &SavingLook::noted, this, &RemoteSaving::noted);
    connect(&m_outcome, &SavingOutcome::noted, this, &RemoteSaving::noted);
}

BackendInfo RemoteSaving::info() const
{
    return m_parts.dialect.info(m_parts.caller.connection());
}

// What can't be sent is refused before anything is asked.
Result<SavingPointer> RemoteSaving::prepared(const SubscriberDraft &draft) const
{
    const std::vector<Field> fields = info().subscriberFields;
    const auto saving = std::make_shared<Saving>();
    saving->draft = onlyChanges(fields, draft);
    saving->before = draft.base;
    if (changesNothing(saving->draft))
        return saving;
    const auto request = requestWithoutSecrets(m_parts.dialect, m_parts.caller.connection(), saving->draft);
    if (!request)
        return fail(request.error());
    saving->sent = sentOf(saving->draft, request->body);
    saving->draft = onlyWritten(fields, saving->draft, saving->sent, request->body);
    return saving;
}

Result<RequestPreview> RemoteSaving::preview(const SubscriberDraft &draft) const
{
    const auto saving = prepared(draft);
    if (!saving)
        return fail(saving.error());
    if (changesNothing((*saving)->draft))
        return RequestPreview{};
    return previewOf(m_parts.dialect, m_parts.caller.connection(), (*saving)->draft);
}

Async<Subscriber> RemoteSaving::save(const SubscriberDraft &draft)
{
    const auto saving = prepared(draft);
    if (!saving)
        return ready<Subscriber>(fail(saving.error()));
    if (changesNothing((*saving)->draft))
        return unchanged(*draft.id);
    const auto write = [this, saving = *saving] {
        return m_look.look(saving).then(this, [this, saving](const Result<Done> &looked) {
            return looked ? send(saving) : ready<Subscriber>(fail(looked.error()));
        });
    };
    return draft.id ? write() : m_createRest.ask<Subscriber>(this, write);
}

Async<Subscriber> RemoteSaving::unchanged(const SubscriberId &id)
{
    return m_subscribers.seen(id).then(this, [this, id](const Result<Subscriber> &known) {
        return known ? ready(known) : m_subscribers.show(id, {});
    });
}

// The answer that took it, or why it wasn't.
Async<Response> RemoteSaving::written(const Caller::Make &make)
{
    m_subscribers.noteWrite();
    return m_parts.caller.call(make).then(this, [this](const Result<Response> &response) -> Result<Response> {
        m_subscribers.noteWrite();
        const auto error = response ? m_parts.dialect.errorOf(*response) : response.error();
        return error ? Result<Response>(fail(*error)) : response;
    });
}

Async<Subscriber> RemoteSaving::send(const SavingPointer &saving)
{
    const auto make = [dialect = &m_parts.dialect, saving](const Access &access) {
        return dialect->saveSubscriber(access, saving->draft);
    };
    return written(make).then(this, [this, saving](const Result<Response> &response) -> Async<Subscriber> {
        if (response && !saving->draft.select.isEmpty())
            return takenInPart(saving, *response);
        if (response)
            return m_outcome.taken(saving,
                                   answered(m_parts.dialect.readSubscriber(*response), response->status));
        const Error error = withoutSecretsOf(saving->draft, response.error());
        if (isUncertain(error))
            return m_outcome.findOut(saving, isUnreadable(error) ? m_outcome.lost(error) : error);
        const auto &id = saving->draft.id;
        return ready<Subscriber>(
            fail(id ? aboutSubscriber(error, *id) : m_parts.dialect.ofNoSubscriber(error)));
    });
}

// The others came as nothing: the cache has the row as it is read back, and what was asked for is told.
Async<Subscriber> RemoteSaving::takenInPart(const SavingPointer &saving, const Response &response)
{
    const auto selected = m_parts.dialect.readMembers(response, saving->draft.select);
    Error unread = selected ? wrongType(u"data"_s, u"the whole"_s) : selected.error();
    unread.httpStatus = response.status;
    return m_outcome.taken(saving, fail(unread)).then(this, [selected](Result<Subscriber> saved) {
        if (saved && selected)
            saved->fields = *selected;
        return saved;
    });
}

// The server has it no more: that nothing can be noted here just now is no failure of the deletion.
Async<Done> RemoteSaving::gone(const SubscriberId &id)
{
    return m_subscribers.forget(id).then(this, [](const Result<Done> &) -> Result<Done> { return Done{}; });
}

// One that was only ever named here may go from here, whatever calls there are: nothing is sent.
Async<Done> RemoteSaving::removeHere(const SubscriberId &id, const Error &error)
{
    return m_subscribers.seen(id).then(this, [this, id, error](const Result<Subscriber> &known) {
        const bool isOfHere = known && known->fields.isEmpty();
        return isOfHere ? m_subscribers.forget(id) : refused(error);
    });
}

Async<Done> RemoteSaving::remove(SubscriberId id)
{
    const auto make = [dialect = &m_parts.dialect, id](const Access &access) {
        return dialect->removeSubscriber(access, id);
    };
    return m_destroyRest.ask<Response>(this, [this, make] { return written(make); })
        .then(this, [this, id](const Result<Response> &response) -> Async<Done> {
            if (response)
                return gone(id);
            const Error error = response.error();
            if (!info().verbs.testFlag(Verb::DeleteSubscriber))
                return removeHere(id, error);
            if (!isUncertain(error))
                return refused(aboutSubscriber(error, id));
            return m_subscribers.server().read(id).then(
                this, [this, id, error](const Result<Subscriber> &now) -> Async<Done> {
                    if (!now && now.error().kind == ErrorKind::NotFound)
                        return gone(id);
                    Error answer = isUnreadable(error) ? m_outcome.lost(error) : error;
                    if (now)
                        answer.reason = Reason::RemoteNotSaved; // it is still there
                    return refused(answer);
                });
        });
}

} // namespace tacklebox::dialects
