// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/nojobspage.h"

#include "ui/connectiontext.h"
#include "ui/statepanel.h"

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

NoJobsPage::NoJobsPage(const Theme &theme, const BackendInfo &info, QWidget *parent)
    : Page(theme, tr("Jobs"), parent)
    , m_state(new StatePanel(theme, u"noJobsState"_s))
{
    m_state->show({u"jobs"_s,
                   tr("%1 keeps no jobs").arg(connectionTitle(info)),
                   tr("It counts the calls to each subscriber and keeps the last error. Both stand on the "
                      "Subscribers page, below the one that is chosen."),
                   tr("Show subscribers")});
    setBody(m_state);
    connect(m_state, &StatePanel::actionAsked, this, [this] { emit placeAsked({place::kSubscribers, {}}); });
}

QList<QWidget *> NoJobsPage::panes() const
{
    return {m_state->button()};
}

} // namespace tacklebox::ui
