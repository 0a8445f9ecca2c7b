// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/activitypage.h"

#include "backend/wording.h"
#include "models/activitymodel.h"
#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/factlist.h"
#include "ui/noticebar.h"
#include "ui/pagingbar.h"
#include "ui/statepanel.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
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
    QStringList items;
    for (const auto &item : value.toArray())
        items.append(item.toString());
    return items.isEmpty() ? ActivityPage::tr("nothing") : items.join(u", "_s);
}

} // namespace

ActivityPage::ActivityPage(const Theme &theme, models::ActivityModel &model, QWidget *parent)
    : Page(theme, tr("Activity"), parent)
    , m_model(model)
    , m_notice(new NoticeBar(theme))
    , m_table(new TableView(theme, size::kRow, u"activityTable"_s, tr("Activity")))
    , m_paging(new PagingBar(theme, u"activityPaging"_s))
    , m_state(new StatePanel(theme, u"activityState"_s))
    , m_body(new QStackedWidget)
    , m_facts(new FactList(theme, u"activityFacts"_s))
    , m_undo(new Button(theme, ButtonKind::Plain, tr("Undo"), u"undoButton"_s))
{
    m_undo->setIconName(u"undo"_s);
    addToHeader(m_undo);
    addTools(m_notice);
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);

    buildBody();

    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &ActivityPage::takeSelection);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ActivityPage::takeSelection);
    connect(m_undo, &Button::clicked, this, &ActivityPage::undo);
    connect(new QShortcut(QKeySequence::Undo, this), &QShortcut::activated, this, &ActivityPage::undo);
    connect(m_state, &StatePanel::actionAsked, this, &ActivityPage::activate);
    connect(m_paging, &PagingBar::asked, this, [this](const PageRequest &page) {
        m_request = page;
        emit pageAsked();
    });
    takeSelection();
}

void ActivityPage::buildBody()
{
    auto *facts = new QWidget;
    facts->setProperty("plain", true);
    auto *margin = new QVBoxLayout(facts);
    margin->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    margin->addWidget(m_facts);
    margin->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(facts);
    auto *halves = new QSplitter(Qt::Vertical);
    halves->setObjectName(u"activitySplitter"_s);
    auto *rows = new QWidget;
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_paging);
    halves->addWidget(rows);
    halves->addWidget(scroll);
    halves->setSizes({600, 200});
    halves->setChildrenCollapsible(false);
    m_body->addWidget(halves);
    m_body->addWidget(m_state);
    setBody(m_body);
}

void ActivityPage::activate()
{
    emit pageAsked();
}

QList<QWidget *> ActivityPage::panes() const
{
    return {m_table};
}

void ActivityPage::showRows(const tacklebox::Page<ActivityEntry> &page)
{
    m_model.merge(page.rows);
    m_paging->show(page);
    if (!page.rows.isEmpty())
        return m_body->setCurrentIndex(0);
    m_state->show(
        {u"clock"_s,
         tr("Nothing was changed yet"),
         tr("Each change that a person makes, here or with tackle, is kept here with the way back."),
         {}});
    m_body->setCurrentWidget(m_state);
}

void ActivityPage::showError(const Error &error)
{
    m_state->show(error);
    m_body->setCurrentWidget(m_state);
}

void ActivityPage::showNotice(const Error &error)
{
    m_notice->show(error);
}

const ActivityEntry *ActivityPage::current() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_model.rowAt(rows.first());
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
    m_notice->hide();
    if (const ActivityEntry *entry = current(); entry != nullptr && entry->canUndo)
        emit undoAsked(entry->id);
}

} // namespace tacklebox::ui
