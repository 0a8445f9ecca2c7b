// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/replaystrip.h"

#include "backend/wordingreplay.h"
#include "ui/button.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kShown = 3;
constexpr int kBarWidth = 120;
constexpr int kSteps = 1000; // a bar's range is an int, a count of jobs isn't

} // namespace

class ReplayStrip::Line final : public QWidget
{
public:
    explicit Line(const Theme &theme)
        : m_text(new QLabel)
        , m_bar(new QProgressBar)
        , m_hold(new Button(theme, ButtonKind::Link, {}, u"holdReplayButton"_s))
        , m_cancel(new Button(theme, ButtonKind::Link, ReplayStrip::tr("Cancel"), u"cancelReplayButton"_s))
    {
        m_text->setObjectName(u"replayText"_s);
        m_text->setTextFormat(Qt::PlainText);
        m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        m_bar->setObjectName(u"replayBar"_s);
        m_bar->setRange(0, kSteps);
        m_bar->setTextVisible(false);
        m_bar->setFixedWidth(kBarWidth);
        auto *line = new QHBoxLayout(this);
        line->setContentsMargins({});
        line->setSpacing(space::kSmall);
        line->addWidget(m_bar);
        line->addWidget(m_text, 1);
        line->addWidget(m_hold);
        line->addWidget(m_cancel);
    }

    void show(const Replay &replay)
    {
        m_replay = replay;
        const bool isPaused = replay.state == ReplayState::Paused;
        const QString text
            = ReplayStrip::tr("Replay %1, %2: %3", "its number, its state, how far it is")
                  .arg(replay.id.value, wording::word(replay.state).toLower(), wording::progress(replay));
        m_text->setText(text);
        m_text->setToolTip(text);
        m_bar->setAccessibleName(text);
        const qint64 done = replay.sent + replay.skipped;
        m_bar->setValue(int(done * kSteps / std::max<qint64>(replay.jobs, 1)));
        m_hold->setLabel(isPaused ? ReplayStrip::tr("Go on") : ReplayStrip::tr("Pause"));
        m_hold->setVisible(replay.state != ReplayState::Preparing);
        QWidget::show();
    }

    [[nodiscard]] const Replay &replay() const { return m_replay; }
    [[nodiscard]] Button *hold() const { return m_hold; }
    [[nodiscard]] Button *cancel() const { return m_cancel; }

private:
    Replay m_replay;
    QLabel *m_text;
    QProgressBar *m_bar;
    Button *m_hold;
    Button *m_cancel;
};

ReplayStrip::ReplayStrip(const Theme &theme)
    : m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"replayStrip"_s);
    m_column->setContentsMargins({});
    m_column->setSpacing(space::kTiny);
    hide();
}

void ReplayStrip::show(const QList<Replay> &replays)
{
    QList<Replay> open = replays;
    open.removeIf([](const Replay &replay) { return !isOpen(replay.state); });
    open = open.first(std::min<qsizetype>(open.size(), kShown));
    while (m_lines.size() < open.size()) {
        auto *line = new Line(m_theme);
        m_lines << line;
        m_column->addWidget(line);
        connect(line->hold(), &Button::clicked, this, [this, line] {
            const bool isPaused = line->replay().state == ReplayState::Paused;
            emit deedAsked(line->replay().id, isPaused ? ReplayDeed::Resume : ReplayDeed::Pause);
        });
        connect(line->cancel(), &Button::clicked, this, [this, line] {
            emit deedAsked(line->replay().id, ReplayDeed::Cancel);
        });
    }
    for (qsizetype at = 0; at < m_lines.size(); ++at) {
        if (at < open.size())
            m_lines[at]->show(open[at]);
        else
            m_lines[at]->hide();
    }
    setVisible(!open.isEmpty());
}

} // namespace tacklebox::ui
