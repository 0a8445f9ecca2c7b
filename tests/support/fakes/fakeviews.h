// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Views in memory: rows to set, questions to look back at.
#pragma once

#include "backend/payloadviews.h"

namespace tacklebox::test {

class FakeViews final : public PayloadViews
{
public:
    FakeViews(); // a few of the program's, and one of a person's own

    QList<PayloadView> rows;
    ViewPreview preview;
    std::optional<Error> refusal; // of a save or a removal, while it is set
    std::optional<Error> previewError; // likewise of a preview

    std::vector<ViewTrial> trials;
    QList<PayloadView> saved;
    QStringList removed;

    Async<QList<PayloadView>> views(std::stop_token stop) override;
    Async<PayloadView> saveView(PayloadView view) override;
    Async<Done> removeView(QString name) override;
    Async<ViewPreview> previewView(ViewTrial trial, std::stop_token stop) override;
};

} // namespace tacklebox::test
