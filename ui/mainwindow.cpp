// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/mainwindow.h"

#include "backend/wording.h"
#include "ui/accounttrouble.h"
#include "ui/connectionscontroller.h"
#include "ui/connectiontext.h"
#include "ui/figures.h"
#include "ui/noticebar.h"
#include "ui/page.h"
#include "ui/rail.h"
#include "ui/statusbar.h"
#include "ui/theme.h"

#include <QApplication>
#include <QScreen>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kStrip = 3;
constexpr QSize kFirstSize{1280, 800};
constexpr QSize kFrame{8, 40}; // what a window manager puts around it, about
constexpr QSize kSmallest{900, 560};

} // namespace

MainWindow::MainWindow(const Theme &theme, Connections &connections, PageRegistry &pages, Figures &figures)
    : m_theme(theme)
    , m_connections(connections)
    , m_pages(pages)
    , m_figures(figures)
    , m_strip(new QWidget)
    , m_rail(new Rail(theme, connections, pages, figures))
    , m_notice(new NoticeBar(theme))
    , m_accountNotice(new NoticeBar(theme))
    , m_trouble(new AccountTrouble(connections, *m_accountNotice, this))
    , m_stack(new QStackedWidget)
    , m_status(new StatusBar(theme))
    , m_accounts(new ConnectionsController(theme, connections, this))
    , m_connection(connections.names().value(0))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Tacklebox"));
    setWindowIcon(QIcon(u":/icons/tacklebox.svg"_s));
    setMinimumSize(kSmallest);
    resize(kFirstSize.boundedTo(screen()->availableSize() - kFrame));
    m_strip->setFixedHeight(kStrip);
    m_strip->setAutoFillBackground(true);
    m_strip->setObjectName(u"environmentStrip"_s);

    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    for (NoticeBar *notice : {m_notice, m_accountNotice}) {
        notice->setContentsMargins(space::kLarge, space::kSmall, space::kLarge, space::kSmall);
        right->addWidget(notice);
    }
    right->addWidget(m_stack, 1);
    m_notice->setObjectName(u"windowNotice"_s);
    m_accountNotice->setObjectName(u"accountNotice"_s);
    middle->addLayout(right, 1);
    auto *central = new QWidget;
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addLayout(middle, 1);
    column->addWidget(m_status);
    setCentralWidget(central);

    connectRail();
    m_second.setInterval(1s);
    connect(
        &m_second, &QTimer::timeout, this, [this] { m_status->showAccount(m_connections, m_connection); });
    connect(&connections, &Connections::changed, this, &MainWindow::followConnections);
    connect(&connections, &Connections::stateChanged, this, [this](const QString &name) {
        if (name == m_connection || m_connection == kFleet)
            showFigures();
    });
    connect(m_status, &StatusBar::placeAsked, this, &MainWindow::go);
    connect(&figures, &Figures::changed, this, &MainWindow::showFigures);
    connect(&theme, &Theme::changed, this, &MainWindow::colourStrip);
    addShortcuts();
    colourStrip();
    showFigures();
}

void MainWindow::connectRail()
{
    connect(m_rail, &Rail::pageAsked, this, [this](const QString &key) { go({key, {}}); });
    connect(m_rail, &Rail::connectionAsked, this, &MainWindow::chooseConnection);
    connect(m_rail, &Rail::addAsked, this, [this] { m_accounts->add(this); });
    connect(m_rail, &Rail::editAsked, this, [this](const QString &name) { m_accounts->edit(name, this); });
    connect(m_rail, &Rail::checkAsked, m_accounts, &ConnectionsController::check);
    connect(
        m_rail, &Rail::removeAsked, this, [this](const QString &name) { m_accounts->askRemove(name, this); });
    connect(m_accountNotice, &NoticeBar::actionAsked, this, &MainWindow::actOnTrouble);
    connect(m_trouble, &AccountTrouble::recovered, this, &MainWindow::askAnew);
    connect(m_accounts, &ConnectionsController::added, this, &MainWindow::chooseConnection);
    const auto tell = qOverload<const Error &>(&NoticeBar::show);
    connect(m_accounts, &ConnectionsController::failed, m_accountNotice, tell);
    connect(this, &MainWindow::pageShown, this, &MainWindow::showFigures);
}

