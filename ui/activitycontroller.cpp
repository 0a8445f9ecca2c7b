// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/activitycontroller.h"

#include "ui/activitypage.h"

namespace tacklebox::ui {

ActivityController::ActivityController(const Theme &theme, Activity &activity)
    : m_activity(activity)
    , m_page(new ActivityPage(theme, m_model))
{
    connect(m_page, &ActivityPage::pageAsked, this, &ActivityController::load);
    connect(m_page, &ActivityPage::undoAsked, this, &ActivityController::undo);
    connect(&activity, &Activity::recorded, this, [this] {
        if (m_page->isVisible())
            load();
    });
}

void ActivityController::load()
{
    const auto token = m_rows.begin();
    m_activity.entries(m_page->request(), token)
        .then(this, [this, token](const Result<tacklebox::Page<ActivityEntry>> &answer) {
            if (token.stop_requested())
                return;
            if (answer)
                m_page->showRows(*answer);
            else
                m_page->showError(answer.error());
        });
}

void ActivityController::undo(const ActivityId &id)
{
    m_activity.undo(id).then(this, [this](const Result<Done> &answer) {
        if (answer)
            load();
        else
            m_page->showNotice(answer.error());
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
