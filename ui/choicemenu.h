// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The menu of a filter chip: values to tick, several at a time, open until one has chosen; and a
// line for a value that is not listed. Where a value is easily taken for another, it offers that one too.
#pragma once

#include <QMenu>

#include <optional>

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

    // The value that one is easily taken for, or none.
    using Twin = std::optional<QString> (*)(QStringView key);

    void offerTwins(Twin twinOf);
    void setAnyText(const QString &text); // in the place of “Any”
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
    void refresh(); // after another choice
    void takeTwin();

    QLineEdit *m_line = nullptr;
    QAction *m_any;
    QAction *m_twin = nullptr; // in sight while there is one to offer
    Twin m_twinOf = nullptr;
    QList<QAction *> m_choices;
};

} // namespace tacklebox::ui
