// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the Inbox page with the local receiver.
#pragma once

#include "backend/inbox.h"
#include "models/capturesmodel.h"
#include "ui/question.h"

#include <QTimer>

namespace tacklebox::ui {

class InboxPage;
class Theme;

class InboxController final : public QObject
{
    Q_OBJECT

public:
    InboxController(const Theme &theme, Inbox &inbox, const QStringList &schemes);

    [[nodiscard]] InboxPage *page() const { return m_page; }

private:
    void load();
    void loadCapture(const CaptureId &id);
    void start(const InboxProgram &program);
    void askClear();
    void clear();

    Inbox &m_inbox;
    models::CapturesModel m_model;
    InboxPage *m_page;
    QTimer m_reload; // many requests at once are one reason to ask
    Question m_rows;
    Question m_capture;
};

[[nodiscard]] InboxPage *makeInboxPage(const Theme &theme, Inbox &inbox, const QStringList &schemes,
                                       QWidget *parent = nullptr);

} // namespace tacklebox::ui
