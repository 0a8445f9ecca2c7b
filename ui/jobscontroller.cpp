// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jobscontroller.h"

#include "backend/wording.h"
#include "backend/wordingreplay.h"
#include "models/jobfilter.h"
#include "ui/filterchip.h"
#include "ui/jobdetailview.h"
#include "ui/jobfilterbar.h"
#include "ui/jobspage.h"
#include "ui/listpanel.h"
#include "ui/savedviews.h"
#include "ui/savedviewsmenu.h"
#include "ui/searchscope.h"
#include "ui/sendingstrip.h"
#include "ui/tableview.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

// News are drawn this often at most: a person can't read faster, and a burst costs one repaint.
constexpr auto kBatch = 150ms;
constexpr auto kRest = 60ms;
constexpr int kNamedSubscribers = 500;

} // namespace

JobsPage *makeJobsPage(const Theme &theme, Connections &connections, Backend &backend, QWidget *parent)
{
    auto *model = new models::JobsModel;
    model->setSorts(backend.info().jobSorts);
    auto *page = new JobsPage(theme, backend.info(), *model, parent);
    model->setParent(page);
    page->list().setAccount(
        [&connections, name = backend.info().connection] { return connections.account(name); });
    if (const auto account = connections.account(backend.info().connection))
        page->findChild<SavedViews *>()->setPlace(account->id.value);
    auto *controller = new JobsController(theme, connections, backend, *page, *model);
    controller->setParent(page);
    return page;
}

JobsController::JobsController(const Theme &theme, Connections &connections, Backend &backend, JobsPage &page,
                               models::JobsModel &model)
    : m_backend(backend)
    , m_page(page)
    , m_model(model)
    , m_controls(page)
    , m_export(backend, page, m_controls)
    , m_replays(theme, backend, page.replays())
    , m_plain(theme, backend, page, page.sending())
    , m_lock(connections, backend.info().connection)
{
    // The newest first, by whichever time the server sorts.
    if (const BackendInfo info = backend.info(); !info.jobSorts.contains(m_query.sort))
        m_query.sort = JobSort::LastSent;
    m_batch.setSingleShot(true);
    m_batch.setInterval(kBatch);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_batch, &QTimer::timeout, this, &JobsController::apply);
    connect(&m_rest, &QTimer::timeout, this, &JobsController::askDetail);
    connect(&backend, &Backend::jobsChanged, this, &JobsController::collect);
    connectPage(theme);
    connectReplays();
    m_page.setLocked(m_lock.reason());
    m_page.list().table()->showSort(models::JobsModel::columnOf(m_query.sort), m_query.order);
}

void JobsController::connectPage(const Theme &theme)
{
    connect(&m_page.list(), &ListPanel::askedAnew, &m_backend, &Backend::refresh);
    connect(&m_page.list(), &ListPanel::asked, this, &JobsController::askRows);
    connect(&m_page, &JobsPage::visited, this, &JobsController::visit);
    m_page.addLockButton(m_lock.makeButton(theme));
    connect(&m_lock, &ConnectionLock::changed, &m_page, [this] { m_page.setLocked(m_lock.reason()); });
    connect(&m_page, &JobsPage::clearAsked, this, &JobsController::clear);
    m_page.savedViews().follow([this] { return m_controls.view(); });
    connect(&m_page.savedViews(), &SavedViewsMenu::chosen, this, [this](const models::SavedView &view) {
        m_controls.show(view);
        m_page.list().restart();
    });
    connect(m_page.list().table()->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_page.setNotice({});
        chooseLater();
    });
    connect(&m_page.scope(), &SearchScope::changed, this, [this] {
        if (!m_page.list().searchText().isEmpty())
            m_page.list().restart();
    });
    connect(&m_page.filters(), &JobFilterBar::changed, &m_page.list(), &ListPanel::restart);
    connect(&m_page.filters(), &JobFilterBar::subscribersWanted, this, &JobsController::askSubscribers);
    connect(&m_page.detail(), &JobDetailView::dropAsked, this, &JobsController::drop);
}

