// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/factlist.h"

#include "ui/theme.h"

#include <QGridLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

FactList::FactList(const Theme &theme, const QString &objectName)
    : m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    setObjectName(objectName);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::kHuge);
    m_grid->setVerticalSpacing(space::kTiny);
    m_grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void FactList::clear()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void FactList::addTitle(const QString &title)
{
    auto *label = new QLabel(title);
    label->setFont(m_theme.font(TextRole::Strong));
    const int row = m_grid->rowCount();
    if (m_grid->count() > 0)
        label->setContentsMargins(0, space::kSmall, 0, 0);
    m_grid->addWidget(label, row, 0, 1, 2);
}

void FactList::add(const QString &label, const QString &value, Face face)
{
    auto *text = new QLabel(value);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setFocusPolicy(Qt::NoFocus);
    text->setToolTip(value);
    // A long address is cut rather than widening what it stands on.
    text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    if (face == Face::Fixed)
        text->setFont(m_theme.font(TextRole::Fixed));
    text->setAccessibleName(tr("%1: %2", "label and value").arg(label, value));
    add(label, text);
}

void FactList::add(const QString &label, QWidget *value)
{
    auto *name = new QLabel(label);
    name->setProperty("soft", true);
    const int row = m_grid->rowCount();
    const int line = fontMetrics().height() + 2;
    name->setMinimumHeight(line);
    value->setMinimumHeight(line);
    m_grid->addWidget(name, row, 0, Qt::AlignTop);
    // One of a fixed width would hold the whole column to it.
    const bool isFixed = value->sizePolicy().horizontalPolicy() == QSizePolicy::Fixed;
    m_grid->addWidget(value, row, 1, isFixed ? Qt::AlignTop | Qt::AlignLeft : Qt::AlignTop);
    if (!value->objectName().isEmpty())
        return;
    value->setObjectName(objectName() + u"Value%1"_s.arg(row));
}

} // namespace tacklebox::ui
