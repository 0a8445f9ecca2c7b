// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/viewstore.h"

namespace tacklebox::store {

static constexpr char kAll[] = "SELECT name, template, updated_at FROM view ORDER BY name";
static constexpr char kOne[] = "SELECT name, template, updated_at FROM view WHERE name = ?";
static constexpr char kWrite[] = "INSERT INTO view (name, template, updated_at) VALUES (?, ?, ?)"
                                 " ON CONFLICT (name) DO UPDATE SET template = excluded.template,"
                                 " updated_at = excluded.updated_at";
static constexpr char kRemove[] = "DELETE FROM view WHERE name = ?";
static constexpr char kUsers[]
    = "SELECT id, name, json_extract(fields, '$.payload_render_view') AS view, is_active FROM subscriber"
      " WHERE deleted_at IS NULL AND view <> '' ORDER BY name";
static constexpr char kNextRevision[] = "UPDATE profile SET subscriber_revision = subscriber_revision + 1";

namespace {

PayloadView viewFrom(const Row &row)
{
    PayloadView view;
    view.name = row.text(0);
    view.text = row.text(1).toUtf8();
    view.updatedAt = row.instant(2);
    return view;
}

} // namespace

Result<QList<PayloadView>> ownViews(Connection &connection)
{
    return connection.all(kAll, {}, viewFrom);
}

Result<std::optional<PayloadView>> ownView(Connection &connection, const QString &name)
{
    return connection.first(kOne, {name}, viewFrom);
}

Result<Done> writeView(Connection &connection, const PayloadView &view, Instant now)
{
    return connection.run(kWrite, {view.name, QString::fromUtf8(view.text), toMillis(now)});
}

Result<Done> removeView(Connection &connection, const QString &name)
{
    if (auto done = connection.run(kRemove, {name}); !done)
        return done;
    if (connection.changedRows() == 0)
        return fail({ErrorKind::NotFound, Reason::NoSuchView, {}, name, {}, {}, 0});
    return Done{};
}

Result<QList<ViewUser>> viewUsers(Connection &connection)
{
    return connection.all(kUsers, {}, [](const Row &row) {
        return ViewUser{{row.integer(0)}, row.text(1), row.text(2), row.integer(3) != 0};
    });
}

Result<Done> noteViewChange(Connection &connection, const QList<SubscriberKey> &users)
{
    for (const SubscriberKey user : users)
        connection.changes().subscribers.insert(user);
    return connection.run(kNextRevision);
}

} // namespace tacklebox::store
