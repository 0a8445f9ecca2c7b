// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The search line of jobs, with the menu of the fields that it looks through: “in all 6 fields”.
#pragma once

#include "core/job.h"

#include <QWidget>

namespace tacklebox::ui {

class Button;
class ChoiceMenu;
class SearchLine;
class Theme;

class SearchScope final : public QWidget
{
    Q_OBJECT

public:
    // Takes the line in.
    SearchScope(const Theme &theme, SearchLine *line);

    void show(const QList<JobAttribute> &attributes); // without telling; empty: all
    using QWidget::show;
    [[nodiscard]] QList<JobAttribute> attributes() const; // empty: all

signals:
    void changed();

private:
    void open();
    void refresh();

    SearchLine *m_line;
    QString m_hint; // of the line, while it looks through all
    Button *m_button;
    ChoiceMenu *m_menu;
};

} // namespace tacklebox::ui
