// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/activitypage.h"

#include "backend/wording.h"
#include "models/activitymodel.h"
#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/factlist.h"
#include "ui/listpanel.h"
#include "ui/noticebar.h"
#include "ui/tableview.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

QString valueText(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull() || (value.isString() && value.toString().isEmpty()))
        return ActivityPage::tr("nothing");
    if (value.isBool())
        return value.toBool() ? ActivityPage::tr("yes") : ActivityPage::tr("no");
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (!value.isArray())
        return value.toVariant().toString();
    const QJsonArray array = value.toArray();
    QStringList items;
    for (const auto &item : array)
        items.append(item.toString());
    return items.isEmpty() ? ActivityPage::tr("nothing") : items.join(u", "_s);
}

} // namespace

ActivityPage::ActivityPage(const Theme &theme, models::ActivityModel &model, QWidget *parent)
    : Page(theme, tr("Activity"), parent)
    , m_model(model)
    , m_list(new ListPanel(theme, {u"activity"_s, tr("Activity"), {}, {}, {}}, model))
    , m_facts(new FactList(theme, u"activityFacts"_s))
    , m_undo(new Button(theme, ButtonKind::Plain, tr("Undo"), u"undoButton"_s))
{
    m_undo->setIconName(u"undo"_s);
    addToHeader(m_undo);
    setList(m_list);
    m_list->setDetail(buildDetail(), {600, 200});
    m_list->setEmpty(
        {u"clock"_s,
         tr("Nothing was changed yet"),
         tr("Each change that a person makes, here or with tackle, is kept here with the way back."),
         {}});
    connect(m_list, &ListPanel::chosen, this, &ActivityPage::takeSelection);
    connect(m_undo, &Button::clicked, this, &ActivityPage::undo);
    connect(new QShortcut(QKeySequence::Undo, this), &QShortcut::activated, this, &ActivityPage::undo);
    takeSelection();
}

QWidget *ActivityPage::buildDetail() const
{
    auto *facts = new QFrame;
    facts->setProperty("surface", true);
    auto *margin = new QVBoxLayout(facts);
    margin->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    margin->addWidget(m_facts);
    margin->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(facts);
    return scroll;
}

QList<QWidget *> ActivityPage::panes() const
{
    return {m_list->table()};
}

const ActivityEntry *ActivityPage::current() const
{
    return m_model.rowAt(m_list->current());
}

void ActivityPage::takeSelection()
{
    const ActivityEntry *entry = current();
    m_undo->setEnabled(entry != nullptr && entry->canUndo);
    m_undo->setToolTip(entry == nullptr     ? tr("Choose a change first")
                           : entry->canUndo ? tr("Puts back what was there before")
                                            : tr("This can't be undone"));
    m_facts->clear();
    if (entry == nullptr)
        return m_facts->addTitle(tr("Choose a change to see what was there before"));
    m_facts->addTitle(wording::sentence(*entry));
    QStringList keys = entry->before.keys() + entry->after.keys();
    keys.removeDuplicates();
    for (const QString &key : std::as_const(keys))
        m_facts->add(wording::fieldLabel(key),
                     tr("%1 → %2", "an old value, a new value")
                         .arg(valueText(entry->before.value(key)), valueText(entry->after.value(key))));
    m_facts->add(tr("When"), models::fullTimeText(entry->at));
}

void ActivityPage::undo()
{
    m_list->notice()->hide();
    if (const ActivityEntry *entry = current(); entry != nullptr && entry->canUndo)
        emit undoAsked(entry->id);
}

} // namespace tacklebox::ui
