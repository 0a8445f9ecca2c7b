// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/mainwindow.h"

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
        if (name == m_connection)
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
    connect(m_accountNotice, &NoticeBar::actionAsked, this, [this] { m_accounts->edit(m_connection, this); });
    connect(m_accounts, &ConnectionsController::added, this, &MainWindow::chooseConnection);
    connect(m_accounts, &ConnectionsController::failed, this, [this](const Error &error) {
        m_accountNotice->show(error);
    });
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
    if (m_connections.account(m_connection)) {
        m_second.start();
        m_status->showAccount(m_connections, m_connection);
        return showTrouble();
    }
    m_second.stop();
    const auto figures = m_figures.of(m_connections.names().value(0)); // the engine's, of all together too
    if (!figures)
        return;
    m_status->show(*figures);
    m_notice->tell(figures->secrets);
}

void MainWindow::showTrouble()
{
    const ConnectionState state = m_connections.state(m_connection);
    if (state.standing == ConnectionState::Standing::Checking || state.why == m_trouble)
        return;
    m_trouble = state.why;
    if (m_trouble)
        m_accountNotice->show(*m_trouble, tr("Edit connection…"));
    else
        m_accountNotice->hide();
}

void MainWindow::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto action) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, action);
    };
    const auto current = [this] { return qobject_cast<Page *>(m_stack->currentWidget()); };
    add(QKeySequence(QKeySequence::Find), [current] {
        if (Page *page = current())
            page->focusSearch();
    });
    add(QKeySequence(Qt::Key_F5), [current] {
        if (Page *page = current())
            page->activate();
    });
    add(QKeySequence(Qt::Key_F6), [this] { nextPane(1); });
    add(QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { nextPane(-1); });
    for (int i = 0; i < 9; ++i) {
        add(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)), [this, i] {
            if (const QString key = m_rail->shownPages().value(i); !key.isEmpty())
                go({key, {}});
        });
    }
}

// Round the panes of the page in sight, the rail among them.
void MainWindow::nextPane(int step)
{
    QList<QWidget *> panes;
    if (auto *page = qobject_cast<Page *>(m_stack->currentWidget()))
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
    if (name == m_connection)
        return;
    m_connection = name;
    m_account = m_connections.account(name).value_or(Connection{}).id;
    m_trouble.reset();
    m_accountNotice->hide();
    colourStrip();
    showFigures();
    m_rail->setChosen(name, m_key);
    showPage(m_rail->shownPages().contains(m_key) ? m_key : m_rail->shownPages().value(0));
}

void MainWindow::followConnections()
{
    dropPages();
    const bool isFleet = m_connection == kFleet;
    if (isFleet ? m_connections.names().size() > 1 : m_connections.backend(m_connection) != nullptr)
        return colourStrip();
    QString next = m_connections.names().value(0);
    for (const QString &name : m_connections.names()) {
        const auto account = m_connections.account(name);
        if (account && account->id == m_account)
            next = name;
    }
    chooseConnection(next);
}

void MainWindow::dropPages()
{
    const QStringList names = m_connections.names();
    const QStringList keys = m_made.keys();
    for (const QString &key : keys) {
        const qsizetype slash = key.lastIndexOf(u'/');
        const QString name = key.left(std::max<qsizetype>(slash, 0));
        if (slash >= 0 && name != kFleet && !names.contains(name))
            m_made.take(key)->deleteLater(); // its backend goes later
    }
}

Page *MainWindow::page(const QString &key)
{
    const PageEntry *entry = m_pages.find(key);
    Backend *backend = m_connections.backend(m_connection);
    if (!entry || !backend)
        return nullptr;
    Page *&made = m_made[entry->section == PageSection::Connection ? m_connection + u'/' + key : key];
    if (!made) {
        made = entry->make(*backend, m_stack);
        made->setObjectName(key + u"Page"_s);
        m_stack->addWidget(made);
        connect(made, &Page::placeAsked, this, &MainWindow::go);
        emit pageMade(made);
    }
    return made;
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
    if (!place.connection.isEmpty())
        chooseConnection(place.connection);
    Page *target = page(place.page);
    if (!target)
        return;
    if (!std::holds_alternative<std::monostate>(place.what))
        target->visit(place);
    showPage(place.page);
}

} // namespace tacklebox::ui
