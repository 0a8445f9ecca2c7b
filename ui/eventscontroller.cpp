// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/eventscontroller.h"

#include "ui/confirm.h"
#include "ui/eventspage.h"
#include "ui/listpanel.h"

#include <QMessageBox>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kReloadRest{250};

} // namespace

EventsController::EventsController(const Theme &theme, Backend &backend)
    : m_backend(backend)
    , m_page(new EventsPage(theme, backend.info(), m_model))
    , m_publishing(theme, backend, *m_page)
{
    connect(&m_page->list(), &ListPanel::asked, this, &EventsController::load);
    connect(m_page, &EventsPage::eventAsked, this, &EventsController::loadEvent);
    connect(m_page, &EventsPage::publishAsked, &m_publishing, &Publishing::open);
    connect(m_page, &EventsPage::publishLikeAsked, this, &EventsController::publishLike);
    connect(m_page, &EventsPage::cancelAsked, this, &EventsController::askCancel);
    connect(&m_publishing, &Publishing::jobsAsked, this, &EventsController::showJobs);
    m_reload.setSingleShot(true);
    m_reload.setInterval(kReloadRest);
    connect(&m_reload, &QTimer::timeout, this, &EventsController::load);
    connect(&backend, &Backend::eventsPublished, this, &EventsController::takePublished);
}

void EventsController::load()
{
    m_rows.ask(
        this,
        [this](std::stop_token stop) { return m_backend.events(m_page->query(), stop); },
        [this](const auto &answer) { m_page->list().take(answer, m_model); });
}

void EventsController::loadEvent(const EventId &id)
{
    m_event.ask(
        this,
        [&](std::stop_token stop) { return m_backend.event(id, stop); },
        [this](const auto &answer) { m_page->showEvent(answer); });
}

void EventsController::publishLike(const Event &event)
{
    m_publishing.openLike({event.type, event.status, event.orderId, event.address, {}, {}, event.payload});
}

void EventsController::askCancel(const Event &event)
{
    QString text = tr("%n jobs of it are yet to be sent and are given up.", nullptr, event.waiting);
    if (event.jobs > event.waiting)
        text += u' ' + tr("The others are over: what was sent stays sent.");
    const Confirmation question{
        tr("Cancel “%1”?").arg(event.type), text, tr("Cancel the event"), tr("Let it be sent")};
    connect(confirm(m_page, question), &QMessageBox::accepted, this, [this, id = event.id] { cancel(id); });
}

void EventsController::cancel(const EventId &id)
{
    using Answers = QList<Result<CancelledEvent>>;
    m_backend.cancel({id}).then(this, [this, id](const Result<Answers> &answers) {
        if (!answers)
            return m_page->tell(answers.error());
        const Result<CancelledEvent> &answer = answers->first();
        if (!answer)
            return m_page->tell(answer.error());
        load();
        loadEvent(id);
        m_page->tell(tr("Cancelled: %n jobs are not sent.", nullptr, answer->dropped));
    });
}

void EventsController::takePublished()
{
    // Only the first page may grow under the reader; elsewhere it is told.
    if (!m_page->isVisible())
        return; // it asks when it comes into sight
    if (!m_page->list().isFirstPage())
        m_page->announceNew();
    else if (!m_reload.isActive())
        m_reload.start();
}

void EventsController::showJobs(const EventId &id)
{
    JobQuery jobs;
    jobs.events = {id};
    emit m_page->placeAsked({place::kJobs, jobs});
}

EventsPage *makeEventsPage(const Theme &theme, Backend &backend, QWidget *parent)
{
    auto *controller = new EventsController(theme, backend);
    EventsPage *page = controller->page();
    page->setParent(parent);
    controller->setParent(page);
    return page;
}

} // namespace tacklebox::ui
