// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An icon drawn from one SVG in one colour, sharp at any size and scale.
#pragma once

#include <QColor>
#include <QIconEngine>

namespace tacklebox::ui {

class TintIcon final : public QIconEngine
{
public:
    TintIcon(QString file, QColor colour);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    [[nodiscard]] QIconEngine *clone() const override;

private:
    [[nodiscard]] QPixmap drawn(const QSize &pixels, QIcon::Mode mode) const;

    QString m_file;
    QColor m_colour;
};

} // namespace tacklebox::ui
