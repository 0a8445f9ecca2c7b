// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Sends jobs again where a backend has no runs for that: asks first, with whose they are and how many, on
// production for the connection's name, and then sends them as they are, one after the other, until it is
// stopped.
#pragma once

#include "backend/backend.h"
#include "backend/replayplan.h"
#include "ui/question.h"

#include <QPointer>

class QDialog;

namespace tacklebox {
class ReplaySending;
}

namespace tacklebox::ui {

class SendingStrip;
class Theme;

class PlainReplay final : public QObject
{
    Q_OBJECT

public:
    // All are borrowed. The page's window is the question's parent.
    PlainReplay(const Theme &theme, Backend &backend, QWidget &page, SendingStrip &strip);
    ~PlainReplay() override; // what it asked goes, too

    void ask(const QList<Job> &jobs); // these
    void askAll(const JobQuery &query); // what it finds, the first kMostReplayedAtOnce of that
    void send(const QList<Job> &jobs); // without a question

signals:
    void answered(const QList<tacklebox::JobAnswer> &answers);
    void told(const QString &text);
    void failed(const tacklebox::Error &error);

private:
    [[nodiscard]] bool isBusy(); // and says so
    void gather(const JobQuery &query, const JobsToReplay &before);
    void take(const JobQuery &query, JobsToReplay found, const tacklebox::Page<Job> &page);
    void open(const JobsToReplay &found);
    void end();
    [[nodiscard]] QString textOf(const JobsToReplay &found) const;

    const Theme &m_theme;
    Backend &m_backend;
    QWidget &m_page;
    SendingStrip &m_strip;
    QPointer<QDialog> m_question;
    Question m_rows;
    QPointer<ReplaySending> m_sending; // goes with its end
};

} // namespace tacklebox::ui
