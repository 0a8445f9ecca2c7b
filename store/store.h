// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The profile's database, opened: one writer thread that commits many changes at once, a few readers
// with their own connections, and the news of rows that anyone changed, this process or another.
//
// Threads: write() and read() from any thread. A question or change runs on one of the store's own
// threads and gets the connection for that time only. newsArrived comes on the store's own thread:
// connect with a context.
#pragma once

#include "core/async.h"
#include "store/connection.h"
#include "store/news.h"

#include <QObject>

#include <functional>
#include <stop_token>

namespace tacklebox::store {

class Writer;
class ReaderPool;
class Bell;
class BellRope;

// Who comes first: the deliverer's turns do, for the wire waits for them. They are told once they are
// committed: a power cut before the disk has it (a few milliseconds) makes that turn undone, and what it sent
// is sent again. All else is told when it is durable.
enum class Precedence { First, InOrder };

class Store final : public QObject
{
    Q_OBJECT

public:
    // Opens or creates the database in the profile's directory (created with mode 0700). Errors:
    // ProfileOfSomebodyElse, ProfileOpenToOthers, ProfileNotWritable, DatabaseNewer, DatabaseDamaged,
    // DatabaseOfAnotherProgram, DatabaseReadOnly, DatabaseBusy (an older schema in use by a running
    // process), FileNotRead, DiskFull.
    static Result<std::unique_ptr<Store>> open(const QString &directory);
    ~Store() override;

    // Runs `change` inside the writer's next transaction, under a savepoint of its own: an error
    // undoes this change alone. The future finishes after the commit is durable, or with the
    // commit's error (DiskFull, DatabaseReadOnly, …) and nothing written.
    template<typename T>
    Async<T> write(std::function<Result<T>(Connection &)> change, Precedence precedence = Precedence::InOrder)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        auto outcome = std::make_shared<std::optional<Result<T>>>();
        enqueueWrite({[outcome, change = std::move(change)](Connection &connection) {
                          outcome->emplace(change(connection));
                          return outcome->value().has_value();
                      },
                      [outcome, promise](const std::optional<Error> &commitError) {
                          if (commitError)
                              promise->addResult(Result<T>(fail(*commitError)));
                          else
                              promise->addResult(std::move(outcome->value()));
                          promise->finish();
                      },
                      precedence});
        return promise->future();
    }

    // Runs `question` on a reader. A stop request interrupts the statement; the answer is Cancelled.
    template<typename T>
    Async<T> read(std::stop_token stop, std::function<Result<T>(Connection &)> question)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        enqueueRead({std::move(stop),
                     [promise, question = std::move(question)](Connection &connection) {
                         promise->addResult(question(connection));
                         promise->finish();
                     },
                     [promise](const Error &error) {
                         promise->addResult(Result<T>(fail(error)));
                         promise->finish();
                     }});
        return promise->future();
    }

    [[nodiscard]] QString directory() const;

signals:
    void newsArrived(const tacklebox::store::News &news);

private:
    friend class Writer;
    friend class ReaderPool;

    struct Change
    {
        std::function<bool(Connection &)> run; // false: undo it
        std::function<void(const std::optional<Error> &)> finish;
        Precedence precedence = Precedence::InOrder;
    };
    struct Question
    {
        std::stop_token stop;
        std::function<void(Connection &)> run;
        std::function<void(const Error &)> refuse; // stopped before it ran, or no connection
    };

    explicit Store(QString directory);
    void enqueueWrite(Change change);
    void enqueueRead(Question question);

    QString m_directory;
    std::unique_ptr<BellRope> m_rope;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<ReaderPool> m_readers;
    std::unique_ptr<Bell> m_bell;
};

} // namespace tacklebox::store
