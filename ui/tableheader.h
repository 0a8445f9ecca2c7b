// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The heads of a TableView's columns: quiet words over their cells, an arrow on the sorted one.
#pragma once

#include <QHeaderView>

namespace tacklebox::ui {

class Theme;

class TableHeader final : public QHeaderView
{
    Q_OBJECT

public:
    TableHeader(const Theme &theme, QWidget *parent);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace tacklebox::ui
