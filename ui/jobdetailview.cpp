// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jobdetailview.h"

#include "backend/wording.h"
#include "core/fleetid.h"
#include "models/shorttext.h"
#include "ui/attemptlist.h"
#include "ui/button.h"
#include "ui/codeview.h"
#include "ui/connectiontext.h"
#include "ui/factlist.h"
#include "ui/flowlayout.h"
#include "ui/jobreport.h"
#include "ui/scrollarea.h"
#include "ui/theme.h"
#include "ui/verdictview.h"
#include "ui/waterfall.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

QWidget *inset(QWidget *widget)
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(space::kLarge, space::kSmall, space::kMedium, space::kSmall);
    column->addWidget(widget);
    return page;
}

} // namespace

JobDetailView::JobDetailView(const Theme &theme, const BackendInfo &info)
    : m_theme(theme)
    , m_teller(info.tellsAttempts ? QString() : serverName(info))
    , m_stack(new QStackedWidget)
    , m_hint(new QLabel)
    , m_tabs(new QTabWidget)
    , m_verdict(new VerdictView(theme, u"jobVerdict"_s))
    , m_facts(new FactList(theme, u"jobFacts"_s))
    , m_copy(new Button(theme, ButtonKind::Plain, tr("Copy report"), u"copyReportButton"_s))
    , m_request(new CodeView(theme, u"jobRequest"_s, tr("Request")))
    , m_response(new CodeView(theme, u"jobResponse"_s, tr("Response")))
    , m_raw(new CodeView(theme, u"jobRaw"_s, tr("Raw")))
    , m_waterfall(new Waterfall(theme, u"jobWaterfall"_s))
    , m_peer(new FactList(theme, u"jobPeer"_s))
    , m_attempts(new AttemptList(theme))
{
    setObjectName(u"jobDetail"_s);
    setProperty("surface", true);
    m_tabs->setObjectName(u"jobTabs"_s);
    m_tabs->setAccessibleName(tr("What happened to the job"));
    m_tabs->setDocumentMode(true);
    m_tabs->setProperty("inset", true);
    m_tabs->addTab(buildSummary(info.verbs), tr("What happened"));
    m_tabs->addTab(inset(m_request), tr("Request"));
    m_tabs->addTab(inset(m_response), tr("Response"));
    m_tabs->addTab(buildTiming(), tr("Timing"));
    m_tabs->addTab(inset(m_raw), tr("Raw", "bytes as they went"));
    for (int tab = RequestTab; tab <= RawTab; ++tab)
        m_tabs->setTabVisible(tab, info.tellsAttempts);
    m_tabs->tabBar()->setVisible(info.tellsAttempts); // one alone is no choice

    auto *halves = new QSplitter(Qt::Horizontal);
    halves->addWidget(m_tabs);
    QWidget *attempts = buildAttempts();
    attempts->setVisible(info.tellsAttempts);
    halves->addWidget(attempts);
    halves->setChildrenCollapsible(false);
    halves->setSizes({600, 440});
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 2);

    m_hint->setProperty("soft", true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setObjectName(u"jobHint"_s);
    m_stack->addWidget(m_hint);
    m_stack->addWidget(halves);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);

    connect(m_tabs, &QTabWidget::currentChanged, this, &JobDetailView::showTab);
    connect(m_attempts, &AttemptList::chosenChanged, this, &JobDetailView::showTab);
    connect(m_copy, &QPushButton::clicked, this, &JobDetailView::copyReport);
}

QWidget *JobDetailView::buildSummary(Verbs verbs)
{
    auto *actions = new QWidget;
    auto *line = new FlowLayout(actions);
    if (verbs.testFlag(Verb::Test)) {
        auto *test = new Button(m_theme, ButtonKind::Plain, tr("Test this URL"), u"testUrlButton"_s);
        connect(test, &QPushButton::clicked, this, [this] { emit testAsked(m_detail.job.callbackUrl); });
        line->addWidget(test);
    }
    auto *subscriber
        = new Button(m_theme, ButtonKind::Plain, tr("Show subscriber"), u"showSubscriberButton"_s);
    connect(
        subscriber, &QPushButton::clicked, this, [this] { emit subscriberAsked(m_detail.job.subscriberId); });
    line->addWidget(subscriber);
    line->addWidget(m_copy);
    if (verbs.testFlag(Verb::Drop)) {
        m_drop = new Button(m_theme, ButtonKind::Danger, tr("Drop job"), u"dropButton"_s);
        m_drop->setToolTip(tr("It is not sent again unless it is replayed"));
        connect(m_drop, &QPushButton::clicked, this, [this] { emit dropAsked(m_detail.job.id); });
        line->addWidget(m_drop);
    }

    auto *area = new ScrollArea;
    area->column()->addWidget(m_verdict);
    area->column()->addWidget(actions);
    area->column()->addSpacing(space::kTiny);
    area->column()->addWidget(m_facts);
    area->column()->addStretch();
    return area;
}

