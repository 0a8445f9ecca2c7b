// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A scripted server that answers on a thread of its own, for a test that waits for `tackle` on its own.
#pragma once

#include "scriptedserver.h"

#include <QThread>

#include <functional>
#include <memory>

namespace tacklebox::test {

class ServerThread final
{
public:
    ServerThread()
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        call([this] { m_server = std::make_unique<ScriptedServer>(); });
    }
    ~ServerThread()
    {
        call([this] { m_server.reset(); });
        m_thread.quit();
        m_thread.wait();
    }

    void script(const Scripted &next)
    {
        call([&] { m_server->script(next); });
    }
    // What is asked from now on waits until release() for its answer.
    void hold()
    {
        call([this] { m_server->hold(); });
    }
    void release()
    {
        call([this] { m_server->release(); });
    }
    QString url()
    {
        QString url;
        call([&] { url = m_server->url({}).toString(); });
        return url;
    }
    QList<QByteArray> requests()
    {
        QList<QByteArray> requests;
        call([&] { requests = m_server->requests(); });
        return requests;
    }

private:
    void call(const std::function<void()> &what)
    {
        QMetaObject::invokeMethod(&m_context, what, Qt::BlockingQueuedConnection);
    }

    QThread m_thread;
    QObject m_context;
    std::unique_ptr<ScriptedServer> m_server;
};

} // namespace tacklebox::test
