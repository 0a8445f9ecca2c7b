// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The replays that go on, a line each: how far, and the way to hold or end them. Takes no room while there
// are none.
#pragma once

#include "core/replay.h"

#include <QWidget>

class QVBoxLayout;

namespace tacklebox::ui {

class Theme;

class ReplayStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit ReplayStrip(const Theme &theme);

    void show(const QList<Replay> &replays); // the open ones of them
    using QWidget::show;

signals:
    void deedAsked(const tacklebox::ReplayId &id, tacklebox::ReplayDeed deed);

private:
    class Line;

    const Theme &m_theme;
    QVBoxLayout *m_column;
    QList<Line *> m_lines;
};

} // namespace tacklebox::ui
