// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/eventspage.h"

#include "backend/wording.h"
#include "models/eventsmodel.h"
#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/codeview.h"
#include "ui/listpanel.h"
#include "ui/noticebar.h"
#include "ui/searchline.h"
#include "ui/tableview.h"

#include <QLabel>
#include <QShortcut>
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
    , m_canCancel(info.verbs.testFlag(Verb::Drop))
    , m_model(model)
    , m_list(new ListPanel(theme,
                           {u"event"_s,
                            tr("Events"),
                            tr("Search event, order status, order, address"),
                            tr("No event matches “%1”"),
                            tr("Event, order status, order and address were searched.")},
                           model))
    , m_title(new QLabel)
    , m_payload(new CodeView(theme, u"eventBody"_s, tr("Body of the event")))
    , m_jobs(new Button(theme, ButtonKind::Plain, tr("Show its jobs"), u"eventJobsButton"_s))
    , m_again(new Button(theme, ButtonKind::Plain, tr("Publish again…"), u"publishAgainButton"_s))
    , m_cancel(new Button(theme, ButtonKind::Plain, tr("Cancel…"), u"cancelEventButton"_s))
{
    if (m_canPublish) {
        auto *publish = new Button(theme, ButtonKind::Main, tr("Publish…"), u"publishEventButton"_s);
        addToHeader(publish);
        connect(publish, &Button::clicked, this, &EventsPage::publishAsked);
        connect(
            new QShortcut(QKeySequence::New, this), &QShortcut::activated, this, &EventsPage::publishAsked);
    }
    setList(m_list);
    m_list->setDetail(buildDetail(), {600, 360});
    m_list->setEmpty(
        {u"bolt"_s,
         tr("No events yet"),
         tr("An event is something that happened. Publish one by hand, from a sample or a file, or "
            "let a program do it with “tackle publish”."),
         m_canPublish ? tr("Publish…") : QString()});
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
    line->addWidget(m_cancel);
    line->addWidget(m_again);
    line->addWidget(m_jobs);
    m_cancel->setToolTip(tr("Give up what is yet to be sent of this event"));
    m_cancel->hide();
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
    connect(m_list, &ListPanel::chosen, this, &EventsPage::takeSelection);
    connect(m_list, &ListPanel::emptyActed, this, &EventsPage::publishAsked);
    connect(m_list->notice(), &NoticeBar::actionAsked, m_list, &ListPanel::restart);
    connect(m_cancel, &Button::clicked, this, [this] { emit cancelAsked(m_event); });
    connect(m_again, &Button::clicked, this, [this] { emit publishLikeAsked(m_event); });
    connect(m_jobs, &Button::clicked, this, [this] {
        JobQuery jobs;
        jobs.events = {m_event.id};
        emit placeAsked({place::kJobs, jobs});
    });
}

void EventsPage::visit(const Place &place)
{
    if (const auto *id = std::get_if<EventId>(&place.what))
        emit eventAsked(*id);
}

QList<QWidget *> EventsPage::panes() const
{
    return {m_list->table(), m_payload, m_list->search()};
}

EventQuery EventsPage::query() const
{
    return {m_list->searchText(), {}, m_list->request(), true};
}

void EventsPage::showEvent(const Result<Event> &answer)
{
    if (!answer)
        return m_payload->showText(wording::sentence(answer.error()) + u'\n'
                                   + wording::advice(answer.error()));
    m_event = *answer;
    m_title->setText(titleOf(m_event));
    m_title->setToolTip(m_title->text() + u'\n' + m_event.uuid);
    m_payload->showBody(m_event.payload);
    m_jobs->setEnabled(true);
    m_again->setEnabled(true);
    m_cancel->setVisible(m_canCancel && m_event.waiting > 0);
    m_list->select(m_event.id.value);
}

void EventsPage::tell(const QString &text)
{
    m_list->notice()->show(ToneRole::Good, text);
}

void EventsPage::tell(const Error &error)
{
    m_list->notice()->show(error);
}

void EventsPage::announceNew()
{
    m_list->notice()->show(ToneRole::Busy, tr("New events were published."), tr("Show them"));
}

void EventsPage::takeSelection()
{
    if (const Event *row = m_model.rowAt(m_list->current())) {
        if (row->id != m_event.id)
            emit eventAsked(row->id);
        return;
    }
    m_event = {};
    m_title->setText(tr("Choose an event to see its body"));
    m_payload->clear();
    m_jobs->setEnabled(false);
    m_again->setEnabled(false);
    m_cancel->hide();
}

} // namespace tacklebox::ui
