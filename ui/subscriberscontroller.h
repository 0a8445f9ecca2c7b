// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the Subscribers page with one backend: asks, saves, removes, and merges what others change.
#pragma once

#include "backend/backend.h"
#include "models/subscribersmodel.h"
#include "ui/question.h"

#include <QPointer>
#include <QTimer>

namespace tacklebox::ui {

class SubscriberEditor;
class SubscribersPage;
class Theme;

class SubscribersController final : public QObject
{
    Q_OBJECT

public:
    SubscribersController(const Theme &theme, Backend &backend);

    // Made once, by the one who shows it; the controller lives as long as its page.
    [[nodiscard]] SubscribersPage *page() const { return m_page; }

private:
    void load();
    void create();
    void edit(const SubscriberId &id);
    void open(const SubscriberDraft &draft, const Subscriber &subject);
    void askKeeping();
    void offerViews(PayloadViews &views); // in the editor
    void loadViews(PayloadViews &views);
    void save(const SubscriberDraft &draft);
    void settleHeld(const SubscriberDraft &draft, QWidget *parent, const std::function<void()> &next);
    void write(const SubscriberDraft &draft);
    void showRefused(const SubscriberDraft &draft, const Error &error);
    void switchActive(const Subscriber &row);
    void askRemove(const Subscriber &row);
    void remove(const SubscriberId &id);
    void takeChanged(const QList<Subscriber> &rows);
    void takeSent(const JobNews &news);
    void takeRemoved(const QList<SubscriberId> &ids);

    const Theme &m_theme;
    Backend &m_backend;
    models::SubscribersModel m_model;
    SubscribersPage *m_page;
    QPointer<SubscriberEditor> m_editor;
    QTimer m_reload; // more was sent than is told
    Question m_rows;
    Question m_subject;
    Question m_views;
    Question m_preview;
};

// The page with its controller, ready to be shown.
[[nodiscard]] SubscribersPage *makeSubscribersPage(const Theme &theme, Backend &backend,
                                                   QWidget *parent = nullptr);

} // namespace tacklebox::ui
