// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Carries out what a person decided about a subscriber: asks where a slip would be grave, writes it, and
// shows the editor what the backend says, somebody else's edit included.
#pragma once

#include "backend/backend.h"
#include "ui/question.h"

#include <QPointer>

#include <functional>
#include <memory>

class QWidget;

namespace tacklebox::ui {

class SubscriberEditor;
class Theme;
struct Confirmation;

class SubscriberSaving final : public QObject
{
    Q_OBJECT

public:
    SubscriberSaving(const Theme &theme, Backend &backend, QWidget &page);

    // Of the one that is open: none for a new one.
    void serve(SubscriberEditor &editor, const std::optional<SubscriberId> &id, const QString &name);
    void switchActive(const Subscriber &row);
    void remove(const Subscriber &row);

signals:
    void saved(const tacklebox::SubscriberId &id); // from the editor
    void failed(const tacklebox::Error &error); // and no editor shows it

private:
    using Next = std::function<void()>;
    using Asker = QPointer<SubscriberEditor>; // may be gone when the answer comes

    void askFirst(const SubscriberDraft &draft, const QString &name, QWidget *parent, const Next &next);
    void settleHeld(const SubscriberDraft &draft, const QString &name, QWidget *parent, const Next &next);
    void askForName(const Confirmation &question, QWidget *parent, const Next &next);
    void write(const Asker &asker, const SubscriberDraft &draft);
    void writeSwitch(const Subscriber &row);
    void tellRefused(const Asker &asker, const Error &error);
    void showRefused(const Asker &asker, const SubscriberDraft &draft, const Error &error);
    void showRequest(const Asker &asker, const SubscriberDraft &draft);
    void reread(const Asker &asker, const std::optional<SubscriberId> &id);
    void takeNews(const QList<Subscriber> &rows);

    const Theme &m_theme;
    Backend &m_backend;
    QWidget &m_page;
    QPointer<SubscriberEditor> m_editor; // the one that is open
    std::optional<SubscriberId> m_id; // of it
    std::weak_ptr<const Next> m_asked; // what follows a question that is open still
    QPointer<QWidget> m_askedIn;
    Question m_theirs;
    Question m_usage;
};

} // namespace tacklebox::ui
