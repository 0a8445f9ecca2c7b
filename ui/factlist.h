// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Facts under each other: a quiet label, its value beside it, to be read and copied.
#pragma once

#include <QWidget>

class QGridLayout;

namespace tacklebox::ui {

class Theme;

class FactList final : public QWidget
{
    Q_OBJECT

public:
    FactList(const Theme &theme, const QString &objectName);

    enum class Face { Body, Fixed };

    void clear();
    void addTitle(const QString &title); // a semi-bold line over the facts that follow
    void add(const QString &label, const QString &value, Face face = Face::Body);
    void add(const QString &label, QWidget *value); // a chip, say; taken as a child

private:
    const Theme &m_theme;
    QGridLayout *m_grid;
};

} // namespace tacklebox::ui
