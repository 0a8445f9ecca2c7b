// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The part that all pages of rows share: a search line, a table over its pages, in their place why there
// are none, and under them what is known of the chosen one. It keeps what is asked for; the page says
// what is its own.
#pragma once

#include "ui/pagingbar.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QModelIndex>
#include <QStackedWidget>
#include <QTimer>

#include <functional>

class QAbstractItemModel;
class QSplitter;

namespace tacklebox::ui {

class NoticeBar;
class SearchLine;
class TableView;

class ListPanel final : public QStackedWidget
{
    Q_OBJECT

public:
    struct Words
    {
        QString name; // of the objects: "event" has eventSearch, eventTable and so on
        QString title; // what the table holds
        QString search; // what is searched, for the search line; empty: nothing is
        QString noMatch; // in place of the rows, with the text that was searched
        QString searched; // the line under it
    };

    ListPanel(const Theme &theme, const Words &words, QAbstractItemModel &model, int rowHeight = size::kRow);

    void setDetail(QWidget *detail, const QList<int> &heights); // under the rows
    void setEmpty(const StatePanel::Words &words); // in place of the rows where no search hides them
    void setServer(const QString &name); // who may answer, told under the rows; empty: nobody else could
    void setAccount(std::function<std::optional<Connection>()> account) { m_account = std::move(account); }

    [[nodiscard]] SearchLine *search() const { return m_search; } // null: nothing is searched
    [[nodiscard]] NoticeBar *notice() const { return m_notice; }
    [[nodiscard]] TableView *table() const { return m_table; }
    [[nodiscard]] PagingBar *paging() const { return m_paging; }
    [[nodiscard]] QString searchText() const;
    [[nodiscard]] const PageRequest &request() const { return m_request; }
    [[nodiscard]] bool isFirstPage() const { return m_request.number == 1 && m_request.cursor.isEmpty(); }
    void ask(); // the same again
    void restart(); // from the first page
    void rewind(); // likewise, without asking

    // The answer to what was asked.
    template<typename Row, typename Model>
    void take(const Result<tacklebox::Page<Row>> &answer, Model &model)
    {
        if (!answer)
            return showError(answer.error());
        const bool wasFailed = std::exchange(m_failure, {}).has_value();
        m_isSettled = false;
        m_answeredBy = answererOf(answer->source, answer->asOf, answer->lookedThrough);
        model.merge(answer->rows);
        m_paging->show(*answer);
        showRows();
        if (wasFailed)
            emit failureChanged();
    }
    void showError(const Error &error);
    [[nodiscard]] const std::optional<Error> &failure() const { return m_failure; } // in the rows' place

    void select(const QString &id); // now, or when its row comes
    [[nodiscard]] QModelIndex current() const; // the chosen row that is in sight

signals:
    void asked();
    void askedAnew(); // before that, where a person tries again: not what is kept here
    void chosen(); // another row or none, or the row has changed
    void answered(); // rows came, or none
    void failureChanged();
    void mendAsked(); // where the account itself may be at fault
    void emptyActed(); // the button where rows would be, when no search hides them

private:
    void build(QAbstractItemModel &model);
    void connectParts();
    void turn(const PageRequest &page);
    void showRows();
    void refresh(); // rows or what stands in their place
    void showState(bool isShown);
    [[nodiscard]] QString answererOf(PageSource source, std::optional<Instant> asOf,
                                     std::optional<qint64> lookedThrough) const;
    void actOnEmpty();

    Words m_words;
    StatePanel::Words m_empty;
    PageRequest m_request;
    QString m_wanted;
    QString m_server;
    std::function<std::optional<Connection>()> m_account; // whose rows they are, as it is now
    QString m_answeredBy;
    SearchLine *m_search = nullptr;
    NoticeBar *m_notice;
    TableView *m_table;
    PagingBar *m_paging;
    QSplitter *m_halves;
    StatePanel *m_state;
    QTimer m_patience; // a slow answer is told of, a quick one isn't
    bool m_isSettled = false; // rows stand: not before the first answer, nor while one is merged
    std::optional<Error> m_failure;
    bool m_isOther = false; // what was asked for isn't what is in sight
};

} // namespace tacklebox::ui
