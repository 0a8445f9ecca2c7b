// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Connects the dialog that sends jobs again and the strip of running replays with their backend.
#pragma once

#include "backend/backend.h"
#include "backend/replays.h"
#include "ui/question.h"

#include <QPointer>
#include <QTimer>

namespace tacklebox::ui {

class ReplayDialog;
class ReplayStrip;
class Theme;

class ReplaysController final : public QObject
{
    Q_OBJECT

public:
    // The strip's window is the dialog's parent. All are borrowed.
    ReplaysController(const Theme &theme, Backend &backend, ReplayStrip &strip);

    // Opens the dialog for these jobs. For a backend with runs: where there are none, ui/plainreplay.h.
    void ask(const ReplayRequest &request);
    void load(); // the strip's rows

signals:
    void answered(const QList<tacklebox::JobAnswer> &answers); // of those sent at once
    void told(const QString &text);
    void failed(const tacklebox::Error &error);

private:
    void start(const ReplayManner &manner);
    void change(const ReplayId &id, ReplayDeed deed);
    void show(const QList<Replay> &replays);

    const Theme &m_theme;
    Backend &m_backend;
    ReplayStrip &m_strip;
    ReplayRequest m_request;
    QPointer<ReplayDialog> m_dialog;
    Question m_plan;
    Question m_body;
    Question m_list;
    QList<ReplayId> m_open;
    QTimer m_rest;
};

} // namespace tacklebox::ui
