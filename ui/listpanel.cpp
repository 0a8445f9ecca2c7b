// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/listpanel.h"

#include "models/column.h"
#include "models/shorttext.h"
#include "ui/noticebar.h"
#include "ui/searchline.h"
#include "ui/tableview.h"

#include <QSplitter>
#include <QVBoxLayout>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr auto kPatience = 400ms;

} // namespace

ListPanel::ListPanel(const Theme &theme, const Words &words, QAbstractItemModel &model, int rowHeight)
    : m_words(words)
    , m_notice(new NoticeBar(theme))
    , m_table(new TableView(theme, rowHeight, words.name + u"Table"_s, words.title))
    , m_paging(new PagingBar(theme, words.name + u"Paging"_s))
    , m_halves(new QSplitter(Qt::Vertical))
    , m_state(new StatePanel(theme, words.name + u"State"_s))
{
    if (!words.search.isEmpty())
        m_search = new SearchLine(theme, words.name + u"Search"_s, words.search);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    build(model);
    connectParts();
}

void ListPanel::build(QAbstractItemModel &model)
{
    setObjectName(m_words.name + u"List"_s);
    m_table->setModel(&model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    auto *rows = new QWidget;
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    auto *line = new QFrame;
    line->setProperty("line", true);
    column->addWidget(line);
    column->addWidget(m_paging);
    m_halves->setObjectName(m_words.name + u"Splitter"_s);
    m_halves->addWidget(rows);
    m_halves->setChildrenCollapsible(false);
    addWidget(m_halves);
    addWidget(m_state);

    connect(&model, &QAbstractItemModel::rowsInserted, this, &ListPanel::refresh);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &ListPanel::refresh);
    connect(&model, &QAbstractItemModel::modelReset, this, &ListPanel::refresh);
    connect(&model, &QAbstractItemModel::dataChanged, this, &ListPanel::chosen);
}

void ListPanel::connectParts()
{
    if (m_search)
        connect(m_search, &SearchLine::searched, this, &ListPanel::restart);
    connect(m_paging, &PagingBar::asked, this, [this](const PageRequest &page) {
        m_table->clearSelection();
        turn(page);
    });
    connect(m_table, &TableView::sortAsked, this, [this](int column, Qt::SortOrder order) {
        m_table->showSort(column, order);
        turn({1, m_request.size, {}});
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (m_table->selectionModel()->hasSelection())
            m_wanted.clear();
        emit chosen();
    });
    connect(m_state, &StatePanel::actionAsked, this, &ListPanel::actOnEmpty);
    connect(m_state, &StatePanel::linkAsked, this, &ListPanel::mendAsked);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_paging->setNote(tr("Loading…")); });
}

void ListPanel::setDetail(QWidget *detail, const QList<int> &heights)
{
    m_halves->addWidget(detail);
    m_halves->setChildrenCollapsible(false);
    for (int i = 0; i < heights.size(); ++i)
        m_halves->setStretchFactor(i, heights.at(i));
    m_halves->setSizes(heights);
}

void ListPanel::setEmpty(const StatePanel::Words &words)
{
    m_empty = words;
    refresh();
}

void ListPanel::setServer(const QString &name)
{
    m_server = name;
}

// The server's own page, or this computer's copy of what it gave, and how old that is.
QString ListPanel::answererOf(PageSource source, std::optional<Instant> asOf,
                              std::optional<qint64> lookedThrough) const
{
    if (m_server.isEmpty())
        return {};
    if (source == PageSource::Live)
        return tr("searched and sorted by %1", "connection").arg(m_server);
    if (lookedThrough)
        return tr("searched and sorted here, among the %1 that %2 sent last", "how many, connection")
            .arg(models::numberText(*lookedThrough), m_server);
    return asOf ? tr("searched and sorted here, as %1 told at %2", "connection, time")
                      .arg(m_server, models::timeText(asOf))
                : tr("searched and sorted here");
}

QString ListPanel::searchText() const
{
    return m_search ? m_search->text().trimmed() : QString();
}

void ListPanel::ask()
{
    m_patience.start();
    emit asked();
}

void ListPanel::turn(const PageRequest &page)
{
    m_request = page;
    m_isOther = true;
    m_notice->hide();
    ask();
}

void ListPanel::rewind()
{
    m_request = {1, m_request.size, {}};
    m_isOther = true;
    m_paging->setCount({});
}

void ListPanel::restart()
{
    rewind();
    turn(m_request);
}

void ListPanel::showError(const Error &error)
{
    m_patience.stop();
    m_paging->setNote({});
    if (error.kind == ErrorKind::Cancelled)
        return;
    m_failure = error;
    const std::optional<Connection> account = m_account ? m_account() : std::nullopt;
    account ? m_state->show(error, *account) : m_state->show(error);
    showState(true);
    emit failureChanged();
}

void ListPanel::showRows()
{
    m_patience.stop();
    m_paging->setNote(m_answeredBy);
    m_isSettled = true;
    refresh();
    if (std::exchange(m_isOther, false))
        m_table->scrollToTop();
    if (!m_wanted.isEmpty())
        select(m_wanted);
    emit answered();
}

void ListPanel::refresh()
{
    if (m_failure || !m_isSettled)
        return;
    const bool isEmpty = m_request.number == 1 && m_table->model()->rowCount() == 0;
    if (isEmpty && !searchText().isEmpty() && !m_words.noMatch.isEmpty())
        m_state->show(
            {u"search"_s, m_words.noMatch.arg(searchText()), m_words.searched, tr("Clear the search")});
    else if (isEmpty)
        m_state->show(m_empty);
    showState(isEmpty);
}

void ListPanel::showState(bool isShown)
{
    if (isShown == (currentWidget() == m_state))
        return;
    setCurrentIndex(isShown ? 1 : 0);
    emit chosen();
}

void ListPanel::actOnEmpty()
{
    if (m_failure) {
        emit askedAnew();
        return ask();
    }
    if (searchText().isEmpty() || m_words.noMatch.isEmpty())
        return emit emptyActed();
    m_search->show({});
    restart();
}

void ListPanel::select(const QString &id)
{
    const QAbstractItemModel *model = m_table->model();
    const QModelIndexList found = model->match(model->index(0, 0), models::IdRole, id, 1, Qt::MatchExactly);
    m_wanted = found.isEmpty() ? id : QString();
    if (found.isEmpty())
        return;
    m_table->setCurrentIndex(found.first());
    m_table->scrollTo(found.first());
}

QModelIndex ListPanel::current() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() || currentWidget() == m_state ? QModelIndex() : rows.first();
}

} // namespace tacklebox::ui
