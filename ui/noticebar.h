// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One thing that a page has to say beside its rows: what failed, or what was done. Goes when it is
// dismissed or when the next thing is asked for.
#pragma once

#include "backend/keeping.h"
#include "core/connection.h"
#include "ui/theme.h"

#include <QWidget>

namespace tacklebox::ui {

class Button;
class VerdictView;

class NoticeBar final : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBar(const Theme &theme);

    void show(const Error &error);
    // `action` is the label of a link behind the text; empty: none.
    void showTrouble(const Error &error, const Connection &account, const QString &action);
    void show(ToneRole tone, const QString &text, const QString &action = {});
    void tell(const Keeping &keeping); // hidden where secrets are kept for good; dismissed until that changes
    using QWidget::show;

signals:
    void actionAsked();

private:
    VerdictView *m_verdict;
    Button *m_action;
    Keeping m_told;
};

} // namespace tacklebox::ui
