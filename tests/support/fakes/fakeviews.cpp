// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakeviews.h"

#include "core/builtinviews.h"

using namespace Qt::StringLiterals;

namespace tacklebox::test {

FakeViews::FakeViews()
{
    for (const BuiltInView &builtIn : builtInViews())
        rows.append({builtIn.name, builtIn.text, ViewOrigin::BuiltIn, {}, {}});
    rows.append({u"prices"_s,
                 "{\n  \"is\": \"{{type}}\",\n  \"total\": {{price}}\n}",
                 ViewOrigin::Own,
                 {u"Acme orders"_s},
                 {}});
    preview.event = {u"12"_s};
    preview.eventType = u"order.delivered"_s;
    preview.headers = {{"Content-Type", "application/json"}};
    preview.body = R"({"is": "order.delivered", "total": 412000.10})";
}

Async<QList<PayloadView>> FakeViews::views(std::stop_token)
{
    return ready<QList<PayloadView>>(rows);
}

Async<PayloadView> FakeViews::saveView(PayloadView view)
{
    if (refusal)
        return ready<PayloadView>(fail(*refusal));
    saved.append(view);
    const auto row = std::ranges::find(rows, view.name, &PayloadView::name);
    if (row == rows.end())
        rows.append(view);
    else
        *row = view;
    return ready<PayloadView>(view);
}

Async<Done> FakeViews::removeView(QString name)
{
    if (refusal)
        return ready<Done>(fail(*refusal));
    removed.append(name);
    rows.removeIf([&](const PayloadView &view) { return view.name == name; });
    return ready<Done>(Done{});
}

Async<ViewPreview> FakeViews::previewView(ViewTrial trial, std::stop_token)
{
    trials.push_back(trial);
    if (previewError)
        return ready<ViewPreview>(fail(*previewError));
    return ready<ViewPreview>(preview);
}

} // namespace tacklebox::test
