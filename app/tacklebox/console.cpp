// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tacklebox/console.h"

#include "app/services.h"
#include "ui/activitycontroller.h"
#include "ui/activitypage.h"
#include "ui/eventscontroller.h"
#include "ui/eventspage.h"
#include "ui/firstruncontroller.h"
#include "ui/inboxcontroller.h"
#include "ui/inboxpage.h"
#include "ui/jobsbadge.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/nojobspage.h"
#include "ui/settingscontroller.h"
#include "ui/settingspage.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/testcontroller.h"
#include "ui/testpage.h"
#include "ui/theme.h"

using namespace Qt::StringLiterals;

namespace tacklebox::app {

using ui::PageSection;

namespace {

// The signing schemes that this backend's subscribers may have.
QStringList schemesOf(const BackendInfo &info)
{
    const auto field = std::ranges::find(info.subscriberFields, FieldRule::Signing, &Field::rule);
    return field == info.subscriberFields.end() ? QStringList() : field->choices;
}

} // namespace

Console::Console(Services &services, ui::Theme &theme, const QJsonObject &arrangement)
    : m_services(services)
    , m_theme(theme)
    , m_figures(services.connections())
    , m_arrangement(arrangement)
    , m_window(theme, services.connections(), m_pages, m_figures)
{
    addPages();
    addProfilePages();
    auto *failures = new ui::JobsBadge(m_pages, services.connections(), m_figures, this);
    connect(&services.inbox(), &Inbox::captured, this, [this](const QList<Capture> &c) {
        countCaptures(c.size());
    });
    connect(&m_window, &ui::MainWindow::pageShown, this, [this, failures](const QString &key) {
        if (key == ui::place::kInbox)
            m_pages.setBadge(key, 0);
        failures->follow(m_window.currentConnection());
        m_arrangement.setLastPage(key);
        m_arrangement.setLastConnection(m_window.currentConnection());
    });
    connect(&m_window, &ui::MainWindow::pageMade, this, [this](ui::Page *page) {
        m_arrangement.followPage(*page);
    });
    m_arrangement.followWindow(m_window);
}

void Console::addPages()
{
    m_pages.add({ui::place::kSubscribers,
                 tr("Subscribers"),
                 PageSection::Connection,
                 Verb::ListSubscribers,
                 [this](Backend &b, QWidget *parent) {
                     return ui::makeSubscribersPage(m_theme, m_services.connections(), b, parent);
                 }});
    m_pages.add({ui::place::kJobs,
                 tr("Jobs"),
                 PageSection::Connection,
                 Verb::ListJobs,
                 [this](Backend &b, QWidget *parent) {
                     return ui::makeJobsPage(m_theme, m_services.connections(), b, parent);
                 }});
    m_pages.add(
        {ui::place::kUsage,
         tr("Jobs"),
         PageSection::Connection,
         Verb::Usage,
         [this](Backend &b, QWidget *parent) { return new ui::NoJobsPage(m_theme, b.info(), parent); }});
    m_pages.add({ui::place::kEvents,
                 tr("Events"),
                 PageSection::Connection,
                 Verb::ListEvents,
                 [this](Backend &b, QWidget *parent) { return ui::makeEventsPage(m_theme, b, parent); }});
    m_pages.add({ui::place::kTest,
                 tr("Test", "page"),
                 PageSection::Connection,
                 Verb::Test,
                 [this](Backend &b, QWidget *parent) {
                     return ui::makeTestPage(m_theme, m_services.connections(), b, parent);
                 }});
}

void Console::addProfilePages()
{
    m_pages.add(
        {ui::place::kInbox, tr("Inbox"), PageSection::Profile, {}, [this](Backend &, QWidget *parent) {
             return ui::makeInboxPage(
                 m_theme, m_services.inbox(), schemesOf(m_services.local().info()), parent);
         }});
    m_pages.add(
        {ui::place::kActivity, tr("Activity"), PageSection::Profile, {}, [this](Backend &, QWidget *parent) {
             return ui::makeActivityPage(m_theme, m_services.activity(), parent);
         }});
    m_pages.add(
        {ui::place::kSettings, tr("Settings"), PageSection::Profile, {}, [this](Backend &, QWidget *parent) {
             return ui::makeSettingsPage(m_theme, m_services.settings(), m_services.mails(), parent);
         }});
    m_pages.add({ui::place::kWelcome, QString(), PageSection::Hidden, {}, [this](Backend &, QWidget *parent) {
                     return ui::makeFirstRunPage(m_theme, m_services.local(), m_services.inbox(), parent);
                 }});
}

void Console::start()
{
    m_window.show();
    m_figures.ask();
    m_services.local().statistics({}).then(this, [this](const Result<Statistics> &answer) {
        const bool hasAccounts = m_services.connections().names().size() > 1;
        const bool isEmpty = !hasAccounts && answer && answer->subscribers == 0 && answer->jobs == 0;
        if (isEmpty)
            return m_window.go({ui::place::kWelcome, {}});
        const QString last = m_arrangement.lastConnection();
        const bool isThere = m_services.connections().backend(last) != nullptr;
        m_window.go({firstPage(), {}, isThere ? last : QString()});
    });
}

QString Console::firstPage() const
{
    const ui::PageEntry *last = m_pages.find(m_arrangement.lastPage());
    return last && last->section != PageSection::Hidden ? last->key : QString(ui::place::kJobs);
}

void Console::countCaptures(qsizetype added)
{
    if (m_window.currentPage() != ui::place::kInbox)
        m_pages.setBadge(ui::place::kInbox, m_pages.badge(ui::place::kInbox) + added);
}

} // namespace tacklebox::app
