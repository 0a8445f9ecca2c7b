// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/inboxcontroller.h"

#include "ui/confirm.h"
#include "ui/inboxpage.h"
#include "ui/inboxprogram.h"
#include "ui/listpanel.h"

#include <QMessageBox>

namespace tacklebox::ui {

namespace {

constexpr std::chrono::milliseconds kReloadRest{150};

} // namespace

InboxController::InboxController(const Theme &theme, Inbox &inbox, const QStringList &schemes)
    : m_inbox(inbox)
    , m_page(new InboxPage(theme, schemes, m_model))
{
    m_reload.setSingleShot(true);
    m_reload.setInterval(kReloadRest);
    connect(&m_reload, &QTimer::timeout, this, &InboxController::load);
    connect(&m_page->list(), &ListPanel::asked, this, &InboxController::load);
    connect(m_page, &InboxPage::captureAsked, this, &InboxController::loadCapture);
    connect(m_page, &InboxPage::clearAsked, this, &InboxController::askClear);
    connect(&m_page->program(), &InboxProgramForm::startAsked, this, &InboxController::start);
    connect(&m_page->program(), &InboxProgramForm::stopAsked, &m_inbox, &Inbox::stop);
    connect(&inbox, &Inbox::urlChanged, m_page, &InboxPage::showUrl);
    connect(&inbox, &Inbox::captured, this, [this] {
        if (m_page->isVisible() && !m_reload.isActive())
            m_reload.start();
    });
    m_page->showUrl(inbox.url());
}

void InboxController::load()
{
    m_rows.ask(
        this,
        [this](std::stop_token stop) { return m_inbox.captures(m_page->query(), stop); },
        [this](const auto &answer) { m_page->list().take(answer, m_model); });
}

void InboxController::loadCapture(const CaptureId &id)
{
    m_capture.ask(
        this,
        [&](std::stop_token stop) { return m_inbox.capture(id, stop); },
        [this](const Result<Capture> &answer) {
            if (answer)
                m_page->showCapture(*answer);
        });
}

void InboxController::start(const InboxProgram &program)
{
    m_page->program().showStarting();
    m_inbox.listen(program).then(this, [this](const Result<QString> &answer) {
        if (answer)
            m_page->showUrl(*answer);
        else
            m_page->program().showError(answer.error());
    });
}

void InboxController::askClear()
{
    const Confirmation question{tr("Clear the inbox?"),
                                tr("Every request that it caught is deleted. Jobs and events stay."),
                                tr("Clear the inbox"),
                                {}};
    connect(confirm(m_page, question), &QMessageBox::accepted, this, &InboxController::clear);
}

void InboxController::clear()
{
    m_inbox.clear().then(this, [this](const Result<Done> &answer) {
        if (answer)
            load();
        else
            m_page->list().showError(answer.error());
    });
}

InboxPage *makeInboxPage(const Theme &theme, Inbox &inbox, const QStringList &schemes, QWidget *parent)
{
    auto *controller = new InboxController(theme, inbox, schemes);
    InboxPage *page = controller->page();
    page->setParent(parent);
    controller->setParent(page);
    return page;
}

} // namespace tacklebox::ui
