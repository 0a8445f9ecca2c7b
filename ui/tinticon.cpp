// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/tinticon.h"

#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

TintIcon::TintIcon(QString file, QColor colour)
    : m_file(std::move(file))
    , m_colour(std::move(colour))
{
}

QPixmap TintIcon::drawn(const QSize &pixels, QIcon::Mode mode) const
{
    const QString key = u"tint/%1/%2/%3/%4"_s.arg(m_file, m_colour.name(QColor::HexArgb))
                            .arg(pixels.width())
                            .arg(int(mode));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;

    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(m_file).render(&painter, QRectF(QPointF(), pixels));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    QColor colour = m_colour;
    if (mode == QIcon::Disabled)
        colour.setAlphaF(0.45F);
    painter.fillRect(pixmap.rect(), colour);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void TintIcon::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    const qreal scale = painter->device()->devicePixelRatioF();
    QPixmap pixmap = drawn((QSizeF(rect.size()) * scale).toSize(), mode);
    pixmap.setDevicePixelRatio(scale);
    painter->drawPixmap(rect.topLeft(), pixmap);
}

QPixmap TintIcon::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    return drawn(size, mode);
}

QPixmap TintIcon::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal)
{
    return drawn(size, mode);
}

QIconEngine *TintIcon::clone() const
{
    return new TintIcon(m_file, m_colour);
}

} // namespace tacklebox::ui
