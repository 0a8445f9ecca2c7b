// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/bell.h"

#include "store/belllistener.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

BellRope::BellRope(const QString &directory)
    : m_file(::open(QFile::encodeName(file(directory)).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
{
}

BellRope::~BellRope()
{
    if (m_file >= 0)
        ::close(m_file);
}

void BellRope::ring() const
{
    if (m_file >= 0)
        ::futimens(m_file, nullptr);
}

QString BellRope::file(const QString &directory)
{
    return directory + u"/bell"_s;
}

Bell::Bell(const QString &directory, qint64 revision, std::function<void(const News &)> told)
{
    auto *listener = new BellListener(directory, revision, std::move(told));
    listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, listener, &BellListener::start);
    QObject::connect(&m_thread, &QThread::finished, listener, &QObject::deleteLater);
    m_thread.setObjectName(u"store-bell"_s);
    m_thread.start();
}

Bell::~Bell()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace tacklebox::store
