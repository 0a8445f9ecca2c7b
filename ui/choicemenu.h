// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The menu of a filter chip: values to tick, several at a time, open until one has chosen; and a
// line for a value that is not listed.
#pragma once

#include <QMenu>

class QLineEdit;

namespace tacklebox::ui {

class ChoiceMenu final : public QMenu
{
    Q_OBJECT

public:
    struct Choice
    {
        QString key;
        QString text;
    };

    // `typed` is the hint of the line for other values; empty: no such line.
    explicit ChoiceMenu(const QString &objectName, const QString &typed = {});

    void setChoices(const QList<Choice> &choices);
    void setChosen(const QStringList &keys); // without telling; one that is not listed is added
    [[nodiscard]] QStringList chosen() const;
    [[nodiscard]] QString chosenText() const; // "failed, retrying", "failed and 2 more"

signals:
    void changed(const QStringList &keys);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QAction *addChoice(const Choice &choice);
    void addTyped();
    void tell();

    QLineEdit *m_line = nullptr;
    QAction *m_any;
    QList<QAction *> m_choices;
};

} // namespace tacklebox::ui
