// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Publishing by hand at one backend: opens the dialog over a page and brings what it hands over to the
// backend. One dialog at a time.
#pragma once

#include "backend/backend.h"

#include <QPointer>

namespace tacklebox::ui {

class PublishDialog;
class Theme;

class Publishing final : public QObject
{
    Q_OBJECT

public:
    // All is borrowed; the page outlives it.
    Publishing(const Theme &theme, Backend &backend, QWidget &page);

    void open();
    void openLike(const EventDraft &event); // with this to begin with

signals:
    void jobsAsked(const tacklebox::EventId &event); // and the dialog is closed

private:
    void publish(const EventDraft &event);

    const Theme &m_theme;
    Backend &m_backend;
    QWidget &m_page;
    QPointer<PublishDialog> m_dialog;
};

} // namespace tacklebox::ui
