// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One setting: its name, what it does, its control, and what is wrong with what was typed.
#pragma once

#include "backend/settings.h"

#include <QFrame>

class QLabel;

namespace tacklebox::ui {

class FindingLabel;
class Theme;

class SettingRow final : public QFrame
{
    Q_OBJECT

public:
    SettingRow(const Theme &theme, const Setting &setting);

    void show(const Setting &setting); // its value as it now is; what is being typed stays
    void showSaved();
    void showError(const Error &error);
    using QWidget::show;

signals:
    void edited(const QString &key, const QString &text);
    void secretEdited(const QString &key, const tacklebox::Secret &secret);

private:
    QWidget *makeControl(const Setting &setting);
    QWidget *makeLine(const Setting &setting);
    QWidget *makeSecret();
    void setText(const QString &text);

    QString m_key;
    SettingKind m_kind;
    QString m_shown; // as it stands in the profile
    QWidget *m_control = nullptr;
    QLabel *m_saved;
    FindingLabel *m_finding;
};

} // namespace tacklebox::ui