void JobsController::connectReplays()
{
    if (!m_backend.replays())
        m_page.leaveOutRuns(kMostReplayedAtOnce);
    connect(&m_page, &JobsPage::replayAsked, this, &JobsController::replay);
    connect(&m_page, &JobsPage::replayAsAsked, this, [this] { ask(chosen()); });
    const auto follow = [this](auto &replays) {
        using Replays = std::remove_reference_t<decltype(replays)>;
        connect(&replays, &Replays::answered, this, [this](const QList<JobAnswer> &a) { tellReplayed(a); });
        connect(&replays, &Replays::told, &m_page, [this](const QString &text) { m_page.setNotice(text); });
        connect(&replays, &Replays::failed, &m_page, [this](const Error &error) {
            m_page.setNotice(wording::sentence(error), true);
        });
    };
    follow(m_replays);
    follow(m_plain);
}

void JobsController::clear()
{
    m_query = {};
    m_controls.clear();
}

void JobsController::visit(const Place &place)
{
    if (const auto *id = std::get_if<JobId>(&place.what)) {
        return m_page.list().select(id->value);
    }
    JobQuery query;
    if (const auto *given = std::get_if<JobQuery>(&place.what))
        query = *given;
    else if (const auto *subscriber = std::get_if<SubscriberId>(&place.what))
        query.subscribers = {*subscriber};
    else if (const auto *event = std::get_if<EventId>(&place.what))
        query.events = {*event};
    m_query = query;
    m_controls.show(query);
}

void JobsController::askRows()
{
    m_query = m_controls.query();
    m_query.count = !m_backend.info().tellsAttempts; // one request, not two
    m_news.clear();
    m_announced.clear();
    m_page.setNewRows(0);
    m_rows.ask(
        this,
        [this](std::stop_token stop) { return m_backend.jobs(m_query, stop); },
        [this](const auto &answer) { takeRows(answer); });
    if (!m_query.count)
        askCount();
    m_replays.load();
}

void JobsController::takeRows(const Result<tacklebox::Page<Job>> &answer)
{
    m_page.setNarrowed(!isUnfiltered(m_query), answer ? answer->lookedThrough : std::nullopt);
    m_page.list().take(answer, m_model);
    if (!m_query.count || !answer)
        return;
    if (answer->count || answer->lookedThrough)
        m_page.setFound(
            answer->count.value_or(qint64(answer->number - 1) * answer->size + answer->rows.size()));
    else
        askCount();
}

void JobsController::askCount()
{
    m_count.ask(
        this,
        [this](std::stop_token stop) { return m_backend.count(m_query, stop); },
        [this](const Result<qint64> &answer) {
            m_page.setFound(answer.value_or(0));
            if (answer)
                m_page.list().paging()->setCount(*answer);
        });
}

void JobsController::chooseLater()
{
    m_rest.start();
}

void JobsController::askDetail()
{
    const QList<int> rows = m_page.selectedRows();
    m_detail.stop();
    if (rows.size() != 1) {
        m_page.detail().showHint(rows.isEmpty() ? tr("Choose a job to see what happened to it.")
                                                : tr("%n jobs are chosen.", nullptr, int(rows.size())));
        return;
    }
    m_detail.ask(
        this,
        [&](std::stop_token stop) { return m_backend.job(m_model.job(rows.first())->id, stop); },
        [this](const Result<JobDetail> &answer) {
            if (answer)
                m_page.detail().show(*answer);
            else if (answer.error().kind != ErrorKind::Cancelled)
                m_page.detail().showHint(wording::sentence(answer.error()));
        });
}

void JobsController::askSubscribers()
{
    SubscriberQuery query;
    query.page.size = kNamedSubscribers;
    m_backend.subscribers(query, {}).then(this, [this](const Result<tacklebox::Page<Subscriber>> &answer) {
        if (answer)
            m_page.filters().setSubscribers(answer->rows);
    });
}

QList<Job> JobsController::chosen() const
{
    QList<Job> jobs;
    for (const int row : m_page.selectedRows())
        jobs << *m_model.job(row);
    return jobs;
}

void JobsController::ask(const QList<Job> &jobs)
{
    if (!m_backend.replays())
        return jobs.isEmpty() ? m_plain.askAll(m_query) : m_plain.ask(jobs);
    ReplayRequest request;
    for (const Job &job : jobs)
        request.jobs << job.id;
    if (jobs.isEmpty())
        request.query = m_query;
    m_replays.ask(request);
}

