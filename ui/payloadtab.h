// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The Payload tab of the subscriber editor: its fields, and below them what is sent of a real event as they
// stand.
#pragma once

#include "backend/payloadviews.h"
#include "models/subscriberedit.h"

#include <QTimer>
#include <QWidget>

namespace tacklebox::ui {

class FieldForm;
class Theme;
class ViewPreviewPanel;

class PayloadTab final : public QWidget
{
    Q_OBJECT

public:
    // The form becomes a part of it; the edit is the editor's own.
    PayloadTab(const Theme &theme, FieldForm *form, const models::SubscriberEdit &edit);

    void setViews(const QList<PayloadView> &views);
    void showPreview(const Result<ViewPreview> &preview);
    void askPreview(); // soon, where it is in sight
    [[nodiscard]] QString chosenView() const;

signals:
    void previewAsked(const tacklebox::ViewTrial &trial);
    void viewsAsked();

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] ViewTrial trial() const;

    FieldForm *m_form;
    const models::SubscriberEdit &m_edit;
    ViewPreviewPanel *m_preview;
    QTimer m_rest;
};

} // namespace tacklebox::ui
