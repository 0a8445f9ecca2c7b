// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/rail.h"

#include "models/shorttext.h"
#include "ui/figures.h"
#include "ui/railitem.h"
#include "ui/theme.h"

#include <QLabel>
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

QString connectionTitle(const BackendInfo &info)
{
    return info.connection == "local"_L1 ? Rail::tr("Built-in engine") : info.connection;
}

QColor colourOf(const Theme &theme, Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return theme.tokens().bad.ink;
    case Environment::Test:
        return theme.tokens().warning.ink;
    case Environment::Local:
        break;
    }
    return theme.tokens().accent;
}

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
    m_column->addStretch();
    buildConnections();
    connect(&connections, &Connections::changed, this, &Rail::buildConnections);
    connect(&figures, &Figures::changed, this, [this](const QString &connection) { describe(connection); });
    connect(&pages, &PageRegistry::badgeChanged, this, [this](const QString &key, qint64 number) {
        if (RailItem *item = m_pageItems.value(key))
            item->setBadge(number);
    });
    connect(&theme, &Theme::changed, this, &Rail::colour);
}

void Rail::buildConnections()
{
    qDeleteAll(m_connectionItems);
    m_connectionItems.clear();
    m_connectionColumn->setSpacing(0);
    for (const QString &name : m_connections.names()) {
        const BackendInfo info = m_connections.backend(name)->info();
        auto *item
            = new RailItem(m_theme, RailItemKind::Connection, connectionTitle(info), u"connection_"_s + name);
        item->setChecked(name == m_connection);
        connect(item, &RailItem::clicked, this, [this, name, item] {
            item->setChecked(name == m_connection);
            emit connectionAsked(name);
        });
        m_connectionColumn->addWidget(item);
        m_connectionItems.insert(name, item);
        describe(name);
    }
    colour();
}

void Rail::colour()
{
    for (auto it = m_connectionItems.cbegin(); it != m_connectionItems.cend(); ++it)
        it.value()->setBar(colourOf(m_theme, m_connections.backend(it.key())->info().environment));
    update();
}

void Rail::describe(const QString &connection)
{
    RailItem *item = m_connectionItems.value(connection);
    const std::optional<Statistics> figures = m_figures.of(connection);
    if (!item || !figures)
        return;
    if (figures->isLocked())
        return item->setSecondLine(tr("locked: nothing is sent"));
    if (figures->deliverer == Deliverer::Nobody)
        return item->setSecondLine(tr("not delivering"));
    if (figures->subscribers == 0 && figures->jobs == 0)
        return item->setSecondLine(tr("ready, nothing to do yet"));
    item->setSecondLine(figures->queued == 0
                            ? tr("delivering, queue is empty")
                            : tr("delivering \u00b7 %1 in queue").arg(models::numberText(figures->queued)));
}

RailItem *Rail::addPage(const PageEntry &entry)
{
    auto *item = new RailItem(m_theme, RailItemKind::Page, entry.title, u"page_"_s + entry.key);
    item->setBadge(m_pages.badge(entry.key));
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
    const Backend *backend = m_connections.backend(m_connection);
    for (const PageEntry &entry : m_pages.entries()) {
        if (entry.section == section && backend && (backend->info().verbs & entry.needs) == entry.needs)
            m_pageArea->layout()->addWidget(addPage(entry));
    }
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
    column->addWidget(head(m_theme, connectionTitle(m_connections.backend(m_connection)->info())));
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
    m_column->insertWidget(2, m_pageArea);
}

void Rail::setChosen(const QString &connection, const QString &page)
{
    const bool isOther = connection != m_connection;
    m_connection = connection;
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
