// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The views of the embedded engine's bodies: saved once they make JSON of something, removed once nobody uses
// them.
#pragma once

#include "backend/payloadviews.h"
#include "core/clock.h"
#include "store/store.h"

namespace tacklebox::engine {

class LocalViews final : public PayloadViews
{
public:
    // Both are borrowed.
    LocalViews(store::Store &store, const Clock &clock);

    Async<QList<PayloadView>> views(std::stop_token stop) override;
    Async<PayloadView> saveView(PayloadView view) override;
    Async<Done> removeView(QString name) override;
    Async<ViewPreview> previewView(ViewTrial trial, std::stop_token stop) override;

private:
    store::Store &m_store;
    const Clock &m_clock;
};

} // namespace tacklebox::engine
