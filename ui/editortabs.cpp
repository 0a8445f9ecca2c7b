// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/editortabs.h"

#include "models/shorttext.h"
#include "ui/editorhistory.h"
#include "ui/eventscontrol.h"
#include "ui/fieldform.h"
#include "ui/fieldtext.h"
#include "ui/payloadtab.h"
#include "ui/subscribereditor.h"
#include "ui/theme.h"

#include <QScrollArea>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

EditorTabs::EditorTabs(const Theme &theme, const EditorSubject &subject, models::SubscriberEdit &edit)
    : m_theme(theme)
    , m_edit(edit)
    , m_hasJobs(subject.info.verbs.testFlag(Verb::ListJobs))
{
    const auto events = std::ranges::find_if(m_edit.fields(), isEventList);
    if (events != m_edit.fields().end())
        m_eventsKey = events->key;
    setObjectName(u"editorTabs"_s);
    setProperty("inset", true);
    for (const FieldGroup group : {FieldGroup::Basics,
                                   FieldGroup::Triggers,
                                   FieldGroup::Delivery,
                                   FieldGroup::Security,
                                   FieldGroup::Payload,
                                   FieldGroup::Notifications}) {
        if (std::ranges::find(m_edit.fields(), group, &Field::group) != m_edit.fields().end())
            addGroup(group, subject);
    }
    if (m_hasJobs && !m_edit.isNew())
        addHistory();
}

void EditorTabs::addHistory()
{
    m_history = new EditorHistory(m_theme);
    m_history->setProperty("plain", true);
    addTab(m_history, tr("History", "tab of the subscriber editor: its jobs"));
}

void EditorTabs::addGroup(FieldGroup group, const EditorSubject &subject)
{
    const Vocabulary words{subject.info.knownEvents, subject.info.knownStatuses};
    auto *form = new FieldForm(m_theme, group, m_edit, words, subject.secrets);
    auto *scroll = new QScrollArea;
    QWidget *page = form;
    if (group == FieldGroup::Payload && subject.hasViews)
        page = m_payload = new PayloadTab(m_theme, form, m_edit);
    page->setProperty("plain", true);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    addTab(scroll, groupTitle(group));
    m_tabs.append({group, form});
    connect(form, &FieldForm::edited, this, &EditorTabs::edited);
    connect(form, &FieldForm::secretGiven, this, &EditorTabs::secretGiven);
}

void EditorTabs::showFindings(const QMap<QString, QString> &sentences)
{
    for (const Field &field : m_edit.fields()) {
        for (const Tab &tab : std::as_const(m_tabs))
            tab.form->showFinding(field.key, sentences.value(field.key));
    }
}

void EditorTabs::showValues()
{
    for (const Tab &tab : std::as_const(m_tabs))
        tab.form->showValues();
}

void EditorTabs::refresh()
{
    const QStringList events = models::textsOf(m_edit.value(m_eventsKey));
    const QStringList statuses = models::textsOf(m_edit.value(m_edit.keyOf(FieldRule::OrderStatuses)));
    for (int i = 0; i < m_tabs.size(); ++i) {
        m_tabs.at(i).form->showNeeded(); // what it depends on may stand on another tab
        if (m_tabs.at(i).group == FieldGroup::Triggers)
            m_tabs.at(i).form->setSentence(sentence(events, statuses));
        nameTab(i, events + statuses);
    }
    if (m_payload)
        m_payload->askPreview();
}

QString EditorTabs::sentence(const QStringList &events, const QStringList &statuses) const
{
    if (!m_hasJobs)
        return events.isEmpty() && statuses.isEmpty()
            ? tr("Nothing is chosen, so <b>it will be told of nothing</b>.")
            : QString();
    const QString made = models::triggerSentence(events, statuses);
    // What it is told of as it is saved says nothing of another choice.
    if (!m_lastDay || areTriggersChanged())
        return made;
    QString told = m_lastDay->jobs == 1
        ? tr("In the last 24 h that was 1 job.")
        : tr("In the last 24 h that was %1 jobs.").arg(models::numberText(m_lastDay->jobs));
    if (!m_lastDay->isOfAll)
        told = m_lastDay->jobs == 1 ? tr("In the last 24 h that was 1 job of those read here.")
                                    : tr("In the last 24 h that was %1 jobs of those read here.")
                                          .arg(models::numberText(m_lastDay->jobs));
    return made + u' ' + told;
}

bool EditorTabs::areTriggersChanged() const
{
    const Fields &changes = m_edit.draft().changes;
    return changes.contains(m_eventsKey) || changes.contains(m_edit.keyOf(FieldRule::OrderStatuses));
}

void EditorTabs::showLastDay(const LastDay &lastDay)
{
    m_lastDay = lastDay;
    refresh();
}

void EditorTabs::nameTab(int index, const QStringList &chosen)
{
    const Tab &tab = m_tabs.at(index);
    QString title = groupTitle(tab.group);
    if (tab.group == FieldGroup::Triggers)
        title = tr("%1 %2", "a tab's name, how many are chosen on it").arg(title).arg(chosen.size());
    if (tab.form->hasFinding())
        title = tr("%1 !", "a tab's name, something on it has to be mended").arg(title);
    setTabText(index, title);
    tabBar()->setTabTextColor(index, tab.form->hasFinding() ? m_theme.tokens().bad.ink : QColor());
}

void EditorTabs::goTo(const QString &key)
{
    for (int i = 0; i < m_tabs.size(); ++i) {
        if (!m_tabs.at(i).form->contains(key))
            continue;
        setCurrentIndex(i);
        m_tabs.at(i).form->focusField(key);
    }
}

} // namespace tacklebox::ui
