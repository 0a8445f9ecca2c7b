// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The profile's settings, each with its control; a change is taken at once.
#pragma once

#include "backend/settings.h"
#include "core/mail.h"
#include "ui/page.h"

namespace tacklebox::models {
class SettingsModel;
}

namespace tacklebox::ui {

class MailTestRow;
class SettingRow;

class SettingsPage final : public Page
{
    Q_OBJECT

public:
    SettingsPage(const Theme &theme, models::SettingsModel &model, QWidget *parent = nullptr);

    void activate() override;
    void showSaved(const QString &key);
    void showError(const QString &key, const Error &error);
    void showMailTesting();
    void showMailTested(const Result<MailOutcome> &answer);

signals:
    void settingsAsked();
    void edited(const QString &key, const QString &text);
    void secretEdited(const QString &key, const tacklebox::Secret &secret);
    void mailTestAsked(const QString &address);

private:
    void build();
    void refresh(int first, int last);

    models::SettingsModel &m_model;
    QWidget *m_form;
    MailTestRow *m_mailTest;
    QMap<QString, SettingRow *> m_rows;
};

} // namespace tacklebox::ui
