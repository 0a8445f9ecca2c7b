// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/inboxprogram.h"

#include "ui/button.h"
#include "ui/fieldrow.h"
#include "ui/findinglabel.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

InboxProgramForm::InboxProgramForm(const Theme &theme, const QStringList &schemes)
    : m_state(new QLabel)
    , m_address(new QLineEdit)
    , m_copy(new Button(theme, ButtonKind::Plain, tr("Copy"), u"copyUrlButton"_s))
    , m_start(new Button(theme, ButtonKind::Main, tr("Start"), u"startInboxButton"_s))
    , m_stop(new Button(theme, ButtonKind::Plain, tr("Stop"), u"stopInboxButton"_s))
    , m_respond(spin(u"respondSpin"_s, 100, 599, 200))
    , m_delay(spin(u"delaySpin"_s, 0, 600'000, 0))
    , m_failEvery(spin(u"failEverySpin"_s, 0, 1'000'000, 0))
    , m_scheme(new QComboBox)
    , m_secret(new QLineEdit)
    , m_finding(new FindingLabel(theme))
{
    setObjectName(u"inboxProgram"_s);
    setProperty("panel", true);
    m_scheme->setObjectName(u"inboxSchemeCombo"_s);
    m_scheme->addItems(schemes);
    m_secret->setObjectName(u"inboxSecretEdit"_s);
    m_secret->setEchoMode(QLineEdit::Password);
    m_delay->setSuffix(tr(" ms", "milliseconds"));
    m_delay->setSingleStep(100);
    m_failEvery->setSpecialValueText(tr("never"));
    m_finding->setObjectName(u"inboxFinding"_s);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kMedium, space::kSmall, space::kMedium, space::kMedium);
    column->setSpacing(space::kSmall);
    column->addWidget(buildAddress(theme));
    column->addWidget(buildAnswers(theme));
    column->addWidget(m_finding);

    connect(m_start, &Button::clicked, this, &InboxProgramForm::start);
    connect(m_stop, &Button::clicked, this, &InboxProgramForm::stopAsked);
    connect(m_copy, &Button::clicked, this, &InboxProgramForm::copyUrl);
    connect(m_scheme, &QComboBox::currentIndexChanged, this, &InboxProgramForm::takeEdit);
    connect(m_secret, &QLineEdit::textEdited, this, &InboxProgramForm::takeEdit);
    showUrl({});
}

QSpinBox *InboxProgramForm::spin(const QString &objectName, int least, int most, int value)
{
    auto *box = new QSpinBox;
    box->setObjectName(objectName);
    box->setRange(least, most);
    box->setValue(value);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    connect(box, &QSpinBox::valueChanged, this, &InboxProgramForm::takeEdit);
    return box;
}

QWidget *InboxProgramForm::buildAddress(const Theme &theme)
{
    m_state->setObjectName(u"inboxStateLabel"_s);
    m_state->setFont(theme.font(TextRole::Strong));
    m_address->setObjectName(u"listenEdit"_s);
    m_address->setAccessibleName(tr("Address to listen on"));
    m_address->setFont(theme.font(TextRole::Fixed));
    m_address->setText(InboxProgram().listen);
    auto *box = new QWidget;
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins({});
    line->setSpacing(space::kSmall);
    line->addWidget(m_state);
    line->addWidget(m_address, 1);
    line->addWidget(m_copy);
    line->addWidget(m_stop);
    line->addWidget(m_start);
    return box;
}

QWidget *InboxProgramForm::buildAnswers(const Theme &theme)
{
    m_secretRow = new FieldRow(theme, tr("Secret to check it with"), m_secret, m_secret);
    auto *box = new QWidget;
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins({});
    line->setSpacing(space::kMedium);
    line->addWidget(new FieldRow(theme, tr("Answer with"), m_respond, m_respond), 1, Qt::AlignTop);
    line->addWidget(new FieldRow(theme, tr("After"), m_delay, m_delay), 1, Qt::AlignTop);
    line->addWidget(new FieldRow(theme, tr("500 to every n-th"), m_failEvery, m_failEvery), 1, Qt::AlignTop);
    line->addWidget(new FieldRow(theme, tr("Check the signature"), m_scheme, m_scheme), 1, Qt::AlignTop);
    line->addWidget(m_secretRow, 2, Qt::AlignTop);
    m_secretRow->hide();
    return box;
}

void InboxProgramForm::showUrl(const QString &url)
{
    m_url = url;
    const bool isListening = !url.isEmpty();
    m_state->setText(isListening ? tr("Listening on") : tr("Not listening"));
    m_address->setReadOnly(isListening);
    if (isListening)
        m_address->setText(url);
    else if (m_address->text().contains("://"_L1))
        m_address->setText(InboxProgram().listen);
    m_copy->setVisible(isListening);
    m_stop->setVisible(isListening);
    m_start->setVisible(!isListening);
    m_start->setEnabled(true);
    m_start->setLabel(tr("Start"));
    m_finding->setFinding({});
}

void InboxProgramForm::showStarting()
{
    m_start->setEnabled(false);
}

void InboxProgramForm::showError(const Error &error)
{
    m_start->setEnabled(true);
    m_finding->setFinding(findingText(error));
}

void InboxProgramForm::start()
{
    InboxProgram program;
    program.listen = m_url.isEmpty() ? m_address->text().trimmed() : QUrl(m_url).authority();
    program.respond = m_respond->value();
    program.delay = std::chrono::milliseconds(m_delay->value());
    program.failEvery = m_failEvery->value();
    if (m_scheme->currentIndex() > 0) {
        program.scheme = m_scheme->currentText();
        program.secret = Secret(m_secret->text().toUtf8());
    }
    emit startAsked(program);
}

void InboxProgramForm::takeEdit()
{
    m_secretRow->setVisible(m_scheme->currentIndex() > 0);
    m_finding->setFinding({});
    if (m_url.isEmpty())
        return;
    m_start->setLabel(tr("Apply"));
    m_start->show();
}

void InboxProgramForm::copyUrl()
{
    QGuiApplication::clipboard()->setText(m_url);
}

} // namespace tacklebox::ui
