// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/activitycontroller.h"

#include "ui/activitypage.h"
#include "ui/listpanel.h"
#include "ui/noticebar.h"

namespace tacklebox::ui {

ActivityController::ActivityController(const Theme &theme, Activity &activity)
    : m_activity(activity)
    , m_page(new ActivityPage(theme, m_model))
{
    connect(&m_page->list(), &ListPanel::asked, this, &ActivityController::load);
    connect(m_page, &ActivityPage::undoAsked, this, &ActivityController::undo);
    connect(&activity, &Activity::recorded, this, [this] {
        if (m_page->isVisible())
            load();
    });
}

void ActivityController::load()
{
    m_rows.ask(
        this,
        [this](std::stop_token stop) { return m_activity.entries(m_page->list().request(), stop); },
        [this](const auto &answer) { m_page->list().take(answer, m_model); });
}

void ActivityController::undo(const ActivityId &id)
{
    m_activity.undo(id).then(this, [this](const Result<Done> &answer) {
        if (answer)
            load();
        else
            m_page->list().notice()->show(answer.error());
    });
}

ActivityPage *makeActivityPage(const Theme &theme, Activity &activity, QWidget *parent)
{
    auto *controller = new ActivityController(theme, activity);
    ActivityPage *page = controller->page();
    page->setParent(parent);
    controller->setParent(page);
    return page;
}

} // namespace tacklebox::ui
