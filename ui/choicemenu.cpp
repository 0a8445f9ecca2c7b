// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/choicemenu.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

ChoiceMenu::ChoiceMenu(const QString &objectName, const QString &typed)
{
    setObjectName(objectName);
    if (!typed.isEmpty()) {
        m_line = new QLineEdit;
        m_line->setObjectName(objectName + u"Line"_s);
        m_line->setAccessibleName(typed);
        m_line->setPlaceholderText(typed);
        m_line->setMinimumWidth(200);
        auto *action = new QWidgetAction(this);
        action->setDefaultWidget(m_line);
        addAction(action);
        connect(m_line, &QLineEdit::returnPressed, this, &ChoiceMenu::addTyped);
    }
    m_any = addAction(tr("Any", "no filter"));
    m_any->setCheckable(true);
    m_any->setChecked(true);
    connect(m_any, &QAction::triggered, this, [this] {
        setChosen({});
        tell();
    });
    addSeparator();
}

QAction *ChoiceMenu::addChoice(const Choice &choice)
{
    QAction *action = addAction(choice.text);
    action->setData(choice.key);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, &ChoiceMenu::tell);
    m_choices << action;
    return action;
}

void ChoiceMenu::setChoices(const QList<Choice> &choices)
{
    const QStringList keys = chosen();
    qDeleteAll(m_choices);
    m_choices.clear();
    for (const Choice &choice : choices)
        addChoice(choice);
    setChosen(keys);
}

void ChoiceMenu::setChosen(const QStringList &keys)
{
    for (const QString &key : keys) {
        const bool isListed
            = std::ranges::any_of(m_choices, [&](QAction *a) { return a->data().toString() == key; });
        if (!isListed)
            addChoice({key, key});
    }
    for (QAction *action : std::as_const(m_choices))
        action->setChecked(keys.contains(action->data().toString()));
    m_any->setChecked(keys.isEmpty());
}

QStringList ChoiceMenu::chosen() const
{
    QStringList keys;
    for (const QAction *action : m_choices) {
        if (action->isChecked())
            keys << action->data().toString();
    }
    return keys;
}

QString ChoiceMenu::chosenText() const
{
    QStringList texts;
    for (const QAction *action : m_choices) {
        if (action->isChecked())
            texts << action->text();
    }
    if (texts.size() <= 2)
        return texts.join(u", "_s);
    return tr("%1 and %n more", "filter values", int(texts.size()) - 1).arg(texts.first());
}

void ChoiceMenu::addTyped()
{
    const QString text = m_line->text().trimmed();
    if (text.isEmpty())
        return;
    m_line->clear();
    setChosen(chosen() << text);
    tell();
    close();
}

void ChoiceMenu::tell()
{
    m_any->setChecked(chosen().isEmpty());
    emit changed(chosen());
}

void ChoiceMenu::mouseReleaseEvent(QMouseEvent *event)
{
    QAction *action = activeAction();
    if (action && action->isCheckable() && action->isEnabled())
        return action->trigger(); // and stay open
    QMenu::mouseReleaseEvent(event);
}

void ChoiceMenu::keyPressEvent(QKeyEvent *event)
{
    QAction *action = activeAction();
    if (event->key() == Qt::Key_Space && action && action->isCheckable())
        return action->trigger();
    QMenu::keyPressEvent(event);
}

} // namespace tacklebox::ui
