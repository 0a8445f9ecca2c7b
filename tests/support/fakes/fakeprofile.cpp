// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakeprofile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

void FakeConnections::add(const QString &name, Backend &backend)
{
    m_names << name;
    m_backends.insert(name, &backend);
    emit changed();
}

std::optional<Connection> FakeConnections::account(const QString &name) const
{
    const auto found = std::ranges::find(accounts, name, &Connection::name);
    return found == accounts.end() ? std::nullopt : std::optional(*found);
}

void FakeConnections::put(const Connection &account)
{
    const auto found = std::ranges::find(accounts, account.id, &Connection::id);
    if (found == accounts.end()) {
        accounts.append(account);
    } else {
        if (const qsizetype place = m_names.indexOf(found->name); place >= 0) {
            m_names[place] = account.name;
            m_backends.insert(account.name, m_backends.take(found->name));
        }
        *found = account;
    }
    emit changed();
}

Async<Connection> FakeConnections::save(ConnectionDraft draft)
{
    if (failure)
        return ready<Connection>(fail(*failure));
    Connection saved = account(draft.name).value_or(Connection{});
    if (draft.name.isEmpty()) {
        saved.id = {u"account-%1"_s.arg(drafts.size() + 1)};
        saved.kind = draft.kind;
    }
    saved.name = draft.newName.value_or(saved.name);
    saved.baseUrl = draft.baseUrl.value_or(saved.baseUrl);
    saved.environment = draft.environment.value_or(saved.environment);
    saved.isLocked = draft.isLocked.value_or(saved.isLocked);
    for (auto change = draft.settings.constBegin(); change != draft.settings.constEnd(); ++change) {
        if (change->isNull())
            saved.settings.remove(change.key());
        else
            saved.settings.insert(change.key(), *change);
    }
    for (const auto &[key, edit] : draft.secrets)
        saved.secrets[key].isSet = edit.action == SecretEdit::Action::Set;
    drafts.push_back(std::move(draft));
    put(saved);
    return ready<Connection>(saved);
}

Async<Done> FakeConnections::remove(QString name)
{
    if (failure)
        return ready<Done>(fail(*failure));
    removedNames << name;
    accounts.removeIf([&name](const Connection &account) { return account.name == name; });
    m_names.removeAll(name);
    m_backends.remove(name);
    emit changed();
    return ready<Done>(Done{});
}

Async<Done> FakeConnections::check(QString name)
{
    checkedNames << name;
    const std::optional<Error> &answer = checkFailure ? checkFailure : failure;
    return answer ? ready<Done>(fail(*answer)) : ready<Done>(Done{});
}

Async<Done> FakeConnections::logIn(QString name, Secret)
{
    if (failure)
        return ready<Done>(fail(*failure));
    loggedInNames << name;
    return ready<Done>(Done{});
}

Async<SignInPage> FakeConnections::signInByBrowser(QString name, std::stop_token stop)
{
    if (failure)
        return ready<SignInPage>(fail(*failure));
    browserNames << name;
    browserStop = std::move(stop);
    const Async<Done> signedIn = browser ? Async<Done>(browser->future()) : ready<Done>(Done{});
    return ready<SignInPage>(SignInPage{browserPage, signedIn});
}

void FakeConnections::unlock(const QString &name, std::chrono::milliseconds duration)
{
    locked.remove(name);
    unlocked.insert(name, duration);
    emit stateChanged(name);
}

void FakeConnections::lock(const QString &name)
{
    locked.insert(name);
    unlocked.remove(name);
    emit stateChanged(name);
}

std::optional<std::chrono::milliseconds> FakeConnections::unlockedFor(const QString &name) const
{
    return unlocked.contains(name) ? std::optional(unlocked.value(name)) : std::nullopt;
}

void FakeInbox::tell(const QList<Capture> &captures)
{
    rows = captures + rows;
    emit captured(captures);
}

Async<QString> FakeInbox::listen(InboxProgram program)
{
    if (failure)
        return ready<QString>(fail(*failure));
    programs.push_back(program);
    m_url = (program.certificateFile.isEmpty() ? u"http"_s : u"https"_s) + u"://127.0.0.1:40123"_s;
    emit urlChanged(m_url);
    return ready<QString>(m_url);
}

void FakeInbox::stop()
{
    m_url.clear();
    emit urlChanged(m_url);
}

Async<Page<Capture>> FakeInbox::captures(CaptureQuery query, std::stop_token)
{
    if (failure)
        return ready<Page<Capture>>(fail(*failure));
    Page<Capture> page;
    for (const Capture &row : rows) {
        if (query.search.isEmpty() || row.target.contains(query.search)
            || row.body.contains(query.search.toUtf8()))
            page.rows << row;
    }
    page.count = page.rows.size();
    page.rows = page.rows.mid(qsizetype(query.page.number - 1) * query.page.size, query.page.size);
    page.number = query.page.number;
    page.size = query.page.size;
    return ready<Page<Capture>>(page);
}

Async<Capture> FakeInbox::capture(CaptureId id, std::stop_token)
{
    const auto row = std::ranges::find(rows, id, &Capture::id);
    if (row == rows.end())
        return ready<Capture>(fail({ErrorKind::NotFound, Reason::NoSuchCapture, {}, id.value, {}, {}, 0}));
    return ready<Capture>(*row);
}

Async<Done> FakeInbox::clear()
{
    rows.clear();
    return ready<Done>(Done{});
}

Async<Page<ActivityEntry>> FakeActivity::entries(PageRequest request, std::stop_token)
{
    if (failure)
        return ready<Page<ActivityEntry>>(fail(*failure));
    Page<ActivityEntry> page;
    page.rows = rows.mid(qsizetype(request.number - 1) * request.size, request.size);
    page.count = rows.size();
    page.number = request.number;
    page.size = request.size;
    return ready<Page<ActivityEntry>>(page);
}

Async<Done> FakeActivity::undo(ActivityId id)
{
    if (failure)
        return ready<Done>(fail(*failure));
    undone << id;
    emit recorded();
    return ready<Done>(Done{});
}

QJsonValue FakeSettings::value(const QString &key) const
{
    const auto row = std::ranges::find(rows, key, &Setting::key);
    return row == rows.end() ? QJsonValue() : row->value;
}

Async<Done> FakeSettings::set(const QString &key, const QString &text)
{
    if (failure)
        return ready<Done>(fail(*failure));
    writtenTexts.insert(key, text);
    const auto row = std::ranges::find(rows, key, &Setting::key);
    if (row != rows.end())
        row->value = text;
    emit changed(key);
    return ready<Done>(Done{});
}

Async<Done> FakeSettings::setSecret(const QString &key, Secret)
{
    writtenTexts.insert(key, u"(secret)"_s);
    emit changed(key);
    return ready<Done>(Done{});
}

Async<MailOutcome> FakeMails::test(QString address)
{
    tested << address;
    return ready<MailOutcome>(outcome);
}

} // namespace tacklebox::test
