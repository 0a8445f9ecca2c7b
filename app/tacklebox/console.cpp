// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tacklebox/console.h"

#include "app/services.h"
#include "ui/firstruncontroller.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/theme.h"

using namespace Qt::StringLiterals;

namespace tacklebox::app {

using ui::PageSection;

Console::Console(Services &services, ui::Theme &theme)
    : m_services(services)
    , m_theme(theme)
    , m_figures(services.connections())
    , m_window(theme, services.connections(), m_pages, m_figures)
{
    addPages();
    connect(&m_figures, &ui::Figures::changed, this, [this](const QString &, const Statistics &statistics) {
        countFailures(statistics);
        enter(statistics);
    });
    connect(&services.inbox(), &Inbox::captured, this, [this](const QList<Capture> &c) {
        countCaptures(c.size());
    });
    connect(&m_window, &ui::MainWindow::pageShown, this, [this](const QString &key) {
        if (key == ui::place::kInbox)
            m_pages.setBadge(key, 0);
    });
}

void Console::addPages()
{
    m_pages.add({ui::place::kJobs,
                 tr("Jobs"),
                 PageSection::Connection,
                 Verb::ListJobs,
                 [this](Backend &b, QWidget *parent) { return ui::makeJobsPage(m_theme, b, parent); }});
    m_pages.add(
        {ui::place::kWelcome, QString(), PageSection::Hidden, {}, [this](Backend &b, QWidget *parent) {
             return ui::makeFirstRunPage(m_theme, b, m_services.inbox(), parent);
         }});
}

void Console::start()
{
    m_figures.ask();
    m_window.show();
}

void Console::countFailures(const Statistics &statistics)
{
    m_pages.setBadge(ui::place::kJobs, statistics.unread);
}

void Console::countCaptures(qsizetype added)
{
    if (m_window.currentPage() != ui::place::kInbox)
        m_pages.setBadge(ui::place::kInbox, m_pages.badge(ui::place::kInbox) + added);
}

void Console::enter(const Statistics &statistics)
{
    if (m_hasEntered)
        return;
    m_hasEntered = true;
    const bool isEmpty = statistics.subscribers == 0 && statistics.jobs == 0;
    m_window.go({isEmpty ? ui::place::kWelcome : ui::place::kJobs, {}});
}

} // namespace tacklebox::app
