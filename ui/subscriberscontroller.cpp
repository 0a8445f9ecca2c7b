// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/subscriberscontroller.h"

#include "ui/confirm.h"
#include "ui/heldquestion.h"
#include "ui/listpanel.h"
#include "ui/payloadtab.h"
#include "ui/rail.h"
#include "ui/subscribereditor.h"
#include "ui/subscriberspage.h"
#include "ui/viewscontroller.h"

#include <QMessageBox>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kReloadRest{1000};

// The member that says whether a subscriber is told at all: a tick among the basics.
QString activeKey(const std::vector<Field> &fields)
{
    const auto found = std::ranges::find_if(fields, [](const Field &field) {
        return field.kind == FieldKind::Flag && field.group == FieldGroup::Basics;
    });
    return found == fields.end() ? u"active"_s : found->key;
}

} // namespace

SubscribersController::SubscribersController(const Theme &theme, Backend &backend)
    : m_theme(theme)
    , m_backend(backend)
    , m_page(new SubscribersPage(theme, backend.info(), m_model))
{
    m_model.setFields(backend.info().subscriberFields);
    m_reload.setSingleShot(true);
    m_reload.setInterval(kReloadRest);
    connect(&m_reload, &QTimer::timeout, this, &SubscribersController::load);
    connect(&m_page->list(), &ListPanel::asked, this, &SubscribersController::load);
    connect(m_page, &SubscribersPage::newAsked, this, &SubscribersController::create);
    connect(m_page, &SubscribersPage::editAsked, this, [this](const Subscriber &row) { edit(row.id); });
    connect(m_page, &SubscribersPage::switchAsked, this, &SubscribersController::switchActive);
    connect(m_page, &SubscribersPage::removeAsked, this, &SubscribersController::askRemove);
    connect(m_page, &SubscribersPage::testAsked, m_page, [page = m_page](const Subscriber &row) {
        emit page->placeAsked({place::kTest, row.id});
    });
    connect(&backend, &Backend::subscribersChanged, this, &SubscribersController::takeChanged);
    connect(&backend, &Backend::jobsChanged, this, &SubscribersController::takeSent);
    connect(&backend, &Backend::subscribersRemoved, this, &SubscribersController::takeRemoved);
}

void SubscribersController::load()
{
    m_rows.ask(
        this,
        [this](std::stop_token stop) { return m_backend.subscribers(m_page->query(), stop); },
        [this](const auto &answer) { m_page->list().take(answer, m_model); });
}

void SubscribersController::create()
{
    open({}, {});
}

void SubscribersController::edit(const SubscriberId &id)
{
    m_subject.ask(
        this,
        [&](std::stop_token stop) { return m_backend.subscriber(id, stop); },
        [this](const Result<Subscriber> &answer) {
            if (answer)
                open({answer->id, answer->fields, {}, {}}, *answer);
            else
                m_page->showNotice(answer.error());
        });
}

void SubscribersController::open(const SubscriberDraft &draft, const Subscriber &subject)
{
    if (m_editor)
        return m_editor->raise();
    const BackendInfo info = m_backend.info();
    PayloadViews *views = m_backend.payloadViews();
    const EditorSubject edited{
        info, connectionTitle(info), subject.name, draft, subject.secrets, views != nullptr};
    m_editor = new SubscriberEditor(m_theme, edited, m_page);
    m_editor->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_editor, &SubscriberEditor::accepted, this, &SubscribersController::save);
    connect(m_editor, &SubscriberEditor::secretGiven, this, &SubscribersController::askKeeping);
    if (views && m_editor->payloadTab())
        offerViews(*views);
    m_editor->open();
}

void SubscribersController::offerViews(PayloadViews &views)
{
    PayloadTab *tab = m_editor->payloadTab();
    connect(tab, &PayloadTab::previewAsked, this, [this, tab, &views](const ViewTrial &trial) {
        m_preview.ask(
            tab,
            [&](std::stop_token stop) { return views.previewView(trial, stop); },
            [tab](const Result<ViewPreview> &answer) { tab->showPreview(answer); });
    });
    connect(tab, &PayloadTab::viewsAsked, this, [this, tab, &views] {
        auto *opened = new ViewsController(m_theme, views, tab->chosenView(), m_editor);
        connect(opened, &ViewsController::changed, tab, [this, &views] { loadViews(views); });
    });
    loadViews(views);
}

void SubscribersController::loadViews(PayloadViews &views)
{
    PayloadTab *tab = m_editor->payloadTab();
    m_views.ask(
        tab,
        [&](std::stop_token stop) { return views.views(stop); },
        [tab](const Result<QList<PayloadView>> &answer) {
            if (answer)
                tab->setViews(*answer);
            tab->askPreview();
        });
}

