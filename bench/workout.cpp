// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/workout.h"

#include "ui/page.h"
#include "ui/searchline.h"
#include "ui/tableview.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

constexpr auto kBeat = 16ms; // as fast as a wheel turns
constexpr int kBeatsAPhase = 120;
constexpr int kBeatsAPageTurn = 8;
constexpr int kBeatsAKey = 6;
constexpr auto kText = "alder quay"_L1;

void postKey(QWidget *widget, int key, const QString &text)
{
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease})
        QCoreApplication::postEvent(widget, new QKeyEvent(type, key, Qt::NoModifier, text));
}

} // namespace

Workout::Workout(ui::MainWindow &window)
{
    ui::Page *page = window.page(ui::place::kJobs);
    m_table = page->findChild<ui::TableView *>();
    m_search = page->findChild<ui::SearchLine *>();
    for (QAbstractButton *button : page->findChildren<QAbstractButton *>()) {
        if (button->objectName().endsWith("Next"_L1))
            m_forth = button;
    }
    m_beat.setInterval(kBeat);
    m_beat.setTimerType(Qt::PreciseTimer);
    connect(&m_beat, &QTimer::timeout, this, &Workout::beat);
}

void Workout::start(std::chrono::milliseconds length)
{
    m_left = int(length / kBeat);
    m_beat.start();
}

void Workout::beat()
{
    using Phase = void (Workout::*)();
    static constexpr std::array<Phase, 3> kPhases{&Workout::scroll, &Workout::turnPage, &Workout::type};
    if (m_left-- == 0) {
        m_beat.stop();
        return emit finished();
    }
    (this->*kPhases[size_t(m_count++ / kBeatsAPhase) % kPhases.size()])();
}

void Workout::scroll()
{
    QWidget *viewport = m_table->viewport();
    const QPointF middle(viewport->rect().center());
    const int turn = (m_count / 40) % 2 == 0 ? -120 : 120;
    QCoreApplication::postEvent(viewport,
                                new QWheelEvent(middle,
                                                viewport->mapToGlobal(middle),
                                                {},
                                                {0, turn},
                                                Qt::NoButton,
                                                Qt::NoModifier,
                                                Qt::NoScrollPhase,
                                                false));
}

void Workout::turnPage()
{
    if (m_forth && m_forth->isEnabled() && m_count % kBeatsAPageTurn == 0)
        QMetaObject::invokeMethod(m_forth, &QAbstractButton::click, Qt::QueuedConnection);
}

void Workout::type()
{
    if (m_count % kBeatsAKey != 0)
        return;
    const qsizetype at = m_typed++ % (kText.size() + 1);
    if (at == kText.size())
        QMetaObject::invokeMethod(m_search, &QLineEdit::clear, Qt::QueuedConnection);
    else
        postKey(m_search, QChar(kText[at]).toUpper().unicode(), QString(kText[at]));
}

} // namespace tacklebox::bench
