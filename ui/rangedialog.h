// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks for a span of local time: from, to, or both, each a moment or a whole day.
#pragma once

#include "core/instant.h"

#include <QDialog>

class QCheckBox;
class QDateTimeEdit;
class QVBoxLayout;

namespace tacklebox::ui {

class Theme;

struct TimeRange
{
    std::optional<Instant> from;
    std::optional<Instant> to;
};

class RangeDialog final : public QDialog
{
    Q_OBJECT

public:
    RangeDialog(const Theme &theme, const TimeRange &range, QWidget *parent);

signals:
    void chosen(const tacklebox::ui::TimeRange &range);

private:
    enum class Edge { Begin, End };
    struct End
    {
        Edge edge = Edge::Begin;
        QCheckBox *used = nullptr;
        QDateTimeEdit *edit = nullptr;
        QCheckBox *whole = nullptr; // the day from its first moment to its last
    };

    static End addEnd(QVBoxLayout &column, const QString &label, const QString &objectName, Edge edge,
                      std::optional<Instant> value);
    static void showValue(const End &end, std::optional<Instant> value);
    [[nodiscard]] static std::optional<Instant> valueOf(const End &end);

    End m_from;
    End m_to;
};

} // namespace tacklebox::ui
