// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/localviews.h"

#include "engine/viewedit.h"
#include "engine/viewpreview.h"

namespace tacklebox::engine {

LocalViews::LocalViews(store::Store &store, const Clock &clock)
    : m_store(store)
    , m_clock(clock)
{
}

Async<QList<PayloadView>> LocalViews::views(std::stop_token stop)
{
    return m_store.read<QList<PayloadView>>(std::move(stop), allViews);
}

Async<PayloadView> LocalViews::saveView(PayloadView view)
{
    return m_store.write<PayloadView>(
        [view = std::move(view), now = m_clock.now()](store::Connection &connection) {
            return engine::saveView(connection, view, now);
        });
}

Async<Done> LocalViews::removeView(QString name)
{
    return m_store.write<Done>([name = std::move(name), now = m_clock.now()](store::Connection &connection) {
        return engine::removeView(connection, name, now);
    });
}

Async<ViewPreview> LocalViews::previewView(ViewTrial trial, std::stop_token stop)
{
    return m_store.read<ViewPreview>(
        std::move(stop), [trial = std::move(trial), now = m_clock.now()](store::Connection &connection) {
            return previewOf(connection, trial, now);
        });
}

} // namespace tacklebox::engine