void MainWindow::colourStrip()
{
    const Backend *backend = m_connections.backend(m_connection);
    QPalette palette = m_strip->palette();
    palette.setColor(QPalette::Window,
                     colourOf(m_theme, backend ? backend->info().environment : Environment::Local));
    m_strip->setPalette(palette);
}

void MainWindow::showFigures()
{
    m_trouble->tell(m_connection, shownPage());
    if (m_connections.account(m_connection)) {
        m_second.start();
        return m_status->showAccount(m_connections, m_connection);
    }
    m_second.stop();
    const auto figures = m_figures.of(m_connections.names().value(0)); // the engine's, of all together too
    if (!figures)
        return;
    m_status->show(*figures);
    m_notice->tell(figures->secrets);
}

void MainWindow::tellNotKept(const Error &error)
{
    NoticeBar *free = m_notice->isHidden() ? m_notice : m_accountNotice;
    free->show(ToneRole::Warning,
               tr("%1 How this window is arranged is not kept, nor are its saved views.", "what went wrong")
                   .arg(wording::sentence(error)));
}

void MainWindow::actOnTrouble()
{
    m_connection == kFleet ? chooseConnection(firstInTrouble(m_connections))
                           : m_accounts->edit(m_connection, this);
}

void MainWindow::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    add(QKeySequence(QKeySequence::Find), [this] {
        if (Page *page = shownPage())
            page->focusSearch();
    });
    add(QKeySequence(Qt::Key_F5), [this] { askAnew(); });
    add(QKeySequence(Qt::Key_F6), [this] { nextPane(1); });
    add(QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { nextPane(-1); });
    for (int i = 0; i < 9; ++i) {
        add(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)), [this, i] {
            if (const QString key = m_rail->shownPages().value(i); !key.isEmpty())
                go({key, {}});
        });
    }
}

Page *MainWindow::shownPage() const
{
    return qobject_cast<Page *>(m_stack->currentWidget());
}

void MainWindow::askAnew()
{
    if (Backend *backend = m_connections.backend(m_connection))
        backend->refresh();
    if (Page *page = shownPage())
        page->activate();
}

// Round the panes of the page in sight, the rail among them.
void MainWindow::nextPane(int step)
{
    QList<QWidget *> panes;
    if (const Page *page = shownPage())
        panes = page->panes();
    panes.removeIf([](QWidget *pane) { return !pane->isVisible() || !pane->isEnabled(); });
    panes << m_rail->findChild<QWidget *>(u"page_"_s + m_key);
    panes.removeAll(nullptr);
    if (panes.isEmpty())
        return;
    const QWidget *focused = QApplication::focusWidget();
    const auto here = std::ranges::find_if(
        panes, [&](QWidget *pane) { return focused && (pane == focused || pane->isAncestorOf(focused)); });
    const qsizetype at = here == panes.end() ? (step > 0 ? -1 : 0) : here - panes.begin();
    panes[(at + step + panes.size()) % panes.size()]->setFocus(Qt::TabFocusReason);
}

void MainWindow::chooseConnection(const QString &name)
{
    if (name != m_connection && takeConnection(name))
        showPages();
}

bool MainWindow::takeConnection(const QString &name)
{
    if (name == m_connection || !m_connections.backend(name))
        return name == m_connection;
    m_connection = name;
    m_account = m_connections.account(name).value_or(Connection{}).id;
    m_trouble->forget();
    colourStrip();
    showFigures();
    return true;
}

