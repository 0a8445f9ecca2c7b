// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Under the rows: the chosen subscriber's name, what can be done with it, and what is known of its health and
// its use.
#pragma once

#include "core/subscriber.h"
#include "core/usage.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace tacklebox::ui {

class Theme;
class VerdictView;

class ChosenSubscriber final : public QWidget
{
    Q_OBJECT

public:
    explicit ChosenSubscriber(const Theme &theme);

    void addVerb(QWidget *widget); // right-aligned, in this order
    void show(const Subscriber *row); // null: none is chosen
    using QWidget::show;
    void showUsage(const SubscriberUsage &usage); // of the one that is shown
    void hideUsage();

private:
    QLabel *m_name;
    QHBoxLayout *m_verbs;
    VerdictView *m_health; // where there is something to say
    VerdictView *m_usage;
};

} // namespace tacklebox::ui
