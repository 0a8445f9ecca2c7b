// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/replaydialog.h"

#include "backend/wordingreplay.h"
#include "core/callbackurl.h"
#include "ui/bodyedit.h"
#include "ui/button.h"
#include "ui/fieldrow.h"
#include "ui/findinglabel.h"
#include "ui/noticebar.h"
#include "ui/paragraph.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kWidth = 520;
constexpr QSize kWithBody{620, 560};

} // namespace

ReplayDialog::ReplayDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_summary(paragraph(u"replaySummary"_s))
    , m_cautions(paragraph(u"replayCautions"_s))
    , m_rate(new QLineEdit)
    , m_url(new QLineEdit)
    , m_edits(new QCheckBox(tr("Edit the body")))
    , m_body(new BodyEdit(theme, u"replayBodyEdit"_s, tr("Body")))
    , m_notice(new NoticeBar(theme))
    , m_replay(new Button(theme, ButtonKind::Main, tr("Replay"), u"startReplayButton"_s))
{
    setObjectName(u"replayDialog"_s);
    setWindowTitle(tr("Send again"));
    m_summary->setText(tr("Counting…"));
    build(theme);
    connect(m_rate, &QLineEdit::textChanged, this, &ReplayDialog::refresh);
    connect(m_url, &QLineEdit::textChanged, this, &ReplayDialog::refresh);
    connect(m_body, &BodyEdit::changed, this, &ReplayDialog::refresh);
    connect(m_edits, &QCheckBox::toggled, this, [this](bool edits) {
        m_body->setVisible(edits);
        if (edits)
            resize(size().expandedTo(kWithBody));
        refresh();
    });
    connect(m_replay, &Button::clicked, this, [this] {
        if (const auto wanted = manner(); wanted && m_plan && !m_isStarting)
            emit accepted(*wanted);
    });
    refresh();
}

void ReplayDialog::build(const Theme &theme)
{
    auto *heading = new QLabel(windowTitle());
    QFont font = theme.font(TextRole::Strong);
    font.setPixelSize(font.pixelSize() + 2);
    heading->setFont(font);
    m_cautions->setProperty("soft", true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    column->setSpacing(space::kMedium);
    column->addWidget(heading);
    column->addWidget(m_summary);
    column->addWidget(m_cautions);
    addFields(column, theme);
    column->addStretch();
    column->addWidget(m_notice);
    addButtons(column, theme);
    setMinimumWidth(kWidth);
}

void ReplayDialog::addFields(QVBoxLayout *column, const Theme &theme)
{
    m_rate->setObjectName(u"replayRateEdit"_s);
    m_rate->setPlaceholderText(tr("as fast as they are taken"));
    m_url->setObjectName(u"replayUrlEdit"_s);
    m_url->setPlaceholderText(tr("each subscriber's own callback URL"));
    m_rateRow = new FieldRow(theme, tr("Not faster than"), m_rate, m_rate);
    m_rateRow->setHint(tr("5/s, 0.5/s or 30/m. What is published meanwhile is sent between."));
    m_urlRow = new FieldRow(theme, tr("To another URL"), m_url, m_url);
    m_urlRow->setHint(tr("One try each, signed as for the subscriber. The jobs stay as they are."));
    m_edits->setObjectName(u"editReplayBodyCheck"_s);
    m_edits->hide();
    m_body->hide();
    column->addWidget(m_rateRow);
    column->addWidget(m_urlRow);
    column->addWidget(m_edits);
    column->addWidget(m_body, 1);
}

void ReplayDialog::addButtons(QVBoxLayout *column, const Theme &theme)
{
    auto *cancel = new Button(theme, ButtonKind::Plain, tr("Cancel"), u"cancelReplayDialogButton"_s);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::kSmall);
    line->addStretch();
    line->addWidget(cancel);
    line->addWidget(m_replay);
    column->addLayout(line);
}

void ReplayDialog::showPlan(const ReplayPlan &plan)
{
    m_plan = plan;
    m_summary->setText(wording::summary(plan));
    m_rateRow->setVisible(plan.jobs > 1);
    refresh();
}

void ReplayDialog::setBody(const QByteArray &payload)
{
    m_body->setBody(payload);
    m_edits->show();
}

void ReplayDialog::showStarting()
{
    m_isStarting = true;
    m_notice->hide();
    refresh();
}

void ReplayDialog::showError(const Error &error)
{
    m_isStarting = false;
    refresh();
    if (error.field == "to"_L1)
        return m_urlRow->setFinding(findingText(error));
    if (error.field == "rate"_L1)
        return m_rateRow->setFinding(findingText(error));
    m_notice->show(error);
}

Result<ReplayManner> ReplayDialog::manner() const
{
    ReplayManner manner;
    if (const QString text = m_rate->text().trimmed(); !text.isEmpty()) {
        const auto rate = replayRateFrom(text, u"rate"_s);
        if (!rate)
            return fail(rate.error());
        manner.perSecond = *rate;
    }
    manner.url = m_url->text().trimmed();
    if (!manner.url.isEmpty()) {
        if (auto error = checkCallbackUrl(manner.url, u"to"_s))
            return fail(std::move(*error));
    }
    if (m_edits->isChecked()) {
        if (auto error = m_body->finding())
            return fail(std::move(*error));
        manner.body = m_body->body();
    }
    return manner;
}

void ReplayDialog::refresh()
{
    const Result<ReplayManner> wanted = manner();
    const QString field = wanted ? QString() : wanted.error().field;
    m_rateRow->setFinding(field == "rate"_L1 ? findingText(wanted.error()) : QString());
    m_urlRow->setFinding(field == "to"_L1 ? findingText(wanted.error()) : QString());
    m_replay->setEnabled(!m_isStarting && wanted && m_plan && m_plan->jobs > 0);
    nameDeed(wanted.value_or(ReplayManner{}));
    showCautions(wanted.value_or(ReplayManner{}));
}

void ReplayDialog::showCautions(const ReplayManner &manner)
{
    QStringList lines;
    if (!manner.url.isEmpty())
        lines += tr("The subscriber's own headers go along to its own host only: they may hold credentials.");
    if (m_plan)
        lines += wording::cautions(*m_plan, manner);
    for (QString &line : lines)
        line.prepend(u"• "_s);
    m_cautions->setText(lines.join(u'\n'));
    m_cautions->setVisible(!lines.isEmpty());
}

// The number, and where to when it is elsewhere.
void ReplayDialog::nameDeed(const ReplayManner &manner)
{
    const int count = m_plan ? int(m_plan->jobs) : 0;
    const QString host = QUrl(manner.url).host();
    if (m_isStarting)
        m_replay->setLabel(tr("Writing them down…"));
    else if (count == 0)
        m_replay->setLabel(tr("Replay"));
    else if (host.isEmpty())
        m_replay->setLabel(count == 1 ? tr("Replay 1 job") : tr("Replay %n jobs", nullptr, count));
    else
        m_replay->setLabel(count == 1 ? tr("Send 1 job to %1").arg(host)
                                      : tr("Send %n jobs to %1", nullptr, count).arg(host));
}

} // namespace tacklebox::ui
