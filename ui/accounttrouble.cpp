// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/accounttrouble.h"

#include "ui/connectiontext.h"
#include "ui/noticebar.h"
#include "ui/page.h"

#include <utility>

namespace tacklebox::ui {

AccountTrouble::AccountTrouble(Connections &connections, NoticeBar &notice, QObject *parent)
    : QObject(parent)
    , m_connections(connections)
    , m_notice(notice)
{
    connect(&connections, &Connections::stateChanged, this, &AccountTrouble::follow);
}

void AccountTrouble::tell(const QString &connection, Page *shown)
{
    m_connection = connection;
    m_shown = shown;
    if (!shown || !shown->isFailing())
        m_askedAgain.clear();
    if (connection == kFleet)
        tellOfAll();
    else if (m_connections.account(connection))
        tellOf(connection, shown);
}

void AccountTrouble::forget()
{
    m_told.reset();
    m_toldOfAll.clear();
    m_notice.hide();
}

void AccountTrouble::tellOf(const QString &connection, const Page *shown)
{
    const ConnectionState state = m_connections.state(connection);
    const std::optional<Error> untold = shown && shown->tells(state.why) ? std::nullopt : state.why;
    if (state.standing == ConnectionState::Standing::Checking || untold == m_told)
        return;
    m_told = untold;
    if (!m_told)
        return m_notice.hide();
    m_notice.showTrouble(*m_told, *m_connections.account(connection), tr("Edit connection…"));
}

void AccountTrouble::tellOfAll()
{
    const QString told = troubleOfAll(m_connections);
    if (told == std::exchange(m_toldOfAll, told))
        return;
    m_notice.setVisible(!told.isEmpty());
    if (!told.isEmpty())
        m_notice.show(ToneRole::Warning, told, tr("Show %1").arg(firstInTrouble(m_connections)));
}

void AccountTrouble::follow(const QString &name)
{
    using Standing = ConnectionState::Standing;
    const Standing now = m_connections.state(name).standing;
    const Standing before = std::exchange(m_standings[name], now);
    const bool isInSight = name == m_connection || m_connection == kFleet;
    if (now == Standing::Checking)
        m_askedAgain.clear();
    if (now != Standing::Ready || before == Standing::Ready || !isInSight)
        return;
    if (!m_shown || !m_shown->isFailing() || m_askedAgain == m_shown)
        return;
    m_askedAgain = m_shown;
    emit recovered();
}

} // namespace tacklebox::ui
