// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/statusescontrol.h"

#include "core/field.h"
#include "models/subscriberedit.h"
#include "ui/flowlayout.h"
#include "ui/theme.h"
#include "ui/togglechip.h"

#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShownStatuses = 13; // and those that are chosen
constexpr int kFewMore = 3; // not worth a chip of their own

} // namespace

StatusesControl::StatusesControl(const Theme &theme, const Field &field, const QStringList &known)
    : m_theme(theme)
    , m_known(known)
    , m_chips(new QWidget)
    , m_flow(new FlowLayout(m_chips))
    , m_other(new QLineEdit)
    , m_trap(new QLabel)
{
    m_chips->setObjectName(handleName(field.key, u"Chips"_s));
    m_other->setObjectName(u"otherStatusEdit"_s);
    m_other->setAccessibleName(tr("Another status, Enter adds it"));
    m_other->setPlaceholderText(tr("Another status, Enter adds it"));
    m_trap->setObjectName(u"spellingTrapLabel"_s);
    m_trap->setProperty("warning", true);
    m_trap->setFont(theme.font(TextRole::Label));
    m_trap->setWordWrap(true);
    m_trap->setTextFormat(Qt::RichText);
    m_trap->setTextInteractionFlags(Qt::TextBrowserInteraction);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kSmall);
    column->addWidget(m_chips);
    column->addWidget(m_trap);
    column->addWidget(m_other);
    column->addStretch();
    setFocusProxy(m_other);
    connect(m_other, &QLineEdit::returnPressed, this, &StatusesControl::addTyped);
    connect(m_trap, &QLabel::linkActivated, this, &StatusesControl::addTwins);
}

void StatusesControl::setValue(const QJsonValue &value)
{
    m_chosen = models::textsOf(value);
    fill();
}

QJsonValue StatusesControl::value() const
{
    return QJsonArray::fromStringList(m_chosen);
}

QWidget *StatusesControl::handle() const
{
    return m_other;
}

void StatusesControl::fill()
{
    QStringList words = m_known;
    for (const QString &status : std::as_const(m_chosen)) {
        if (!words.contains(status))
            words.append(status);
    }
    while (QLayoutItem *item = m_flow->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const bool isCut = !m_showsAll && words.size() > kShownStatuses + kFewMore;
    int hidden = 0;
    for (int i = 0; i < words.size(); ++i) {
        const QString &status = words.at(i);
        auto *chip = new ToggleChip(m_theme, status, m_chips);
        chip->setObjectName(handleName(status, u"Chip"_s));
        chip->setChecked(m_chosen.contains(status));
        m_flow->addWidget(chip);
        connect(chip, &ToggleChip::toggled, this, [this, status](bool isOn) { choose(status, isOn); });
        const bool isHidden = isCut && i >= kShownStatuses && !chip->isChecked();
        chip->setVisible(!isHidden);
        hidden += isHidden ? 1 : 0;
    }
    if (hidden > 0)
        addMore(hidden);
    warnOfTwins();
}

void StatusesControl::addMore(int hidden)
{
    auto *more = new ToggleChip(m_theme, tr("%n more…", "order statuses", hidden), m_chips);
    more->setObjectName(u"moreStatusesChip"_s);
    more->setCheckable(false);
    m_flow->addWidget(more);
    // Not at once: the chips are made anew, this one too.
    connect(more, &ToggleChip::clicked, this, &StatusesControl::showAll, Qt::QueuedConnection);
    more->show();
}

void StatusesControl::showAll()
{
    m_showsAll = true;
    fill();
    m_other->setFocus(); // the chip that had it is gone
}

void StatusesControl::choose(const QString &status, bool isChosen)
{
    if (isChosen == m_chosen.contains(status))
        return;
    if (isChosen)
        m_chosen.append(status);
    else
        m_chosen.removeAll(status);
    warnOfTwins();
    emit edited();
}

void StatusesControl::addTyped()
{
    const QString status = m_other->text().trimmed();
    if (status.isEmpty())
        return;
    m_other->clear();
    choose(status, true);
    fill();
}

void StatusesControl::addTwins()
{
    for (const QString &status : QStringList(m_chosen)) {
        if (const QString twin = models::spellingTwin(status, m_known); !twin.isEmpty())
            choose(twin, true);
    }
    fill();
}

void StatusesControl::warnOfTwins()
{
    QString warning;
    for (const QString &status : std::as_const(m_chosen)) {
        const QString twin = models::spellingTwin(status, m_known);
        if (twin.isEmpty() || m_chosen.contains(twin))
            continue;
        warning = tr("“%1” and “%2” are two different statuses; “%1” alone catches only one. "
                     "<a href=\"both\" style=\"color:%3\">Choose both</a>")
                      .arg(status.toHtmlEscaped(), twin.toHtmlEscaped(), m_theme.tokens().warning.ink.name());
    }
    m_trap->setText(warning);
    m_trap->setVisible(!warning.isEmpty());
}

} // namespace tacklebox::ui
