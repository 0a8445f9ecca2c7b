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

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSelectorRole = Qt::UserRole;

} // namespace

EventsControl::EventsControl(const Theme &theme, const Field &field, const QStringList &known)
    : m_known(QStringList{u"*"_s} + known)
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
    for (const QString &selector : own + m_known) {
        auto *item = new QListWidgetItem(selector == "*"_L1 ? tr("* · every event") : selector, m_list);
        item->setSizeHint({0, size::kDenseRow});
        item->setData(kSelectorRole, selector);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(m_chosen.contains(selector) ? Qt::Checked : Qt::Unchecked);
        if (own.contains(selector))
            item->setToolTip(tr("Typed here, not in the list of known events"));
    }
    filter();
}

void EventsControl::filter()
{
    const QString text = m_search->text().trimmed();
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem *item = m_list->item(i);
        item->setHidden(!item->text().contains(text, Qt::CaseInsensitive));
    }
    m_add->setVisible(!text.isEmpty() && itemOf(text) == nullptr);
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
