// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks for a span of local time: from, to, or both.
#pragma once

#include "core/instant.h"

#include <QDialog>

class QCheckBox;
class QDateTimeEdit;

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
    struct End
    {
        QCheckBox *used = nullptr;
        QDateTimeEdit *edit = nullptr;
    };

    End addEnd(const QString &label, const QString &objectName, std::optional<Instant> value,
               const QDateTime &initial);
    [[nodiscard]] static std::optional<Instant> valueOf(const End &end);

    End m_from;
    End m_to;
};

} // namespace tacklebox::ui