// One goes at once; many, and one that its receiver has already, are asked about first.
void JobsController::replay()
{
    const QList<Job> jobs = chosen();
    if (jobs.size() != 1 || jobs.constFirst().state == JobState::Delivered)
        return ask(jobs);
    if (!m_backend.replays())
        return m_plain.send(jobs);
    m_backend.replay({{jobs.constFirst().id}, {}}).then(this, [this](const Result<QList<JobAnswer>> &answer) {
        tellReplayed(answer);
    });
}

void JobsController::tellReplayed(const Result<QList<JobAnswer>> &answer)
{
    const int count = answer ? int(answer->size()) : 0;
    tell(answer, count == 1 ? tr("1 job queued again") : tr("%n jobs queued again", nullptr, count));
}

void JobsController::drop(const JobId &id)
{
    m_backend.drop({id}).then(this, [this](const Result<QList<JobAnswer>> &answer) {
        tell(answer, tr("Job dropped: it is kept, and not sent again"));
    });
}

// In the head where one line says it; of many that were not all done, in a line of its own.
void JobsController::tell(const Result<QList<JobAnswer>> &answer, const QString &done)
{
    if (!answer)
        return m_page.setNotice(wording::sentence(answer.error()), true);
    if (std::ranges::none_of(*answer, &std::optional<Error>::has_value, &JobAnswer::error)) {
        m_page.sending().hide();
        return m_page.setNotice(done);
    }
    if (answer->size() == 1)
        return m_page.setNotice(wording::sentence(answer->constFirst()), true);
    m_page.sending().showEnd(wording::outcome(*answer) + u' ' + choose(*answer));
}

// What surely wasn't done, to go on with; where there is none, what would maybe go twice.
QString JobsController::choose(const QList<JobAnswer> &answers)
{
    const auto isOpen = [](const JobAnswer &a) { return a.error && a.failure != JobFailure::Uncertain; };
    const bool isSure = std::ranges::any_of(answers, isOpen);
    QItemSelection rows;
    for (const JobAnswer &answer : answers) {
        const int row = answer.error && isOpen(answer) == isSure ? m_model.rowOf(answer.id) : -1;
        if (row >= 0)
            rows.select(m_model.index(row, 0), m_model.index(row, m_model.columnCount() - 1));
    }
    m_page.list().table()->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    const auto count = int(m_page.selectedRows().size());
    return isSure ? tr("Chosen below are those that were not sent: %n.", "jobs", count)
                  : tr("Chosen below are those that nobody knows of: %n.", "jobs", count);
}

void JobsController::collect(const JobNews &news)
{
    for (const Job &job : news.changed)
        m_news.insert(job.id, job);
    m_isOverflowing = m_isOverflowing || news.isOverflowing;
    if (!m_batch.isActive())
        m_batch.start();
}

void JobsController::apply()
{
    const QList<Job> news = m_news.values();
    m_news.clear();
    if (!m_page.isVisible())
        return; // it asks again when it comes into sight
    const QList<Job> strangers = m_model.update(news);
    if (m_isOverflowing && m_page.isUnread()) {
        m_isOverflowing = false;
        return askRows();
    }
    if (std::exchange(m_isOverflowing, false))
        m_page.announceNewer();
    announce(strangers);
    const QList<int> rows = m_page.selectedRows();
    const bool isShown = rows.size() == 1
        && std::ranges::any_of(news, [&](const Job &job) { return job.id == m_model.job(rows.first())->id; });
    if (isShown)
        chooseLater();
}

// Jobs that belong here but are not: shown where nobody reads, announced otherwise.
void JobsController::announce(const QList<Job> &strangers)
{
    QList<Job> fresh;
    const Job *newest = m_model.job(0);
    for (const Job &job : strangers) {
        const bool isNewer = !newest || job.createdAt >= newest->createdAt;
        if (isNewer && !m_announced.contains(job.id) && models::matches(m_query, job))
            fresh << job;
    }
    if (fresh.isEmpty())
        return;
    const bool isNewestFirst = m_query.sort == JobSort::Created && m_query.order == Qt::DescendingOrder
        && m_query.page.number == 1;
    if (isNewestFirst && m_announced.isEmpty() && m_page.isUnread()) {
        std::ranges::sort(fresh, std::ranges::greater{}, &Job::createdAt);
        m_model.prepend(fresh, m_query.page.size);
        return askCount();
    }
    for (const Job &job : std::as_const(fresh))
        m_announced.insert(job.id);
    m_page.setNewRows(int(m_announced.size()));
}

} // namespace tacklebox::ui
