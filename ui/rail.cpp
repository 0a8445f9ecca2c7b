// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/rail.h"

#include "backend/slowwording.h"
#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/connectiontext.h"
#include "ui/contextmenu.h"
#include "ui/figures.h"
#include "ui/railitem.h"
#include "ui/theme.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

QLabel *head(const Theme &theme, const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = theme.font(TextRole::Label);
    font.setPixelSize(font.pixelSize() - 1);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    label->setProperty("soft", true);
    label->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    label->setFixedHeight(space::kHuge);
    return label;
}

} // namespace

Rail::Rail(const Theme &theme, Connections &connections, PageRegistry &pages, Figures &figures)
    : m_theme(theme)
    , m_connections(connections)
    , m_pages(pages)
    , m_figures(figures)
    , m_connectionColumn(new QVBoxLayout)
    , m_column(new QVBoxLayout(this))
    , m_connectionsHead(head(theme, tr("Connections")))
{
    setObjectName(u"rail"_s);
    setAccessibleName(tr("Connections and pages"));
    setFixedWidth(size::kRail);
    m_column->setContentsMargins(0, space::kSmall, 1, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_connectionsHead);
    m_column->addLayout(m_connectionColumn);
    auto *add = new Button(theme, ButtonKind::Link, tr("+ Add connection"), u"addConnectionButton"_s);
    add->setAccessibleName(tr("Add connection"));
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(space::kMedium, space::kTiny, space::kLarge, 0); // a link has its own

    inset->addWidget(add);
    inset->addStretch();
    m_column->addLayout(inset);
    m_column->addStretch();
    connect(add, &Button::clicked, this, &Rail::addAsked);
    buildConnections();
    connect(&connections, &Connections::changed, this, &Rail::buildConnections);
    connect(&connections, &Connections::stateChanged, this, &Rail::describe);
    connect(&figures, &Figures::changed, this, [this](const QString &connection) { describe(connection); });
    connect(&pages, &PageRegistry::badgeChanged, this, [this](const QString &key, qint64 number) {
        if (RailItem *item = m_pageItems.value(key))
            item->setBadge(number, m_pages.badgeMeaning(key));
    });
    connect(&theme, &Theme::changed, this, &Rail::colour);
}

void Rail::buildConnections()
{
    qDeleteAll(m_connectionItems);
    m_connectionItems.clear();
    m_connectionColumn->setSpacing(0);
    QStringList names = m_connections.names();
    if (names.size() > 1)
        names.prepend(kFleet);
    for (const QString &name : std::as_const(names)) {
        if (!m_connections.backend(name))
            continue; // of a kind that this version doesn't know
        m_connectionColumn->addWidget(addConnection(name));
        describe(name);
    }
}

RailItem *Rail::addConnection(const QString &name)
{
    const BackendInfo info = m_connections.backend(name)->info();
    auto *item
        = new RailItem(m_theme, RailItemKind::Connection, connectionTitle(info), u"connection_"_s + name);
    item->setChecked(name == m_connection);
    connect(item, &RailItem::clicked, this, [this, name, item] {
        item->setChecked(name == m_connection);
        emit connectionAsked(name);
    });
    addVerbs(item, name);
    m_connectionItems.insert(name, item);
    return item;
}

void Rail::addVerbs(QWidget *item, const QString &connection)
{
    const auto account = m_connections.account(connection);
    if (!account)
        return;
    offerActions(item);
    const auto add = [item](const QString &text, const QString &objectName) {
        auto *action = new QAction(text, item);
        action->setObjectName(objectName);
        item->addAction(action);
        return action;
    };
    const auto *edit = add(tr("Edit connection…"), u"editConnectionAction"_s);
    const auto *check = add(tr("Check now"), u"checkConnectionAction"_s);
    connect(edit, &QAction::triggered, this, [=, this] { emit editAsked(connection); });
    connect(check, &QAction::triggered, this, [=, this] { emit checkAsked(connection); });
    if (account->isLocked) {
        auto *lock = add({}, u"lockConnectionAction"_s);
        const auto name = [=, this] {
            lock->setText(m_connections.isLocked(connection) ? tr("Unlock for 15 minutes") : tr("Lock now"));
        };
        name();
        connect(&m_connections, &Connections::stateChanged, lock, name);
        connect(lock, &QAction::triggered, this, [=, this] {
            m_connections.isLocked(connection) ? m_connections.unlock(connection)
                                               : m_connections.lock(connection);
        });
    }
    const auto *remove = add(tr("Remove connection…"), u"removeConnectionAction"_s);
    connect(remove, &QAction::triggered, this, [=, this] { emit removeAsked(connection); });
}

void Rail::colour()
{
    for (auto it = m_connectionItems.cbegin(); it != m_connectionItems.cend(); ++it)
        describe(it.key());
    update();
}

void Rail::describe(const QString &connection)
{
    RailItem *item = m_connectionItems.value(connection);
    if (!item)
        return;
    if (connection == kFleet) {
        item->setBar(m_theme.tokens().strongLine);
        item->setSecondLine(tr("%n accounts", nullptr, int(m_connections.names().size()) - 1));
    } else if (m_connections.account(connection))
        describeAccount(*item, connection);
    else
        describeEngine(*item, connection);
}

