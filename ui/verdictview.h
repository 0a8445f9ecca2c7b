// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What happened, in one line and a quieter second one, with the outcome's colour as a bar beside.
#pragma once

#include "ui/theme.h"

#include <QWidget>

class QLabel;

namespace tacklebox::ui {

class VerdictView final : public QWidget
{
    Q_OBJECT

public:
    VerdictView(const Theme &theme, const QString &objectName);

    void show(ToneRole tone, const QString &summary, const QString &advice);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    ToneRole m_tone = ToneRole::Quiet;
    QLabel *m_summary;
    QLabel *m_advice;
};

} // namespace tacklebox::ui
