// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/eventscontrol.h"

#include "core/field.h"
#include "ui/button.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QListWidget>

#include <algorithm>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSelectorRole = Qt::UserRole; // of a subject's own line: none

QString subjectOf(const QString &selector)
{
    const auto isMark = [](QChar letter) { return letter == u'.' || letter == u':'; };
    return QString(selector.begin(), std::ranges::find_if(selector, isMark) - selector.begin());
}

} // namespace

bool isEventList(const Field &field)
{
    if (field.rule == FieldRule::EventSelectors)
        return true;
    return field.kind == FieldKind::List && field.group == FieldGroup::Triggers
        && field.rule == FieldRule::Anything && !field.choices.isEmpty();
}

EventsControl::EventsControl(const Theme &theme, const Field &field, const QStringList &known)
    : m_hasWildcards(field.rule == FieldRule::EventSelectors)
    , m_known(m_hasWildcards ? QStringList{u"*"_s} + known : known)
    , m_search(new QLineEdit)
    , m_add(new Button(theme, ButtonKind::Plain, tr("Add"), u"addEventButton"_s))
    , m_list(new QListWidget)
{
    m_known.removeDuplicates();
    m_search->setObjectName(u"eventsSearchEdit"_s);
    m_search->setAccessibleName(tr("Search events, or type one that is not listed"));
    m_search->setPlaceholderText(tr("Search, or type one that is not listed"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(handleName(field.key, u"List"_s));
    m_list->setAccessibleName(tr("Events"));
    m_list->setUniformItemSizes(true);

    auto *line = new QHBoxLayout;
    line->setSpacing(space::kSmall);
    line->addWidget(m_search, 1);
    line->addWidget(m_add);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kTiny);
    column->addLayout(line);
    column->addWidget(m_list, 1);
    setFocusProxy(m_search);

    connect(m_search, &QLineEdit::textChanged, this, &EventsControl::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &EventsControl::addTyped);
    connect(m_add, &Button::clicked, this, &EventsControl::addTyped);
    connect(m_list, &QListWidget::itemChanged, this, &EventsControl::take);
    filter();
}

void EventsControl::setValue(const QJsonValue &value)
{
    const QJsonArray array = value.toArray();
    m_chosen.clear();
    for (const auto &item : array)
        m_chosen.append(item.toString());
    fill();
}

QJsonValue EventsControl::value() const
{
    return QJsonArray::fromStringList(m_chosen);
}

QWidget *EventsControl::handle() const
{
    return m_search;
}

void EventsControl::fill()
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    QStringList own = m_chosen;
    own.removeIf([this](const QString &selector) { return m_known.contains(selector); });
    for (const QString &selector : std::as_const(own))
        addItem(selector, true);
    QString subject;
    for (const QString &selector : std::as_const(m_known)) {
        if (!m_hasWildcards && subject != subjectOf(selector)) {
            subject = subjectOf(selector);
            addSubject(subject);
        }
        addItem(selector, false);
    }
    filter();
}

void EventsControl::addItem(const QString &selector, bool isOwn)
{
    auto *item = new QListWidgetItem(selector == "*"_L1 ? tr("* · every event") : selector, m_list);
    item->setSizeHint({0, size::kDenseRow});
    item->setData(kSelectorRole, selector);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(m_chosen.contains(selector) ? Qt::Checked : Qt::Unchecked);
    if (isOwn)
        item->setToolTip(tr("Typed here, not in the list of known events"));
}

void EventsControl::addSubject(const QString &subject)
{
    auto *item = new QListWidgetItem(subject, m_list);
    item->setSizeHint({0, size::kDenseRow});
    item->setFlags(Qt::ItemIsEnabled);
    QFont font = m_list->font();
    font.setBold(true);
    item->setFont(font);
}

void EventsControl::filter()
{
    const QString text = m_search->text().trimmed();
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem *item = m_list->item(i);
        item->setHidden(!item->text().contains(text, Qt::CaseInsensitive));
    }
    hideEmptySubjects();
    m_add->setVisible(!text.isEmpty() && itemOf(text) == nullptr);
}

void EventsControl::hideEmptySubjects()
{
    bool isEmpty = true; // below the line, as far as it was seen
    for (int i = m_list->count() - 1; i >= 0; --i) {
        QListWidgetItem *item = m_list->item(i);
        if (item->data(kSelectorRole).isValid()) {
            isEmpty = isEmpty && item->isHidden();
            continue;
        }
        item->setHidden(isEmpty);
        isEmpty = true;
    }
}

QListWidgetItem *EventsControl::itemOf(const QString &selector) const
{
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->data(kSelectorRole).toString() == selector)
            return m_list->item(i);
    }
    return nullptr;
}

void EventsControl::take(QListWidgetItem *item)
{
    if (!item->data(kSelectorRole).isValid())
        return;
    choose(item->data(kSelectorRole).toString(), item->checkState());
}

void EventsControl::choose(const QString &selector, Qt::CheckState state)
{
    const bool isChosen = m_chosen.contains(selector);
    if (state == Qt::Checked && !isChosen)
        m_chosen.append(selector);
    else if (state == Qt::Unchecked && isChosen)
        m_chosen.removeAll(selector);
    else
        return;
    emit edited();
}

void EventsControl::addTyped()
{
    const QString selector = m_search->text().trimmed();
    if (selector.isEmpty())
        return;
    choose(selector, Qt::Checked);
    m_search->clear();
    fill();
    if (QListWidgetItem *item = itemOf(selector))
        m_list->scrollToItem(item);
}

} // namespace tacklebox::ui
