// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Stands for the window in which gnome-keyring asks a person for a password, and for a person who cancels it
// each time: the real one needs a screen and a hand.
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCall>
#include <QDBusVirtualObject>

namespace tacklebox::secrets::test {

class CancellingPrompter final : public QDBusVirtualObject
{
public:
    // On the session bus, as somebody else than the test.
    [[nodiscard]] bool serve()
    {
        m_bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("prompter"));
        return m_bus.registerVirtualObject(QStringLiteral("/org/gnome/keyring/Prompter"), this)
            && m_bus.registerService(QStringLiteral("org.gnome.keyring.SystemPrompter"));
    }
    [[nodiscard]] int cancelled() const { return m_cancelled; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &) override
    {
        m_bus.send(message.createReply());
        if (message.member() == QLatin1StringView("BeginPrompting")) {
            answer(message, QString());
        } else if (message.member() == QLatin1StringView("PerformPrompt")) {
            ++m_cancelled;
            answer(message, QStringLiteral("no"));
        } else if (message.member() == QLatin1StringView("StopPrompting")) {
            m_bus.asyncCall(callTo(message, QStringLiteral("PromptDone")));
        }
        return true;
    }
    [[nodiscard]] QString introspect(const QString &) const override { return {}; }

private:
    static QDBusMessage callTo(const QDBusMessage &asked, const QString &method)
    {
        return QDBusMessage::createMethodCall(asked.service(),
                                              asked.arguments().value(0).value<QDBusObjectPath>().path(),
                                              QStringLiteral("org.gnome.keyring.internal.Prompter.Callback"),
                                              method);
    }
    void answer(const QDBusMessage &asked, const QString &text)
    {
        QDBusMessage ready = callTo(asked, QStringLiteral("PromptReady"));
        ready << text << QVariantMap() << QString(); // no secret goes with it
        m_bus.asyncCall(ready);
    }

    QDBusConnection m_bus{QString()};
    int m_cancelled = 0;
};

} // namespace tacklebox::secrets::test
