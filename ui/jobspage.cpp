// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jobspage.h"

#include "ui/button.h"
#include "ui/filterchip.h"
#include "ui/jobdetailview.h"
#include "ui/jobfilterbar.h"
#include "ui/pagingbar.h"
#include "ui/searchline.h"
#include "ui/statepanel.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QLabel>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

JobsPage::JobsPage(const Theme &theme, const BackendInfo &info, QAbstractItemModel &model, QWidget *parent)
    : Page(theme, tr("Jobs"), parent)
    , m_search(new SearchLine(theme, u"jobSearch"_s,
                              tr("Search event, status, subscriber, URL, order or address")))
    , m_filters(new JobFilterBar(theme, info))
    , m_table(new TableView(theme, size::kDenseRow, u"jobTable"_s, tr("Jobs")))
    , m_paging(new PagingBar(theme, u"jobPaging"_s))
    , m_detail(new JobDetailView(theme, info.verbs))
    , m_state(new StatePanel(theme, u"jobState"_s))
    , m_stack(new QStackedWidget)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_notice(new QLabel)
    , m_newRows(new FilterChip(theme, {}, u"newRowsButton"_s))
    , m_replay(new Button(theme, ButtonKind::Main, tr("Replay"), u"replayButton"_s))
{
    m_table->setModel(&model);
    build(info);
    connectParts();
    nameReplay();
    setNewRows(0);
}

void JobsPage::build(const BackendInfo &info)
{
    m_notice->setProperty("soft", true);
    m_notice->setObjectName(u"jobNotice"_s);
    m_replay->setVisible(info.verbs.testFlag(Verb::Replay));
    addToHeader(m_notice);
    addToHeader(m_newRows);
    addToHeader(m_replay);
    addTools(m_search);
    addTools(m_filters);

    auto *upper = new QWidget;
    auto *column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    auto *line = new QFrame;
    line->setProperty("line", true);
    column->addWidget(line);
    column->addWidget(m_paging);
    m_splitter->setObjectName(u"jobSplitter"_s);
    m_splitter->addWidget(upper);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({400, 240});
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_state);
    setBody(m_stack);
    m_detail->showHint(tr("Choose a job to see what happened to it."));
}

void JobsPage::connectParts()
{
    connect(m_replay, &QPushButton::clicked, this, &JobsPage::replayAsked);
    connect(m_newRows, &QAbstractButton::clicked, this, &JobsPage::refreshAsked);
    connect(m_state, &StatePanel::actionAsked, this, &JobsPage::stateAction);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        nameReplay();
        emit selectionChanged();
    });
    connect(m_table, &TableView::activatedRow, m_detail->tabs()->tabBar(), [this] {
        m_detail->tabs()->tabBar()->setFocus(Qt::OtherFocusReason);
    });
    auto *key = new QShortcut(Qt::Key_R, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, m_replay, &QPushButton::click);
    connect(m_detail, &JobDetailView::testAsked, this, [this](const QString &url) {
        emit placeAsked({place::kTest, CallbackUrl{url}});
    });
    connect(m_detail, &JobDetailView::subscriberAsked, this, [this](const SubscriberId &id) {
        emit placeAsked({place::kSubscribers, id});
    });
}

void JobsPage::stateAction()
{
    if (m_because == EmptyBecause::Filter)
        return emit clearAsked();
    if (m_because == EmptyBecause::Failure)
        return emit refreshAsked();
    emit placeAsked({place::kEvents, {}});
}

void JobsPage::activate()
{
    emit activated();
}

void JobsPage::visit(const Place &place)
{
    emit visited(place);
}

void JobsPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QList<QWidget *> JobsPage::panes() const
{
    return {m_table, m_detail->tabs()->tabBar(), m_detail->attempts(), m_search};
}

QList<int> JobsPage::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows << index.row();
    std::ranges::sort(rows);
    return rows;
}

bool JobsPage::isUnread() const
{
    return m_table->verticalScrollBar()->value() == 0 && !m_table->selectionModel()->hasSelection()
        && m_table->hoveredRow() < 0;
}

void JobsPage::nameReplay()
{
    const auto count = int(m_table->selectionModel()->selectedRows().size());
    m_replay->setEnabled(count > 0);
    m_replay->setLabel(count == 0       ? tr("Replay")
                           : count == 1 ? tr("Replay 1 job")
                                        : tr("Replay %n jobs", nullptr, count));
    m_replay->setToolTip(count == 0 ? tr("Choose jobs to send again") : tr("Send again (R)"));
}

void JobsPage::showRows()
{
    m_stack->setCurrentWidget(m_splitter);
}

void JobsPage::showEmpty(bool isNarrowed)
{
    m_because = isNarrowed ? EmptyBecause::Filter : EmptyBecause::NoJobs;
    if (isNarrowed)
        m_state->show({u"search"_s,
                       tr("No job is like this"),
                       tr("There are jobs, but the search and the filter hide all of them."),
                       tr("Clear search and filter")});
    else
        m_state->show({u"jobs"_s,
                       tr("No jobs yet"),
                       tr("A job is made when an event is published that a subscriber wants to be told of."),
                       tr("Publish an event")});
    m_stack->setCurrentWidget(m_state);
}

void JobsPage::showFailure(const Error &error)
{
    m_because = EmptyBecause::Failure;
    m_state->show(error);
    m_stack->setCurrentWidget(m_state);
}

void JobsPage::setNotice(const QString &text, bool isBad)
{
    m_notice->setProperty("bad", isBad);
    m_notice->setProperty("soft", !isBad);
    m_notice->style()->polish(m_notice);
    m_notice->setText(text);
}

void JobsPage::setNewRows(int count)
{
    m_newRows->setVisible(count > 0);
    m_newRows->setLabel(tr("%n new", "jobs", count));
    m_newRows->setToolTip(tr("Show them"));
}

} // namespace tacklebox::ui
