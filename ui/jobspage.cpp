// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jobspage.h"

#include "backend/connections.h"
#include "backend/wording.h"
#include "core/fleetid.h"
#include "models/column.h"
#include "models/jobsmodel.h"
#include "ui/button.h"
#include "ui/connectiontext.h"
#include "ui/contextmenu.h"
#include "ui/cutlabel.h"
#include "ui/exportstrip.h"
#include "ui/filterchip.h"
#include "ui/jobdetailview.h"
#include "ui/jobfilterbar.h"
#include "ui/listpanel.h"
#include "ui/menubutton.h"
#include "ui/replaystrip.h"
#include "ui/savedviews.h"
#include "ui/savedviewsmenu.h"
#include "ui/searchline.h"
#include "ui/searchscope.h"
#include "ui/sendingstrip.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"
#include "ui/unconfirmed.h"

#include <QAction>
#include <QLabel>
#include <QLayout>
#include <QScrollBar>
#include <QShortcut>
#include <QStyle>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

JobsPage::JobsPage(const Theme &theme, const BackendInfo &info, QAbstractItemModel &model, QWidget *parent)
    : Page(theme, tr("Jobs"), parent)
    , m_info(info)
    , m_canReplay(info.verbs.testFlag(Verb::Replay))
    , m_list(new ListPanel(
          theme,
          {u"job"_s, tr("Jobs"), tr("Search event, status, subscriber, URL, order or address"), {}, {}},
          model, size::kDenseRow))
    , m_filters(new JobFilterBar(theme, info))
    , m_detail(new JobDetailView(theme, info))
    , m_notice(new CutLabel)
    , m_newRows(new FilterChip(theme, {}, u"newRowsButton"_s))
    , m_replays(new ReplayStrip(theme))
    , m_exports(new ExportStrip(theme))
    , m_sending(new SendingStrip(theme))
    , m_scope(nullptr)
    , m_savedViews(new SavedViews(info.connection, this))
    , m_savedViewsMenu(new SavedViewsMenu(theme, info, *m_savedViews))
    , m_views(makeMenuButton(theme, tr("Views"), u"savedViewsButton"_s, m_savedViewsMenu))
    , m_export(new Button(theme, ButtonKind::Plain, tr("Export…"), u"exportButton"_s))
    , m_show(new Button(theme, ButtonKind::Main, tr("Show in its connection"), u"showOwnButton"_s))
    , m_replayAs(new Button(theme, ButtonKind::Plain, tr("Replay as…"), u"replayAsButton"_s))
    , m_replay(new Button(theme, ButtonKind::Main, tr("Replay"), u"replayButton"_s))
{
    addHead();
    setList(m_list);
    addScope();
    addTools(m_filters);
    addTools(m_replays);
    addTools(m_exports);
    addTools(m_sending);
    m_list->setServer(serverName(info));
    const bool isFleet = info.connection == kFleet;
    m_show->setVisible(isFleet);
    TableColumns &columns = m_list->table()->columns();
    if (!info.tellsAttempts)
        columns.leaveOut(models::JobsModel::Tries);
    columns.leaveOut(isFleet ? models::JobsModel::Address
                             : models::JobsModel::Connection); // for want of room
    m_list->table()->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setDetail(m_detail, {400, 240});
    m_detail->showHint(tr("Choose a job to see what happened to it."));
    offerVerbs();
    connectParts();
    nameReplay();
    setNarrowed(false);
    setNewRows(0);
}

void JobsPage::addHead()
{
    m_notice->setProperty("soft", true);
    m_notice->setObjectName(u"jobNotice"_s);
    m_notice->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_views->setToolTip(
        tr("Saved views of this list: search, filter, order and columns. What a body is made of "
           "is a payload view, in the subscriber's editor."));
    m_columns = makeColumnsButton(theme(), *m_list->table());
    m_export->setToolTip(tr("Write the jobs that are found to a file, all pages of them"));
    m_replayAs->setToolTip(tr("Send it to another URL, or with another body"));
    for (Button *button : {m_columns, m_export})
        button->setMinimumWidth(1); // the head may ask for less room: then they are hidden
    m_head = {m_newRows,
              m_views,
              m_columns,
              m_export,
              makeUnconfirmedLabel(m_info, Verb::Replay, u"replayUnconfirmedLabel"_s),
              m_replayAs,
              m_replay,
              m_show};
    addToHeader(m_notice);
    for (QWidget *widget : std::as_const(m_head))
        addToHeader(widget);
    m_replay->setVisible(isOffered(m_info, Verb::Replay));
}

