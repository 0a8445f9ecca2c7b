// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/conflictview.h"

#include "backend/wording.h"
#include "ui/button.h"
#include "ui/theme.h"
#include "ui/valuecontrol.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

using Side = models::ConflictRow::Side;

constexpr int kMostHeight = 200;
constexpr int kRowHeight = size::kControl + space::kTiny;
constexpr int kShownRows = 3;

} // namespace

ConflictView::ConflictView(const Theme &theme)
    : m_sentence(new QLabel)
    , m_toggle(new Button(theme, ButtonKind::Link, tr("Hide", "the rows"), u"conflictToggleButton"_s))
    , m_table(new QTableWidget(0, ColumnCount))
{
    setObjectName(u"conflictView"_s);
    setMaximumHeight(kMostHeight);
    build(theme);
    connect(m_toggle, &Button::clicked, this, [this] { setOpen(m_table->isHidden()); });
    hide();
}

void ConflictView::build(const Theme &theme)
{
    m_sentence->setObjectName(u"conflictLabel"_s);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setFont(theme.font(TextRole::Label));
    m_sentence->setProperty("warning", true);
    m_table->setObjectName(u"conflictTable"_s);
    m_table->setAccessibleName(tr("What differs, field by field"));
    m_table->setHorizontalHeaderLabels({tr("Field"),
                                        tr("You started from"),
                                        tr("Theirs now"),
                                        tr("Yours"),
                                        tr("Kept", "which of two values")});
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle); // the ends tell addresses apart
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);

    auto *line = new QHBoxLayout;
    line->setSpacing(space::kSmall);
    line->addWidget(m_sentence, 1);
    line->addWidget(m_toggle, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    column->setSpacing(space::kTiny);
    column->addLayout(line);
    column->addWidget(m_table);
}

void ConflictView::showRows(const QString &sentence, const QList<models::ConflictRow> &rows)
{
    m_rows = rows;
    m_sentence->setText(sentence);
    m_table->setRowCount(0);
    m_table->setRowCount(int(rows.size()));
    for (int row = 0; row < int(rows.size()); ++row) {
        addChoice(row);
        showTexts(row);
    }
    m_table->setFixedHeight(tableHeight());
    setOpen(true);
    setVisible(!rows.isEmpty());
}

void ConflictView::addChoice(int row)
{
    const QString &key = m_rows.at(row).key;
    auto *choice = new QComboBox;
    choice->setObjectName(handleName(key, u"Choice"_s));
    choice->setAccessibleName(tr("What is kept of %1", "a field").arg(wording::fieldLabel(key)));
    choice->addItems({tr("Keep mine"), tr("Take theirs")}); // in the order of Side
    choice->setCurrentIndex(int(m_rows.at(row).keeps));
    m_table->setCellWidget(row, Kept, choice);
    connect(choice, &QComboBox::currentIndexChanged, this, [this, row](int index) {
        m_rows[row].keeps = Side(index);
        emit chosen(models::ConflictRow(m_rows.at(row)));
    });
}

void ConflictView::showTexts(int row)
{
    const models::ConflictRow &shown = m_rows.at(row);
    const QStringList texts{wording::fieldLabel(shown.key), shown.started, shown.theirs, shown.mine};
    for (int column = 0; column < int(texts.size()); ++column) {
        auto *item = new QTableWidgetItem(texts.at(column));
        item->setToolTip(texts.at(column));
        m_table->setItem(row, column, item);
    }
}

void ConflictView::follow(const models::ConflictRow &row)
{
    const auto found = std::ranges::find(m_rows, row.key, &models::ConflictRow::key);
    if (found == m_rows.end())
        return;
    *found = row;
    const int index = int(found - m_rows.begin());
    showTexts(index);
    auto *choice = qobject_cast<QComboBox *>(m_table->cellWidget(index, Kept));
    const QSignalBlocker quiet(choice);
    choice->setCurrentIndex(int(row.keeps));
}

int ConflictView::tableHeight() const
{
    const int rows = std::min(int(m_rows.size()), kShownRows);
    return m_table->horizontalHeader()->sizeHint().height() + rows * kRowHeight + space::kTiny;
}

void ConflictView::setOpen(bool isOpen)
{
    m_table->setVisible(isOpen);
    m_toggle->setLabel(isOpen ? tr("Hide", "the rows") : tr("Show", "the rows"));
}

} // namespace tacklebox::ui
