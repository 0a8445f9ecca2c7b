// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/choicemenu.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kWidestChoice = 420;

} // namespace

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

void ChoiceMenu::setAnyText(const QString &text)
{
    m_any->setText(text);
}

void ChoiceMenu::offerTwins(Twin twinOf)
{
    m_twinOf = twinOf;
    m_twin = new QAction(this);
    m_twin->setObjectName(objectName() + u"Twin"_s);
    m_twin->setVisible(false);
    insertAction(m_any, m_twin);
    connect(m_twin, &QAction::triggered, this, &ChoiceMenu::takeTwin);
}

QAction *ChoiceMenu::addChoice(const Choice &choice)
{
    // In a menu an ampersand stands for a shortcut, and a long URL would make it as wide as the screen.
    const QString shown = fontMetrics().elidedText(choice.text, Qt::ElideMiddle, kWidestChoice);
    QAction *action = addAction(QString(shown).replace(u'&', "&&"_L1));
    action->setIconText(choice.text);
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
    refresh();
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
            texts << action->iconText();
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
    refresh();
    emit changed(chosen());
}

void ChoiceMenu::refresh()
{
    const QStringList keys = chosen();
    m_any->setChecked(keys.isEmpty());
    if (!m_twin)
        return;
    m_twin->setVisible(false);
    for (const QString &key : keys) {
        const std::optional<QString> twin = m_twinOf(key);
        if (!twin || keys.contains(*twin))
            continue;
        m_twin->setData(*twin);
        m_twin->setText(tr("Also “%1”: “%2” alone leaves it out").arg(*twin, key));
        m_twin->setVisible(true);
    }
}

void ChoiceMenu::takeTwin()
{
    setChosen(chosen() << m_twin->data().toString());
    tell();
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
