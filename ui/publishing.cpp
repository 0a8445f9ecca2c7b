// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/publishing.h"

#include "ui/connectiontext.h"
#include "ui/publishdialog.h"

namespace tacklebox::ui {

Publishing::Publishing(const Theme &theme, Backend &backend, QWidget &page)
    : m_theme(theme)
    , m_backend(backend)
    , m_page(page)
{
}

void Publishing::open()
{
    if (m_dialog)
        return m_dialog->raise();
    const BackendInfo info = m_backend.info();
    m_dialog = new PublishDialog(m_theme, info, placeText(info), &m_page);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &PublishDialog::accepted, this, &Publishing::publish);
    connect(m_dialog, &PublishDialog::jobsAsked, this, [this](const EventId &event) {
        m_dialog->close();
        emit jobsAsked(event);
    });
    m_dialog->open();
}

void Publishing::openLike(const EventDraft &event)
{
    open();
    m_dialog->setEvent(event);
}

void Publishing::publish(const EventDraft &event)
{
    m_dialog->showPublishing();
    m_backend.publish({event}).then(m_dialog,
                                    [dialog = m_dialog.data()](const Result<QList<Published>> &answer) {
                                        if (answer && !answer->isEmpty())
                                            dialog->showPublished(answer->first());
                                        else
                                            dialog->showError(answer ? Error() : answer.error());
                                    });
}

} // namespace tacklebox::ui
