// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/guiclock.h"

#include <QEvent>
#include <QMetaEnum>
#include <QWidget>

#include <ctime>
#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

std::chrono::nanoseconds threadCpu()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

QString GuiClock::Dispatch::name() const
{
    const char *type = QMetaEnum::fromType<QEvent::Type>().valueToKey(event);
    return u"%1 %2"_s.arg(QString::fromLatin1(receiver->className()),
                          type ? QString::fromLatin1(type) : QString::number(event));
}

bool GuiClock::notify(QObject *receiver, QEvent *event)
{
    // The application runs before there is a loop, and threads of Qt's own dispatch through it too.
    if (receiver->thread() != thread())
        return QApplication::notify(receiver, event);
    if (event->type() == QEvent::Paint && receiver->isWidgetType())
        m_painted.insert(receiver);
    return m_depth == 0 ? measure(receiver, event) : QApplication::notify(receiver, event);
}

bool GuiClock::measure(QObject *receiver, QEvent *event)
{
    const QMetaObject *kind = receiver->metaObject(); // before: it may delete itself
    const int type = event->type();
    ++m_depth;
    m_began = threadCpu();
    const bool isDone = QApplication::notify(receiver, event);
    const std::chrono::nanoseconds cpu = threadCpu() - m_began;
    --m_depth;
    if (m_isRecording)
        m_dispatches.push_back({cpu, kind, type});
    if (!m_painted.isEmpty())
        emit painted(std::exchange(m_painted, {}));
    return isDone;
}

void GuiClock::beginRecording()
{
    m_dispatches.clear();
    m_dispatches.reserve(1'000'000);
    m_isRecording = true;
}

std::vector<GuiClock::Dispatch> GuiClock::endRecording()
{
    m_isRecording = false;
    return std::exchange(m_dispatches, {});
}

} // namespace tacklebox::bench
