// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/testpage.h"

#include "models/curltext.h"
#include "ui/button.h"
#include "ui/testform.h"
#include "ui/testresult.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QShortcut>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

TestPage::TestPage(const Theme &theme, const BackendInfo &info, QWidget *parent)
    : Page(theme, tr("Test a callback URL"), parent)
    , m_form(new TestForm(theme, info))
    , m_result(new TestResult(theme))
    , m_copy(new Button(theme, ButtonKind::Plain, tr("Copy as cURL"), u"copyCurlButton"_s))
    , m_stop(new Button(theme, ButtonKind::Plain, tr("Stop"), u"stopButton"_s))
    , m_send(new Button(theme, ButtonKind::Main, tr("Send"), u"sendButton"_s))
{
    m_send->setToolTip(tr("Ctrl+Enter"));
    m_stop->hide();
    if (info.verbs.testFlag(Verb::Publish) && !info.verbs.testFlag(Verb::ListEvents))
        addPublishing();
    addToHeader(m_copy);
    addToHeader(m_stop);
    addToHeader(m_send);

    auto *halves = new QSplitter;
    halves->setObjectName(u"testSplitter"_s);
    halves->addWidget(m_form);
    halves->addWidget(m_result);
    halves->setChildrenCollapsible(false);
    halves->setProperty("gap", true);
    halves->setHandleWidth(space::kMedium);
    halves->setSizes({1000, 1000});
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(space::kLarge, 0, space::kLarge, space::kMedium);
    column->addWidget(halves);
    setBody(body);

    connect(m_send, &Button::clicked, this, [this] { send(AddressPolicy::Guarded); });
    connect(m_stop, &Button::clicked, this, &TestPage::stopAsked);
    connect(m_copy, &Button::clicked, this, &TestPage::copyCurl);
    connect(m_form, &TestForm::changed, this, [this] { m_sent.reset(); });
    connect(m_result, &TestResult::allowAsked, this, [this] { send(AddressPolicy::AllowPrivate); });
    connect(m_result, &TestResult::retryAsked, this, [this] { send(AddressPolicy::Guarded); });
    for (const auto &keys : {QKeySequence(u"Ctrl+Return"_s), QKeySequence(u"Ctrl+Enter"_s)}) {
        auto *shortcut = new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this] { send(AddressPolicy::Guarded); });
    }
}

void TestPage::addPublishing()
{
    m_publish = new Button(theme(), ButtonKind::Plain, tr("Publish an event…"), u"publishEventButton"_s);
    auto *place = new QWidget; // with the button that unlocks
    auto *line = new QHBoxLayout(place);
    line->setContentsMargins({});
    line->setSpacing(space::kSmall);
    line->addWidget(m_publish);
    addToHeader(place);
    connect(m_publish, &Button::clicked, this, &TestPage::publishAsked);
}

void TestPage::addLockButton(Button *button)
{
    m_publish->parentWidget()->layout()->addWidget(button);
}

void TestPage::setLocked(const QString &reason)
{
    m_publish->setEnabled(reason.isEmpty());
    m_publish->setToolTip(reason);
}

void TestPage::activate()
{
    if (!isAncestorOf(focusWidget()))
        m_form->setFocus();
    emit subscribersAsked();
}

void TestPage::visit(const Place &place)
{
    if (const auto *id = std::get_if<SubscriberId>(&place.what))
        m_form->setTarget(*id);
    if (const auto *url = std::get_if<CallbackUrl>(&place.what))
        m_form->setTarget(url->text);
}

void TestPage::focusSearch()
{
    m_form->setFocus(Qt::ShortcutFocusReason);
}

QList<QWidget *> TestPage::panes() const
{
    return {m_form, m_result};
}

void TestPage::setSubscribers(const QList<Subscriber> &subscribers)
{
    m_form->setSubscribers(subscribers);
}

void TestPage::send(AddressPolicy addresses)
{
    m_form->showFindings();
    if (m_isRunning || !m_form->isReady())
        return;
    TestRequest request = m_form->request();
    request.addresses = addresses;
    emit sendAsked(request);
}

void TestPage::showRunning()
{
    m_isRunning = true;
    m_send->setEnabled(false);
    m_stop->show();
    m_result->showRunning(m_form->unsent().url);
}

void TestPage::endRun()
{
    m_isRunning = false;
    m_send->setEnabled(true);
    m_stop->hide();
}

void TestPage::showIdle()
{
    endRun();
    m_result->showNothing();
}

void TestPage::showReport(const TestReport &report)
{
    endRun();
    m_sent = report.attempt.request;
    m_result->show(report);
}

void TestPage::showError(const Error &error)
{
    endRun();
    m_result->showError(error);
    if (error.kind == ErrorKind::InvalidValue && !error.field.isEmpty())
        m_form->showError(error);
}

void TestPage::copyCurl()
{
    QGuiApplication::clipboard()->setText(models::curlCommand(m_sent.value_or(m_form->unsent())));
    m_copy->setLabel(tr("Copied"));
    QTimer::singleShot(1500, m_copy, [this] { m_copy->setLabel(tr("Copy as cURL")); });
}

} // namespace tacklebox::ui
