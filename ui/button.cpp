// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/button.h"

#include "ui/theme.h"

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

QString kindName(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Main:
        return u"main"_s;
    case ButtonKind::Danger:
        return u"danger"_s;
    case ButtonKind::Link:
        return u"link"_s;
    case ButtonKind::Icon:
        return u"icon"_s;
    case ButtonKind::Plain:
        break;
    }
    return u"plain"_s;
}

} // namespace

Button::Button(const Theme &theme, ButtonKind kind, const QString &text, const QString &objectName)
    : m_theme(theme)
    , m_kind(kind)
{
    setObjectName(objectName);
    setProperty("kind", kindName(kind));
    setAutoDefault(false);
    setCursor(kind == ButtonKind::Link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setLabel(text);
    connect(&theme, &Theme::changed, this, &Button::drawIcon);
}

void Button::setLabel(const QString &text)
{
    setAccessibleName(QString(text).remove(u'&'));
    if (m_kind == ButtonKind::Icon)
        setToolTip(text);
    else
        setText(text);
}

void Button::setIconName(const QString &name)
{
    m_iconName = name;
    drawIcon();
}

void Button::drawIcon()
{
    if (m_iconName.isEmpty())
        return;
    const Tokens &t = m_theme.tokens();
    const QColor colour = m_kind == ButtonKind::Main ? t.onAccent
        : m_kind == ButtonKind::Link                 ? t.accent
        : m_kind == ButtonKind::Danger               ? t.bad.ink
                                                     : t.ink;
    setIcon(m_theme.icon(m_iconName, colour));
}

} // namespace tacklebox::ui
