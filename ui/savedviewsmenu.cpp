// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/savedviewsmenu.h"

#include "ui/confirm.h"
#include "ui/namedialog.h"
#include "ui/savedviews.h"

#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

using models::SavedView;

QList<SavedView> builtInJobViews(const BackendInfo &info)
{
    if (!info.filterStates.contains(JobState::Failed))
        return {};
    JobQuery failed;
    failed.states = {JobState::Failed};
    if (!info.jobSorts.contains(failed.sort))
        failed.sort = JobSort::LastSent;
    return {{SavedViewsMenu::tr("Failed today"), failed, models::JobSpan::Today, {}},
            {SavedViewsMenu::tr("Failed, all"), failed, models::JobSpan::Any, {}}};
}

SavedViewsMenu::SavedViewsMenu(const Theme &theme, const BackendInfo &info, SavedViews &views)
    : m_theme(theme)
    , m_views(views)
    , m_builtIn(builtInJobViews(info))
{
    setObjectName(u"savedViewsMenu"_s);
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &SavedViewsMenu::fill);
}

void SavedViewsMenu::fill()
{
    clear(); // the submenu is a child, and goes by itself
    const SavedView current = m_current ? m_current() : SavedView();
    for (const SavedView &view : m_builtIn)
        addView(view, current);
    addSeparator();
    for (const SavedView &view : m_views.all())
        addView(view, current);
    addSeparator();
    addAction(tr("Save this view…"), this, &SavedViewsMenu::askName)->setObjectName(u"saveViewAction"_s);
    addDeletions();
}

void SavedViewsMenu::addView(const SavedView &view, const SavedView &current)
{
    QAction *action = addAction(QString(view.name).replace(u'&', u"&&"_s));
    action->setCheckable(true);
    action->setChecked(asksTheSame(view, current));
    connect(action, &QAction::triggered, this, [this, view] { emit chosen(view); });
}

void SavedViewsMenu::addDeletions()
{
    delete findChild<QMenu *>(u"deleteViewMenu"_s, Qt::FindDirectChildrenOnly);
    QMenu *menu = addMenu(tr("Delete view"));
    menu->setObjectName(u"deleteViewMenu"_s);
    menu->setEnabled(!m_views.all().isEmpty());
    for (const SavedView &view : m_views.all()) {
        QAction *action = menu->addAction(QString(view.name).replace(u'&', u"&&"_s) + u'…');
        connect(action, &QAction::triggered, this, [this, name = view.name] { askDelete(name); });
    }
}

void SavedViewsMenu::askName()
{
    const SavedView current = m_current ? m_current() : SavedView();
    const auto same = std::ranges::find_if(m_views.all(),
                                           [&](const SavedView &view) { return asksTheSame(view, current); });
    const QString name = same == m_views.all().end() ? QString() : same->name;
    auto *dialog = new NameDialog(
        m_theme, {tr("Save this view"), tr("Name of the view"), tr("Save")}, name, parentWidget()->window());
    connect(dialog, &NameDialog::named, this, &SavedViewsMenu::save);
    dialog->open();
}

void SavedViewsMenu::save(const QString &name)
{
    SavedView view = m_current ? m_current() : SavedView();
    view.name = name;
    if (!m_views.has(name))
        return m_views.put(view);
    Confirmation question;
    question.title = tr("Replace the view “%1”?").arg(name);
    question.text = tr("It keeps the search, the filter, the order and the columns that are in sight now.");
    question.deed = tr("Replace view");
    connect(confirm(parentWidget()->window(), question), &QDialog::accepted, this, [this, view] {
        m_views.put(view);
    });
}

void SavedViewsMenu::askDelete(const QString &name)
{
    Confirmation question;
    question.title = tr("Delete the view “%1”?").arg(name);
    question.text = tr("The jobs that it shows stay as they are.");
    question.deed = tr("Delete view");
    connect(confirm(parentWidget()->window(), question), &QDialog::accepted, this, [this, name] {
        m_views.remove(name);
    });
}

} // namespace tacklebox::ui