void MainWindow::followConnections()
{
    const QString next = chosenNow();
    dropPages();
    if (next != m_connection)
        return chooseConnection(next);
    const ConnectionId account = m_connections.account(next).value_or(Connection{}).id;
    if (account != std::exchange(m_account, account))
        m_trouble->forget(); // it was that of another account by this name
    colourStrip();
    showFigures();
    if (m_key.isEmpty())
        return; // nothing is shown yet
    m_rail->setChosen(m_connection, m_key);
    const QWidget *shown = m_stack->currentWidget();
    if (std::ranges::none_of(m_made, [shown](const Made &made) { return made.page == shown; }))
        showPages(); // what was shown is about to go
}

// By its id: it may have another name, and another one may have its.
QString MainWindow::chosenNow() const
{
    const QStringList names = m_connections.names();
    if (m_connection == kFleet)
        return names.size() > 1 ? m_connection : names.value(0);
    const auto isChosen = [this](const QString &name) {
        const auto account = m_connections.account(name);
        return account && account->id == m_account;
    };
    const auto found = std::ranges::find_if(names, isChosen);
    const QString name = found == names.end() ? m_connection : *found;
    return m_connections.backend(name) ? name : names.value(0);
}

// A page knows its connection by name, by backend and by what can be done there: it goes unless all are what
// they were. While something would be lost with it, it stays as long as its backend does.
void MainWindow::dropPages()
{
    for (auto made = m_made.begin(); made != m_made.end();) {
        const Backend *backend = m_connections.backend(made->connection);
        if (backend && backend == made->backend
            && (backend->info().verbs == made->verbs || made->page->isBusy())) {
            ++made;
            continue;
        }
        made->page->deleteLater(); // its backend goes later
        made = m_made.erase(made);
    }
}

void MainWindow::showPages()
{
    m_rail->setChosen(m_connection, m_key);
    showPage(m_rail->shownPages().contains(m_key) ? m_key : m_rail->shownPages().value(0));
}

// One of the profile outlives every account.
Page *MainWindow::page(const QString &key)
{
    const PageEntry *entry = m_pages.find(key);
    const bool isOfConnection = entry && entry->section == PageSection::Connection;
    const QString connection = isOfConnection ? m_connection : m_connections.names().value(0);
    Backend *backend = m_connections.backend(connection);
    if (!entry || !backend || (backend->info().verbs & entry->needs) != entry->needs)
        return nullptr;
    Made &made = m_made[connection + u'/' + key];
    if (!made.page) {
        made = {entry->make(*backend, m_stack), connection, backend, backend->info().verbs};
        made.page->setObjectName(key + u"Page"_s);
        m_stack->addWidget(made.page);
        connect(made.page, &Page::placeAsked, this, &MainWindow::go);
        connect(made.page, &Page::failureChanged, this, &MainWindow::showFigures);
        connect(made.page, &Page::mendAsked, this, &MainWindow::actOnTrouble);
        emit pageMade(made.page);
    }
    return made.page;
}

void MainWindow::showPage(const QString &key)
{
    Page *shown = page(key);
    if (!shown)
        return;
    m_key = key;
    m_rail->setChosen(m_connection, key);
    // Before the switch: Qt gives the focus of a hidden page to whatever button comes next.
    const bool hasFocus = shown->isAncestorOf(QApplication::focusWidget());
    m_stack->setCurrentWidget(shown);
    shown->activate();
    const QList<QWidget *> panes = shown->panes();
    const auto first
        = std::ranges::find_if(panes, [shown](const QWidget *pane) { return pane->isVisibleTo(shown); });
    if (!hasFocus && first != panes.end())
        (*first)->setFocus();
    emit pageShown(key);
}

void MainWindow::go(const Place &place)
{
    if (place.page == place::kNewConnection)
        return m_accounts->add(this);
    const QString before = m_connection;
    if (!place.connection.isEmpty() && !takeConnection(place.connection)) // or it has another name by now
        return m_accountNotice->show(
            {ErrorKind::NotFound, Reason::NoSuchConnection, {}, place.connection, {}, {}, 0});
    Page *target = page(place.page);
    if (!target && m_connection != before)
        showPages();
    if (!target)
        return;
    if (!std::holds_alternative<std::monostate>(place.what))
        target->visit(place);
    showPage(place.page);
}

} // namespace tacklebox::ui
