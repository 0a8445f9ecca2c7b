// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jobspage.h"

#include "backend/connections.h"
#include "core/fleetid.h"
#include "models/column.h"
#include "models/jobsmodel.h"
#include "ui/button.h"
#include "ui/connectiontext.h"
#include "ui/filterchip.h"
#include "ui/jobdetailview.h"
#include "ui/jobfilterbar.h"
#include "ui/listpanel.h"
#include "ui/replaystrip.h"
#include "ui/searchline.h"
#include "ui/searchscope.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"
#include "ui/unconfirmed.h"

#include <QLabel>
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
    , m_notice(new QLabel)
    , m_newRows(new FilterChip(theme, {}, u"newRowsButton"_s))
    , m_replays(new ReplayStrip(theme))
    , m_scope(nullptr)
    , m_show(new Button(theme, ButtonKind::Main, tr("Show in its connection"), u"showOwnButton"_s))
    , m_replayAs(new Button(theme, ButtonKind::Plain, tr("Replay as…"), u"replayAsButton"_s))
    , m_replay(new Button(theme, ButtonKind::Main, tr("Replay"), u"replayButton"_s))
{
    m_notice->setProperty("soft", true);
    m_notice->setObjectName(u"jobNotice"_s);
    addToHeader(m_notice);
    addToHeader(m_newRows);
    addToHeader(makeUnconfirmedLabel(info, Verb::Replay, u"replayUnconfirmedLabel"_s));
    m_replayAs->setToolTip(tr("Send it to another URL, or with another body"));
    addToHeader(m_replayAs);
    addToHeader(m_replay);
    m_replay->setVisible(m_canReplay);
    addToHeader(m_show);
    setList(m_list);
    addScope();
    addTools(m_filters);
    addTools(m_replays);
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
    connectParts();
    nameReplay();
    setNarrowed(false);
    setNewRows(0);
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

void JobsPage::setNarrowed(bool isNarrowed)
{
    m_isNarrowed = isNarrowed;
    if (isNarrowed)
        m_list->setEmpty({u"search"_s,
                          tr("No job is like this"),
                          tr("There are jobs, but the search and the filter hide all of them."),
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
}

void JobsPage::setLocked(const QString &reason)
{
    m_locked = reason;
    nameReplay();
}

void JobsPage::addLockButton(Button *button)
{
    addToHeader(button);
}

void JobsPage::announceNewer()
{
    m_newRows->setLabel(tr("Newer rows"));
    m_newRows->setToolTip(tr("Show them"));
    m_newRows->show();
}

void JobsPage::setNewRows(int count)
{
    m_newRows->setVisible(count > 0);
    m_newRows->setLabel(tr("%n new", "jobs", count));
    m_newRows->setToolTip(tr("Show them"));
}

} // namespace tacklebox::ui
