// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/viewscontroller.h"

#include "ui/viewsdialog.h"

namespace tacklebox::ui {

ViewsController::ViewsController(const Theme &theme, PayloadViews &views, const QString &chosen,
                                 QWidget *parent)
    : m_views(views)
    , m_dialog(new ViewsDialog(theme, parent))
{
    setParent(m_dialog);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ViewsDialog::previewAsked, this, &ViewsController::preview);
    connect(m_dialog, &ViewsDialog::saveAsked, this, &ViewsController::save);
    connect(m_dialog, &ViewsDialog::removeAsked, this, &ViewsController::remove);
    m_dialog->open();
    load(chosen);
}

void ViewsController::load(const QString &chosen)
{
    m_list.ask(
        this,
        [this](std::stop_token stop) { return m_views.views(stop); },
        [this, chosen](const Result<QList<PayloadView>> &answer) {
            if (answer)
                m_dialog->setViews(*answer, chosen);
            else
                m_dialog->showError(answer.error());
        });
}

void ViewsController::preview(const ViewTrial &trial)
{
    m_preview.ask(
        this,
        [&](std::stop_token stop) { return m_views.previewView(trial, stop); },
        [this](const Result<ViewPreview> &answer) { m_dialog->showPreview(answer); });
}

void ViewsController::save(const PayloadView &view)
{
    m_views.saveView(view).then(this, [this](const Result<PayloadView> &answer) {
        if (!answer)
            return m_dialog->showError(answer.error());
        m_dialog->showSaved(*answer);
        load(answer->name);
        emit changed();
    });
}

void ViewsController::remove(const QString &name)
{
    m_views.removeView(name).then(this, [this](const Result<Done> &answer) {
        if (!answer)
            return m_dialog->showError(answer.error());
        load({});
        emit changed();
    });
}

} // namespace tacklebox::ui
