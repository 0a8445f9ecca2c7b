// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/statusbar.h"

#include "backend/slowwording.h"
#include "core/clock.h"
#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/connectiontext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kDot = 8;

struct Words
{
    ToneRole tone;
    QString text;
};

Words wordsOf(const Statistics &statistics)
{
    if (statistics.isLocked())
        return {ToneRole::Warning, StatusBar::tr("Locked: jobs wait for the master key")};
    switch (statistics.deliverer) {
    case Deliverer::ThisProcess:
        return {ToneRole::Good, StatusBar::tr("Delivering")};
    case Deliverer::AnotherProcess:
        return {ToneRole::Good, StatusBar::tr("Delivering, in another process")};
    case Deliverer::Nobody:
        break;
    }
    return {ToneRole::Warning, StatusBar::tr("Not delivering: jobs wait")};
}

QString agoText(Instant at)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(SystemClock().now() - at).count();
    return seconds < 120 ? StatusBar::tr("%1 s ago").arg(std::max<qint64>(0, seconds))
                         : StatusBar::tr("%1 min ago").arg(seconds / 60);
}

Words wordsOf(const ConnectionState &state)
{
    if (!state.seenAt)
        return {ToneRole::Quiet, StatusBar::tr("not asked yet")};
    if (isInTrouble(state))
        return {ToneRole::Bad, StatusBar::tr("tried %1", "how long ago").arg(agoText(*state.seenAt))};
    return {state.slow ? ToneRole::Warning : ToneRole::Good,
            StatusBar::tr("live \u00b7 %1", "how long ago").arg(agoText(*state.seenAt))};
}

} // namespace

StatusBar::StatusBar(const Theme &theme)
    : m_theme(theme)
    , m_state(new QLabel)
    , m_queue(new Button(theme, ButtonKind::Link, {}, u"statusQueue"_s))
    , m_failed(new Button(theme, ButtonKind::Link, {}, u"statusFailed"_s))
    , m_slow(new QLabel)
    , m_kept(new QLabel)
{
    setObjectName(u"statusBar"_s);
    setAccessibleName(tr("Status"));
    setFixedHeight(size::kStatusBar);
    m_state->setObjectName(u"statusState"_s);
    m_slow->setObjectName(u"statusSlow"_s);
    m_kept->setObjectName(u"statusKept"_s);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::kLarge + kDot + 6, 1, space::kLarge, 0);
    line->setSpacing(space::kHuge);
    line->addWidget(m_state);
    line->addWidget(m_queue);
    line->addWidget(m_failed);
    line->addStretch();
    line->addWidget(m_slow);
    line->addWidget(m_kept);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_state, m_queue, m_failed, m_kept}) {
        widget->setFont(theme.font(TextRole::Label));
        widget->setProperty("soft", true);
        widget->setProperty("quiet", true);
    }
    m_slow->setFont(theme.font(TextRole::Label));
    m_slow->setProperty("warning", true);
    m_queue->hide();
    m_failed->hide();
    m_slow->hide();

    connect(m_queue, &QPushButton::clicked, this, [this] {
        JobQuery query;
        query.states = {JobState::Waiting, JobState::Sending, JobState::Retrying};
        emit placeAsked({place::kJobs, query});
    });
    connect(m_failed, &QPushButton::clicked, this, [this] {
        JobQuery query;
        query.states = {JobState::Failed};
        query.sentFrom = m_dayFrom;
        query.sort = JobSort::LastSent;
        emit placeAsked({place::kJobs, query});
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusBar::show(const Statistics &statistics)
{
    using models::numberText;
    const Words words = wordsOf(statistics);
    m_tone = words.tone;
    m_dayFrom = statistics.dayFrom;
    m_state->setText(words.text);
    m_queue->setLabel(tr("%1 in queue").arg(numberText(statistics.queued)));
    m_failed->setLabel(tr("%1 failed in 24 h").arg(numberText(statistics.failedLastDay)));
    m_queue->show();
    m_failed->show();
    m_slow->hide();
    const QString size = models::sizeText(statistics.databaseBytes);
    m_kept->setText(statistics.jobs == 1 ? tr("1 job kept \u00b7 %1", "size of the database").arg(size)
                                         : tr("%1 jobs kept \u00b7 %2", "number, size of the database")
                                               .arg(numberText(statistics.jobs), size));
    update();
}

void StatusBar::showAccount(const Connections &connections, const QString &name)
{
    const auto account = connections.account(name);
    if (!account)
        return;
    const ConnectionState state = connections.state(name);
    const Words words = wordsOf(state);
    const QString lock = lockText(connections, name);
    QStringList facts{QUrl(account->baseUrl).host(), environmentText(account->environment)};
    if (!lock.isEmpty())
        facts << lock;
    m_tone = words.tone;
    m_state->setText(facts.join(u" \u00b7 "_s));
    m_kept->setText(words.text);
    m_slow->setText(wording::slowLine(state));
    m_slow->setToolTip(wording::slowReason(connections, name));
    m_slow->setVisible(state.slow.has_value());
    m_queue->hide();
    m_failed->hide();
    update();
}

void StatusBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().rail);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.tokens().line);
    if (m_state->text().isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tone(m_tone).ink);
    painter.drawEllipse(QRectF(space::kLarge, (height() - kDot) / 2.0 + 0.5, kDot, kDot));
}

} // namespace tacklebox::ui
