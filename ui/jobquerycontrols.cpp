// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jobquerycontrols.h"

#include "core/clock.h"
#include "models/jobsmodel.h"
#include "ui/jobfilterbar.h"
#include "ui/jobspage.h"
#include "ui/listpanel.h"
#include "ui/searchline.h"
#include "ui/searchscope.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"

namespace tacklebox::ui {

JobQuery JobQueryControls::query() const
{
    const ListPanel &list = m_page.list();
    JobQuery query;
    query.search = list.searchText();
    query.searchIn = m_page.scope().attributes();
    query = m_page.filters().applied(query, SystemClock().now());
    query.sort = models::JobsModel::sortOf(list.table()->sortColumn()).value_or(JobSort::Created);
    query.order = list.table()->sortOrder();
    query.page = list.request();
    return query;
}

models::SavedView JobQueryControls::view() const
{
    models::SavedView view;
    view.query = query();
    view.query.page = {};
    view.span = m_page.filters().span();
    if (view.span != models::JobSpan::Given)
        view.query.from.reset();
    view.columns = m_page.list().table()->columns().arrangement();
    return view;
}

void JobQueryControls::showAround(const JobQuery &query) const
{
    m_page.list().search()->show(query.search);
    m_page.scope().show(query.searchIn);
    m_page.list().table()->showSort(models::JobsModel::columnOf(query.sort), query.order);
    m_page.list().rewind();
}

void JobQueryControls::show(const JobQuery &query) const
{
    showAround(query);
    m_page.filters().show(query);
}

void JobQueryControls::show(const models::SavedView &view) const
{
    showAround(view.query);
    m_page.filters().show(view.query, view.span);
    if (!view.columns.isEmpty())
        m_page.list().table()->columns().take(view.columns);
}

void JobQueryControls::clear() const
{
    m_page.list().search()->show(QString());
    m_page.scope().show({});
    m_page.filters().clear();
}

} // namespace tacklebox::ui
