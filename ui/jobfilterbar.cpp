// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jobfilterbar.h"

#include "backend/wording.h"
#include "core/clock.h"
#include "core/ordervocabulary.h"
#include "models/rangetext.h"
#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/choicemenu.h"
#include "ui/coderanges.h"
#include "ui/filterchip.h"
#include "ui/flowlayout.h"
#include "ui/rangedialog.h"
#include "ui/theme.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

QList<ChoiceMenu::Choice> choicesOf(const QStringList &words)
{
    QList<ChoiceMenu::Choice> choices;
    for (const QString &word : words)
        choices << ChoiceMenu::Choice{word, word};
    return choices;
}

QList<ChoiceMenu::Choice> choicesOf(const QList<JobState> &states)
{
    QList<ChoiceMenu::Choice> choices;
    for (const JobState state : states)
        choices << ChoiceMenu::Choice{QString(toText(state)), wording::word(state)};
    return choices;
}

// Each once, in the subscribers' order.
QList<ChoiceMenu::Choice> urlChoices(const QList<Subscriber> &subscribers)
{
    QList<ChoiceMenu::Choice> choices;
    for (const Subscriber &subscriber : subscribers) {
        const bool isListed
            = std::ranges::find(choices, subscriber.url, &ChoiceMenu::Choice::key) != choices.end();
        if (!isListed && !subscriber.url.isEmpty())
            choices << ChoiceMenu::Choice{subscriber.url, models::urlText(subscriber.url)};
    }
    return choices;
}

// A chip has no room for it.
QString exactText(std::optional<Instant> from, std::optional<Instant> to)
{
    QStringList lines;
    if (from)
        lines << JobFilterBar::tr("From %1", "a time").arg(models::fullTimeText(*from));
    if (to)
        lines << JobFilterBar::tr("Before %1", "a time").arg(models::fullTimeText(*to));
    return lines.join(u'\n');
}

} // namespace

JobFilterBar::JobFilterBar(const Theme &theme, const BackendInfo &info)
    : m_theme(theme)
    , m_created(new FilterChip(theme, tr("Created"), u"createdFilter"_s))
    , m_sent(new FilterChip(theme, tr("Last sent"), u"sentFilter"_s))
    , m_ofEvent(new FilterChip(theme, tr("Of one event"), u"eventIdFilter"_s))
    , m_clear(new Button(theme, ButtonKind::Link, tr("Clear filter"), u"clearFilterButton"_s))
{
    setObjectName(u"jobFilterBar"_s);
    setLayout(new FlowLayout(this));
    layout()->addWidget(m_created);
    addSpans();
    if (!info.filterStates.isEmpty()) {
        m_state = addFilter(tr("State"), u"stateFilter"_s, {});
        m_state.menu->setChoices(choicesOf(info.filterStates));
    }
    m_code = addFilter(tr("Code"), u"codeFilter"_s, tr("503, 4xx, 500-504"));
    m_code.menu->setChoices(choicesOf({u"2xx"_s, u"3xx"_s, u"4xx"_s, u"5xx"_s}));
    m_event = addFilter(tr("Event"), u"eventFilter"_s, tr("An event that is not listed"));
    m_event.menu->setChoices(choicesOf(info.filterEvents));
    m_status = addFilter(tr("Order status"), u"statusFilter"_s, tr("A status that is not listed"));
    m_status.menu->offerTwins(otherSpelling);
    m_status.menu->setChoices(choicesOf(info.filterStatuses));
    m_subscriber = addFilter(tr("Subscriber"), u"subscriberFilter"_s, {});
    m_url = addFilter(tr("Callback URL"), u"callbackUrlFilter"_s, tr("A URL that is not listed"));
    for (const Filter &filter : {m_subscriber, m_url})
        connect(filter.chip, &FilterChip::aboutToOpen, this, &JobFilterBar::subscribersWanted);

    layout()->addWidget(m_sent);
    layout()->addWidget(m_ofEvent);
    layout()->addWidget(m_clear);
    m_sent->hide();
    m_ofEvent->hide();
    m_clear->hide();
    connect(m_sent, &QAbstractButton::clicked, this, [this] {
        m_sentFrom.reset();
        refresh();
        emit changed();
    });
    connect(m_ofEvent, &QAbstractButton::clicked, this, [this] {
        m_events.clear();
        refresh();
        emit changed();
    });
    connect(m_clear, &QPushButton::clicked, this, &JobFilterBar::clear);
}

JobFilterBar::Filter JobFilterBar::addFilter(const QString &label, const QString &name, const QString &typed)
{
    Filter filter{new FilterChip(m_theme, label, name), new ChoiceMenu(name + u"Menu"_s, typed)};
    filter.chip->setMenu(filter.menu);
    layout()->addWidget(filter.chip);
    connect(filter.menu, &ChoiceMenu::changed, this, [this] {
        refresh();
        emit changed();
    });
    return filter;
}

QString JobFilterBar::textOf(Span span)
{
    switch (span) {
    case Span::Hour:
        return tr("last hour");
    case Span::Today:
        return tr("today");
    case Span::Day:
        return tr("last 24 hours");
    case Span::Week:
        return tr("last 7 days");
    case Span::Any:
    case Span::Given:
        break;
    }
    return {};
}

