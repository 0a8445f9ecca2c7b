// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A rounded word that is chosen or not: a check mark says so beside its colour.
#pragma once

#include <QAbstractButton>

namespace tacklebox::ui {

class Theme;

class ToggleChip final : public QAbstractButton
{
    Q_OBJECT

public:
    ToggleChip(const Theme &theme, const QString &text, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace tacklebox::ui