void SubscribersController::askKeeping()
{
    m_backend.openSecrets().then(m_editor, [editor = m_editor.data()](const Result<Keeping> &keeping) {
        if (keeping)
            editor->showKeeping(*keeping);
    });
}

void SubscribersController::save(const SubscriberDraft &draft)
{
    settleHeld(draft, m_editor, [this, draft] {
        if (m_editor)
            write(draft);
    });
}

// Before a subscriber is started: what it held meanwhile is sent or given up, as a person chooses.
void SubscribersController::settleHeld(const SubscriberDraft &draft, QWidget *parent,
                                       const std::function<void()> &next)
{
    const BackendInfo info = m_backend.info();
    const bool starts = draft.id && info.verbs.testFlag(Verb::Drop)
        && draft.changes.value(activeKey(info.subscriberFields)) == QJsonValue(true);
    if (!starts)
        return next();
    JobQuery held;
    held.subscribers = {*draft.id};
    held.states = {JobState::Held};
    const QString name = draft.base.value("name"_L1).toString();
    m_backend.count(held, {}).then(parent, [=, this](const Result<qint64> &count) {
        if (count.value_or(0) == 0)
            return next();
        askAboutHeld(parent, name, *count, [=, this](HeldChoice choice) {
            if (choice == HeldChoice::Send)
                return next();
            m_backend.dropFound(held).then(this, [this, next](const Result<qint64> &dropped) {
                dropped ? next() : m_page->showNotice(dropped.error());
            });
        });
    });
}

void SubscribersController::write(const SubscriberDraft &draft)
{
    m_editor->showSaving();
    m_backend.save(draft).then(this, [this, draft](const Result<Subscriber> &answer) {
        if (!answer)
            return showRefused(draft, answer.error());
        m_page->list().select(answer->id.value);
        if (m_editor)
            m_editor->finish();
    });
}

void SubscribersController::showRefused(const SubscriberDraft &draft, const Error &error)
{
    if (!m_editor)
        return m_page->showNotice(error);
    const bool isStale = error.kind == ErrorKind::Conflict && error.reason == Reason::Unspecified;
    if (!isStale || !draft.id)
        return m_editor->showError(error);
    m_subject.ask(
        m_editor,
        [&](std::stop_token stop) { return m_backend.subscriber(*draft.id, stop); },
        [editor = m_editor.data(), error](const Result<Subscriber> &theirs) {
            if (theirs)
                editor->showConflict(error, theirs->fields);
            else
                editor->showError(theirs.error());
        });
}

void SubscribersController::switchActive(const Subscriber &row)
{
    const QString key = activeKey(m_backend.info().subscriberFields);
    const SubscriberDraft draft{row.id, row.fields, {{key, !row.isActive}}, {}};
    settleHeld(draft, m_page, [this, draft] {
        m_backend.save(draft).then(this, [this](const Result<Subscriber> &answer) {
            if (!answer)
                m_page->showNotice(answer.error());
        });
    });
}

void SubscribersController::askRemove(const Subscriber &row)
{
    const Confirmation question{
        tr("Delete “%1”?").arg(row.name),
        tr("%1 will be told of nothing any more. Its jobs that are not sent yet are given "
           "up.")
            .arg(row.url),
        tr("Delete “%1”").arg(row.name),
        {}};
    connect(confirm(m_page, question), &QMessageBox::accepted, this, [this, id = row.id] { remove(id); });
}

void SubscribersController::remove(const SubscriberId &id)
{
    m_backend.remove(id).then(this, [this](const Result<Done> &answer) {
        if (!answer)
            m_page->showNotice(answer.error());
    });
}

void SubscribersController::takeChanged(const QList<Subscriber> &rows)
{
    // One that is not shown may belong on this page: only the backend knows.
    if (!m_model.update(rows).isEmpty())
        load();
}

void SubscribersController::takeSent(const JobNews &news)
{
    if (!m_page->isVisible())
        return; // it asks when it comes into sight
    m_model.takeSent(news.changed);
    if (news.isOverflowing && !m_reload.isActive())
        m_reload.start();
}

void SubscribersController::takeRemoved(const QList<SubscriberId> &ids)
{
    m_model.remove(ids);
}

SubscribersPage *makeSubscribersPage(const Theme &theme, Backend &backend, QWidget *parent)
{
    auto *controller = new SubscribersController(theme, backend);
    SubscribersPage *page = controller->page();
    page->setParent(parent);
    controller->setParent(page);
    return page;
}

} // namespace tacklebox::ui
