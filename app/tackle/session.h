// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One run of one command: the profile it works on, what it says, and how it ends.
#pragma once

#include "app/services.h"
#include "app/tackle/output.h"

#include <QObject>

namespace tacklebox::tackle {

// What stands before or behind a command's name and is understood by all of them.
struct Globals
{
    QString profile;
    QString connection = QStringLiteral("local");
    Form form = Form::People;
    bool isNamed = false; // --connection was given
    bool isSure = false; // --yes: a locked one that was named may be written, and a change that is asked about
};

class Session final : public QObject
{
    Q_OBJECT

public:
    Session(Globals globals, const dialects::Registry &registry); // borrowed

    // What is run, by the name that the table of commands has for it: for what to do next after an error.
    void setCommand(const QString &name) { m_command = name; }
    // Of a command whose connection stands behind its name.
    void setAccount(const QString &name) { m_account = name; }

    // Opens the profile and finds the connection.
    Result<Done> open(app::Role role);

    [[nodiscard]] const Globals &globals() const { return m_globals; }
    [[nodiscard]] const Output &output() const { return m_output; }
    // Only after open():
    [[nodiscard]] app::Services &services() { return *m_services; }
    [[nodiscard]] Backend &backend() { return *m_backend; }

    // Ends the program as soon as the running function returns. The first call counts.
    void finish();
    void finish(int exitCode);
    void finish(const Error &error); // says it, too
    void explain(const Error &error) const; // its sentence and what to do next, on standard error
    [[nodiscard]] QString adviceOn(const Error &error) const; // what to do next, or empty

    // Says on standard error when what was queued is going to wait.
    void finishAfterQueueing();

    // Goes on with the answer, or ends with its error.
    template<typename T, typename Next>
    void with(Async<T> answer, Next next)
    {
        answer.then(this, [this, next = std::move(next)](Result<T> result) mutable {
            if (result)
                next(*std::move(result));
            else
                finish(result.error());
        });
    }

private:
    void noteSlow(const QString &connection);
    void noteSave(const Error &note);

    Globals m_globals;
    const dialects::Registry &m_registry;
    Output m_output;
    QString m_command;
    QString m_account; // empty: the connection that it works on
    std::unique_ptr<app::Services> m_services;
    Backend *m_backend = nullptr;
    bool m_isSlowSaid = false;
    QList<Reason> m_saidOfSaves;
    bool m_isFinished = false;
};

// The exit codes of the command line, by kind of error.
[[nodiscard]] int exitCodeOf(ErrorKind kind);

} // namespace tacklebox::tackle
