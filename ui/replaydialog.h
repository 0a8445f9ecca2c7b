// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks how jobs are sent again: what a dry run found, a rate, another URL, and for one job another body.
// It edits a manner and sends nothing.
#pragma once

#include "core/replay.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace tacklebox::ui {

class BodyEdit;
class Button;
class FieldRow;
class NoticeBar;
class Theme;

class ReplayDialog final : public QDialog
{
    Q_OBJECT

public:
    ReplayDialog(const Theme &theme, QWidget *parent);

    void showPlan(const ReplayPlan &plan); // what there is to know before; until then nothing is sent
    void setBody(const QByteArray &payload); // of the one job: it may be edited
    void showStarting();
    void showError(const Error &error);

signals:
    // It stands for QDialog's own, which says less.
    void accepted(const tacklebox::ReplayManner &manner); // clazy:exclude=overloaded-signal

private:
    void build(const Theme &theme);
    void addFields(QVBoxLayout *column, const Theme &theme);
    void addButtons(QVBoxLayout *column, const Theme &theme);
    void refresh();
    void showCautions(const ReplayManner &manner);
    void nameDeed(const ReplayManner &manner);
    [[nodiscard]] Result<ReplayManner> manner() const; // the first field at fault

    std::optional<ReplayPlan> m_plan;
    bool m_isStarting = false; // from the press of the button until it failed
    QLabel *m_summary;
    QLabel *m_cautions;
    QLineEdit *m_rate;
    QLineEdit *m_url;
    QCheckBox *m_edits;
    BodyEdit *m_body;
    FieldRow *m_rateRow;
    FieldRow *m_urlRow;
    NoticeBar *m_notice;
    Button *m_replay;
};

} // namespace tacklebox::ui
