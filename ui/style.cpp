// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/style.h"

#include "ui/theme.h"

#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

Style::Style(const Theme &theme)
    : QProxyStyle(u"Fusion"_s)
    , m_theme(theme)
{
}

void Style::drawCheck(const QStyleOption &option, QPainter &painter, bool isRound) const
{
    const Tokens &t = m_theme.tokens();
    const bool isOn = option.state.testAnyFlags(State_On | State_NoChange);
    const bool isEnabled = option.state.testFlag(State_Enabled);
    const QRectF box = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(isEnabled ? 1.0 : 0.5);
    const bool isFocused = option.state.testFlag(State_HasFocus);
    painter.setPen(QPen(isOn || isFocused ? t.accent : t.strongLine, isFocused ? 2 : 1));
    painter.setBrush(isOn ? t.accent : t.surface);
    const qreal radius = isRound ? box.height() / 2 : 3;
    painter.drawRoundedRect(box, radius, radius);
    if (isOn && isRound) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.onAccent);
        painter.drawEllipse(box.center(), 2.5, 2.5);
    } else if (isOn) {
        const bool isPartial = option.state.testFlag(State_NoChange);
        m_theme.icon(isPartial ? u"minus"_s : u"check"_s, t.onAccent).paint(&painter, box.toAlignedRect());
    }
    painter.restore();
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const auto arrow = [&](const QString &name) {
        QRect box(0, 0, size::kIcon, size::kIcon);
        box.moveCenter(option->rect.center());
        m_theme.icon(name, m_theme.tokens().softInk).paint(painter, box);
    };
    switch (element) {
    case PE_IndicatorCheckBox:
        return drawCheck(*option, *painter, false);
    case PE_IndicatorItemViewItemCheck:
        return drawCheck(*option, *painter, false);
    case PE_IndicatorRadioButton:
        return drawCheck(*option, *painter, true);
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown:
        return arrow(u"down"_s);
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        return arrow(u"up"_s);
    case PE_IndicatorArrowRight:
        return arrow(u"right"_s);
    case PE_IndicatorHeaderArrow: {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        return arrow(header && header->sortIndicator == QStyleOptionHeader::SortUp ? u"down"_s : u"up"_s);
    }
    case PE_FrameFocusRect:
        return; // check boxes and rows draw their own ring
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawCombo(const QStyleOptionComboBox &option, QPainter &painter) const
{
    const Tokens &t = m_theme.tokens();
    const bool isFocused = option.state.testFlag(State_HasFocus);
    const bool isEnabled = option.state.testFlag(State_Enabled);
    const qreal inset = isFocused ? 1 : 0.5;

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(isFocused ? t.accent : isEnabled ? t.strongLine : t.line, isFocused ? 2 : 1));
    const bool isHovered = option.state.testFlag(State_MouseOver) && !option.editable;
    painter.setBrush(!isEnabled ? t.window : isHovered ? t.hover : t.surface);
    painter.drawRoundedRect(
        QRectF(option.rect).adjusted(inset, inset, -inset, -inset), size::kCorner, size::kCorner);
    const QRect box(option.rect.right() - space::kSmall - size::kIcon + 2,
                    option.rect.center().y() - size::kIcon / 2 + 1,
                    size::kIcon,
                    size::kIcon);
    m_theme.icon(u"down"_s, t.softInk).paint(&painter, box);
    painter.restore();
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        control == CC_ComboBox && combo)
        return drawCombo(*combo, *painter);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_ComboBox)
        result.setHeight(std::max(result.height(), size::kControl));
    return result;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    // The words of a combo box begin where those of a line edit do.
    return control == CC_ComboBox && part == SC_ComboBoxEditField ? rect.adjusted(space::kTiny + 2, 0, 0, 0)
                                                                  : rect;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return size::kIcon;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *data) const
{
    if (hint == SH_ComboBox_Popup || hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, data);
}

} // namespace tacklebox::ui
