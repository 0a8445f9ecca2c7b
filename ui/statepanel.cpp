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

} // namespace

StatePanel::StatePanel(const Theme &theme, const QString &objectName)
    : m_theme(theme)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_text(new QLabel)
    , m_action(new Button(theme, ButtonKind::Plain, {}, objectName + u"Action"_s))
{
    setObjectName(objectName);
    setProperty("surface", true);
    m_title->setObjectName(objectName + u"Title"_s);
    m_text->setObjectName(objectName + u"Text"_s);
    m_title->setFont(theme.font(TextRole::Strong));
    m_text->setProperty("soft", true);
    m_text->setWordWrap(true);
    m_text->setFixedWidth(kTextWidth);
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
    column->addStretch(3);
    connect(&theme, &Theme::changed, this, &StatePanel::drawIcon);
    connect(m_action, &QPushButton::clicked, this, &StatePanel::actionAsked);
}

void StatePanel::drawIcon()
{
    if (m_iconName.isEmpty())
        return;
    const Tokens &t = m_theme.tokens();
    m_icon->setPixmap(
        m_theme.icon(m_iconName, m_isFailure ? t.bad.ink : t.softInk).pixmap(kDrawing, kDrawing));
}

void StatePanel::show(const Words &words)
{
    m_isFailure = false;
    m_iconName = words.icon;
    drawIcon();
    m_title->setText(words.title);
    m_text->setText(words.text);
    m_text->setFixedHeight(m_text->heightForWidth(kTextWidth)); // an aligned item isn't asked for it
    m_text->setVisible(!words.text.isEmpty());
    m_action->setLabel(words.action);
    m_action->setVisible(!words.action.isEmpty());
    setAccessibleName(words.title);
    setAccessibleDescription(words.text);
}

void StatePanel::show(const Error &error, const QString &action)
{
    show({u"alert"_s,
          wording::sentence(error),
          wording::advice(error),
          action.isEmpty() ? tr("Try again") : action});
    m_isFailure = true;
    drawIcon();
}

} // namespace tacklebox::ui
