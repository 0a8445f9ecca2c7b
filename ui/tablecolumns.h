// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The columns of a table as a person arranged them: widths, order, which are shown. The menu that
// arranges them is on the table's head, too.
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QSet>

class QHeaderView;

namespace tacklebox::ui {

class TableColumns final : public QObject
{
    Q_OBJECT

public:
    explicit TableColumns(QHeaderView &header); // a child of it

    void readModel(); // the columns as the model's header wants them
    void leaveOut(int column); // nothing is known for it here: never shown, and not offered
    void makeWay(int column, bool isAway); // for want of room, which is nobody's choice: it isn't kept
    [[nodiscard]] bool isAway(int column) const { return m_away.contains(column); }

    [[nodiscard]] QJsonObject arrangement() const;
    void arrange(const QJsonObject &arrangement); // of another table or version: nothing happens
    void take(const QJsonObject &arrangement); // the same, as a person wants it

    [[nodiscard]] QList<int> offered() const; // all but those left out, in their order
    [[nodiscard]] QList<int> shown() const; // of these
    [[nodiscard]] QString titleOf(int column) const;
    void setShown(int column, bool isShown); // the last one stays: its head brings the others back
    void reset();

signals:
    void arranged(); // by a person

private:
    void showMenu(const QPoint &at);

    QHeaderView &m_header;
    QSet<int> m_absent;
    QSet<int> m_away;
    bool m_isArranging = false; // not by a person
};

} // namespace tacklebox::ui
