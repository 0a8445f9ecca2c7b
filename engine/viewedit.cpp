// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/viewedit.h"

#include "core/builtinviews.h"
#include "engine/activitylog.h"
#include "engine/bodyrules.h"
#include "engine/viewpreview.h"
#include "store/jobqueue.h"
#include "store/viewstore.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

const QString kName = u"name"_s;
const QString kTemplate = u"template"_s;

std::optional<Error> checkName(const QString &name)
{
    if (std::optional<Error> error = checkViewName(name, kName))
        return error;
    if (builtInView(name))
        return Error{ErrorKind::Conflict, Reason::AlreadyTaken, kName, name, {}, {}, 0};
    return std::nullopt;
}

// One event is enough: a member that another lacks is no fault of the view.
Result<Done> checkText(store::Connection &connection, const QByteArray &text)
{
    const Result<PayloadTemplate> view = PayloadTemplate::from(text, kTemplate);
    if (!view)
        return fail(view.error());
    const auto trials = trialEvents(connection);
    if (!trials)
        return fail(trials.error());
    std::optional<Error> first;
    for (const EventFacts &event : *trials) {
        const Result<QByteArray> body = view->render(event, kTemplate);
        if (body)
            return Done{};
        if (!first)
            first = body.error();
    }
    return fail(first.value_or(Error{}));
}

Result<QList<store::ViewUser>> usersOf(store::Connection &connection, const QString &name)
{
    auto users = store::viewUsers(connection);
    if (users)
        users->removeIf([&](const store::ViewUser &user) { return user.view != name; });
    return users;
}

Result<Done> record(store::Connection &connection, ActivityVerb verb, const QString &name, Instant now)
{
    ActivityEntry entry;
    entry.at = now;
    entry.verb = verb;
    entry.connection = u"local"_s;
    entry.subject = name;
    return recordActivity(connection, std::move(entry));
}

// What was held for this view may be sent now.
Result<Done> tellUsers(store::Connection &connection, const QString &name, Instant now)
{
    const auto users = usersOf(connection, name);
    if (!users)
        return fail(users.error());
    if (users->isEmpty())
        return Done{};
    QList<SubscriberKey> keys;
    for (const store::ViewUser &user : *users) {
        keys.append(user.key);
        if (!user.isActive)
            continue;
        if (const auto released = store::releaseHeld(connection, user.key, now); !released)
            return fail(released.error());
    }
    return store::noteViewChange(connection, keys);
}

} // namespace

Result<QList<PayloadView>> allViews(store::Connection &connection)
{
    const auto own = store::ownViews(connection);
    if (!own)
        return fail(own.error());
    const auto users = store::viewUsers(connection);
    if (!users)
        return fail(users.error());
    QList<PayloadView> views;
    for (const BuiltInView &builtIn : builtInViews())
        views.append({builtIn.name, builtIn.text, ViewOrigin::BuiltIn, {}, {}});
    views += *own;
    for (PayloadView &view : views) {
        for (const store::ViewUser &user : *users) {
            if (user.view == view.name)
                view.usedBy.append(user.name);
        }
    }
    return views;
}

Result<PayloadView> saveView(store::Connection &connection, const PayloadView &view, Instant now)
{
    if (std::optional<Error> error = checkName(view.name))
        return fail(std::move(*error));
    if (const auto checked = checkText(connection, view.text); !checked)
        return fail(checked.error());
    if (const auto written = store::writeView(connection, view, now); !written)
        return fail(written.error());
    if (const auto told = tellUsers(connection, view.name, now); !told)
        return fail(told.error());
    if (const auto recorded = record(connection, ActivityVerb::ViewSaved, view.name, now); !recorded)
        return fail(recorded.error());
    const auto all = allViews(connection);
    if (!all)
        return fail(all.error());
    return *std::ranges::find(*all, view.name, &PayloadView::name);
}

Result<Done> removeView(store::Connection &connection, const QString &name, Instant now)
{
    if (builtInView(name))
        return fail({ErrorKind::Conflict, Reason::ViewBuiltIn, {}, name, {}, {}, 0});
    const auto users = usersOf(connection, name);
    if (!users)
        return fail(users.error());
    if (!users->isEmpty()) {
        QStringList names;
        for (const store::ViewUser &user : *users)
            names.append(u"“%1” (%2)"_s.arg(user.name).arg(user.key.value));
        return fail({ErrorKind::Conflict, Reason::ViewInUse, {}, name, names.join(u", "_s), {}, 0});
    }
    if (const auto removed = store::removeView(connection, name); !removed)
        return removed;
    return record(connection, ActivityVerb::ViewRemoved, name, now);
}

Result<Done> checkViewExists(store::Connection &connection, const QString &name)
{
    if (name.isEmpty() || builtInView(name))
        return Done{};
    const auto own = store::ownViews(connection);
    if (!own)
        return fail(own.error());
    QHash<QString, QByteArray> texts;
    for (const PayloadView &view : *own)
        texts.insert(view.name, view.text);
    if (texts.contains(name))
        return Done{};
    return fail(unknownView(name, ViewTemplates(std::move(texts)).names()));
}

} // namespace tacklebox::engine
