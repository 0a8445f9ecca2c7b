// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/session.h"

#include "app/tackle/nextstep.h"
#include "backend/slowwording.h"
#include "backend/wording.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

// What --yes unlocks is locked again by the end of the process; no replay may break off before that.
static constexpr std::chrono::hours kLongestCommand{24};

int exitCodeOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Failed:
    case ErrorKind::Cancelled:
        return 1;
    case ErrorKind::Usage:
        return 2;
    case ErrorKind::NotAuthorised:
        return 3;
    case ErrorKind::NotFound:
        return 4;
    case ErrorKind::Conflict:
        return 5;
    case ErrorKind::InvalidValue:
        return 6;
    case ErrorKind::Unreachable:
        return 7;
    case ErrorKind::Unsupported:
        return 8;
    }
    return 1;
}

Session::Session(Globals globals, const dialects::Registry &registry)
    : m_globals(std::move(globals))
    , m_registry(registry)
    , m_output(m_globals.form)
{
}

Result<Done> Session::open(app::Role role)
{
    auto services = app::Services::open(app::profilePaths(m_globals.profile), role, m_registry);
    if (!services)
        return fail(services.error());
    m_services = *std::move(services);
    connect(&m_services->connections(), &Connections::stateChanged, this, &Session::noteSlow);
    m_backend = m_services->connections().backend(m_globals.connection);
    if (!m_backend)
        return fail({ErrorKind::NotFound, Reason::NoSuchConnection, {}, m_globals.connection, {}, {}, 0});
    connect(m_backend, &Backend::saveNoted, this, &Session::noteSave);
    if (m_globals.isSure && m_globals.isNamed)
        m_services->connections().unlock(m_globals.connection, kLongestCommand);
    return Done();
}

// Once a command, however many calls it makes.
void Session::noteSlow(const QString &connection)
{
    const QString note = m_isSlowSaid ? QString() : wording::slowNote(m_services->connections(), connection);
    if (note.isEmpty())
        return;
    m_isSlowSaid = true;
    m_output.note(note);
}

// Once a command, however many it saves.
void Session::noteSave(const Error &note)
{
    if (m_saidOfSaves.contains(note.reason))
        return;
    m_saidOfSaves.append(note.reason);
    m_output.note(wording::sentence(note));
}

void Session::finish()
{
    finish(0);
}

void Session::finish(int exitCode)
{
    if (!m_isFinished)
        QCoreApplication::exit(exitCode);
    m_isFinished = true;
}

void Session::finish(const Error &error)
{
    if (m_isFinished)
        return;
    explain(error);
    if (m_output.isJson())
        m_output.document(json::error(error, wording::sentence(error)));
    finish(exitCodeOf(error.kind));
}

void Session::explain(const Error &error) const
{
    m_output.note(wording::sentence(error));
    const QString advice = adviceOn(error);
    if (!advice.isEmpty())
        m_output.note(advice);
}

QString Session::adviceOn(const Error &error) const
{
    const QString name = m_account.isEmpty() ? m_globals.connection : m_account;
    const auto account = m_services ? m_services->connections().account(name) : std::nullopt;
    return nextStep(error, account, m_command);
}

void Session::finishAfterQueueing()
{
    with(m_backend->statistics({}), [this](const Statistics &statistics) {
        if (statistics.isLocked())
            m_output.note(tr("Nothing is sent now: the profile's master key can't be opened."));
        else if (statistics.deliverer == Deliverer::Nobody && statistics.queued > 0)
            m_output.note(tr("Nobody delivers on this profile now: open the console or run “tackle serve”."));
        finish();
    });
}

} // namespace tacklebox::tackle
