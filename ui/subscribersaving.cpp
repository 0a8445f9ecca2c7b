// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/subscribersaving.h"

#include "backend/wording.h"
#include "models/shorttext.h"
#include "ui/confirm.h"
#include "ui/connectiontext.h"
#include "ui/heldquestion.h"
#include "ui/restartquestion.h"
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
    case Reason::RemoteNotSaved: // it was read again; a list may lag behind
        return error.subject == "list"_L1;
    case Reason::RemoteReadLost: // the look before the save
    case Reason::RemoteReadCrash:
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

// What a slip would be grave for; empty title: nothing.
Confirmation graveChange(const BackendInfo &info, const SubscriberDraft &draft, const QString &name)
{
    QString title;
    QStringList texts;
    for (const QString &key : askedFirst(info.subscriberFields, draft)) {
        const QString label = wording::fieldLabel(key);
        title = SubscriberSaving::tr("Change “%1” of “%2”?", "a field, a subscriber").arg(label, name);
        texts << SubscriberSaving::tr("Another %1 may change what the receiver gets.", "a field")
                     .arg(label.toLower());
    }
    const QString urlField = urlKey(info.subscriberFields);
    const QString before = QUrl(draft.base.value(urlField).toString()).host();
    const QString after = QUrl(draft.changes.value(urlField).toString()).host();
    if (info.environment == Environment::Production && draft.changes.contains(urlField) && before != after) {
        title = SubscriberSaving::tr("Send what “%1” is told to another host?").arg(name);
        texts.prepend(before.isEmpty() ? SubscriberSaving::tr("All of it goes to %1 from now on.").arg(after)
                                       : SubscriberSaving::tr(
                                             "All of it goes to %1 from now on, and nothing to %2 any more.")
                                             .arg(after, before));
    }
    return {title,
            texts.join(u' '),
            SubscriberSaving::tr("Save to %1", "the connection's name").arg(placeText(info)),
            {}};
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
    // What is answered is for the one that asked: another may be open by then.
    const Asker asker(&editor);
    connect(&editor, &SubscriberEditor::accepted, this, [=, this](const SubscriberDraft &draft) {
        askFirst(draft, name, asker, [=, this] { write(asker, draft); });
    });
    connect(&editor, &SubscriberEditor::requestAsked, this, [=, this](const SubscriberDraft &draft) {
        showRequest(asker, draft);
    });
    connect(&editor, &SubscriberEditor::rereadAsked, this, [=, this] { reread(asker, id); });
}

void SubscriberSaving::askFirst(const SubscriberDraft &draft, const QString &name, QWidget *parent,
                                const Next &next)
{
    if (!m_asked.expired() && m_askedIn == parent)
        return; // it is being asked
    // Held by what a person may still answer, and by nothing else.
    const auto asked = std::make_shared<const Next>(next);
    m_asked = asked;
    m_askedIn = parent;
    const BackendInfo info = m_backend.info();
    const Next settle = [=, this] { settleHeld(draft, name, parent, [asked] { (*asked)(); }); };
    const Confirmation question = draft.id ? graveChange(info, draft, name) : Confirmation{};
    if (question.title.isEmpty())
        settle();
    else if (info.environment == Environment::Production)
        askForName(question, parent, settle);
    else
        connect(confirm(parent, question), &QMessageBox::accepted, this, settle);
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
            const Asker asker(qobject_cast<SubscriberEditor *>(parent));
            m_backend.dropFound(held).then(this, [this, next, asker](const Result<qint64> &dropped) {
                if (dropped)
                    next();
                else
                    tellRefused(asker, dropped.error());
            });
        });
    });
}

void SubscriberSaving::write(const Asker &asker, const SubscriberDraft &draft)
{
    if (!asker)
        return;
    m_theirs.stop(); // what is read before the save says nothing of it
    asker->showSaving();
    m_backend.save(draft).then(this, [this, asker, draft](const Result<Subscriber> &answer) {
        if (!answer)
            return showRefused(asker, draft, answer.error());
        emit saved(answer->id);
        if (asker)
            asker->finish();
    });
}

void SubscriberSaving::tellRefused(const Asker &asker, const Error &error)
{
    if (asker)
        asker->showError(error);
    else
        emit failed(error);
}

void SubscriberSaving::showRefused(const Asker &asker, const SubscriberDraft &draft, const Error &error)
{
    if (asker && mayHaveBeenSaved(error))
        return asker->showUnsure(error);
    if (!asker || !isOvertaken(error) || !draft.id)
        return tellRefused(asker, error);
    m_theirs.ask(
        asker,
        [&](std::stop_token stop) { return m_backend.subscriber(*draft.id, stop); },
        [editor = asker.data(), error](const Result<Subscriber> &theirs) {
            if (theirs)
                editor->showConflict(error, theirs->fields);
            else
                editor->showError(theirs.error());
        });
}

void SubscriberSaving::showRequest(const Asker &asker, const SubscriberDraft &draft)
{
    m_backend.preview(draft).then(asker, [editor = asker.data()](const Result<RequestPreview> &preview) {
        editor->showRequest(preview);
    });
}

void SubscriberSaving::reread(const Asker &asker, const std::optional<SubscriberId> &id)
{
    if (!id)
        return;
    m_theirs.ask(
        asker,
        [&](std::stop_token stop) { return m_backend.subscriber(*id, stop); },
        [editor = asker.data()](const Result<Subscriber> &theirs) {
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
    if (!isRestart(m_backend.info(), row))
        return writeSwitch(row);
    m_usage.ask(
        &m_page,
        [&](std::stop_token stop) { return m_backend.usage(row.id, stop); },
        [this, row](const Result<SubscriberUsage> &usage) {
            askAboutRestart(&m_page, models::subscriberText(row), usage, [this, row] { writeSwitch(row); });
        });
}

void SubscriberSaving::writeSwitch(const Subscriber &row)
{
    const BackendInfo info = m_backend.info();
    const SubscriberDraft draft{row.id, row.fields, row.isActive ? info.toStop : info.toStart, {}};
    askFirst(draft, models::subscriberText(row), &m_page, [this, draft] {
        m_backend.save(draft).then(this, [this](const Result<Subscriber> &answer) {
            if (!answer)
                emit failed(answer.error());
        });
    });
}

void SubscriberSaving::remove(const Subscriber &row)
{
    const BackendInfo info = m_backend.info();
    const bool isLocal = !isAccount(info);
    const QString told = tr("%1 will be told of nothing any more.").arg(row.url);
    const QString jobs = tr("Its jobs that are not sent yet are given up.");
    const QString name = models::subscriberText(row);
    const Confirmation question{tr("Delete “%1”?").arg(name),
                                isLocal ? told + u' ' + jobs : told,
                                isLocal ? tr("Delete “%1”").arg(name)
                                        : tr("Delete “%1” from %2").arg(name, placeText(info)),
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
