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
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdarg>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>

using namespace tacklebox;
using namespace Qt::StringLiterals;

struct sqlite3_stmt;

namespace {

// What one thread, which made it, touches for as long as it lives.
class Watch final
{
public:
    explicit Watch(const QString &profile)
        : m_profile(profile.toUtf8())
    {
        s_current = this;
    }
    ~Watch() { s_current = nullptr; }
    Watch(const Watch &) = delete;
    Watch &operator=(const Watch &) = delete;

    static void see(const QByteArray &what)
    {
        if (s_current)
            s_current->m_touched.append(what);
    }
    static void seeFile(const char *path)
    {
        if (s_current && QByteArrayView(path).startsWith(s_current->m_profile))
            see(QByteArray("file ") + path);
    }
    [[nodiscard]] const QList<QByteArray> &touched() const { return m_touched; }

private:
    static thread_local Watch *s_current;

    QByteArray m_profile;
    QList<QByteArray> m_touched;
};

thread_local Watch *Watch::s_current = nullptr;

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
    Watch::seeFile(path);
    static const auto real = next<int (*)(const char *, int, ...)>("open64");
    return real(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    Watch::seeFile(path);
    static const auto real = next<int (*)(const char *, int, ...)>("open");
    return real(path, flags, mode);
}

int openat64(int directory, const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    Watch::seeFile(path);
    static const auto real = next<int (*)(int, const char *, int, ...)>("openat64");
    return real(directory, path, flags, mode);
}

int socket(int domain, int type, int protocol) noexcept
{
    if (domain == AF_INET || domain == AF_INET6)
        Watch::see("socket");
    static const auto real = next<int (*)(int, int, int)>("socket");
    return real(domain, type, protocol);
}

int sqlite3_step(sqlite3_stmt *statement)
{
    Watch::see("sqlite3_step");
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
        const Watch watch(directory.path());
        QFile file(directory.filePath(u"probe"_s));

        QVERIFY(file.open(QIODevice::WriteOnly));
        const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
        ::close(handle);

        QCOMPARE(watch.touched().size(), 2);
    }

    void touchesNothingFromOpeningToADelivery()
    {
        const QTemporaryDir directory;
        const Watch watch(directory.path());
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
                if (!(*services)->local().info().verbs.testFlags(entry.needs))
                    continue; // of an account's alone
                console.window().go({entry.key, {}});
                QTRY_COMPARE(console.window().currentPage(), entry.key);
                QTRY_VERIFY(isShown(console.window()));
            }
            auto set = (*services)->settings().set(u"theme"_s, u"dark"_s);
            QTRY_VERIFY(set.isFinished());
        }

        QVERIFY2(watch.touched().isEmpty(), watch.touched().join("; ").constData());
    }

private:
    // What the page asks for has come: after a delivery no table is empty.
    static bool isShown(const QWidget &window)
    {
        const auto tables = window.findChildren<QTableView *>();
        return std::ranges::all_of(tables, [](const QTableView *table) {
            return !table->isVisible() || table->model()->rowCount() > 0;
        });
    }
};

QTEST_MAIN(tst_GuiThread)
#include "tst_guithread.moc"
