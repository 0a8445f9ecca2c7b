// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/editortabs.h"

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
{
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
    const QStringList events = models::textsOf(m_edit.value(m_edit.keyOf(FieldRule::EventSelectors)));
    const QStringList statuses = models::textsOf(m_edit.value(m_edit.keyOf(FieldRule::OrderStatuses)));
    for (int i = 0; i < m_tabs.size(); ++i) {
        if (m_tabs.at(i).group == FieldGroup::Triggers)
            m_tabs.at(i).form->setSentence(models::triggerSentence(events, statuses));
        nameTab(i, events + statuses);
    }
    if (m_payload)
        m_payload->askPreview();
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
