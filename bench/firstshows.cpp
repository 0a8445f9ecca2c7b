// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/firstshows.h"

#include "ui/button.h"
#include "ui/page.h"
#include "ui/tableview.h"

#include <QDialog>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

QDialog *openDialog()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        auto *dialog = qobject_cast<QDialog *>(widget);
        if (dialog && dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

} // namespace

FirstShows::FirstShows(GuiClock &clock, app::Console &console)
    : m_clock(clock)
    , m_console(console)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(500ms);
    m_patience.setSingleShot(true);
    m_patience.setInterval(5s);
    connect(&m_rest, &QTimer::timeout, this, &FirstShows::next);
    connect(&m_patience, &QTimer::timeout, this, [this] { take(-1); });
    connect(&clock, &GuiClock::painted, this, &FirstShows::look);
}

void FirstShows::start()
{
    for (const ui::PageEntry &entry : m_console.pages().entries()) {
        if (entry.key != m_console.window().currentPage())
            m_steps.append({entry.key, entry.key, {}});
    }
    m_steps.append({u"new subscriber"_s, ui::place::kSubscribers, u"newButton"_s});
    m_steps.append({u"edit subscriber"_s, ui::place::kSubscribers, u"editButton"_s});
    m_steps.append({u"delete subscriber"_s, ui::place::kSubscribers, u"deleteButton"_s});
    m_steps.append({u"publish event"_s, ui::place::kEvents, u"publishEventButton"_s});
    // The first page is being shown right now, by the dispatch that this is called from.
    m_name = m_console.window().currentPage();
    m_wanted = m_console.window().page(m_name);
    m_began = m_clock.dispatchBegan();
    m_isWaiting = true;
    m_patience.start();
}

void FirstShows::next()
{
    if (QDialog *dialog = openDialog())
        dialog->reject();
    if (m_steps.isEmpty())
        return emit finished();
    const Step step = m_steps.takeFirst();
    if (!step.button.isEmpty() && m_console.window().currentPage() != step.page) {
        m_console.window().go({step.page, {}});
        m_steps.prepend(step);
        m_rest.start();
        return;
    }
    show(step);
}

void FirstShows::show(const Step &step)
{
    m_name = step.name;
    m_isWaiting = true;
    m_began = threadCpu();
    m_patience.start();
    if (step.button.isEmpty()) {
        m_wanted = m_console.window().page(step.page);
        m_console.window().go({step.page, {}});
        return;
    }
    m_wanted = nullptr;
    ui::Page *page = m_console.window().page(step.page);
    auto *table = page->findChild<ui::TableView *>();
    if (table && !table->selectionModel()->hasSelection())
        table->selectRow(0);
    m_began = threadCpu();
    if (auto *button = page->findChild<ui::Button *>(step.button))
        button->click();
}

void FirstShows::look(const QSet<const QObject *> &painted)
{
    if (m_isWaiting && painted.contains(m_wanted ? m_wanted : openDialog()))
        take(std::chrono::duration<double, std::milli>(threadCpu() - m_began).count());
}

void FirstShows::take(double millis)
{
    m_isWaiting = false;
    m_patience.stop();
    m_shows.push_back({m_name, millis});
    m_rest.start();
}

} // namespace tacklebox::bench
