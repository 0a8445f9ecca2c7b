// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/subscribersaving.h"

#include "ui/confirm.h"
#include "ui/connectiontext.h"
#include "ui/heldquestion.h"
#include "ui/subscribereditor.h"
#include "ui/typedconfirm.h"

#include <QMessageBox>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

bool isStarting(const BackendInfo &info, const SubscriberDraft &draft)
{
    const QString key = info.toStart.constBegin().key();
    return draft.changes.value(key) == info.toStart.value(key);
}

// Somebody else's edit lies between what the person saw and what the server has.
bool isOvertaken(const Error &error)
{
    switch (error.reason) {
    case Reason::Unspecified:
    case Reason::RemoteConflict:
    case Reason::RemoteChangedSince:
    case Reason::RemoteFieldMoved:
        return error.kind == ErrorKind::Conflict;
    default:
        return false;
    }
}

bool mayHaveBeenSaved(const Error &error)
{
    switch (error.reason) {
    case Reason::RemoteReplyLost:
    case Reason::RemoteTimedOut:
    case Reason::RemoteReplyTooLarge:
    case Reason::RemoteCrash:
    case Reason::RemoteMailFailed:
        return true;
    case Reason::RemoteNotSaved: // it was read again
    case Reason::RemoteNoRoute:
    case Reason::RemoteRouteNotDeployed:
    case Reason::RemoteServiceNotDeployed:
        return false;
    default:
        return error.httpStatus >= 500;
    }
}

QString urlKey(const std::vector<Field> &fields)
{
    const auto found = std::ranges::find(fields, FieldKind::Url, &Field::kind);
    return found == fields.end() ? QString() : found->key;
}

// What a slip would be grave for, on production; empty title: nothing.
Confirmation graveChange(const BackendInfo &info, const SubscriberDraft &draft, const QString &name)
{
    const QString key = urlKey(info.subscriberFields);
    const QString before = QUrl(draft.base.value(key).toString()).host();
    const QString after = QUrl(draft.changes.value(key).toString()).host();
    if (draft.changes.contains(key) && before != after)
        return {SubscriberSaving::tr("Send what “%1” is told to another host?").arg(name),
                before.isEmpty()
                    ? SubscriberSaving::tr("All of it goes to %1 from now on.").arg(after)
                    : SubscriberSaving::tr("All of it goes to %1 from now on, and nothing to %2 any more.")
                          .arg(after, before),
                SubscriberSaving::tr("Save to %1", "the connection's name").arg(placeText(info)),
                {}};
    return {};
}

} // namespace

SubscriberSaving::SubscriberSaving(const Theme &theme, Backend &backend, QWidget &page)
    : m_theme(theme)
    , m_backend(backend)
    , m_page(page)
{
    connect(&backend, &Backend::subscribersChanged, this, &SubscriberSaving::takeNews);
}

void SubscriberSaving::serve(SubscriberEditor &editor, const std::optional<SubscriberId> &id,
                             const QString &name)
{
    m_editor = &editor;
    m_id = id;
    m_name = name;
    connect(&editor, &SubscriberEditor::accepted, this, &SubscriberSaving::save);
    connect(&editor, &SubscriberEditor::requestAsked, this, &SubscriberSaving::showRequest);
    connect(&editor, &SubscriberEditor::rereadAsked, this, &SubscriberSaving::reread);
}

void SubscriberSaving::save(const SubscriberDraft &draft)
{
    askFirst(draft, m_name, m_editor, [this, draft] {
        if (m_editor)
            write(draft);
    });
}

void SubscriberSaving::askFirst(const SubscriberDraft &draft, const QString &name, QWidget *parent,
                                const Next &next)
{
    const BackendInfo info = m_backend.info();
    const Next settle = [=, this] { settleHeld(draft, name, parent, next); };
    const bool isGuarded = draft.id && info.environment == Environment::Production;
    const Confirmation question = isGuarded ? graveChange(info, draft, name) : Confirmation{};
    if (question.title.isEmpty())
        settle();
    else
        askForName(question, parent, settle);
}

void SubscriberSaving::askForName(const Confirmation &question, QWidget *parent, const Next &next)
{
    auto *asked = new TypedConfirm(m_theme, question, m_backend.info().connection, parent);
    connect(asked, &TypedConfirm::accepted, this, next);
    asked->open();
}

