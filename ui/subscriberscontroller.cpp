// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/subscriberscontroller.h"

#include "backend/wording.h"
#include "core/clock.h"
#include "models/shorttext.h"
#include "ui/addbyiddialog.h"
#include "ui/certificatelooks.h"
#include "ui/connectiontext.h"
#include "ui/editorhistory.h"
#include "ui/editortabs.h"
#include "ui/listpanel.h"
#include "ui/payloadtab.h"
#include "ui/subscribereditor.h"
#include "ui/subscriberspage.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"
#include "ui/viewscontroller.h"

namespace tacklebox::ui {

namespace {

constexpr std::chrono::milliseconds kReloadRest{1000};
constexpr std::chrono::hours kLastDay{24};

// Its jobs, the newest first by whichever time the server sorts.
JobQuery jobsOf(const BackendInfo &info, const SubscriberId &id)
{
    JobQuery query;
    query.subscribers = {id};
    if (!info.jobSorts.contains(query.sort))
        query.sort = JobSort::LastSent;
    return query;
}

} // namespace

SubscribersController::SubscribersController(const Theme &theme, Connections &connections, Backend &backend)
    : m_theme(theme)
    , m_backend(backend)
    , m_page(new SubscribersPage(theme, backend.info(), m_model))
    , m_saving(theme, backend, *m_page)
    , m_transfer(theme, connections, backend, *m_page)
    , m_lock(connections, backend.info().connection)
{
    m_model.setFields(backend.info().subscriberFields);
    m_reload.setSingleShot(true);
    m_reload.setInterval(kReloadRest);
    connect(&m_reload, &QTimer::timeout, this, &SubscribersController::load);
    connect(&m_page->list(), &ListPanel::askedAnew, &backend, &Backend::refresh);
    connect(&m_page->list(), &ListPanel::asked, this, &SubscribersController::load);
    connect(m_page, &SubscribersPage::newAsked, this, &SubscribersController::create);
    connect(m_page, &SubscribersPage::addAsked, this, &SubscribersController::add);
    connect(m_page, &SubscribersPage::editAsked, this, [this](const Subscriber &row) { edit(row.id); });
    connect(m_page, &SubscribersPage::switchAsked, &m_saving, &SubscriberSaving::switchActive);
    connect(m_page, &SubscribersPage::removeAsked, &m_saving, &SubscriberSaving::remove);
    connect(m_page, &SubscribersPage::testAsked, m_page, [page = m_page](const Subscriber &row) {
        emit page->placeAsked({place::kTest, row.id});
    });
    connect(m_page, &SubscribersPage::usageWanted, this, &SubscribersController::askUsage);
    connect(m_page, &SubscribersPage::vendorTestAsked, this, &SubscribersController::testAtVendor);
    connect(&backend, &Backend::subscribersChanged, this, &SubscribersController::takeChanged);
    connect(&backend, &Backend::jobsChanged, this, &SubscribersController::takeSent);
    connect(&backend, &Backend::subscribersRemoved, this, &SubscribersController::takeRemoved);
    connect(&backend, &Backend::saveNoted, this, &SubscribersController::takeNote);
    connect(&m_saving, &SubscriberSaving::saved, m_page, [page = m_page](const SubscriberId &id) {
        page->list().select(id.value);
    });
    connect(&m_saving, &SubscriberSaving::failed, m_page, &SubscribersPage::showNotice);
    connect(&m_lock, &ConnectionLock::changed, this, &SubscribersController::showLock);
    if (Certificates *certificates = backend.certificates())
        new CertificateLooks(*m_page, m_model, backend, *certificates);
    else
        m_page->list().table()->columns().leaveOut(models::SubscribersModel::SeenCertificate);
    m_page->addLockButton(m_lock.makeButton(theme));
    showLock();
}

void SubscribersController::load()
{
    m_rows.ask(
        this,
        [this](std::stop_token stop) { return m_backend.subscribers(m_page->query(), stop); },
        [this](const auto &answer) { m_page->take(answer); });
}

void SubscribersController::create()
{
    open({}, {});
}

void SubscribersController::add()
{
    auto *dialog = new AddByIdDialog(m_theme, connectionTitle(m_backend.info()), m_page);
    connect(
        dialog, &AddByIdDialog::addAsked, this, [this, dialog](const SubscriberId &id, const QString &name) {
            m_backend.add(id, name).then(dialog, [dialog, page = m_page](const Result<Subscriber> &answer) {
                if (!answer)
                    return dialog->showError(answer.error());
                page->list().select(answer->id.value);
                dialog->finish();
            });
        });
    dialog->open();
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
    const EditorSubject edited{info,
                               placeText(info),
                               models::subscriberText(subject),
                               draft,
                               subject.secrets,
                               views != nullptr,
                               m_lock.text()};
    m_editor = new SubscriberEditor(m_theme, edited, m_page);
    m_editor->setAttribute(Qt::WA_DeleteOnClose);
    m_saving.serve(*m_editor, draft.id, models::subscriberText(subject));
    connect(m_editor, &SubscriberEditor::secretGiven, this, &SubscribersController::askKeeping);
    connect(m_editor, &SubscriberEditor::unlockAsked, &m_lock, &ConnectionLock::unlock);
    showLock();
    if (views && m_editor->payloadTab())
        offerViews(*views);
    if (draft.id)
        offerHistory(*draft.id);
    m_editor->open();
}

void SubscribersController::offerHistory(const SubscriberId &id)
{
    EditorTabs &tabs = m_editor->tabs();
    EditorHistory *history = tabs.history();
    if (!history)
        return;
    const JobQuery all = jobsOf(m_backend.info(), id);
    JobQuery lastDay = all;
    lastDay.from = SystemClock().now() - kLastDay;
    lastDay.page.size = 1;
    lastDay.count = true;
    askLastDay(tabs, lastDay);
    // The server's own number comes behind that of the cache.
    connect(&m_backend, &Backend::jobsChanged, &tabs, [this, &tabs, lastDay](const JobNews &news) {
        if (news.isOverflowing && !(tabs.lastDay() && tabs.lastDay()->isOfAll))
            askLastDay(tabs, lastDay);
    });
    connect(history, &EditorHistory::wanted, this, [this, history, all] {
        m_history.ask(
            history,
            [&](std::stop_token stop) { return m_backend.jobs(all, stop); },
            [history](const Result<tacklebox::Page<Job>> &jobs) { history->showJobs(jobs); });
    });
    connect(history, &EditorHistory::jobsAsked, m_editor, [editor = m_editor.data(), page = m_page, id] {
        JobQuery query;
        query.subscribers = {id};
        editor->leave([page, query] { emit page->placeAsked({place::kJobs, query}); });
    });
}

// Only the server's own page has its number; the cache's is of what was read.
void SubscribersController::askLastDay(EditorTabs &tabs, const JobQuery &lastDay)
{
    m_lastDay.ask(
        &tabs,
        [&](std::stop_token stop) { return m_backend.jobs(lastDay, stop); },
        [this, &tabs, lastDay](const Result<tacklebox::Page<Job>> &page) {
            if (!page)
                return;
            if (page->count)
                return tabs.showLastDay({*page->count, page->source == PageSource::Live});
            m_lastDay.ask(
                &tabs,
                [&](std::stop_token stop) { return m_backend.count(lastDay, stop); },
                [&tabs](const Result<qint64> &jobs) {
                    if (jobs)
                        tabs.showLastDay({*jobs, false});
                });
        });
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

void SubscribersController::askUsage(const SubscriberId &id)
{
    m_usage.stop();
    if (id.isEmpty())
        return;
    m_usage.ask(
        this,
        [&](std::stop_token stop) { return m_backend.usage(id, stop); },
        [this](const Result<SubscriberUsage> &usage) {
            if (usage)
                m_page->showUsage(*usage);
        });
}

void SubscribersController::testAtVendor(const Subscriber &row)
{
    const QString place = connectionTitle(m_backend.info());
    m_page->tell(ToneRole::Busy, tr("%1 is calling “%2”…", "connection, subscriber").arg(place, row.name));
    m_vendorTest.ask(
        this,
        [&](std::stop_token stop) { return m_backend.testAtVendor(row.id, stop); },
        [this, place, name = row.name](const Result<Done> &answer) {
            if (answer)
                m_page->tell(
                    ToneRole::Good,
                    tr("%1 called “%2”, and it accepted.", "connection, subscriber").arg(place, name));
            else
                m_page->showNotice(answer.error());
        });
}

void SubscribersController::showLock()
{
    m_page->setLocked(m_lock.reason());
    if (m_editor)
        m_editor->setLock(m_lock.text(), m_lock.isLocked());
}

void SubscribersController::takeChanged(const QList<Subscriber> &rows)
{
    // One that is not shown may belong on this page: only the backend knows.
    if (!m_model.update(rows).isEmpty())
        load();
}

void SubscribersController::takeNote(const Error &note)
{
    // That nobody looked stands in the editor.
    if (note.reason != Reason::RemoteNotLooked)
        m_page->tell(ToneRole::Warning, wording::sentence(note));
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

SubscribersPage *makeSubscribersPage(const Theme &theme, Connections &connections, Backend &backend,
                                     QWidget *parent)
{
    auto *controller = new SubscribersController(theme, connections, backend);
    SubscribersPage *page = controller->page();
    page->setParent(parent);
    page->list().setAccount(
        [&connections, name = backend.info().connection] { return connections.account(name); });
    controller->setParent(page);
    return page;
}

} // namespace tacklebox::ui