// One that doesn't work has no colour, and says why where the pointer rests.
void Rail::describeAccount(RailItem &item, const QString &connection)
{
    const ConnectionState state = m_connections.state(connection);
    const Environment environment = m_connections.backend(connection)->info().environment;
    item.setBar(isInTrouble(state) ? m_theme.tokens().strongLine : colourOf(m_theme, environment));
    item.setLocked(m_connections.isLocked(connection));
    item.setSecondLine(standingLine(m_connections, connection));
    QStringList facts{isInTrouble(state) ? troubleText(*m_connections.account(connection), state)
                                         : standingLine(m_connections, connection)};
    if (!state.service.isEmpty())
        facts << state.service;
    if (state.slow)
        facts << wording::slowLine(state);
    item.setToolTip(facts.join(u'\n'));
}

void Rail::describeEngine(RailItem &item, const QString &connection)
{
    item.setBar(colourOf(m_theme, Environment::Local));
    const std::optional<Statistics> figures = m_figures.of(connection);
    if (!figures)
        return;
    if (figures->isLocked())
        return item.setSecondLine(tr("locked: nothing is sent"));
    if (figures->deliverer == Deliverer::Nobody)
        return item.setSecondLine(tr("not delivering"));
    if (figures->subscribers == 0 && figures->jobs == 0)
        return item.setSecondLine(tr("ready, nothing to do yet"));
    item.setSecondLine(figures->queued == 0
                           ? tr("delivering, queue is empty")
                           : tr("delivering \u00b7 %1 in queue").arg(models::numberText(figures->queued)));
}

RailItem *Rail::addPage(const PageEntry &entry)
{
    auto *item = new RailItem(m_theme, RailItemKind::Page, entry.title, u"page_"_s + entry.key);
    item->setBadge(m_pages.badge(entry.key), m_pages.badgeMeaning(entry.key));
    item->setChecked(entry.key == m_page);
    const QString key = entry.key;
    connect(item, &RailItem::clicked, this, [this, key, item] {
        item->setChecked(key == m_page);
        emit pageAsked(key);
    });
    m_pageItems.insert(key, item);
    m_shownPages << key;
    return item;
}

void Rail::addPages(PageSection section)
{
    const Verbs verbs = m_backend ? m_backend->info().verbs : Verbs();
    for (const PageEntry &entry : m_pages.entries()) {
        if (entry.section == section && (verbs & entry.needs) == entry.needs)
            m_pageArea->layout()->addWidget(addPage(entry));
    }
}

// The connection's name and, for an account, what can be done with it.
QWidget *Rail::pagesHead()
{
    QLabel *title = head(m_theme, m_backend ? connectionTitle(m_backend->info()) : m_connection);
    if (!m_connections.account(m_connection))
        return title;
    auto *box = new QWidget;
    auto *more = new Button(m_theme, ButtonKind::Icon, tr("What to do with it"), u"connectionMenuButton"_s);
    more->setIconName(u"more"_s);
    addVerbs(more, m_connection);
    connect(more, &Button::clicked, more, [more] {
        auto *menu = new QMenu(more);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(more->actions());
        menu->popup(more->mapToGlobal(more->rect().bottomLeft()));
    });
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, space::kSmall, 0);
    line->setSpacing(0);
    title->setContentsMargins(space::kLarge, 0, space::kTiny, 0);
    const int room = size::kRail - space::kLarge - space::kTiny - space::kSmall - more->sizeHint().width();
    title->setToolTip(title->text());
    title->setText(title->fontMetrics().elidedText(title->text(), Qt::ElideRight, room));
    line->addWidget(title, 1);
    line->addWidget(more);
    return box;
}

void Rail::buildPages()
{
    delete m_pageArea;
    m_pageItems.clear();
    m_shownPages.clear();
    m_pageArea = new QWidget;
    auto *column = new QVBoxLayout(m_pageArea);
    column->setContentsMargins(0, space::kLarge, 0, 0);
    column->setSpacing(0);
    column->addWidget(pagesHead());
    addPages(PageSection::Connection);
    auto *line = new QFrame;
    line->setProperty("line", true);
    column->addSpacing(space::kSmall);
    auto *inset = new QVBoxLayout;
    inset->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    inset->addWidget(line);
    column->addLayout(inset);
    column->addSpacing(space::kSmall);
    addPages(PageSection::Profile);
    m_column->insertWidget(3, m_pageArea);
}

void Rail::setChosen(const QString &connection, const QString &page)
{
    const Backend *backend = m_connections.backend(connection);
    const bool isOther = connection != m_connection || backend != m_backend;
    m_connection = connection;
    m_backend = backend;
    m_page = page;
    for (auto it = m_connectionItems.cbegin(); it != m_connectionItems.cend(); ++it)
        it.value()->setChecked(it.key() == connection);
    if (isOther || !m_pageArea)
        buildPages();
    for (auto it = m_pageItems.cbegin(); it != m_pageItems.cend(); ++it)
        it.value()->setChecked(it.key() == page);
    const PageEntry *entry = m_pages.find(page);
    m_pageArea->setVisible(!entry || entry->section != PageSection::Hidden);
}

QStringList Rail::shownPages() const
{
    return m_shownPages;
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().rail);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_theme.tokens().line);
}

} // namespace tacklebox::ui
