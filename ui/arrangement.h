// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How a person arranged the window: its place, its last page, the splitters, the tables' columns, and each
// connection's saved views. One JSON value, which whoever made it keeps; touches no file.
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QRect>
#include <QTimer>

class QMainWindow;
class QWidget;

namespace tacklebox::ui {

class Arrangement final : public QObject
{
    Q_OBJECT

public:
    explicit Arrangement(QJsonObject kept, QObject *parent = nullptr);
    ~Arrangement() override; // tells what it has not told yet

    [[nodiscard]] const QJsonObject &value() const { return m_value; }

    void followWindow(QMainWindow &window); // puts it where it was, as far as there is a screen
    void followPage(QWidget &page); // arranges its splitters, tables and saved views as they were

    [[nodiscard]] QString lastPage() const;
    void setLastPage(const QString &key);
    [[nodiscard]] QString lastConnection() const; // may be gone by now
    void setLastConnection(const QString &name);

signals:
    void changed(const QJsonObject &value); // once the arranging rests

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void keep(const QString &part, const QJsonValue &value);
    void keep(const QString &part, const QString &name, const QJsonValue &value);
    void readWindow(const QMainWindow &window);

    QJsonObject m_value;
    QTimer m_rest;
};

// The place for a window that wants to be at `wanted`: there when its title can be seen on one of the
// screens, else on the first; nowhere larger than its screen.
[[nodiscard]] QRect fitted(const QRect &wanted, const QList<QRect> &screens);

} // namespace tacklebox::ui
