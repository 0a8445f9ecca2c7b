// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How far an export is, with the way to stop it, and then what became of it. Takes no room before the first.
#pragma once

#include "core/error.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace tacklebox::ui {

class Button;
class Theme;
struct ExportState;

class ExportStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit ExportStrip(const Theme &theme);

    void showProgress(const ExportState &state);
    // `server` may have given the rows in this computer's place; empty: nobody else could.
    void showOutcome(const ExportState &state, const QString &server);
    void showError(const Error &error);
    void showStopped();

signals:
    void stopAsked();

private:
    void showEnd(const QString &text, bool isBad);
    void setText(const QString &text, bool isBad);

    QProgressBar *m_bar;
    QLabel *m_text;
    Button *m_stop;
    Button *m_dismiss;
};

} // namespace tacklebox::ui
