// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The head of a dialog: what it does, and how far it is where it goes in steps.
#pragma once

#include <QWidget>

class QLabel;

namespace tacklebox::ui {

class Theme;

class StepHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit StepHeader(const Theme &theme);

    void setTitle(const QString &title);
    void setStep(const QString &step); // empty: it has none

private:
    QLabel *m_title;
    QLabel *m_step;
};

} // namespace tacklebox::ui
