// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/differenceview.h"

#include "models/differencetree.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QStyle>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

using models::DifferenceTree;

constexpr int kNameColumnWidth = 220;
constexpr int kWhatColumnWidth = 90;
constexpr int kValueColumnWidth = 190;
constexpr int kMostOpened = 20; // subscribers: more are for a person to open

} // namespace

DifferenceView::DifferenceView(const Theme &theme, DifferenceTree &model, const QString &name,
                               const QString &title)
    : m_model(model)
    , m_tree(new QTreeView)
    , m_note(new QLabel)
{
    build(theme, name, title);
    connect(&model, &QAbstractItemModel::modelReset, this, &DifferenceView::startAtTheTop);
    connect(&model, &QAbstractItemModel::dataChanged, this, &DifferenceView::showNote);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &DifferenceView::showNote);
    showNote();
}

void DifferenceView::build(const Theme &theme, const QString &name, const QString &title)
{
    m_tree->setObjectName(name + u"Tree"_s);
    m_tree->setAccessibleName(title);
    m_tree->setModel(&m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setTabKeyNavigation(false);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setMinimumHeight(4 * size::kRow);
    m_tree->header()->resizeSection(DifferenceTree::Name, kNameColumnWidth);
    m_tree->header()->resizeSection(DifferenceTree::What, kWhatColumnWidth);
    m_tree->header()->resizeSection(DifferenceTree::Before, kValueColumnWidth);
    m_tree->header()->setStretchLastSection(true);
    m_note->setObjectName(name + u"Note"_s);
    m_note->setFont(theme.font(TextRole::Label));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(2 * QFontMetrics(m_note->font()).height()); // the rows above stay where they are
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kTiny);
    column->addWidget(m_tree, 1);
    column->addWidget(m_note);
}

void DifferenceView::startAtTheTop()
{
    const int rows = m_model.rowCount();
    for (int row = 0; row < rows && rows <= kMostOpened; ++row)
        m_tree->expand(m_model.index(row, 0));
    if (rows > 0)
        m_tree->setCurrentIndex(m_model.index(0, 0));
    showNote();
}

void DifferenceView::showNote()
{
    const QModelIndex current = m_model.index(m_model.rowOf(m_tree->currentIndex()), 0);
    const QString note = current.data(DifferenceTree::NoteRole).toString();
    const bool isBad = current.data(DifferenceTree::BadRole).toBool();
    m_note->setText(note);
    m_note->setProperty("bad", isBad);
    m_note->setProperty("soft", !isBad);
    m_note->style()->unpolish(m_note);
    m_note->style()->polish(m_note);
}

} // namespace tacklebox::ui
