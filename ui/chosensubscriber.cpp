// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/chosensubscriber.h"

#include "models/healthtext.h"
#include "models/shorttext.h"
#include "models/usagetext.h"
#include "ui/verdictview.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

ChosenSubscriber::ChosenSubscriber(const Theme &theme)
    : m_name(new QLabel)
    , m_verbs(new QHBoxLayout)
    , m_health(new VerdictView(theme, u"health"_s))
    , m_usage(new VerdictView(theme, u"usage"_s))
{
    m_name->setObjectName(u"chosenSubscriberLabel"_s);
    m_name->setFont(theme.font(TextRole::Strong));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setSizePolicy(QSizePolicy::Ignored,
                          QSizePolicy::Preferred); // a long one leaves room for the verbs
    m_verbs->setContentsMargins(space::kLarge, space::kSmall, space::kLarge, space::kSmall);
    m_verbs->setSpacing(space::kSmall);
    m_verbs->addWidget(m_name, 1);
    m_health->hide();
    m_usage->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(m_verbs);
    column->addWidget(m_health);
    column->addWidget(m_usage);
    show(nullptr);
}

void ChosenSubscriber::addVerb(QWidget *widget)
{
    m_verbs->addWidget(widget);
}

void ChosenSubscriber::show(const Subscriber *row)
{
    const models::HealthText text = row ? models::healthText(*row) : models::HealthText{};
    if (row && !text.summary.isEmpty())
        m_health->show(row->isActive ? ToneRole::Warning : ToneRole::Bad, text.summary, text.detail);
    m_health->setVisible(!text.summary.isEmpty());
    const QString name = row ? models::subscriberText(*row) : QString();
    m_name->setText(row ? name : tr("None is chosen", "subscriber"));
    m_name->setToolTip(name.toHtmlEscaped());
    m_name->setEnabled(row != nullptr);
}

void ChosenSubscriber::showUsage(const SubscriberUsage &usage)
{
    const models::HealthText text = models::usageText(usage);
    m_usage->show(
        usage.consecutiveErrors.value_or(0) > 0 ? ToneRole::Bad : ToneRole::Quiet, text.summary, text.detail);
    m_usage->setVisible(true);
}

void ChosenSubscriber::hideUsage()
{
    m_usage->hide();
}

} // namespace tacklebox::ui
