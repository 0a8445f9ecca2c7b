// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The columns of a table as a person arranged them: widths, order, which are shown; and the menu on the
// table's head that arranges them.
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QSet>

class QHeaderView;
class QMenu;

namespace tacklebox::ui {

class TableColumns final : public QObject
{
    Q_OBJECT

public:
    explicit TableColumns(QHeaderView &header); // a child of it

    void readModel(); // the columns as the model's header wants them
    void leaveOut(int column); // nothing is known for it here: never shown, and not offered

    [[nodiscard]] QJsonObject arrangement() const;
    void arrange(const QJsonObject &arrangement); // of another table or version: nothing happens

signals:
    void arranged(); // by a person

private:
    void reset();
    void showMenu(const QPoint &at);
    void addColumns(QMenu &menu);
    void setShown(int column, bool isShown);

    QHeaderView &m_header;
    QSet<int> m_absent;
    bool m_isArranging = false; // not by a person
};

} // namespace tacklebox::ui
