// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/subscriberspage.h"

#include "models/subscribersmodel.h"
#include "ui/button.h"
#include "ui/noticebar.h"
#include "ui/pagingbar.h"
#include "ui/searchline.h"
#include "ui/statepanel.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QAction>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

SubscribersPage::SubscribersPage(const Theme &theme, const BackendInfo &info, models::SubscribersModel &model,
                                 QWidget *parent)
    : Page(theme, tr("Subscribers"), parent)
    , m_verbs(info.verbs)
    , m_model(model)
    , m_search(new SearchLine(theme, u"subscriberSearch"_s, tr("Search name, URL, event")))
    , m_notice(new NoticeBar(theme))
    , m_table(new TableView(theme, size::kRow, u"subscribersTable"_s, tr("Subscribers")))
    , m_paging(new PagingBar(theme, u"subscriberPaging"_s))
    , m_state(new StatePanel(theme, u"subscribersState"_s))
    , m_body(new QStackedWidget)
    , m_edit(new Button(theme, ButtonKind::Plain, tr("Edit"), u"editButton"_s))
    , m_test(new Button(theme, ButtonKind::Plain, tr("Test"), u"testButton"_s))
    , m_switch(new Button(theme, ButtonKind::Plain, tr("Disable"), u"switchButton"_s))
    , m_remove(new Button(theme, ButtonKind::Danger, tr("Delete"), u"deleteButton"_s))
{
    buildHeader();
    buildBody();
    m_query.count = true;
    connect(m_search, &SearchLine::searched, this, [this](const QString &text) {
        SubscriberQuery query = m_query;
        query.search = text;
        query.page = {.number = 1, .size = m_query.page.size, .cursor = {}};
        setQuery(query);
    });
    connect(m_paging, &PagingBar::asked, this, [this](const PageRequest &page) {
        SubscriberQuery query = m_query;
        query.page = page;
        setQuery(query);
    });
    connect(m_table, &TableView::sortAsked, this, [this](int column, Qt::SortOrder order) {
        SubscriberQuery query = m_query;
        query.sort = models::SubscribersModel::sortOf(column).value_or(query.sort);
        query.order = order;
        setQuery(query);
    });
    connect(m_state, &StatePanel::actionAsked, this, &SubscribersPage::actOnEmpty);
    refreshVerbs();
}

QAction *SubscribersPage::addVerb(const QString &text, const QString &objectName, Ask ask, Button *button)
{
    auto *action = new QAction(text, m_table);
    action->setObjectName(objectName);
    const auto act = [this, ask] {
        if (const Subscriber *row = current())
            emit(this->*ask)(Subscriber(*row));
    };
    connect(action, &QAction::triggered, this, act);
    connect(button, &Button::clicked, this, act);
    m_table->addAction(action);
    return action;
}

void SubscribersPage::buildHeader()
{
    if (m_verbs.testFlag(Verb::Test))
        addVerb(tr("Test…"), u"testAction"_s, &SubscribersPage::testAsked, m_test);
    if (m_verbs.testFlag(Verb::EditSubscriber)) {
        addVerb(tr("Edit…"), u"editAction"_s, &SubscribersPage::editAsked, m_edit);
        m_switchAction = addVerb({}, u"switchAction"_s, &SubscribersPage::switchAsked, m_switch);
    }
    if (m_verbs.testFlag(Verb::DeleteSubscriber))
        addVerb(tr("Delete…"), u"deleteAction"_s, &SubscribersPage::removeAsked, m_remove);
    for (Button *button : {m_test, m_switch, m_remove, m_edit})
        addToHeader(button);
    m_test->setVisible(m_verbs.testFlag(Verb::Test));
    m_edit->setVisible(m_verbs.testFlag(Verb::EditSubscriber));
    m_switch->setVisible(m_verbs.testFlag(Verb::EditSubscriber));
    m_remove->setVisible(m_verbs.testFlag(Verb::DeleteSubscriber));
    if (m_verbs.testFlag(Verb::CreateSubscriber)) {
        auto *create = new Button(theme(), ButtonKind::Main, tr("New subscriber"), u"newButton"_s);
        addToHeader(create);
        connect(create, &Button::clicked, this, &SubscribersPage::newAsked);
        connect(
            new QShortcut(QKeySequence::New, this), &QShortcut::activated, this, &SubscribersPage::newAsked);
    }
    addTools(m_search);
    addTools(m_notice);
}