QWidget *JobDetailView::buildTiming()
{
    auto *area = new ScrollArea;
    area->column()->addWidget(m_waterfall);
    area->column()->addSpacing(space::kSmall);
    area->column()->addWidget(m_peer);
    area->column()->addStretch();
    return area;
}

QWidget *JobDetailView::buildAttempts()
{
    auto *panel = new QWidget;
    auto *title = new QLabel(tr("Attempts"));
    title->setFont(m_theme.font(TextRole::Strong));
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(space::kLarge, space::kMedium, space::kMedium, space::kSmall);
    column->setSpacing(space::kSmall);
    column->addWidget(title);
    column->addWidget(m_attempts);
    return panel;
}

QWidget *JobDetailView::attempts() const
{
    return m_attempts;
}

void JobDetailView::showHint(const QString &text)
{
    m_detail = {};
    m_hint->setText(text);
    m_stack->setCurrentWidget(m_hint);
}

void JobDetailView::show(const JobDetail &detail)
{
    const bool isSame = detail.job.id == m_detail.job.id;
    if (isSame && detail == m_detail)
        return;
    m_detail = detail;
    m_stack->setCurrentIndex(1);
    showSummary();
    m_attempts->show(detail.attemptLog);
}

void JobDetailView::showSummary()
{
    const Job &job = m_detail.job;
    const wording::Verdict verdict = wording::verdict(m_detail);
    QString advice = verdict.advice;
    if (!m_teller.isEmpty())
        advice = (advice + u' '
                  + tr("%1 tells the last answer only: no body, no timing, no earlier tries. To see more, "
                       "test the URL from this computer.")
                        .arg(m_teller))
                     .trimmed();
    if (!m_teller.isEmpty() && m_detail.asOf)
        advice += u' '
            + tr("This is as told at %1.", "by the server; a time")
                  .arg(models::timeText(m_detail.asOf));
    m_verdict->show(toneOf(job.state), verdict.summary, advice);
    if (m_drop) {
        const bool isOver = job.state == JobState::Delivered || job.state == JobState::Dropped
            || job.state == JobState::Sending;
        m_drop->setVisible(!isOver);
    }
    m_copy->setLabel(tr("Copy report"));
    m_facts->clear();
    if (job.nextAttemptAt && job.state == JobState::Retrying)
        m_facts->add(tr("Next try"), models::fullTimeText(*job.nextAttemptAt));
    m_facts->add(tr("Callback URL"), job.callbackUrl, FactList::Face::Fixed);
    m_facts->add(tr("Event"),
                 job.eventId.isEmpty()
                     ? job.eventType
                     : tr("%1, number %2", "type and id").arg(job.eventType, job.eventId.value));
    m_facts->add(tr("Created"), models::fullTimeText(job.createdAt));
    if (!m_teller.isEmpty() && job.lastSentAt)
        m_facts->add(tr("Last sent"), models::fullTimeText(*job.lastSentAt));
    m_facts->add(tr("Job"), u"%1  %2"_s.arg(ownText(job.id), job.uuid).trimmed(), FactList::Face::Fixed);
}

void JobDetailView::showTab()
{
    const Attempt *attempt = m_attempts->chosen();
    const QString never = tr("It was not sent yet.");
    switch (m_tabs->currentIndex()) {
    case RequestTab:
        if (attempt)
            m_request->showText(requestText(*attempt));
        else
            m_request->showBody(m_detail.payload);
        return;
    case ResponseTab:
        return m_response->showText(attempt ? responseText(*attempt) : never);
    case TimingTab:
        return showTiming(attempt ? *attempt : Attempt{});
    case RawTab:
        return m_raw->showText(attempt ? rawText(*attempt) : readable(m_detail.payload));
    default:
        return; // the summary is of the job, not of one attempt
    }
}

void JobDetailView::showTiming(const Attempt &attempt)
{
    m_waterfall->show(attempt);
    m_peer->clear();
    if (attempt.timing.total.count() == 0)
        return m_peer->add(tr("Timing"), tr("It was not sent yet."));
    m_peer->add(tr("Altogether"), models::durationText(attempt.timing.total));
    m_peer->add(
        tr("Connected to"), attempt.peer.isEmpty() ? models::noValue() : attempt.peer, FactList::Face::Fixed);
    if (attempt.reused)
        m_peer->add(tr("Connection"), tr("kept from an earlier request: no DNS, connect or TLS"));
    if (!attempt.tls)
        return;
    m_peer->addTitle(tr("Certificate"));
    m_peer->add(tr("Subject"), attempt.tls->subject);
    m_peer->add(tr("Issuer"), attempt.tls->issuer);
    if (attempt.tls->notAfter)
        m_peer->add(tr("Ends"), models::fullTimeText(*attempt.tls->notAfter));
    m_peer->add(tr("Session"), u"%1, %2"_s.arg(attempt.tls->version, attempt.tls->cipher));
}

void JobDetailView::copyReport()
{
    QGuiApplication::clipboard()->setText(reportOf(m_detail));
    m_copy->setLabel(tr("Report copied"));
}

} // namespace tacklebox::ui
