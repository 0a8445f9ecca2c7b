// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/arrangement.h"

#include "ui/savedviews.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"

#include <QEvent>
#include <QGuiApplication>
#include <QJsonArray>
#include <QMainWindow>
#include <QScreen>
#include <QSplitter>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr auto kRest = 500ms;
constexpr QSize kGrip{80, 24}; // of the title, to take the window by

QList<QRect> screensNow()
{
    QList<QRect> screens{QGuiApplication::primaryScreen()->availableGeometry()};
    for (const QScreen *screen : QGuiApplication::screens())
        screens.append(screen->availableGeometry());
    return screens;
}

} // namespace

QRect fitted(const QRect &wanted, const QList<QRect> &screens)
{
    const QRect title(wanted.topLeft(), QSize(wanted.width(), kGrip.height()));
    const auto home = std::ranges::find_if(screens, [&](const QRect &screen) {
        const QRect seen = screen.intersected(title);
        return seen.width() >= kGrip.width() && seen.height() >= kGrip.height();
    });
    const QRect screen = home == screens.end() ? screens.value(0) : *home;
    QRect place(wanted.topLeft(), wanted.size().boundedTo(screen.size()));
    if (home == screens.end())
        place.moveTopLeft(screen.topLeft());
    return place;
}

Arrangement::Arrangement(QJsonObject kept, QObject *parent)
    : QObject(parent)
    , m_value(std::move(kept))
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_rest, &QTimer::timeout, this, [this] { emit changed(m_value); });
}

Arrangement::~Arrangement()
{
    if (m_rest.isActive())
        emit changed(m_value);
}

void Arrangement::keep(const QString &part, const QJsonValue &value)
{
    if (m_value.value(part) == value)
        return;
    m_value.insert(part, value);
    m_rest.start();
}

void Arrangement::keep(const QString &part, const QString &name, const QJsonValue &value)
{
    QJsonObject all = m_value.value(part).toObject();
    all.insert(name, value);
    keep(part, all);
}

void Arrangement::followWindow(QMainWindow &window)
{
    const QJsonObject kept = m_value.value("window"_L1).toObject();
    const QRect place(kept.value("x"_L1).toInt(),
                      kept.value("y"_L1).toInt(),
                      kept.value("width"_L1).toInt(),
                      kept.value("height"_L1).toInt());
    if (place.isValid())
        window.setGeometry(fitted(place, screensNow()));
    if (kept.value("maximized"_L1).toBool())
        window.setWindowState(Qt::WindowMaximized);
    window.installEventFilter(this);
}

bool Arrangement::eventFilter(QObject *object, QEvent *event)
{
    const bool isPlaced = event->type() == QEvent::Move || event->type() == QEvent::Resize
        || event->type() == QEvent::WindowStateChange;
    if (const auto *window = qobject_cast<QMainWindow *>(object); window && isPlaced)
        readWindow(*window);
    return QObject::eventFilter(object, event);
}

// The place of a maximized window is the one that it goes back to.
void Arrangement::readWindow(const QMainWindow &window)
{
    if (!window.isVisible() || window.isMinimized())
        return;
    QJsonObject place = m_value.value("window"_L1).toObject();
    if (!window.isMaximized() && !window.isFullScreen()) {
        const QRect now = window.geometry();
        place
            = {{u"x"_s, now.x()}, {u"y"_s, now.y()}, {u"width"_s, now.width()}, {u"height"_s, now.height()}};
    }
    place.insert(u"maximized"_s, window.isMaximized());
    keep(u"window"_s, place);
}

void Arrangement::followPage(QWidget &page)
{
    for (QSplitter *splitter : page.findChildren<QSplitter *>()) {
        QList<int> sizes;
        for (const auto &size : m_value.value("splitters"_L1)[splitter->objectName()].toArray())
            sizes.append(size.toInt());
        if (sizes.size() == splitter->count()
            && std::ranges::all_of(sizes, [](int size) { return size > 0; }))
            splitter->setSizes(sizes);
        connect(splitter, &QSplitter::splitterMoved, this, [this, splitter] {
            QJsonArray now;
            for (const int size : splitter->sizes())
                now.append(size);
            keep(u"splitters"_s, splitter->objectName(), now);
        });
    }
    for (TableView *table : page.findChildren<TableView *>()) {
        TableColumns &columns = table->columns();
        columns.arrange(m_value.value("tables"_L1)[table->objectName()].toObject());
        connect(&columns, &TableColumns::arranged, this, [this, table] {
            keep(u"tables"_s, table->objectName(), table->columns().arrangement());
        });
    }
    for (SavedViews *views : page.findChildren<SavedViews *>()) {
        views->restore(m_value.value("views"_L1)[views->place()].toArray());
        connect(views, &SavedViews::changed, this, [this, views] {
            keep(u"views"_s, views->place(), views->toJson());
        });
    }
}

QString Arrangement::lastPage() const
{
    return m_value.value("page"_L1).toString();
}

void Arrangement::setLastPage(const QString &key)
{
    keep(u"page"_s, key);
}

QString Arrangement::lastConnection() const
{
    return m_value.value("connection"_L1).toString();
}

void Arrangement::setLastConnection(const QString &name)
{
    keep(u"connection"_s, name);
}

} // namespace tacklebox::ui
