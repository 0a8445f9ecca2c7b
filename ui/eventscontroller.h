// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the Events page with one backend: asks for events and their bodies, and publishes by hand.
#pragma once

#include "backend/backend.h"
#include "models/eventsmodel.h"
#include "ui/publishing.h"
#include "ui/question.h"

#include <QTimer>

namespace tacklebox::ui {

class EventsPage;
class Theme;

class EventsController final : public QObject
{
    Q_OBJECT

public:
    EventsController(const Theme &theme, Backend &backend);

    [[nodiscard]] EventsPage *page() const { return m_page; }

private:
    void load();
    void loadEvent(const EventId &id);
    void publishLike(const Event &event);
    void askCancel(const Event &event);
    void cancel(const EventId &id);
    void takePublished();
    void showJobs(const EventId &id);

    Backend &m_backend;
    models::EventsModel m_model;
    EventsPage *m_page;
    Publishing m_publishing;
    QTimer m_reload; // many events at once are one reason to ask
    Question m_rows;
    Question m_event;
};

[[nodiscard]] EventsPage *makeEventsPage(const Theme &theme, Backend &backend, QWidget *parent = nullptr);

} // namespace tacklebox::ui
