// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tacklebox/tour.h"

#include "app/tacklebox/console.h"
#include "ui/tableview.h"

#include <QDir>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace tacklebox::app {

namespace {

constexpr QSize kPicture{1280, 800}; // the same on every machine

// Rows come from another thread; nobody tells when a page has all that it wants.
constexpr auto kSettling = 500ms;

} // namespace

Tour::Tour(Console &console, ui::Theme &theme, QString directory)
    : m_console(console)
    , m_theme(theme)
    , m_directory(std::move(directory))
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(kSettling);
    connect(&m_settled, &QTimer::timeout, this, [this] { (this->*m_next)(); });
}

void Tour::start()
{
    if (!QDir().mkpath(m_directory))
        return emit failed(m_directory);
    m_console.window().resize(kPicture);
    for (const ui::Scheme scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
        for (const ui::PageEntry &entry : m_console.pages().entries())
            m_stops << Stop{entry.key, scheme};
    }
    // The console chooses its first page by what the profile holds; only then is it ready to be led.
    if (!m_console.window().currentPage().isEmpty())
        return m_settled.start();
    connect(&m_console.window(), &ui::MainWindow::pageShown, this, &Tour::begin);
}

void Tour::begin()
{
    disconnect(&m_console.window(), &ui::MainWindow::pageShown, this, &Tour::begin);
    m_settled.start();
}

void Tour::arrive()
{
    if (m_stops.isEmpty())
        return emit finished();
    if (m_stops.first().scheme != m_theme.scheme())
        m_theme.setScheme(m_stops.first().scheme);
    m_console.window().go({m_stops.first().page, {}});
    m_next = &Tour::look;
    m_settled.start();
}

void Tour::look()
{
    const auto tables = m_console.window().findChildren<ui::TableView *>();
    for (ui::TableView *table : tables) {
        const bool hasRows = table->isVisible() && table->model() && table->model()->rowCount() > 0;
        if (hasRows && !table->selectionModel()->hasSelection())
            table->selectRow(0);
    }
    m_next = &Tour::draw;
    m_settled.start();
}

void Tour::draw()
{
    const Stop stop = m_stops.takeFirst();
    const QString scheme = stop.scheme == ui::Scheme::Dark ? u"dark"_s : u"light"_s;
    const QString file = u"%1/%2-%3.png"_s.arg(m_directory, stop.page, scheme);
    if (!m_console.window().grab().save(file))
        return emit failed(file);
    arrive();
}

} // namespace tacklebox::app
