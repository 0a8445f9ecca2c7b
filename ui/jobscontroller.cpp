// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jobscontroller.h"

#include "backend/wording.h"
#include "core/clock.h"
#include "models/jobfilter.h"
#include "ui/filterchip.h"
#include "ui/jobdetailview.h"
#include "ui/jobfilterbar.h"
#include "ui/jobspage.h"
#include "ui/pagingbar.h"
#include "ui/searchline.h"
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

JobsPage *makeJobsPage(const Theme &theme, Backend &backend, QWidget *parent)
{
    auto *model = new models::JobsModel;
    model->setSorts(backend.info().jobSorts);
    auto *page = new JobsPage(theme, backend.info(), *model, parent);
    model->setParent(page);
    auto *controller = new JobsController(backend, *page, *model);
    controller->setParent(page);
    return page;
}

JobsController::JobsController(Backend &backend, JobsPage &page, models::JobsModel &model)
    : m_backend(backend)
    , m_page(page)
    , m_model(model)
{
    m_batch.setSingleShot(true);
    m_batch.setInterval(kBatch);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_batch, &QTimer::timeout, this, &JobsController::apply);
    connect(&m_rest, &QTimer::timeout, this, &JobsController::askDetail);
    connect(&backend, &Backend::jobsChanged, this, &JobsController::collect);
    connectPage();
    m_page.table().showSort(models::JobsModel::columnOf(m_query.sort), m_query.order);
}

void JobsController::connectPage()
{
    connect(&m_page, &JobsPage::activated, this, [this] { askRows(Keep::Place); });
    connect(&m_page, &JobsPage::visited, this, &JobsController::visit);
    connect(&m_page, &JobsPage::replayAsked, this, &JobsController::replay);
    connect(&m_page, &JobsPage::clearAsked, this, &JobsController::clear);
    connect(&m_page, &JobsPage::selectionChanged, this, [this] {
        m_page.setNotice({});
        chooseLater();
    });
    connect(&m_page, &JobsPage::refreshAsked, this, [this] {
        m_query.page.number = 1;
        m_query.page.cursor.clear();
        askRows(Keep::Nothing);
    });
    connect(&m_page.search(), &SearchLine::searched, this, &JobsController::narrow);
    connect(&m_page.filters(), &JobFilterBar::changed, this, &JobsController::narrow);
    connect(&m_page.filters(), &JobFilterBar::subscribersWanted, this, &JobsController::askSubscribers);
    connect(&m_page.paging(), &PagingBar::asked, this, [this](const PageRequest &page) {
        m_query.page = page;
        askRows(Keep::Nothing);
    });
    connect(&m_page.table(), &TableView::sortAsked, this, [this](int column, Qt::SortOrder order) {
        m_query.sort = *models::JobsModel::sortOf(column);
        m_query.order = order;
        m_page.table().showSort(column, order);
        m_query.page = {1, m_query.page.size, {}};
        askRows(Keep::Nothing);
    });
    connect(&m_page.detail(), &JobDetailView::dropAsked, this, &JobsController::drop);
}

bool JobsController::isNarrowed() const
{
    return !isUnfiltered(m_query);
}

void JobsController::narrow()
{
    m_query.search = m_page.search().text().trimmed();
    m_query = m_page.filters().applied(m_query, SystemClock().now());
    m_query.page = {1, m_query.page.size, {}};
    m_page.paging().setCount({});
    askRows(Keep::Nothing);
}

void JobsController::clear()
{
    m_page.search().show(QString());
    m_page.filters().clear();
}

void JobsController::visit(const Place &place)
{
    if (const auto *id = std::get_if<JobId>(&place.what)) {
        m_wanted = *id;
        return;
    }
    JobQuery query;
    if (const auto *given = std::get_if<JobQuery>(&place.what))
        query = *given;
    else if (const auto *subscriber = std::get_if<SubscriberId>(&place.what))
        query.subscribers = {*subscriber};
    else if (const auto *event = std::get_if<EventId>(&place.what))
        query.events = {*event};
    query.page = {1, m_query.page.size, {}};
    m_query = query;
    m_page.search().show(query.search);
    m_page.filters().show(query);
    m_page.table().showSort(models::JobsModel::columnOf(query.sort), query.order);
    m_page.paging().setCount({});
}

