// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/page.h"

#include "ui/listpanel.h"
#include "ui/noticebar.h"
#include "ui/searchline.h"
#include "ui/theme.h"

#include <QDialog>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

Page::Page(const Theme &theme, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(title))
    , m_header(new QHBoxLayout)
    , m_tools(new QVBoxLayout)
    , m_column(new QVBoxLayout(this))
{
    m_title->setFont(theme.font(TextRole::Title));
    m_title->setObjectName(u"pageTitle"_s);
    m_header->setSpacing(space::kSmall);
    m_header->addWidget(m_title);
    m_header->addStretch();
    m_tools->setSpacing(space::kSmall);

    auto *top = new QVBoxLayout;
    top->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    top->setSpacing(space::kSmall);
    top->addLayout(m_header);
    top->addLayout(m_tools);
    m_title->setMinimumHeight(size::kControl);

    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addLayout(top);
}

void Page::activate()
{
    if (m_list)
        m_list->ask();
}

void Page::visit(const Place &) { }

void Page::focusSearch()
{
    if (!m_list || !m_list->search())
        return;
    m_list->search()->setFocus(Qt::ShortcutFocusReason);
    m_list->search()->selectAll();
}

QString Page::title() const
{
    return m_title->text();
}

bool Page::tells(const std::optional<Error> &error) const
{
    return error && m_list && m_list->failure() && m_list->failure()->reason == error->reason;
}

bool Page::isBusy() const
{
    const auto dialogs = findChildren<QDialog *>();
    return std::ranges::any_of(dialogs, &QWidget::isVisible);
}

bool Page::isFailing() const
{
    return m_list && m_list->failure();
}

void Page::addToHeader(QWidget *widget)
{
    m_header->addWidget(widget);
}

void Page::addTools(QWidget *widget)
{
    m_tools->addWidget(widget);
}

void Page::setList(ListPanel *list)
{
    m_list = list;
    connect(list, &ListPanel::failureChanged, this, &Page::failureChanged);
    connect(list, &ListPanel::mendAsked, this, &Page::mendAsked);
    if (list->search())
        addTools(list->search());
    addTools(list->notice());
    setBody(list);
}

void Page::setBody(QWidget *widget)
{
    m_column->addWidget(widget, 1);
}

} // namespace tacklebox::ui
