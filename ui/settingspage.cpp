// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/settingspage.h"

#include "models/settingsmodel.h"
#include "ui/mailtestrow.h"
#include "ui/settingrow.h"
#include "ui/theme.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kReadableWidth = 860;

} // namespace

SettingsPage::SettingsPage(const Theme &theme, models::SettingsModel &model, QWidget *parent)
    : Page(theme, tr("Settings"), parent)
    , m_model(model)
    , m_form(new QWidget)
    , m_mailTest(new MailTestRow(theme))
{
    m_form->setObjectName(u"settingsForm"_s);
    m_form->setProperty("plain", true);
    auto *column = new QVBoxLayout(m_form);
    column->setContentsMargins(space::kLarge, 0, space::kLarge, space::kLarge);
    column->setSpacing(space::kSmall);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_form);
    setBody(scroll);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &SettingsPage::build);
    connect(&m_model,
            &QAbstractItemModel::dataChanged,
            this,
            [this](const QModelIndex &from, const QModelIndex &to) { refresh(from.row(), to.row()); });
    m_mailTest->setMaximumWidth(kReadableWidth);
    m_mailTest->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    connect(m_mailTest, &MailTestRow::testAsked, this, &SettingsPage::mailTestAsked);
    build();
}

void SettingsPage::build()
{
    qDeleteAll(m_rows);
    m_rows.clear();
    auto *column = static_cast<QVBoxLayout *>(m_form->layout());
    while (QLayoutItem *rest = column->takeAt(0))
        delete rest;
    for (int i = 0; i < m_model.rowCount(); ++i) {
        const Setting &setting = m_model.settingAt(i);
        auto *row = new SettingRow(theme(), setting);
        row->setMaximumWidth(kReadableWidth);
        row->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
        m_rows.insert(setting.key, row);
        column->addWidget(row);
        connect(row, &SettingRow::edited, this, &SettingsPage::edited);
        connect(row, &SettingRow::secretEdited, this, &SettingsPage::secretEdited);
    }
    column->addWidget(m_mailTest);
    column->addStretch(1);
}

void SettingsPage::refresh(int first, int last)
{
    for (int i = first; i <= last; ++i) {
        const Setting &setting = m_model.settingAt(i);
        if (SettingRow *row = m_rows.value(setting.key))
            row->show(setting);
    }
}

void SettingsPage::activate()
{
    emit settingsAsked();
}

void SettingsPage::showSaved(const QString &key)
{
    if (SettingRow *row = m_rows.value(key))
        row->showSaved();
}

void SettingsPage::showError(const QString &key, const Error &error)
{
    if (SettingRow *row = m_rows.value(key))
        row->showError(error);
}

void SettingsPage::showMailTesting()
{
    m_mailTest->showRunning();
}

void SettingsPage::showMailTested(const Result<MailOutcome> &answer)
{
    if (answer)
        m_mailTest->show(*answer);
    else
        m_mailTest->show(answer.error());
}

} // namespace tacklebox::ui
