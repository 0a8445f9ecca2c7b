// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What stands where rows would: why it is empty, or what failed, and what to do next.
#pragma once

#include "core/connection.h"

#include <QFrame>

class QLabel;

namespace tacklebox::ui {

class Button;
class Theme;

class StatePanel final : public QFrame
{
    Q_OBJECT

public:
    StatePanel(const Theme &theme, const QString &objectName);

    struct Words
    {
        QString icon; // of :/icons
        QString title;
        QString text;
        QString action; // label of the button; empty: none
        QString link{}; // of another way, under it; empty: none
    };

    void show(const Words &words);
    void show(const Error &error, const QString &action = {}); // empty: "Try again"
    // Of an account, which may have to be edited.
    void show(const Error &error, const Connection &account);

    [[nodiscard]] QWidget *button() const; // for the focus

signals:
    void actionAsked();
    void linkAsked();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showFailure(const Words &words);
    void drawIcon();
    void fitText();

    const Theme &m_theme;
    QString m_iconName;
    bool m_isFailure = false;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    Button *m_action;
    Button *m_link;
};

} // namespace tacklebox::ui
