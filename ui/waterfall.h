// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Where the time of one attempt went: a bar for each phase, under each other and after each other.
#pragma once

#include "core/attempt.h"
#include "ui/theme.h"

#include <QWidget>

namespace tacklebox::ui {

class Waterfall final : public QWidget
{
    Q_OBJECT

public:
    Waterfall(const Theme &theme, const QString &objectName);

    void show(const Attempt &attempt);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Phase
    {
        QString label;
        ToneRole tone = ToneRole::Quiet;
        std::chrono::microseconds start{0};
        std::chrono::microseconds length{0};
    };

    const Theme &m_theme;
    std::vector<Phase> m_phases;
    std::chrono::microseconds m_total{0};
};

} // namespace tacklebox::ui