void SubscribersPage::buildBody()
{
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->showSort(models::SubscribersModel::columnOf(m_query.sort), m_query.order);
    auto *rows = new QWidget;
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_paging);
    m_body->addWidget(rows);
    m_body->addWidget(m_state);
    setBody(m_body);

    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &SubscribersPage::refreshVerbs);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &SubscribersPage::refreshVerbs);
    connect(m_table, &TableView::activatedRow, this, [this] {
        if (const Subscriber *row = current(); row != nullptr && m_verbs.testFlag(Verb::EditSubscriber))
            emit editAsked(Subscriber(*row));
    });
    connect(m_table, &TableView::deleteAsked, this, [this] {
        if (const Subscriber *row = current(); row != nullptr && m_verbs.testFlag(Verb::DeleteSubscriber))
            emit removeAsked(Subscriber(*row));
    });
}

void SubscribersPage::activate()
{
    emit queryChanged();
}

void SubscribersPage::visit(const Place &place)
{
    if (const auto *id = std::get_if<SubscriberId>(&place.what))
        select(*id);
}

void SubscribersPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QList<QWidget *> SubscribersPage::panes() const
{
    return {m_search, m_table};
}

void SubscribersPage::setQuery(const SubscriberQuery &query)
{
    m_query = query;
    m_notice->hide();
    m_table->showSort(models::SubscribersModel::columnOf(query.sort), query.order);
    emit queryChanged();
}

void SubscribersPage::showRows(const tacklebox::Page<Subscriber> &page)
{
    m_isFailed = false;
    m_model.merge(page.rows);
    m_paging->show(page);
    refreshState();
    if (!m_wanted.isEmpty())
        select(m_wanted);
}

void SubscribersPage::showError(const Error &error)
{
    m_isFailed = true;
    m_state->show(error);
    m_body->setCurrentWidget(m_state);
}

void SubscribersPage::showNotice(const Error &error)
{
    m_notice->show(error);
}

void SubscribersPage::select(const SubscriberId &id)
{
    const QModelIndex index = m_model.indexOf(id);
    m_wanted = index.isValid() ? SubscriberId() : id;
    if (!index.isValid())
        return;
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
}

void SubscribersPage::refreshState()
{
    if (m_isFailed)
        return;
    if (m_model.rowCount() > 0) {
        m_body->setCurrentIndex(0);
        return refreshVerbs();
    }
    if (m_query.search.isEmpty())
        m_state->show(
            {u"people"_s,
             tr("No subscribers yet"),
             tr("A subscriber is an address that wants to be told of events. Each event that it asks "
                "for becomes a job, and the job is sent until it is delivered."),
             m_verbs.testFlag(Verb::CreateSubscriber) ? tr("New subscriber…") : QString()});
    else
        m_state->show({u"search"_s,
                       tr("No subscriber matches “%1”").arg(m_query.search),
                       tr("Names, callback URLs and events were searched."),
                       tr("Clear the search")});
    m_body->setCurrentWidget(m_state);
    refreshVerbs();
}

void SubscribersPage::actOnEmpty()
{
    if (m_isFailed)
        return activate();
    if (m_query.search.isEmpty())
        return emit newAsked();
    m_search->show({});
    SubscriberQuery query = m_query;
    query.search.clear();
    setQuery(query);
}

void SubscribersPage::refreshVerbs()
{
    const Subscriber *row = current();
    for (QWidget *widget : {m_edit, m_test, m_switch, m_remove})
        widget->setEnabled(row != nullptr);
    for (QAction *action : m_table->actions())
        action->setEnabled(row != nullptr);
    const QString word = row == nullptr || row->isActive ? tr("Disable") : tr("Enable");
    m_switch->setLabel(word);
    if (m_switchAction != nullptr)
        m_switchAction->setText(word);
}

const Subscriber *SubscribersPage::current() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() || m_body->currentWidget() == m_state ? nullptr : m_model.rowAt(rows.first());
}

} // namespace tacklebox::ui
