// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the dialog of the views with the backend's: asks, previews, saves and removes.
#pragma once

#include "backend/payloadviews.h"
#include "ui/question.h"

#include <QObject>

namespace tacklebox::ui {

class Theme;
class ViewsDialog;

class ViewsController final : public QObject
{
    Q_OBJECT

public:
    // Opens the dialog over the parent, and ends with it.
    ViewsController(const Theme &theme, PayloadViews &views, const QString &chosen, QWidget *parent);

signals:
    void changed(); // a view was saved or removed

private:
    void load(const QString &chosen);
    void preview(const ViewTrial &trial);
    void save(const PayloadView &view);
    void remove(const QString &name);

    PayloadViews &m_views;
    ViewsDialog *m_dialog;
    Question m_list;
    Question m_preview;
};

} // namespace tacklebox::ui
