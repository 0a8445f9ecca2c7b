// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What an empty profile shows: the ways to a first delivery, each in one step.
#pragma once

#include "ui/page.h"

class QLabel;

namespace tacklebox::ui {

class Button;

class FirstRunPage final : public Page
{
    Q_OBJECT

public:
    explicit FirstRunPage(const Theme &theme, QWidget *parent = nullptr);

    void activate() override;
    void setBusy(bool isBusy);
    void showFailure(const Error &error);

signals:
    void startAsked();

private:
    struct Card
    {
        QString title;
        QString text;
        Button *button = nullptr;
        bool isChosen = false;
    };

    QWidget *build(const Card &card);

    Button *m_start;
    Button *m_test;
    QLabel *m_finding;
};

} // namespace tacklebox::ui