// What has a key or a button, for those who look for it on the row; and where the head has no room.
void JobsPage::offerVerbs()
{
    TableView *table = m_list->table();
    if (m_canReplay) {
        m_replayAction = new QAction(table);
        m_replayAction->setObjectName(u"replayAction"_s);
        connect(m_replayAction, &QAction::triggered, m_replay, &QPushButton::click);
        table->addAction(m_replayAction);
    }
    m_exportAction = new QAction(m_export->text(), table);
    m_exportAction->setObjectName(u"exportAction"_s);
    connect(m_exportAction, &QAction::triggered, this, &JobsPage::exportAsked);
    table->addAction(m_exportAction);
    offerActions(table);
}

// What is in a menu, too, goes first where the head has no room: columns on the table's head, the export on
// its rows.
void JobsPage::fitHead()
{
    const auto *title = findChild<QLabel *>(u"pageTitle"_s, Qt::FindDirectChildrenOnly);
    int needed = 2 * space::kLarge + title->sizeHint().width() + 2 * space::kSmall;
    for (const QWidget *widget : std::as_const(m_head)) {
        if (!widget->isHidden() || widget == m_columns || widget == m_export)
            needed += widget->sizeHint().width() + space::kSmall;
    }
    for (Button *button : {m_columns, m_export}) {
        button->setVisible(needed <= width());
        needed -= button->isHidden() ? button->sizeHint().width() + space::kSmall : 0;
    }
}

void JobsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitHead();
}

// The search line's place is taken by the line with the fields that it looks through.
void JobsPage::addScope()
{
    auto *place = new QWidget;
    delete layout()->replaceWidget(m_list->search(), place);
    m_scope = new SearchScope(theme(), m_list->search());
    delete layout()->replaceWidget(place, m_scope);
    delete place;
}

void JobsPage::connectParts()
{
    connect(m_replay, &QPushButton::clicked, this, &JobsPage::replayAsked);
    connect(m_replayAs, &QPushButton::clicked, this, &JobsPage::replayAsAsked);
    connect(m_export, &QPushButton::clicked, this, &JobsPage::exportAsked);
    connect(m_show, &QPushButton::clicked, this, &JobsPage::showOwn);
    connect(m_newRows, &QAbstractButton::clicked, m_list, &ListPanel::restart);
    connect(m_list, &ListPanel::emptyActed, this, &JobsPage::actOnEmpty);
    connect(m_list, &ListPanel::chosen, this, &JobsPage::nameReplay);
    connect(m_list->table(), &TableView::activatedRow, m_detail->tabs()->tabBar(), [this] {
        m_detail->tabs()->tabBar()->setFocus(Qt::OtherFocusReason);
    });
    auto *key = new QShortcut(Qt::Key_R, m_list->table(), nullptr, nullptr, Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, m_replay, &QPushButton::click);
    connect(m_detail, &JobDetailView::testAsked, this, [this](const QString &url) {
        emit placeAsked({place::kTest, CallbackUrl{url}});
    });
    connect(m_detail, &JobDetailView::subscriberAsked, this, [this](const SubscriberId &id) {
        if (const auto own = split(id))
            emit placeAsked({place::kSubscribers, own->id, own->connection});
        else
            emit placeAsked({place::kSubscribers, id});
    });
}

void JobsPage::showOwn()
{
    const JobId id{m_list->current().data(models::IdRole).toString()};
    if (const auto own = split(id))
        emit placeAsked({place::kJobs, own->id, own->connection});
}

void JobsPage::actOnEmpty()
{
    if (m_isNarrowed)
        return emit clearAsked();
    if (m_info.verbs.testFlag(Verb::ListEvents))
        return emit placeAsked({place::kEvents, {}});
    m_list->ask();
}

void JobsPage::visit(const Place &place)
{
    emit visited(place);
}

QList<QWidget *> JobsPage::panes() const
{
    return {m_list->table(), m_detail->tabs()->tabBar(), m_detail->attempts(), m_list->search()};
}

