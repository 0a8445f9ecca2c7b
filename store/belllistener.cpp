// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/belllistener.h"

#include "store/bell.h"
#include "store/schema.h"

namespace tacklebox::store {

using namespace std::chrono_literals;

static constexpr char kDataVersion[] = "PRAGMA data_version";

BellListener::BellListener(QString directory, qint64 revision, std::function<void(const News &)> told)
    : m_directory(std::move(directory))
    , m_revision(revision)
    , m_told(std::move(told))
{
}

void BellListener::start()
{
    auto opened = Connection::open(databaseFile(m_directory), Connection::Access::ReadOnly);
    if (!opened) {
        qWarning("store: no news from this profile: %s", qUtf8Printable(opened.error().detail));
        return;
    }
    m_connection = std::move(*opened);
    m_pause.setSingleShot(true);
    m_pause.setInterval(200ms);
    m_backstop.setInterval(1s);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &BellListener::hear);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_isHeard)
            look();
    });
    connect(&m_backstop, &QTimer::timeout, this, &BellListener::lookIfWritten);
    watch();
    m_backstop.start();
    look();
}

void BellListener::hear()
{
    m_isHeard = true;
    if (!m_pause.isActive())
        look();
}

void BellListener::look()
{
    m_isHeard = false;
    const auto news = newsSince(*m_connection, m_revision);
    if (!news) {
        qWarning("store: the news can't be read: %s", qUtf8Printable(news.error().detail));
        m_dataVersion = 0; // the backstop tries again
        return;
    }
    if (news->revision == m_revision)
        return;
    m_revision = news->revision;
    m_pause.start();
    m_told(*news);
}

void BellListener::lookIfWritten()
{
    watch();
    const auto version = m_connection->first(kDataVersion, {}, [](const Row &row) { return row.integer(0); });
    if (!version || *version == m_dataVersion)
        return;
    m_dataVersion = version->value_or(0);
    hear();
}

void BellListener::watch()
{
    // Somebody may have deleted the file: QFileSystemWatcher forgets it then.
    const QString file = BellRope::file(m_directory);
    if (!m_watcher.files().contains(file))
        m_watcher.addPath(file);
}

} // namespace tacklebox::store
