// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/firstrunpage.h"

#include "backend/wording.h"
#include "ui/button.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kCardWidth = 216; // three fit the smallest window
constexpr int kCardHeight = 204;

} // namespace

FirstRunPage::FirstRunPage(const Theme &theme, QWidget *parent)
    : Page(theme, QString(), parent)
    , m_start(new Button(theme, ButtonKind::Main, tr("Start"), u"startButton"_s))
    , m_test(new Button(theme, ButtonKind::Plain, tr("Test\u2026"), u"testButton"_s))
    , m_finding(new QLabel)
{
    auto *title = new QLabel(tr("Welcome to Tacklebox"));
    title->setObjectName(u"welcomeTitle"_s);
    QFont font = theme.font(TextRole::Figure);
    font.setPixelSize(font.pixelSize() - 2);
    title->setFont(font);
    auto *promise = new QLabel(tr("Nothing leaves this machine until you send it."));
    promise->setProperty("soft", true);
    m_finding->setProperty("bad", true);
    m_finding->setObjectName(u"firstRunFinding"_s);
    m_finding->setWordWrap(true);
    m_finding->setFixedWidth(3 * kCardWidth + 2 * space::kLarge);
    m_finding->setAlignment(Qt::AlignHCenter);

    auto *cards = new QHBoxLayout;
    cards->setSpacing(space::kLarge);
    cards->addStretch();
    cards->addWidget(
        build({tr("Use the built-in engine"),
               tr("Send and receive webhooks on this machine. A sample subscriber, one event, one "
                  "green delivery: about a minute."),
               m_start,
               true}));
    auto *connectTo = new Button(theme, ButtonKind::Plain, tr("Connect…"), u"connectButton"_s);
    cards->addWidget(build({tr("Connect to an API"),
                            tr("Administer the webhooks of an account. Its token goes to the keychain."),
                            connectTo}));
    cards->addWidget(build({tr("Test a URL"),
                            tr("Give a callback URL, and see how it answers and where the time goes."),
                            m_test}));
    cards->addStretch();

    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setSpacing(space::kSmall);
    column->addStretch(4);
    column->addWidget(title, 0, Qt::AlignHCenter);
    column->addWidget(promise, 0, Qt::AlignHCenter);
    column->addSpacing(space::kLarge);
    column->addLayout(cards);
    column->addWidget(m_finding, 0, Qt::AlignHCenter);
    column->addStretch(5);
    setBody(body);

    connect(m_start, &QPushButton::clicked, this, &FirstRunPage::startAsked);
    connect(connectTo, &QPushButton::clicked, this, [this] { emit placeAsked({place::kNewConnection, {}}); });
    connect(m_test, &QPushButton::clicked, this, [this] { emit placeAsked({place::kTest, {}}); });
}

QWidget *FirstRunPage::build(const Card &card)
{
    auto *frame = new QFrame;
    frame->setProperty("panel", card.isChosen ? u"chosen"_s : u"true"_s);
    frame->setFixedSize(kCardWidth, kCardHeight);
    auto *title = new QLabel(card.title);
    QFont font = theme().font(TextRole::Strong);
    font.setPixelSize(font.pixelSize() + 2);
    title->setFont(font);
    title->setWordWrap(true);
    auto *text = new QLabel(card.text);
    text->setProperty("soft", true);
    text->setWordWrap(true);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(
        space::kLarge + space::kTiny, space::kLarge, space::kLarge + space::kTiny, space::kLarge);
    column->setSpacing(space::kSmall);
    column->addWidget(title);
    column->addWidget(text);
    column->addStretch();
    column->addWidget(card.button, 0, Qt::AlignLeft);
    return frame;
}

void FirstRunPage::activate()
{
    m_start->setFocus();
}

void FirstRunPage::setBusy(bool isBusy)
{
    m_start->setEnabled(!isBusy);
    m_start->setLabel(isBusy ? tr("Starting\u2026") : tr("Start"));
    if (isBusy)
        m_finding->clear();
}

void FirstRunPage::showFailure(const Error &error)
{
    setBusy(false);
    m_finding->setText(wording::sentence(error) + u' ' + wording::advice(error));
    m_finding->setMinimumHeight(m_finding->heightForWidth(m_finding->width())); // an aligned item isn't asked
}

} // namespace tacklebox::ui