QList<int> JobsPage::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : m_list->table()->selectionModel()->selectedRows())
        rows << index.row();
    std::ranges::sort(rows);
    return rows;
}

bool JobsPage::isUnread() const
{
    return m_list->table()->verticalScrollBar()->value() == 0
        && !m_list->table()->selectionModel()->hasSelection() && m_list->table()->hoveredRow() < 0;
}

void JobsPage::nameReplay()
{
    const auto count = int(m_list->table()->selectionModel()->selectedRows().size());
    m_replayAs->setVisible(m_canReplay && m_mostAtOnce == 0 && count == 1);
    m_replay->setEnabled(m_locked.isEmpty() && (count > 0 || m_found > 0));
    m_replayAs->setEnabled(m_locked.isEmpty());
    m_show->setEnabled(count == 1);
    if (count == 0)
        m_replay->setLabel(m_found > 0 ? tr("Replay all…") : tr("Replay"));
    else
        m_replay->setLabel(count == 1 ? tr("Replay 1 job") : tr("Replay %n jobs…", nullptr, count));
    const QString caution = unconfirmedText(m_info, Verb::Replay);
    m_replay->setToolTip(caution.isEmpty() ? replayTip(count) : replayTip(count) + u'\n' + caution);
    bar(*m_replay, m_info, Verb::Replay);
    if (m_replayAction) {
        m_replayAction->setText(m_replay->text());
        m_replayAction->setEnabled(m_replay->isEnabled());
    }
    fitHead();
}

QString JobsPage::replayTip(int count) const
{
    if (!m_locked.isEmpty())
        return m_locked;
    if (count > 0)
        return tr("Send again (R)");
    if (m_found == 0)
        return tr("Choose jobs to send again");
    return m_mostAtOnce == 0
        ? tr("Send again all that is found here; it asks first")
        : tr("Send again what is found here, %n at most; it asks first", nullptr, m_mostAtOnce);
}

void JobsPage::leaveOutRuns(int most)
{
    m_mostAtOnce = most;
    nameReplay();
}

void JobsPage::setFound(qint64 count)
{
    m_found = count;
    nameReplay();
}

void JobsPage::setNarrowed(bool isNarrowed, std::optional<qint64> lookedThrough)
{
    m_isNarrowed = isNarrowed;
    if (isNarrowed)
        m_list->setEmpty({u"search"_s,
                          tr("No job is like this"),
                          lookedThrough
                              ? wording::lookedThrough(*lookedThrough)
                              : tr("There are jobs, but the search and the filter hide all of them."),
                          tr("Clear search and filter")});
    else if (!m_info.verbs.testFlag(Verb::Publish))
        m_list->setEmpty({u"jobs"_s,
                          tr("No jobs yet"),
                          tr("%1 has told of no job so far.").arg(connectionTitle(m_info)),
                          tr("Ask again")});
    else
        m_list->setEmpty(
            {u"jobs"_s,
             tr("No jobs yet"),
             tr("A job is made when an event is published that a subscriber wants to be told of."),
             tr("Publish an event")});
}

void JobsPage::setNotice(const QString &text, bool isBad)
{
    m_notice->setProperty("bad", isBad);
    m_notice->setProperty("soft", !isBad);
    m_notice->style()->polish(m_notice);
    m_notice->setText(text);
    m_notice->setToolTip(text);
}

void JobsPage::setLocked(const QString &reason)
{
    m_locked = reason;
    nameReplay();
}

void JobsPage::addLockButton(Button *button)
{
    addToHeader(button);
    m_head.append(button);
    fitHead();
}

void JobsPage::setExporting(bool isExporting)
{
    m_export->setEnabled(!isExporting);
    m_exportAction->setEnabled(!isExporting);
}

void JobsPage::announceNewer()
{
    m_newRows->setLabel(tr("Newer rows"));
    m_newRows->setToolTip(tr("Show them"));
    m_newRows->show();
    fitHead();
}

void JobsPage::setNewRows(int count)
{
    m_newRows->setVisible(count > 0);
    m_newRows->setLabel(tr("%n new", "jobs", count));
    m_newRows->setToolTip(tr("Show them"));
    fitHead();
}

} // namespace tacklebox::ui
