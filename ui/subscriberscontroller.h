// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the Subscribers page with one backend: asks, opens the editor, merges what others change, and
// keeps both to the connection's lock.
#pragma once

#include "backend/backend.h"
#include "models/subscribersmodel.h"
#include "ui/connectionlock.h"
#include "ui/question.h"
#include "ui/subscribersaving.h"
#include "ui/subscribertransfer.h"

#include <QPointer>
#include <QTimer>

namespace tacklebox::ui {

class EditorTabs;
class SubscriberEditor;
class SubscribersPage;
class Theme;

class SubscribersController final : public QObject
{
    Q_OBJECT

public:
    SubscribersController(const Theme &theme, Connections &connections, Backend &backend);

    // Made once, by the one who shows it; the controller lives as long as its page.
    [[nodiscard]] SubscribersPage *page() const { return m_page; }

private:
    void load();
    void create();
    void add(); // by its id
    void edit(const SubscriberId &id);
    void open(const SubscriberDraft &draft, const Subscriber &subject);
    void offerHistory(const SubscriberId &id); // likewise
    void askLastDay(EditorTabs &tabs, const JobQuery &lastDay);
    void askKeeping();
    void offerViews(PayloadViews &views); // in the editor
    void loadViews(PayloadViews &views);
    void showLock();
    void askUsage(const SubscriberId &id);
    void testAtVendor(const Subscriber &row);
    void takeChanged(const QList<Subscriber> &rows);
    void takeNote(const Error &note);
    void takeSent(const JobNews &news);
    void takeRemoved(const QList<SubscriberId> &ids);

    const Theme &m_theme;
    Backend &m_backend;
    models::SubscribersModel m_model;
    SubscribersPage *m_page;
    SubscriberSaving m_saving;
    SubscriberTransfer m_transfer;
    ConnectionLock m_lock;
    QPointer<SubscriberEditor> m_editor;
    QTimer m_reload; // more was sent than is told
    Question m_rows;
    Question m_subject;
    Question m_usage;
    Question m_vendorTest;
    Question m_views;
    Question m_preview;
    Question m_lastDay;
    Question m_history;
};

// The page with its controller, ready to be shown.
[[nodiscard]] SubscribersPage *makeSubscribersPage(const Theme &theme, Connections &connections,
                                                   Backend &backend, QWidget *parent = nullptr);

} // namespace tacklebox::ui
