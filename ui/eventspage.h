// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What happened on one connection: the published events, the body of one, and publishing by hand.
#pragma once

#include "backend/backendinfo.h"
#include "core/event.h"
#include "ui/page.h"

class QLabel;

namespace tacklebox::models {
class EventsModel;
}

namespace tacklebox::ui {

class Button;
class CodeView;
class ListPanel;

class EventsPage final : public Page
{
    Q_OBJECT

public:
    EventsPage(const Theme &theme, const BackendInfo &info, models::EventsModel &model,
               QWidget *parent = nullptr);

    void visit(const Place &place) override;
    [[nodiscard]] QList<QWidget *> panes() const override;

    [[nodiscard]] ListPanel &list() const { return *m_list; }
    [[nodiscard]] EventQuery query() const;
    void showEvent(const Result<Event> &answer); // with its body
    void tell(const QString &text); // what was done
    void tell(const Error &error);
    void announceNew(); // rows came that this page doesn't show

signals:
    void eventAsked(const tacklebox::EventId &id);
    void publishAsked();
    void publishLikeAsked(const tacklebox::Event &event);
    void cancelAsked(const tacklebox::Event &event);

private:
    QWidget *buildDetail();
    void connectParts();
    void takeSelection();

    bool m_canPublish;
    bool m_canCancel;
    models::EventsModel &m_model;
    Event m_event; // the one whose body is shown
    ListPanel *m_list;
    QLabel *m_title;
    CodeView *m_payload;
    Button *m_jobs;
    Button *m_again;
    Button *m_cancel;
};

} // namespace tacklebox::ui
