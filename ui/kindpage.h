// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The kinds of accounts that can be added, one large choice each.
#pragma once

#include "core/connection.h"

#include <QWidget>

namespace tacklebox::ui {

class Theme;

class KindPage final : public QWidget
{
    Q_OBJECT

public:
    KindPage(const Theme &theme, const QList<ConnectionKind> &kinds);

    void focusKind(const QString &name); // empty: the first

signals:
    void chosen(const tacklebox::ConnectionKind &kind);
};

} // namespace tacklebox::ui
