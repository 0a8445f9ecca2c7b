// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/chip.h"

#include "backend/wording.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPixmapCache>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kHeight = 20;
constexpr int kIcon = 13;
constexpr int kGap = 3;

QFont chipFont(const Theme &theme)
{
    QFont font = theme.font(TextRole::Label);
    font.setWeight(QFont::DemiBold);
    return font;
}

Chip chipOf(SignatureCheck check)
{
    switch (check) {
    case SignatureCheck::Valid:
        return {ToneRole::Good, u"check"_s, wording::word(check)};
    case SignatureCheck::Invalid:
        return {ToneRole::Bad, u"cross"_s, wording::word(check)};
    case SignatureCheck::Missing:
        return {ToneRole::Warning, u"warning"_s, wording::word(check)};
    case SignatureCheck::NotChecked:
        break;
    }
    return {ToneRole::Quiet, u"minus"_s, wording::word(check)};
}

Chip chipOf(Outcome outcome)
{
    const ToneRole tone = toneOf(outcome);
    const QString icon = tone == ToneRole::Good ? u"check"_s
        : tone == ToneRole::Blocked             ? u"blocked"_s
        : tone == ToneRole::Quiet               ? u"minus"_s
                                                : u"cross"_s;
    return {tone, icon, wording::word(outcome)};
}

QPixmap draw(const Theme &theme, const Chip &chip, QSize size, qreal scale)
{
    QPixmap pixmap((QSizeF(size) * scale).toSize());
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);

    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tone &tone = theme.tone(chip.tone);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tone.fill);
    painter.drawRoundedRect(QRectF(QPointF(), size), size.height() / 2.0, size.height() / 2.0);

    int left = space::kSmall;
    if (!chip.icon.isEmpty()) {
        theme.icon(chip.icon, tone.ink).paint(&painter, QRect(left - 2, (kHeight - kIcon) / 2, kIcon, kIcon));
        left += kIcon + kGap - 2;
    }
    painter.setPen(tone.ink);
    painter.setFont(chipFont(theme));
    painter.drawText(
        QRect(left, 0, size.width() - left, kHeight), Qt::AlignVCenter | Qt::AlignLeft, chip.text);
    return pixmap;
}

} // namespace

Chip chipOf(const QVariant &state)
{
    const QMetaType type = state.metaType();
    if (type == QMetaType::fromType<JobState>()) {
        const auto value = state.value<JobState>();
        return {toneOf(value), iconOf(value), wording::word(value)};
    }
    if (type == QMetaType::fromType<SubscriberState>()) {
        const auto value = state.value<SubscriberState>();
        return {toneOf(value), iconOf(value), wording::word(value)};
    }
    if (type == QMetaType::fromType<Outcome>())
        return chipOf(state.value<Outcome>());
    if (type == QMetaType::fromType<SignatureCheck>())
        return chipOf(state.value<SignatureCheck>());
    return {};
}

ChipPainter::ChipPainter(const Theme &theme)
    : m_theme(theme)
{
}

QSize ChipPainter::measure(const Chip &chip) const
{
    const int text = QFontMetrics(chipFont(m_theme)).horizontalAdvance(chip.text);
    const int icon = chip.icon.isEmpty() ? 0 : kIcon + kGap - 2;
    return {text + icon + 2 * space::kSmall + 1, kHeight};
}

void ChipPainter::paint(QPainter &painter, const QRect &cell, const Chip &chip) const
{
    if (chip.text.isEmpty())
        return;
    const qreal scale = painter.device()->devicePixelRatioF();
    const QString key = u"chip/%1/%2/%3/%4/%5"_s.arg(int(m_theme.scheme()))
                            .arg(int(chip.tone))
                            .arg(scale)
                            .arg(chip.icon, chip.text);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = draw(m_theme, chip, measure(chip), scale);
        QPixmapCache::insert(key, pixmap);
    }
    painter.drawPixmap(QPoint(cell.left(), cell.top() + (cell.height() - kHeight) / 2), pixmap);
}

ChipLabel::ChipLabel(const Theme &theme, const QString &objectName)
    : m_painter(theme)
{
    setObjectName(objectName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ChipLabel::setChip(const Chip &chip)
{
    m_chip = chip;
    setAccessibleName(chip.text);
    updateGeometry();
    update();
}

QSize ChipLabel::sizeHint() const
{
    return m_painter.measure(m_chip);
}

void ChipLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_painter.paint(painter, rect(), m_chip);
}

} // namespace tacklebox::ui