// Before a subscriber is started: what it held meanwhile is sent or given up, as a person chooses.
void SubscriberSaving::settleHeld(const SubscriberDraft &draft, const QString &name, QWidget *parent,
                                  const Next &next)
{
    const BackendInfo info = m_backend.info();
    if (!draft.id || !info.verbs.testFlag(Verb::Drop) || !isStarting(info, draft))
        return next();
    JobQuery held;
    held.subscribers = {*draft.id};
    held.states = {JobState::Held};
    m_backend.count(held, {}).then(parent, [=, this](const Result<qint64> &count) {
        if (count.value_or(0) == 0)
            return next();
        askAboutHeld(parent, name, *count, [=, this](HeldChoice choice) {
            if (choice == HeldChoice::Send)
                return next();
            m_backend.dropFound(held).then(this, [this, next](const Result<qint64> &dropped) {
                if (!dropped)
                    return emit failed(dropped.error());
                next();
            });
        });
    });
}

void SubscriberSaving::write(const SubscriberDraft &draft)
{
    m_editor->showSaving();
    m_backend.save(draft).then(this, [this, draft](const Result<Subscriber> &answer) {
        if (!answer)
            return showRefused(draft, answer.error());
        emit saved(answer->id);
        if (m_editor)
            m_editor->finish();
    });
}

void SubscriberSaving::showRefused(const SubscriberDraft &draft, const Error &error)
{
    if (!m_editor)
        return emit failed(error);
    if (mayHaveBeenSaved(error))
        return m_editor->showUnsure(error);
    if (!isOvertaken(error) || !draft.id)
        return m_editor->showError(error);
    m_theirs.ask(
        m_editor,
        [&](std::stop_token stop) { return m_backend.subscriber(*draft.id, stop); },
        [editor = m_editor.data(), error](const Result<Subscriber> &theirs) {
            if (theirs)
                editor->showConflict(error, theirs->fields);
            else
                editor->showError(theirs.error());
        });
}

void SubscriberSaving::showRequest(const SubscriberDraft &draft)
{
    m_backend.preview(draft).then(
        m_editor,
        [editor = m_editor.data()](const Result<RequestPreview> &preview) { editor->showRequest(preview); });
}

void SubscriberSaving::reread()
{
    if (!m_id)
        return;
    m_theirs.ask(
        m_editor,
        [&](std::stop_token stop) { return m_backend.subscriber(*m_id, stop); },
        [editor = m_editor.data()](const Result<Subscriber> &theirs) {
            if (theirs)
                editor->showRead(theirs->fields);
            else
                editor->showError(theirs.error());
        });
}

void SubscriberSaving::takeNews(const QList<Subscriber> &rows)
{
    if (!m_editor || !m_id)
        return;
    const auto row = std::ranges::find(rows, *m_id, &Subscriber::id);
    if (row != rows.end())
        m_editor->showTheirs(row->fields);
}

void SubscriberSaving::switchActive(const Subscriber &row)
{
    const BackendInfo info = m_backend.info();
    const SubscriberDraft draft{row.id, row.fields, row.isActive ? info.toStop : info.toStart, {}};
    askFirst(draft, row.name, &m_page, [this, draft] {
        m_backend.save(draft).then(this, [this](const Result<Subscriber> &answer) {
            if (!answer)
                emit failed(answer.error());
        });
    });
}

void SubscriberSaving::remove(const Subscriber &row)
{
    const BackendInfo info = m_backend.info();
    const bool isLocal = info.environment == Environment::Local;
    const QString told = tr("%1 will be told of nothing any more.").arg(row.url);
    const QString jobs = tr("Its jobs that are not sent yet are given up.");
    const Confirmation question{tr("Delete “%1”?").arg(row.name),
                                isLocal ? told + u' ' + jobs : told,
                                isLocal ? tr("Delete “%1”").arg(row.name)
                                        : tr("Delete “%1” from %2").arg(row.name, placeText(info)),
                                {}};
    const Next next = [this, id = row.id] {
        m_backend.remove(id).then(this, [this](const Result<Done> &answer) {
            if (!answer)
                emit failed(answer.error());
        });
    };
    if (info.environment == Environment::Production)
        askForName(question, &m_page, next);
    else
        connect(confirm(&m_page, question), &QMessageBox::accepted, this, next);
}

} // namespace tacklebox::ui
