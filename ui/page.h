// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One page of the window: a title with its actions, tools under it, and a body to the edges.
#pragma once

#include "ui/place.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace tacklebox::ui {

class ListPanel;
class Theme;

class Page : public QWidget
{
    Q_OBJECT

public:
    Page(const Theme &theme, const QString &title, QWidget *parent = nullptr);

    // The page comes into sight: ask for what is old. Called each time, also by F5.
    virtual void activate();
    // Somebody was led here; comes before activate().
    virtual void visit(const Place &place);
    // Ctrl+F. Nothing where the page has no search.
    virtual void focusSearch();
    // F6 goes round these, in order.
    [[nodiscard]] virtual QList<QWidget *> panes() const { return {}; }

    [[nodiscard]] QString title() const;
    // It stands in the place of the rows: nobody else has to say it.
    [[nodiscard]] bool tells(const std::optional<Error> &error) const;
    [[nodiscard]] bool isFailing() const; // any failure stands there
    // Something would be lost with it: a dialog of it is open.
    [[nodiscard]] virtual bool isBusy() const;

signals:
    void placeAsked(const tacklebox::ui::Place &place);
    void failureChanged(); // what stands in the place of its rows
    void mendAsked(); // of its connection

protected:
    void addToHeader(QWidget *widget); // right-aligned, the main button last
    void addTools(QWidget *widget); // a line under the title, within the margins
    void setBody(QWidget *widget); // to the edges; one that wants margins brings them
    void setList(ListPanel *list); // a body of rows, with its search among the tools
    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    const Theme &m_theme;
    QLabel *m_title;
    QHBoxLayout *m_header;
    QVBoxLayout *m_tools;
    QVBoxLayout *m_column;
    ListPanel *m_list = nullptr;
};

} // namespace tacklebox::ui
