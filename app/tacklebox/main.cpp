// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/language.h"
#include "app/services.h"
#include "app/tacklebox/arrangementfile.h"
#include "app/tacklebox/console.h"
#include "app/tacklebox/failedstart.h"
#include "app/tacklebox/schemechoice.h"
#include "app/tacklebox/tour.h"
#include "backend/wording.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTextStream>

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

// The window on one profile: the console, or why there is none, with a way to try again.
class Session final : public QObject
{
public:
    Session(app::ProfilePaths paths, QString tour)
        : m_paths(std::move(paths))
        , m_tourDirectory(std::move(tour))
        , m_desktop(app::schemeOfDesktop())
        , m_theme(m_desktop)
    {
    }

    void open()
    {
        auto services = app::Services::open(m_paths, app::Role::Deliverer);
        if (!services)
            return fail(services.error());
        m_services = std::move(*services);
        m_choice = std::make_unique<app::SchemeChoice>(m_services->settings(), m_theme, m_desktop);
        m_arrangement = std::make_unique<app::ArrangementFile>(m_paths.config + u"/window.json"_s);
        m_console = std::make_unique<app::Console>(*m_services, m_theme, m_arrangement->read());
        connect(&m_console->arrangement(), &ui::Arrangement::changed, this, [this](const QJsonObject &value) {
            m_arrangement->write(value);
        });
        connect(m_arrangement.get(),
                &app::ArrangementFile::notWritten,
                &m_console->window(),
                &ui::MainWindow::tellNotKept);
        m_console->start();
        m_failure.reset();
        if (!m_tourDirectory.isEmpty())
            startTour();
    }

private:
    void fail(const Error &error)
    {
        QTextStream(stderr) << wording::sentence(error) << u'\n';
        if (!m_tourDirectory.isEmpty())
            return QMetaObject::invokeMethod(
                       qApp, [] { QCoreApplication::exit(1); }, Qt::QueuedConnection),
                   void();
        if (m_failure)
            return m_failure->show(error);
        m_failure = std::make_unique<app::FailedStart>(m_theme, error);
        connect(
            m_failure.get(), &app::FailedStart::againAsked, this, [this] { open(); }, Qt::QueuedConnection);
        m_failure->show();
    }

    void startTour()
    {
        m_tour = std::make_unique<app::Tour>(*m_console, m_theme, m_tourDirectory);
        connect(m_tour.get(), &app::Tour::finished, qApp, &QCoreApplication::quit);
        connect(m_tour.get(), &app::Tour::failed, this, [](const QString &file) {
            QTextStream(stderr) << QCoreApplication::translate("Tour", "%1 can't be written.").arg(file)
                                << u'\n';
            QCoreApplication::exit(1);
        });
        m_tour->start();
    }

    app::ProfilePaths m_paths;
    QString m_tourDirectory;
    ui::Scheme m_desktop;
    ui::Theme m_theme;
    std::unique_ptr<app::Services> m_services;
    std::unique_ptr<app::SchemeChoice> m_choice;
    std::unique_ptr<app::ArrangementFile> m_arrangement;
    std::unique_ptr<app::Console> m_console;
    std::unique_ptr<app::FailedStart> m_failure;
    std::unique_ptr<app::Tour> m_tour;
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tacklebox"_s);
    QApplication::setApplicationDisplayName(u"Tacklebox"_s);
    QApplication::setDesktopFileName(u"tacklebox"_s);

    app::installLanguage(application);

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "A console for webhooks."));
    const QCommandLineOption profile(
        u"profile"_s, QCoreApplication::translate("main", "Directory of the profile."), u"DIR"_s);
    const QCommandLineOption tour(
        u"tour"_s,
        QCoreApplication::translate("main", "Write a picture of each page there and quit."),
        u"DIR"_s);
    parser.addOptions({profile, tour});
    parser.addHelpOption();
    parser.process(application);

    Session session(app::profilePaths(parser.value(profile)), parser.value(tour));
    session.open();
    return QApplication::exec();
}
