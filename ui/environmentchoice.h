// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What an account stands for, to be chosen, with a sentence beside it that says what that means.
#pragma once

#include "core/environment.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace tacklebox::ui {

class Theme;

class EnvironmentChoice final : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentChoice(const Theme &theme);

    void setEnvironment(Environment environment);
    [[nodiscard]] QWidget *handle() const;

signals:
    void chosen(tacklebox::Environment environment); // by hand

private:
    void say();

    const Theme &m_theme;
    Environment m_environment = Environment::Production;
    QComboBox *m_combo;
    QLabel *m_text;
};

} // namespace tacklebox::ui
