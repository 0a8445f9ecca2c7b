// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// No file of the profile, no socket and no SQL is touched on the GUI thread. The calls themselves are
// watched: this program's definitions stand before those of the libraries.
#include "app/services.h"
#include "app/tacklebox/console.h"
#include "backend/samples.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"

#include <QApplication>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstdarg>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <sys/socket.h>
#include <thread>

using namespace tacklebox;
using namespace Qt::StringLiterals;

struct sqlite3_stmt;

namespace {

std::atomic<bool> s_isWatching = false;
std::thread::id s_guiThread;
std::mutex s_mutex;
QByteArray s_profile;
QList<QByteArray> s_touched;

void touched(const QByteArray &what)
{
    if (!s_isWatching || std::this_thread::get_id() != s_guiThread)
        return;
    const std::scoped_lock lock(s_mutex);
    s_touched.append(what);
}

void touchedFile(const char *path)
{
    if (s_isWatching && std::this_thread::get_id() == s_guiThread && QByteArray(path).startsWith(s_profile))
        touched(QByteArray("file ") + path);
}

template<typename F>
F next(const char *name)
{
    return reinterpret_cast<F>(::dlsym(RTLD_NEXT, name));
}

mode_t modeOf(int flags, va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

} // namespace

extern "C" {

int open64(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    touchedFile(path);
    static const auto real = next<int (*)(const char *, int, ...)>("open64");
    return real(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    touchedFile(path);
    static const auto real = next<int (*)(const char *, int, ...)>("open");
    return real(path, flags, mode);
}

int openat64(int directory, const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    touchedFile(path);
    static const auto real = next<int (*)(int, const char *, int, ...)>("openat64");
    return real(directory, path, flags, mode);
}

int socket(int domain, int type, int protocol) noexcept
{
    if (domain == AF_INET || domain == AF_INET6)
        touched("socket");
    static const auto real = next<int (*)(int, int, int)>("socket");
    return real(domain, type, protocol);
}

int sqlite3_step(sqlite3_stmt *statement)
{
    touched("sqlite3_step");
    static const auto real = next<int (*)(sqlite3_stmt *)>("sqlite3_step");
    return real(statement);
}
}

class tst_GuiThread : public QObject
{
    Q_OBJECT

private slots:
    void seesWhatItWatches()
    {
        const QTemporaryDir directory;
        watch(directory.path());
        QFile file(directory.filePath(u"probe"_s));

        QVERIFY(file.open(QIODevice::WriteOnly));
        const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
        ::close(handle);

        QCOMPARE(stopWatching().size(), 2);
    }

    void touchesNothingFromOpeningToADelivery()
    {
        const QTemporaryDir directory;
        watch(directory.path());
        {
            ui::Theme theme(ui::Scheme::Light);
            auto services = app::Services::open(app::profilePaths(directory.path()), app::Role::Deliverer);
            QVERIFY(services);
            app::Console console(**services, theme);
            console.start();

            auto url = (*services)->inbox().listen({});
            QTRY_VERIFY(url.isFinished());
            SubscriberDraft draft;
            draft.changes = {{u"name"_s, u"My inbox"_s},
                             {u"callback_url"_s, url.result().value()},
                             {u"events"_s, QJsonArray{u"*"_s}}};
            auto saved = (*services)->local().save(draft);
            QTRY_VERIFY(saved.isFinished());
            auto published = (*services)->local().publish({sampleFor(u"order.delivered"_s).event});
            QTRY_VERIFY(published.isFinished());
            const JobId job = published.result().value().front().jobs.front();
            const auto isDelivered = [&] {
                auto detail = (*services)->local().job(job, {});
                [&] { QTRY_VERIFY(detail.isFinished()); }();
                return detail.result()->job.state == JobState::Delivered;
            };
            QTRY_VERIFY(isDelivered());
            for (const ui::PageEntry &entry : console.pages().entries()) {
                console.window().go({entry.key, {}});
                QTest::qWait(50); // what a page asks for comes and is shown
            }
            auto set = (*services)->settings().set(u"theme"_s, u"dark"_s);
            QTRY_VERIFY(set.isFinished());
        }
        const QList<QByteArray> found = stopWatching();

        QVERIFY2(found.isEmpty(), found.join("; ").constData());
    }

private:
    static void watch(const QString &profile)
    {
        s_guiThread = std::this_thread::get_id();
        s_profile = profile.toUtf8();
        s_touched.clear();
        s_isWatching = true;
    }

    static QList<QByteArray> stopWatching()
    {
        s_isWatching = false;
        const std::scoped_lock lock(s_mutex);
        return s_touched;
    }
};

QTEST_MAIN(tst_GuiThread)
#include "tst_guithread.moc"
