// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/statepanel.h"

#include "backend/wording.h"
#include "ui/button.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kDrawing = 32;
constexpr int kTextWidth = 420;
constexpr int kNarrowest = 200;
constexpr int kTallest = 1000;

} // namespace

StatePanel::StatePanel(const Theme &theme, const QString &objectName)
    : m_theme(theme)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_text(new QLabel)
    , m_action(new Button(theme, ButtonKind::Plain, {}, objectName + u"Action"_s))
    , m_link(new Button(theme, ButtonKind::Link, {}, objectName + u"Link"_s))
{
    setObjectName(objectName);
    setProperty("surface", true);
    m_title->setObjectName(objectName + u"Title"_s);
    m_text->setObjectName(objectName + u"Text"_s);
    m_title->setFont(theme.font(TextRole::Strong));
    m_text->setProperty("soft", true);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kHuge, space::kHuge, space::kHuge, space::kHuge);
    column->setSpacing(space::kSmall);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addSpacing(space::kTiny);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addWidget(m_link, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(&theme, &Theme::changed, this, &StatePanel::drawIcon);
    connect(m_action, &QPushButton::clicked, this, &StatePanel::actionAsked);
    connect(m_link, &QPushButton::clicked, this, &StatePanel::linkAsked);
}

void StatePanel::drawIcon()
{
    if (m_iconName.isEmpty())
        return;
    const Tokens &t = m_theme.tokens();
    m_icon->setPixmap(
        m_theme.icon(m_iconName, m_isFailure ? t.bad.ink : t.softInk).pixmap(kDrawing, kDrawing));
}

// An aligned item isn't asked for its height, and a label that was laid out once answers with the old one.
void StatePanel::fitText()
{
    m_text->ensurePolished(); // its font is the style sheet's
    const int room = std::clamp(width() - 2 * space::kHuge, kNarrowest, kTextWidth);
    const QRect lines
        = m_text->fontMetrics().boundingRect(QRect(0, 0, room, kTallest), Qt::TextWordWrap, m_text->text());
    m_text->setFixedSize(room, lines.height());
}

void StatePanel::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitText();
}

QWidget *StatePanel::button() const
{
    return m_action;
}

void StatePanel::show(const Words &words)
{
    m_isFailure = false;
    m_iconName = words.icon;
    drawIcon();
    m_title->setText(words.title);
    m_text->setText(words.text);
    fitText();
    m_text->setVisible(!words.text.isEmpty());
    m_action->setLabel(words.action);
    m_action->setVisible(!words.action.isEmpty());
    m_link->setLabel(words.link);
    m_link->setVisible(!words.link.isEmpty());
    setAccessibleName(words.title);
    setAccessibleDescription(words.text);
}

void StatePanel::showFailure(const Words &words)
{
    show(words);
    m_isFailure = true;
    drawIcon();
}

void StatePanel::show(const Error &error, const QString &action)
{
    showFailure({u"alert"_s,
                 wording::sentence(error),
                 wording::advice(error),
                 action.isEmpty() ? tr("Try again") : action});
}

void StatePanel::show(const Error &error, const Connection &account)
{
    showFailure({u"alert"_s,
                 wording::sentence(error),
                 wording::advice(error, account),
                 tr("Try again"),
                 tr("Edit connection…")});
}

} // namespace tacklebox::ui