void JobFilterBar::addSpans()
{
    auto *menu = new QMenu;
    menu->setObjectName(u"createdFilterMenu"_s);
    menu->addAction(tr("Any time"), this, [this] { chooseSpan(Span::Any); });
    menu->addSeparator();
    for (const Span span : {Span::Hour, Span::Today, Span::Day, Span::Week})
        menu->addAction(textOf(span), this, [this, span] { chooseSpan(span); });
    menu->addSeparator();
    menu->addAction(tr("Choose a range\u2026"), this, &JobFilterBar::askRange);
    m_created->setMenu(menu);
}

void JobFilterBar::chooseSpan(Span span)
{
    m_span = span;
    refresh();
    emit changed();
}

void JobFilterBar::askRange()
{
    auto *dialog = new RangeDialog(m_theme, {m_from, m_to}, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RangeDialog::chosen, this, [this](const TimeRange &range) {
        m_from = range.from;
        m_to = range.to;
        chooseSpan(m_from || m_to ? Span::Given : Span::Any);
    });
    dialog->open();
}

QString JobFilterBar::spanText() const
{
    const Instant now = SystemClock().now();
    if (m_span == Span::Given)
        return models::rangeText(m_from, m_to, now);
    if (m_span == Span::Today)
        return tr("%1, %2", "today, the time zone").arg(textOf(m_span), models::zoneText(now));
    return textOf(m_span);
}

void JobFilterBar::show(const JobQuery &query)
{
    show(query, query.from || query.to ? Span::Given : Span::Any);
}

void JobFilterBar::show(const JobQuery &query, Span span)
{
    m_from = query.from;
    m_to = query.to;
    m_sentFrom = query.sentFrom;
    m_span = span;
    m_events = query.events;
    QStringList states;
    for (const JobState state : query.states)
        states << QString(toText(state));
    if (m_state.menu)
        m_state.menu->setChosen(states);
    m_code.menu->setChosen(textsOf(query.codes));
    m_event.menu->setChosen(query.eventTypes);
    m_status.menu->setChosen(query.statuses);
    QStringList subscribers;
    for (const SubscriberId &id : query.subscribers)
        subscribers << id.value;
    m_subscriber.menu->setChosen(subscribers);
    m_url.menu->setChosen(query.callbackUrls);
    refresh();
    if (!query.subscribers.isEmpty())
        emit subscribersWanted(); // for their names
}

JobQuery JobFilterBar::applied(JobQuery query, Instant now) const
{
    query.from = m_span == Span::Given ? m_from : models::startOf(m_span, now);
    query.to = m_span == Span::Given ? m_to : std::nullopt;
    query.sentFrom = m_sentFrom;
    query.states = {};
    for (const QString &key : m_state.menu ? m_state.menu->chosen() : QStringList()) {
        if (const auto state = jobStateFrom(key))
            query.states << *state;
    }
    query.codes = codeRangesFrom(m_code.menu->chosen());
    query.eventTypes = m_event.menu->chosen();
    query.statuses = m_status.menu->chosen();
    query.subscribers.clear();
    for (const QString &id : m_subscriber.menu->chosen())
        query.subscribers << SubscriberId{id};
    query.callbackUrls = m_url.menu->chosen();
    query.events = m_events;
    return query;
}

bool JobFilterBar::isNarrowing() const
{
    const auto narrows = [](const Filter &filter) { return filter.menu && !filter.menu->chosen().isEmpty(); };
    return m_span != Span::Any || m_sentFrom || !m_events.isEmpty() || narrows(m_state) || narrows(m_code)
        || narrows(m_event) || narrows(m_status) || narrows(m_subscriber) || narrows(m_url);
}

void JobFilterBar::clear()
{
    show(JobQuery{});
    emit changed();
}

void JobFilterBar::setSubscribers(const QList<Subscriber> &subscribers)
{
    QList<ChoiceMenu::Choice> choices;
    for (const Subscriber &subscriber : subscribers)
        choices << ChoiceMenu::Choice{subscriber.id.value,
                                      subscriber.name.isEmpty() ? subscriber.url : subscriber.name};
    m_subscriber.menu->setChoices(choices);
    m_url.menu->setChoices(urlChoices(subscribers));
    refresh();
}

void JobFilterBar::refresh()
{
    m_created->setValue(spanText());
    m_created->setToolTip(m_span == Span::Given ? exactText(m_from, m_to) : QString());
    for (const Filter &filter : {m_state, m_code, m_event, m_status, m_subscriber, m_url}) {
        if (filter.chip)
            filter.chip->setValue(filter.menu->chosenText());
    }
    QStringList ids;
    for (const EventId &id : std::as_const(m_events))
        ids << id.value;
    m_sent->setValue(models::rangeText(m_sentFrom, {}, SystemClock().now()));
    m_sent->setVisible(m_sentFrom.has_value());
    m_ofEvent->setValue(ids.join(u", "_s));
    m_ofEvent->setVisible(!m_events.isEmpty());
    m_clear->setVisible(isNarrowing());
}

} // namespace tacklebox::ui
