// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is wrong with the control above it, in words with a mark; takes no room while nothing is.
#pragma once

#include <QWidget>

class QLabel;

namespace tacklebox {
struct Error;
}

namespace tacklebox::ui {

class Theme;

class FindingLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit FindingLabel(const Theme &theme, QWidget *parent = nullptr);

    void setFinding(const QString &sentence); // empty: none
    [[nodiscard]] QString text() const;

private:
    const Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_text;
};

// The error's sentence without the field's name in front: it stands under the field already.
[[nodiscard]] QString findingText(const Error &error);

// Frames the control as at fault, or no longer.
void markFault(QWidget &control, const QString &sentence);

} // namespace tacklebox::ui
