// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/settingscontroller.h"

#include "ui/settingspage.h"

namespace tacklebox::ui {

SettingsController::SettingsController(const Theme &theme, Settings &settings, Mails &mails)
    : m_settings(settings)
    , m_mails(mails)
    , m_page(new SettingsPage(theme, m_model))
{
    connect(m_page, &SettingsPage::settingsAsked, this, &SettingsController::load);
    connect(m_page, &SettingsPage::edited, this, &SettingsController::set);
    connect(m_page, &SettingsPage::secretEdited, this, &SettingsController::setSecret);
    connect(m_page, &SettingsPage::mailTestAsked, this, &SettingsController::testMail);
    connect(&settings, &Settings::changed, this, &SettingsController::load);
    load();
}

void SettingsController::load()
{
    m_model.merge(m_settings.list());
}

void SettingsController::set(const QString &key, const QString &text)
{
    m_settings.set(key, text).then(this, [this, key](const Result<Done> &answer) { show(key, answer); });
}

void SettingsController::setSecret(const QString &key, const Secret &secret)
{
    m_settings.setSecret(key, secret).then(this, [this, key](const Result<Done> &answer) {
        show(key, answer);
    });
}

void SettingsController::testMail(const QString &address)
{
    m_page->showMailTesting();
    m_mails.test(address).then(this,
                               [this](const Result<MailOutcome> &answer) { m_page->showMailTested(answer); });
}

void SettingsController::show(const QString &key, const Result<Done> &answer)
{
    if (answer)
        m_page->showSaved(key);
    else
        m_page->showError(key, answer.error());
    load();
}

SettingsPage *makeSettingsPage(const Theme &theme, Settings &settings, Mails &mails, QWidget *parent)
{
    auto *controller = new SettingsController(theme, settings, mails);
    SettingsPage *page = controller->page();
    page->setParent(parent);
    controller->setParent(page);
    return page;
}

} // namespace tacklebox::ui
