// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/connectionscontroller.h"

#include "ui/confirm.h"
#include "ui/connectiondialog.h"
#include "ui/typedconfirm.h"

#include <QMessageBox>

#include <algorithm>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

ConnectionsController::ConnectionsController(const Theme &theme, Connections &connections, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_connections(connections)
{
}

std::optional<ConnectionKind> ConnectionsController::kindNamed(const QString &name) const
{
    const QList<ConnectionKind> kinds = m_connections.kinds();
    const auto found = std::ranges::find(kinds, name, &ConnectionKind::name);
    return found == kinds.end() ? std::nullopt : std::optional(*found);
}

void ConnectionsController::add(QWidget *parent)
{
    if (m_dialog)
        return m_dialog->raise();
    open(new ConnectionDialog(m_theme, m_connections.kinds(), parent), {});
}

void ConnectionsController::edit(const QString &name, QWidget *parent)
{
    if (m_dialog)
        return m_dialog->raise();
    const auto account = m_connections.account(name);
    const auto kind = account ? kindNamed(account->kind) : std::nullopt;
    if (!kind) {
        emit failed({ErrorKind::NotFound, Reason::NoSuchConnection, {}, name, {}, {}, 0});
        return;
    }
    open(new ConnectionDialog(m_theme, *kind, *account, parent), name);
}

void ConnectionsController::open(ConnectionDialog *dialog, const QString &name)
{
    m_dialog = dialog;
    m_name = name;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog,
            qOverload<const ConnectionDraft &>(&ConnectionDialog::accepted),
            this,
            &ConnectionsController::save);
    connect(dialog, &ConnectionDialog::checkAsked, this, &ConnectionsController::checkSaved);
    connect(dialog, &ConnectionDialog::logInAsked, this, &ConnectionsController::logIn);
    connect(dialog, &ConnectionDialog::secretGiven, this, &ConnectionsController::askKeeping);
    dialog->open();
}

void ConnectionsController::save(const ConnectionDraft &draft)
{
    m_dialog->showSaving();
    m_connections.save(draft).then(
        this, [this, isNew = draft.name.isEmpty(), dialog = m_dialog](const Result<Connection> &saved) {
            if (saved && dialog) {
                m_name = saved->name;
                dialog->showSaved(*saved);
            } else if (dialog) {
                dialog->showError(saved.error());
            } else if (!saved) {
                emit failed(saved.error());
            }
            if (saved && isNew)
                emit added(saved->name);
        });
}

void ConnectionsController::checkSaved()
{
    m_dialog->showChecking();
    m_connections.check(m_name).then(
        m_dialog, [dialog = m_dialog.data()](const Result<Done> &answer) { dialog->showCheck(answer); });
}

void ConnectionsController::logIn(const Secret &password)
{
    m_connections.logIn(m_name, password)
        .then(m_dialog, [this, dialog = m_dialog.data()](const Result<Done> &answer) {
            const auto account = m_connections.account(m_name);
            if (!answer)
                dialog->showError(answer.error());
            else if (account)
                dialog->showSaved(*account); // with the token that it gave
        });
}

// Accounts' secrets are kept as the embedded engine's are.
void ConnectionsController::askKeeping()
{
    Backend *local = m_connections.backend(u"local"_s);
    if (!local)
        return;
    local->openSecrets().then(m_dialog, [dialog = m_dialog.data()](const Result<Keeping> &keeping) {
        if (keeping)
            dialog->showKeeping(*keeping);
    });
}

void ConnectionsController::askRemove(const QString &name, QWidget *parent)
{
    const auto account = m_connections.account(name);
    if (!account)
        return;
    const auto kind = kindNamed(account->kind);
    const QString deed = tr("Remove “%1”").arg(name);
    const Confirmation question{
        tr("Remove “%1”?").arg(name),
        tr("The account, its secrets and what was read from it are removed from this computer. Nothing is "
           "changed at %1.")
            .arg(kind ? kind->vendor : account->kind),
        deed,
        {}};
    if (account->environment != Environment::Production) {
        connect(confirm(parent, question), &QMessageBox::accepted, this, [this, name] { remove(name); });
        return;
    }
    auto *typed = new TypedConfirm(m_theme, question, name, parent);
    connect(typed, &TypedConfirm::accepted, this, [this, name] { remove(name); });
    typed->open();
}

void ConnectionsController::remove(const QString &name)
{
    m_connections.remove(name).then(this, [this](const Result<Done> &removed) {
        if (!removed)
            emit failed(removed.error());
    });
}

void ConnectionsController::check(const QString &name)
{
    m_connections.check(name).then(this, [this](const Result<Done> &answer) {
        if (!answer)
            emit failed(answer.error());
    });
}

} // namespace tacklebox::ui
