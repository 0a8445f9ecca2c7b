// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/testresult.h"

#include "backend/testwording.h"
#include "backend/wording.h"
#include "core/clock.h"
#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/chip.h"
#include "ui/codeview.h"
#include "ui/factlist.h"
#include "ui/statepanel.h"
#include "ui/verdictview.h"
#include "ui/waterfall.h"

#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSoonDays = 30;

Chip endsChip(Instant notAfter)
{
    const auto days = std::chrono::floor<std::chrono::days>(notAfter - SystemClock().now()).count();
    if (days < 0)
        return {ToneRole::Bad, u"cross"_s, TestResult::tr("ended")};
    const QString text
        = days == 1 ? TestResult::tr("in 1 day") : TestResult::tr("in %n days", nullptr, int(days));
    return days < kSoonDays ? Chip{ToneRole::Warning, u"warning"_s, text}
                            : Chip{ToneRole::Good, u"check"_s, text};
}

QString rawText(const Attempt &attempt)
{
    const SentRequest &sent = attempt.request;
    QString text = QString::fromLatin1(sent.method) + u' ' + sent.url + u'\n' + headerLines(sent.headers)
        + u'\n' + readable(sent.body) + u"\n\n"_s;
    if (attempt.statusCode)
        text += QString::number(*attempt.statusCode) + u'\n' + headerLines(attempt.response.headers) + u'\n'
            + readable(attempt.response.body);
    return text;
}

} // namespace

TestResult::TestResult(const Theme &theme)
    : m_theme(theme)
    , m_stack(new QStackedWidget)
    , m_state(new StatePanel(theme, u"testState"_s))
    , m_verdict(new VerdictView(theme, u"testVerdict"_s))
    , m_ask(new QWidget)
    , m_askText(new QLabel)
    , m_timeTitle(new QLabel(tr("Where the time went")))
    , m_waterfall(new Waterfall(theme, u"testWaterfall"_s))
    , m_facts(new FactList(theme, u"testFacts"_s))
    , m_tabs(new QTabWidget)
    , m_body(new CodeView(theme, u"responseBody"_s, tr("Body of the response")))
    , m_headers(new CodeView(theme, u"responseHeaders"_s, tr("Headers of the response")))
    , m_raw(new CodeView(theme, u"rawExchange"_s, tr("The whole exchange")))
{
    setObjectName(u"testResult"_s);
    setProperty("panel", true);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(buildReport());
    m_stack->addWidget(m_state);
    m_stack->addWidget(scroll);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(m_stack);
    connect(m_state, &StatePanel::actionAsked, this, &TestResult::retryAsked);
    showNothing();
}

QWidget *TestResult::buildReport()
{
    m_timeTitle->setFont(m_theme.font(TextRole::Strong));
    m_askText->setObjectName(u"allowPrivateText"_s);
    m_askText->setWordWrap(true);
    m_ask->setObjectName(u"allowPrivateAsk"_s);
    auto *allow
        = new Button(m_theme, ButtonKind::Danger, tr("Send there this once"), u"allowPrivateButton"_s);
    connect(allow, &Button::clicked, this, &TestResult::allowAsked);
    auto *asked = new QVBoxLayout(m_ask);
    asked->setContentsMargins({});
    asked->setSpacing(space::kSmall);
    asked->addWidget(m_askText);
    asked->addWidget(allow, 0, Qt::AlignLeft);

    m_tabs->setObjectName(u"responseTabs"_s);
    m_tabs->addTab(m_body, tr("Response"));
    m_tabs->addTab(m_headers, tr("Headers", "of a response"));
    m_tabs->addTab(m_raw, tr("Raw", "the whole exchange as text"));
    m_tabs->setMinimumHeight(180);

    auto *report = new QWidget;
    report->setProperty("plain", true);
    auto *column = new QVBoxLayout(report);
    column->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kLarge);
    column->setSpacing(space::kMedium);
    column->addWidget(m_verdict);
    column->addWidget(m_ask);
    column->addWidget(m_timeTitle);
    column->addWidget(m_waterfall);
    column->addWidget(m_facts);
    column->addWidget(m_tabs, 1);
    return report;
}

void TestResult::showNothing()
{
    m_state->show(
        {u"send"_s,
         tr("Nothing is tested yet"),
         tr("One request goes out from this computer at once. It is kept in no queue and counts toward "
            "nobody's health."),
         {}});
    m_stack->setCurrentIndex(0);
}

void TestResult::showRunning(const QString &url)
{
    m_state->show({u"clock"_s, tr("Waiting for the answer"), models::urlText(url), {}});
    m_stack->setCurrentIndex(0);
}

void TestResult::showError(const Error &error)
{
    m_state->show(error);
    m_stack->setCurrentIndex(0);
}

void TestResult::show(const TestReport &report)
{
    const Attempt &attempt = report.attempt;
    const wording::Verdict verdict = wording::verdict(report);
    m_verdict->show(toneOf(attempt.outcome), verdict.summary, verdict.advice);
    m_ask->setVisible(attempt.outcome == Outcome::BlockedAddress);
    m_askText->setText(
        tr("%1 is not a public address. Deliveries don't go there unless its network is allowed in "
           "the settings. You may send this one test there: only do so if you know what answers.")
            .arg(attempt.peer.isEmpty() ? models::urlText(attempt.request.url) : attempt.peer));
    const bool isTimed = attempt.timing.total.count() > 0;
    m_timeTitle->setVisible(isTimed);
    m_waterfall->setVisible(isTimed);
    m_waterfall->show(attempt);
    showTls(attempt);
    showAnswer(attempt);
    m_stack->setCurrentIndex(1);
}

void TestResult::showTls(const Attempt &attempt)
{
    m_facts->clear();
    const bool isConnected = !attempt.peer.isEmpty();
    m_facts->setVisible(attempt.tls.has_value() || isConnected);
    m_facts->addTitle(attempt.tls ? tr("Certificate") : tr("Connection"));
    if (attempt.tls) {
        m_facts->add(tr("Subject", "of a certificate"), attempt.tls->subject);
        m_facts->add(tr("Issuer", "of a certificate"), attempt.tls->issuer);
    }
    if (attempt.tls && attempt.tls->notAfter) {
        auto *chip = new ChipLabel(m_theme, u"certificateEndsChip"_s);
        chip->setChip(endsChip(*attempt.tls->notAfter));
        chip->setToolTip(models::fullTimeText(*attempt.tls->notAfter));
        m_facts->add(tr("Ends", "a certificate"), chip);
    }
    if (isConnected)
        m_facts->add(tr("Connected to"), attempt.peer, FactList::Face::Fixed);
}

void TestResult::showAnswer(const Attempt &attempt)
{
    const ReceivedResponse &response = attempt.response;
    m_body->showBody(response.body);
    m_body->setPlaceholderText(attempt.statusCode ? tr("The answer has no body.")
                                                  : tr("There was no answer."));
    m_headers->showText(headerLines(response.headers));
    m_tabs->setTabText(1,
                       response.headers.isEmpty()
                           ? tr("Headers", "of a response")
                           : tr("Headers %1", "how many").arg(response.headers.size()));
    m_raw->showText(rawText(attempt));
}

} // namespace tacklebox::ui
