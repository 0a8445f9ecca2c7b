// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/waterfall.h"

#include "models/shorttext.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kLine = 22;
constexpr int kLabels = 72;
constexpr int kValues = 80;
constexpr int kBar = 10;

} // namespace

Waterfall::Waterfall(const Theme &theme, const QString &objectName)
    : m_theme(theme)
{
    setObjectName(objectName);
    setAccessibleName(tr("Where the time went"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Waterfall::show(const Attempt &attempt)
{
    m_phases.clear();
    m_total = attempt.timing.total;
    std::chrono::microseconds at{0};
    const auto add = [&](const QString &label, ToneRole tone, std::optional<Timing::Micros> length) {
        if (!length)
            return;
        m_phases.push_back({label, tone, at, *length});
        at += *length;
    };
    const Timing &timing = attempt.timing;
    add(tr("DNS"), ToneRole::Quiet, timing.dns);
    add(tr("Connect"), ToneRole::Busy, timing.connect);
    add(attempt.tls && !attempt.tls->version.isEmpty() ? attempt.tls->version : tr("TLS"),
        ToneRole::Blocked,
        timing.tls);
    add(tr("Waiting"), ToneRole::Warning, timing.firstByte);
    if (timing.firstByte && m_total > at)
        add(tr("Body"), ToneRole::Good, m_total - at);
    m_total = std::max(m_total, at);

    QStringList spoken;
    for (const Phase &phase : m_phases)
        spoken << phase.label + u' ' + models::durationText(phase.length);
    setAccessibleDescription(spoken.join(u", "_s));
    updateGeometry();
    update();
}

QSize Waterfall::sizeHint() const
{
    return {360, kLine * std::max<int>(1, int(m_phases.size()))};
}

void Waterfall::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(TextRole::Label));
    const qreal room = std::max(20, width() - kLabels - kValues);
    const qreal total = std::max<qreal>(1, qreal(m_total.count()));
    int top = 0;
    for (const Phase &phase : m_phases) {
        painter.setPen(m_theme.tokens().ink);
        painter.drawText(QRect(0, top, kLabels, kLine), Qt::AlignVCenter | Qt::AlignLeft, phase.label);
        painter.drawText(QRect(width() - kValues, top, kValues, kLine),
                         Qt::AlignVCenter | Qt::AlignRight,
                         models::durationText(phase.length));
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.tone(phase.tone).ink);
        const qreal left = kLabels + room * qreal(phase.start.count()) / total;
        const qreal length = std::max<qreal>(2, room * qreal(phase.length.count()) / total);
        painter.drawRoundedRect(QRectF(left, top + (kLine - kBar) / 2.0, length, kBar), 2, 2);
        top += kLine;
    }
}

} // namespace tacklebox::ui
