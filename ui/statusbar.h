// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The line at the bottom: whether deliveries happen, what waits, what failed, what is kept; of a remote
// account its host, its lock, whether it is slow, and how old what it said is.
#pragma once

#include "backend/connections.h"
#include "ui/place.h"
#include "ui/theme.h"

#include <QFrame>

class QLabel;

namespace tacklebox::ui {

class Button;

class StatusBar final : public QFrame
{
    Q_OBJECT

public:
    explicit StatusBar(const Theme &theme);

    void show(const Statistics &statistics);
    void showAccount(const Connections &connections, const QString &name); // and again as time goes by
    using QWidget::show;

signals:
    void placeAsked(const tacklebox::ui::Place &place);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    ToneRole m_tone = ToneRole::Quiet;
    Instant m_dayFrom; // what failed is counted from here on
    QLabel *m_state;
    Button *m_queue;
    Button *m_failed;
    QLabel *m_slow; // a warning of its last call
    QLabel *m_kept;
};

} // namespace tacklebox::ui
