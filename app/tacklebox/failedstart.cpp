// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tacklebox/failedstart.h"

#include "ui/statepanel.h"
#include "ui/theme.h"

using namespace Qt::StringLiterals;

namespace tacklebox::app {

namespace {

constexpr QSize kSize{720, 420};

} // namespace

FailedStart::FailedStart(const ui::Theme &theme, const Error &error)
    : m_panel(new ui::StatePanel(theme, u"failedStart"_s))
{
    setObjectName(u"failedStartWindow"_s);
    setWindowTitle(tr("Tacklebox"));
    setCentralWidget(m_panel);
    resize(kSize);
    connect(m_panel, &ui::StatePanel::actionAsked, this, &FailedStart::againAsked);
    show(error);
}

void FailedStart::show(const Error &error)
{
    m_panel->show(error);
}

} // namespace tacklebox::app
