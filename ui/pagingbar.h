// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The line under a table: how many a page, which rows these are, and the way to the others.
#pragma once

#include "core/page.h"

#include <QFrame>
#include <QHash>

class QLabel;

namespace tacklebox::ui {

class Button;
class FilterChip;
class Theme;

class PagingBar final : public QFrame
{
    Q_OBJECT

public:
    PagingBar(const Theme &theme, const QString &objectName);

    template<typename T>
    void show(const tacklebox::Page<T> &page)
    {
        m_next = page.next;
        m_previous = page.previous;
        showFacts(page.number, page.size, int(page.rows.size()), page.count);
    }
    using QWidget::show;

    void setCount(std::optional<qint64> count); // known later than the rows
    [[nodiscard]] std::optional<qint64> count() const { return m_count; }
    [[nodiscard]] int pageSize() const { return m_size; }
    void setNote(const QString &note); // beside the page size: who sorted, how old

signals:
    void asked(const tacklebox::PageRequest &page);

private:
    void showFacts(int number, int size, int rows, std::optional<qint64> count);
    void placePage(int rows);
    void refresh();
    [[nodiscard]] qint64 lastPage() const; // 0: not known
    void askSize(int size);
    void ask(int number, const QString &cursor = {});

    FilterChip *m_sizes;
    QLabel *m_note;
    QLabel *m_range;
    Button *m_first;
    Button *m_back;
    QLabel *m_pages;
    Button *m_forth;
    Button *m_last;
    int m_number = 1;
    int m_size = 100;
    int m_rows = -1; // none are known yet
    int m_step = 100; // rows that a page has: a server may give fewer at once than it is asked for
    qint64 m_firstRow = 1;
    QHash<int, qint64> m_firstRows; // of the pages that were seen, and of the one behind each
    std::optional<qint64> m_count;
    QString m_next;
    QString m_previous;
};

} // namespace tacklebox::ui
