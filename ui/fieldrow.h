// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One field in a form: its label, its control, what is wrong with it, and a line of help.
#pragma once

#include <QWidget>

class QLabel;

namespace tacklebox::ui {

class FindingLabel;
class Theme;

class FieldRow final : public QWidget
{
    Q_OBJECT

public:
    // `handle` is the part of the control that takes the focus and is named by the label. An empty
    // label takes no line: a tick has its own words.
    FieldRow(const Theme &theme, const QString &label, QWidget *control, QWidget *handle);

    void setHint(const QString &text);
    void setFinding(const QString &sentence); // empty: none
    [[nodiscard]] QString finding() const;
    [[nodiscard]] QWidget *handle() const { return m_handle; }

private:
    QWidget *m_handle;
    QLabel *m_hint;
    FindingLabel *m_finding;
};

} // namespace tacklebox::ui
