// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What somebody else made of a subscriber while a person edits it: a row a field, and which of the two is
// kept. Takes no room while nothing differs.
#pragma once

#include "models/conflict.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableWidget;

namespace tacklebox::ui {

class Button;
class Theme;

class ConflictView final : public QWidget
{
    Q_OBJECT

public:
    explicit ConflictView(const Theme &theme);

    void showRows(const QString &sentence, const QList<models::ConflictRow> &rows); // none: hidden
    void follow(const models::ConflictRow &row); // its field is edited elsewhere

signals:
    void chosen(const tacklebox::models::ConflictRow &row); // it says now what it keeps

private:
    enum Column { Name, Started, Theirs, Mine, Kept, ColumnCount };

    void build(const Theme &theme);
    void addChoice(int row);
    void showTexts(int row);
    void setOpen(bool isOpen);
    [[nodiscard]] int tableHeight() const;

    QList<models::ConflictRow> m_rows; // as they stand in the table
    QLabel *m_sentence;
    Button *m_toggle;
    QTableWidget *m_table;
};

} // namespace tacklebox::ui
