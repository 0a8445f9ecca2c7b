// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An application that measures itself: the CPU time of the GUI thread for each event dispatched from
// its loop, everything that the dispatch calls included, and what was painted by it.
#pragma once

#include <QApplication>
#include <QSet>

#include <chrono>
#include <vector>

namespace tacklebox::bench {

// CPU time of this thread: waiting, and other programs, don't count.
[[nodiscard]] std::chrono::nanoseconds threadCpu();

class GuiClock final : public QApplication
{
    Q_OBJECT

public:
    struct Dispatch
    {
        std::chrono::nanoseconds cpu{0};
        const QMetaObject *receiver = nullptr;
        int event = 0;

        [[nodiscard]] QString name() const; // receiver and event, for people
    };

    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

    void beginRecording();
    [[nodiscard]] std::vector<Dispatch> endRecording();

    // When the dispatch under way began, on threadCpu().
    [[nodiscard]] std::chrono::nanoseconds dispatchBegan() const { return m_began; }

signals:
    // After a dispatch. Compare the pointers only: a widget may be gone.
    void painted(const QSet<const QObject *> &widgets);

private:
    bool measure(QObject *receiver, QEvent *event);

    int m_depth = 0;
    bool m_isRecording = false;
    std::chrono::nanoseconds m_began{0};
    QSet<const QObject *> m_painted;
    std::vector<Dispatch> m_dispatches;
};

} // namespace tacklebox::bench