void JobsController::askRows(Keep keep)
{
    if (keep == Keep::Nothing)
        m_page.table().clearSelection();
    m_news.clear();
    m_announced.clear();
    m_page.setNewRows(0);
    const auto token = m_rows.begin();
    m_backend.jobs(m_query, token)
        .then(this, [this, token, keep](const Result<tacklebox::Page<Job>> &answer) {
            if (token.stop_requested())
                return;
            takeRows(answer);
            if (keep == Keep::Nothing)
                m_page.table().scrollToTop();
        });
    askCount();
}

void JobsController::takeRows(const Result<tacklebox::Page<Job>> &answer)
{
    if (!answer)
        return answer.error().kind == ErrorKind::Cancelled ? void() : m_page.showFailure(answer.error());
    m_model.show(answer->rows);
    m_page.paging().show(*answer);
    if (answer->rows.isEmpty() && m_query.page.number == 1)
        return m_page.showEmpty(isNarrowed());
    m_page.showRows();
    const int wanted = m_wanted ? m_model.rowOf(*m_wanted) : -1;
    if (wanted >= 0) {
        m_page.table().selectRow(wanted);
        m_page.table().scrollTo(m_model.index(wanted, 0));
    }
    m_wanted.reset();
}

void JobsController::askCount()
{
    const auto token = m_count.begin();
    m_backend.count(m_query, token).then(this, [this, token](const Result<qint64> &answer) {
        if (!token.stop_requested() && answer)
            m_page.paging().setCount(*answer);
    });
}

void JobsController::chooseLater()
{
    m_rest.start();
}

void JobsController::askDetail()
{
    const QList<int> rows = m_page.selectedRows();
    const auto token = m_detail.begin();
    if (rows.size() != 1) {
        m_page.detail().showHint(rows.isEmpty() ? tr("Choose a job to see what happened to it.")
                                                : tr("%n jobs are chosen.", nullptr, int(rows.size())));
        return;
    }
    m_backend.job(m_model.job(rows.first())->id, token)
        .then(this, [this, token](const Result<JobDetail> &answer) {
            if (token.stop_requested())
                return;
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

void JobsController::replay()
{
    ReplayRequest request;
    for (const int row : m_page.selectedRows())
        request.jobs << m_model.job(row)->id;
    if (request.jobs.isEmpty())
        return;
    const int count = int(request.jobs.size());
    m_backend.replay(request).then(this, [this, count](const Result<QList<JobAnswer>> &answer) {
        tell(answer, count == 1 ? tr("1 job queued again") : tr("%n jobs queued again", nullptr, count));
    });
}

void JobsController::drop(const JobId &id)
{
    m_backend.drop({id}).then(this, [this](const Result<QList<JobAnswer>> &answer) {
        tell(answer, tr("Job dropped: it is kept, and not sent again"));
    });
}

// One notice for many answers: what was done, or the first reason why not.
void JobsController::tell(const Result<QList<JobAnswer>> &answer, const QString &done)
{
    if (!answer)
        return m_page.setNotice(wording::sentence(answer.error()), true);
    const auto failed = std::ranges::find_if(*answer, [](const JobAnswer &a) { return a.error.has_value(); });
    if (failed == answer->end())
        return m_page.setNotice(done);
    const auto count = std::ranges::count_if(*answer, [](const JobAnswer &a) { return a.error.has_value(); });
    m_page.setNotice(tr("%1 (%2 of %3)", "why, how many failed, of how many")
                         .arg(wording::sentence(*failed->error))
                         .arg(count)
                         .arg(answer->size()),
                     true);
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
        return askRows(Keep::Place);
    }
    m_isOverflowing = false;
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
        m_page.showRows();
        return askCount();
    }
    for (const Job &job : std::as_const(fresh))
        m_announced.insert(job.id);
    m_page.setNewRows(int(m_announced.size()));
}

} // namespace tacklebox::ui
