// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/searchline.h"

#include "ui/theme.h"

#include <QAction>
#include <QKeyEvent>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr auto kRest = 200ms;

} // namespace

SearchLine::SearchLine(const Theme &theme, const QString &objectName, const QString &placeholder)
{
    setObjectName(objectName);
    setAccessibleName(placeholder);
    setPlaceholderText(placeholder);
    setProperty("search", true);
    QAction *glass = addAction(theme.icon(u"search"_s, theme.tokens().softInk), LeadingPosition);
    glass->setText(tr("Search", "what the magnifying glass before a line says to a screen reader"));
    connect(&theme, &Theme::changed, glass, [glass, &theme] {
        glass->setIcon(theme.icon(u"search"_s, theme.tokens().softInk));
    });
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_rest, &QTimer::timeout, this, &SearchLine::tell);
    connect(this, &QLineEdit::textEdited, this, [this] { m_rest.start(); });
    connect(this, &QLineEdit::returnPressed, this, &SearchLine::tell);
}

void SearchLine::show(const QString &text)
{
    m_rest.stop();
    m_told = text;
    setText(text);
}

void SearchLine::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || text().isEmpty())
        return QLineEdit::keyPressEvent(event);
    clear();
    tell();
}

void SearchLine::tell()
{
    m_rest.stop();
    if (text() == m_told)
        return;
    m_told = text();
    emit searched(m_told);
}

} // namespace tacklebox::ui
