// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/editorhistory.h"

#include "backend/wording.h"
#include "ui/button.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

using JobColumn = models::JobsModel::Column;

constexpr std::array kAbsentColumns{JobColumn::Subscriber,
                                    JobColumn::CallbackUrl,
                                    JobColumn::Address,
                                    JobColumn::Tries,
                                    JobColumn::Connection};

} // namespace

EditorHistory::EditorHistory(const Theme &theme)
    : m_text(new QLabel)
    , m_table(new TableView(theme, size::kDenseRow, u"historyTable"_s, tr("Last jobs")))
    , m_all(new Button(theme, ButtonKind::Link, tr("Show in Jobs"), u"historyAllButton"_s))
{
    m_text->setObjectName(u"historyLabel"_s);
    m_text->setProperty("soft", true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_table->setModel(&m_model);
    for (const JobColumn column : kAbsentColumns)
        m_table->columns().leaveOut(column);
    auto *column = new QVBoxLayout(this);
    // So that all columns fit.
    column->setContentsMargins(space::kSmall, space::kMedium, space::kSmall, space::kMedium);
    column->setSpacing(space::kSmall);
    column->addWidget(m_text);
    column->addWidget(m_table, 1);
    column->addWidget(m_all, 0, Qt::AlignLeft);
    column->addStretch();
    connect(m_table, &TableView::activatedRow, this, &EditorHistory::jobsAsked);
    connect(m_all, &Button::clicked, this, &EditorHistory::jobsAsked);
    say(tr("Reading its last jobs…"));
}

void EditorHistory::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_isWanted, true))
        emit wanted();
}

void EditorHistory::showJobs(const Result<tacklebox::Page<Job>> &jobs)
{
    if (!jobs)
        return say((wording::sentence(jobs.error()) + u' ' + wording::advice(jobs.error())).trimmed());
    m_model.merge(jobs->rows);
    say(jobs->rows.isEmpty() ? tr("No job of it is known yet.") : QString());
}

void EditorHistory::say(const QString &text)
{
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_table->setVisible(text.isEmpty());
}

} // namespace tacklebox::ui
