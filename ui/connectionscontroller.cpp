// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/connectionscontroller.h"

#include "ui/confirm.h"
#include "ui/connectiondialog.h"
#include "ui/typedconfirm.h"

#include <QMessageBox>

#include <algorithm>
#include <utility>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

Error goneAccount(const QString &name)
{
    return {ErrorKind::NotFound, Reason::NoSuchConnection, {}, name, {}, {}, 0};
}

} // namespace

ConnectionsController::ConnectionsController(const Theme &theme, Connections &connections, QObject *parent,
                                             OpenPage openPage)
    : QObject(parent)
    , m_theme(theme)
    , m_connections(connections)
    , m_openPage(std::move(openPage))
{
    connect(&connections, &Connections::changed, this, &ConnectionsController::follow);
}

std::optional<ConnectionKind> ConnectionsController::kindNamed(const QString &name) const
{
    const QList<ConnectionKind> kinds = m_connections.kinds();
    const auto found = std::ranges::find(kinds, name, &ConnectionKind::name);
    return found == kinds.end() ? std::nullopt : std::optional(*found);
}

QString ConnectionsController::nameOf(const ConnectionId &id, const QString &before) const
{
    const QStringList names = QStringList{before} + m_connections.names();
    const auto found = std::ranges::find_if(names, [&](const QString &name) {
        const auto account = m_connections.account(name);
        return account && account->id == id;
    });
    return found == names.end() ? QString() : *found;
}

void ConnectionsController::add(QWidget *parent)
{
    if (m_dialog)
        return m_dialog->raise();
    open(new ConnectionDialog(m_theme, m_connections.kinds(), m_connections.names(), parent), {});
}

void ConnectionsController::edit(const QString &name, QWidget *parent)
{
    if (m_dialog)
        return m_dialog->raise();
    const auto account = m_connections.account(name);
    const auto kind = account ? kindNamed(account->kind) : std::nullopt;
    if (!kind) {
        emit failed(goneAccount(name));
        return;
    }
    open(new ConnectionDialog(m_theme, *kind, *account, parent), name);
}

void ConnectionsController::open(ConnectionDialog *dialog, const QString &name)
{
    m_dialog = dialog;
    m_name = name;
    m_account = m_connections.account(name).value_or(Connection{}).id;
    m_isGone = false;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog,
            qOverload<const ConnectionDraft &>(&ConnectionDialog::accepted),
            this,
            &ConnectionsController::save);
    connect(dialog, &ConnectionDialog::checkAsked, this, &ConnectionsController::checkSaved);
    connect(dialog, &ConnectionDialog::logInAsked, this, &ConnectionsController::logIn);
    connect(dialog, &ConnectionDialog::browserAsked, this, &ConnectionsController::signInByBrowser);
    const auto giveUp = [this] { m_givenUp.request_stop(); };
    connect(dialog, &ConnectionDialog::browserGivenUp, this, giveUp);
    connect(dialog, &QObject::destroyed, this, giveUp);
    connect(dialog, &ConnectionDialog::secretGiven, this, &ConnectionsController::askKeeping);
    dialog->open();
}

void ConnectionsController::save(ConnectionDraft draft)
{
    if (m_isGone)
        return m_dialog->showError(goneAccount(m_name));
    m_dialog->showSaving();
    draft.name = m_name; // which may be another one since the dialog was opened
    m_connections.save(draft).then(
        this, [this, isNew = draft.name.isEmpty(), dialog = m_dialog](const Result<Connection> &saved) {
            if (saved && dialog) {
                m_name = saved->name;
                m_account = saved->id;
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
    if (m_isGone)
        return m_dialog->showError(goneAccount(m_name));
    m_dialog->showChecking();
    m_connections.check(m_name).then(m_dialog, [this, dialog = m_dialog.data()](const Result<Done> &answer) {
        dialog->showCheck(answer, m_connections.state(m_name).service);
    });
}

void ConnectionsController::logIn(const Secret &password)
{
    if (m_isGone)
        return m_dialog->showError(goneAccount(m_name));
    m_connections.logIn(m_name, password)
        .then(m_dialog, [this, dialog = m_dialog.data()](const Result<Done> &answer) {
            const auto account = m_connections.account(m_name);
            if (!answer)
                dialog->showError(answer.error());
            else if (m_isGone || !account)
                dialog->showError(goneAccount(m_name));
            else
                dialog->showSaved(*account); // with the token that it gave
        });
}

void ConnectionsController::signInByBrowser()
{
    if (m_isGone)
        return m_dialog->showError(goneAccount(m_name));
    m_dialog->showWaiting({});
    m_givenUp = std::stop_source();
    m_connections.signInByBrowser(m_name, m_givenUp.get_token())
        .then(m_dialog, [this](const Result<SignInPage> &page) {
            page ? waitForBrowser(*page) : showSignedIn(fail(page.error()));
        });
}

void ConnectionsController::waitForBrowser(const SignInPage &page)
{
    if (!m_openPage(page.url))
        m_dialog->showWaiting(tr("No browser could be opened. Open this page yourself: %1")
                                  .arg(QString::fromLatin1(page.url.toEncoded())));
    page.signedIn.then(m_dialog, [this](const Result<Done> &answer) { showSignedIn(answer); });
}

void ConnectionsController::showSignedIn(const Result<Done> &answer)
{
    const auto account = m_connections.account(m_name);
    if (m_isGone || !account)
        m_dialog->showError(goneAccount(m_name));
    else
        m_dialog->showSignedIn(*account, answer, m_connections.state(m_name).service);
}

// Nobody answers any more what one that is gone was asked.
void ConnectionsController::follow()
{
    if (!m_dialog || m_account.value.isEmpty())
        return;
    const QString name = nameOf(m_account, m_name);
    if (!name.isEmpty())
        m_name = name;
    if (!std::exchange(m_isGone, name.isEmpty()) && m_isGone)
        m_dialog->showError(goneAccount(m_name));
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
    const auto doIt = [this, id = account->id, name] { remove(id, name); };
    if (account->environment != Environment::Production) {
        connect(confirm(parent, question), &QMessageBox::accepted, this, doIt);
        return;
    }
    auto *typed = new TypedConfirm(m_theme, question, name, parent);
    connect(typed, &TypedConfirm::accepted, this, doIt);
    typed->open();
}

// By its id: while a person was asked, another one may have come by its name.
void ConnectionsController::remove(const ConnectionId &id, const QString &before)
{
    const QString name = nameOf(id, before);
    if (name.isEmpty())
        return; // somebody else did
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
