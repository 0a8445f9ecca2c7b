// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/eventspage.h"

#include "backend/wording.h"
#include "models/eventsmodel.h"
#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/codeview.h"
#include "ui/noticebar.h"
#include "ui/pagingbar.h"
#include "ui/searchline.h"
#include "ui/statepanel.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QLabel>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

QString titleOf(const Event &event)
{
    QStringList parts{event.type};
    for (const QString &part : {event.status, event.orderId, event.address}) {
        if (!part.isEmpty())
            parts.append(part);
    }
    return parts.join(u" · "_s);
}

} // namespace

EventsPage::EventsPage(const Theme &theme, const BackendInfo &info, models::EventsModel &model,
                       QWidget *parent)
    : Page(theme, tr("Events"), parent)
    , m_canPublish(info.verbs.testFlag(Verb::Publish))
    , m_model(model)
    , m_search(new SearchLine(theme, u"eventSearch"_s, tr("Search event, order status, order, address")))
    , m_notice(new NoticeBar(theme))
    , m_table(new TableView(theme, size::kRow, u"eventsTable"_s, tr("Events")))
    , m_paging(new PagingBar(theme, u"eventPaging"_s))
    , m_state(new StatePanel(theme, u"eventsState"_s))
    , m_body(new QStackedWidget)
    , m_title(new QLabel)
    , m_payload(new CodeView(theme, u"eventBody"_s, tr("Body of the event")))
    , m_jobs(new Button(theme, ButtonKind::Plain, tr("Show its jobs"), u"eventJobsButton"_s))
    , m_again(new Button(theme, ButtonKind::Plain, tr("Publish again…"), u"publishAgainButton"_s))
{
    m_query.count = true;
    if (m_canPublish) {
        auto *publish = new Button(theme, ButtonKind::Main, tr("Publish…"), u"publishEventButton"_s);
        addToHeader(publish);
        connect(publish, &Button::clicked, this, &EventsPage::publishAsked);
        connect(
            new QShortcut(QKeySequence::New, this), &QShortcut::activated, this, &EventsPage::publishAsked);
    }
    addTools(m_search);
    addTools(m_notice);
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);

    auto *rows = new QWidget;
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_paging);
    auto *halves = new QSplitter(Qt::Vertical);
    halves->setObjectName(u"eventsSplitter"_s);
    halves->addWidget(rows);
    halves->addWidget(buildDetail());
    halves->setSizes({600, 360});
    halves->setChildrenCollapsible(false);
    m_body->addWidget(halves);
    m_body->addWidget(m_state);
    setBody(m_body);
    connectParts();
    takeSelection();
}

QWidget *EventsPage::buildDetail()
{
    m_title->setObjectName(u"eventTitle"_s);
    m_title->setFont(theme().font(TextRole::Strong));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::kSmall);
    line->addWidget(m_title, 1);
    line->addWidget(m_again);
    line->addWidget(m_jobs);
    m_again->setVisible(m_canPublish);
    auto *detail = new QFrame;
    detail->setProperty("surface", true);
    auto *column = new QVBoxLayout(detail);
    column->setContentsMargins(space::kLarge, space::kSmall, space::kLarge, space::kMedium);
    column->setSpacing(space::kSmall);
    column->addLayout(line);
    column->addWidget(m_payload, 1);
    return detail;
}

void EventsPage::connectParts()
{
    connect(m_search, &SearchLine::searched, this, [this](const QString &text) {
        EventQuery query = m_query;
        query.search = text;
        query.page = {.number = 1, .size = m_query.page.size, .cursor = {}};
        setQuery(query);
    });
    connect(m_paging, &PagingBar::asked, this, [this](const PageRequest &page) {
        EventQuery query = m_query;
        query.page = page;
        setQuery(query);
    });
    connect(
        m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &EventsPage::takeSelection);
    connect(m_state, &StatePanel::actionAsked, this, &EventsPage::actOnEmpty);
    connect(m_notice, &NoticeBar::actionAsked, this, [this] {
        EventQuery query = m_query;
        query.page = {.number = 1, .size = m_query.page.size, .cursor = {}};
        setQuery(query);
    });
    connect(m_again, &Button::clicked, this, [this] { emit publishLikeAsked(m_event); });
    connect(m_jobs, &Button::clicked, this, [this] {
        JobQuery jobs;
        jobs.events = {m_event.id};
        emit placeAsked({place::kJobs, jobs});
    });
}

void EventsPage::activate()
{
    emit queryChanged();
}

void EventsPage::visit(const Place &place)
{
    if (const auto *id = std::get_if<EventId>(&place.what))
        emit eventAsked(*id);
}

void EventsPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QList<QWidget *> EventsPage::panes() const
{
    return {m_search, m_table, m_payload};
}

void EventsPage::setQuery(const EventQuery &query)
{
    m_query = query;
    m_notice->hide();
    emit queryChanged();
}

void EventsPage::showRows(const tacklebox::Page<Event> &page)
{
    m_isFailed = false;
    m_model.merge(page.rows);
    m_paging->show(page);
    if (!page.rows.isEmpty())
        return m_body->setCurrentIndex(0);
    if (m_query.search.isEmpty())
        m_state->show(
            {u"bolt"_s,
             tr("No events yet"),
             tr("An event is something that happened. Publish one by hand, from a sample or a file, or "
                "let a program do it with “tackle publish”."),
             m_canPublish ? tr("Publish…") : QString()});
    else
        m_state->show({u"search"_s,
                       tr("No event matches “%1”").arg(m_query.search),
                       tr("Event, order status, order and address were searched."),
                       tr("Clear the search")});
    m_body->setCurrentWidget(m_state);
}

void EventsPage::showError(const Error &error)
{
    m_isFailed = true;
    m_state->show(error);
    m_body->setCurrentWidget(m_state);
}

void EventsPage::showEvent(const Event &event)
{
    m_event = event;
    m_title->setText(titleOf(event));
    m_title->setToolTip(m_title->text() + u'\n' + event.uuid);
    m_payload->showBody(event.payload);
    m_jobs->setEnabled(true);
    m_again->setEnabled(true);
    if (const QModelIndex row = m_model.indexOf(event.id);
        row.isValid() && row.row() != m_table->currentIndex().row())
        m_table->setCurrentIndex(row);
}

void EventsPage::showEventError(const Error &error)
{
    m_payload->showText(wording::sentence(error) + u'\n' + wording::advice(error));
}

void EventsPage::announceNew()
{
    m_notice->show(ToneRole::Busy, tr("New events were published."), tr("Show them"));
}

void EventsPage::takeSelection()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const Event *row = rows.isEmpty() ? nullptr : m_model.rowAt(rows.first());
    if (row != nullptr) {
        if (row->id != m_event.id)
            emit eventAsked(row->id);
        return;
    }
    m_event = {};
    m_title->setText(tr("Choose an event to see its body"));
    m_payload->clear();
    m_jobs->setEnabled(false);
    m_again->setEnabled(false);
}

void EventsPage::actOnEmpty()
{
    if (m_isFailed)
        return activate();
    if (m_query.search.isEmpty())
        return emit publishAsked();
    m_search->show({});
    EventQuery query = m_query;
    query.search.clear();
    setQuery(query);
}

} // namespace tacklebox::ui
