// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Adds, edits, checks and removes accounts: opens the dialogs for it and does what is asked in them.
#pragma once

#include "backend/connections.h"

#include <QDesktopServices>
#include <QPointer>

#include <functional>

namespace tacklebox::ui {

class ConnectionDialog;
class Theme;

class ConnectionsController final : public QObject
{
    Q_OBJECT

public:
    using OpenPage = std::function<bool(const QUrl &)>; // in the person's own browser; false: there is none

    ConnectionsController(const Theme &theme, Connections &connections, QObject *parent = nullptr,
                          OpenPage openPage = QDesktopServices::openUrl);

    void add(QWidget *parent);
    void edit(const QString &name, QWidget *parent);
    void askRemove(const QString &name, QWidget *parent); // on production, the name has to be typed
    void check(const QString &name);

signals:
    void added(const QString &name);
    void failed(const tacklebox::Error &error); // where no dialog shows it

private:
    void open(ConnectionDialog *dialog, const QString &name);
    void save(ConnectionDraft draft);
    void checkSaved();
    void logIn(const Secret &password);
    void signInByBrowser();
    void waitForBrowser(const SignInPage &page);
    void showSignedIn(const Result<Done> &answer);
    void askKeeping();
    void remove(const ConnectionId &id, const QString &before);
    void follow(); // the dialog's account may be gone, or have another name
    // As it is now; empty: gone.
    [[nodiscard]] QString nameOf(const ConnectionId &id, const QString &before) const;
    [[nodiscard]] std::optional<ConnectionKind> kindNamed(const QString &name) const;

    const Theme &m_theme;
    Connections &m_connections;
    OpenPage m_openPage;
    QPointer<ConnectionDialog> m_dialog;
    std::stop_source m_givenUp; // of the sign-in in the browser
    QString m_name; // of the account that the dialog is about; empty: not saved yet
    ConnectionId m_account; // its id
    bool m_isGone = false; // another one may have its name
};

} // namespace tacklebox::ui
