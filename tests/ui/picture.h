// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Pictures of widgets, kept beside the build, and the words that stand in sight on them.
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QCoreApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>

#include <algorithm>

namespace tacklebox::test {

// By TACKLEBOX_LOOK=dark the same tests keep dark pictures.
inline bool isDarkWanted()
{
    return qEnvironmentVariable("TACKLEBOX_LOOK") == QStringLiteral("dark");
}

inline QString pictureName(const QString &name)
{
    return name + (isDarkWanted() ? QStringLiteral("-dark") : QStringLiteral("-light"));
}

inline void keepPicture(QWidget &of, const QString &name)
{
    const QString folder = QStringLiteral(TACKLEBOX_BINARY_DIR) + QStringLiteral("/pictures");
    QVERIFY(QDir().mkpath(folder));
    QCoreApplication::sendPostedEvents(); // texts that changed just now want their room
    QVERIFY(of.grab().save(folder + u'/' + name + QStringLiteral(".png")));
}

// What a person reads on it: labels, buttons, lines, the actions of a menu, and the cells of tables.
inline QStringList wordsOn(const QWidget &of)
{
    QStringList words{of.windowTitle()};
    const auto inSight = [&of](const QWidget *widget) { return widget->isVisibleTo(&of); };
    const auto labels = of.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (inSight(label))
            words << label->text();
    }
    const auto buttons = of.findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (inSight(button))
            words << button->text();
    }
    const auto lines = of.findChildren<QLineEdit *>();
    for (const QLineEdit *line : lines) {
        if (inSight(line))
            words << line->text();
    }
    const auto actions = qobject_cast<const QMenu *>(&of) ? of.actions() : QList<QAction *>();
    for (const QAction *action : actions)
        words << action->text();
    const auto tables = of.findChildren<QAbstractItemView *>();
    for (const QAbstractItemView *table : tables) {
        const QAbstractItemModel *model = inSight(table) ? table->model() : nullptr;
        for (int row = 0; model && row < model->rowCount(table->rootIndex()); ++row) {
            for (int column = 0; column < model->columnCount(table->rootIndex()); ++column)
                words << model->index(row, column, table->rootIndex()).data().toString();
        }
    }
    return words;
}

inline bool says(const QWidget &of, const QString &words)
{
    const QStringList all = wordsOn(of);
    return std::ranges::any_of(all, [&](const QString &text) { return text.contains(words); });
}

} // namespace tacklebox::test
