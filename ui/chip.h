// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A state as icon, word and colour: how it is painted, and a label of its own for forms and cards.
#pragma once

#include "ui/theme.h"

#include <QWidget>

class QVariant;

namespace tacklebox::ui {

struct Chip
{
    ToneRole tone = ToneRole::Quiet;
    QString icon; // of :/icons, may be empty
    QString text;
};

// For JobState, SubscriberState, Outcome and SignatureCheck, with the words of backend/wording; an
// empty text for anything else.
[[nodiscard]] Chip chipOf(const QVariant &state);

// Pixmaps of chips, drawn once a theme: a table's chips cost one copy each.
class ChipPainter final
{
public:
    explicit ChipPainter(const Theme &theme);

    [[nodiscard]] QSize measure(const Chip &chip) const;
    void paint(QPainter &painter, const QRect &cell, const Chip &chip) const; // left, centred in height

private:
    const Theme &m_theme;
};

class ChipLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit ChipLabel(const Theme &theme, const QString &objectName = {});

    void setChip(const Chip &chip);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ChipPainter m_painter;
    Chip m_chip;
};

} // namespace tacklebox::ui
