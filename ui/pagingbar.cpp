// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/pagingbar.h"

#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/filterchip.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kHeight = 40;

// In a narrow window its middle goes: who answered stays, and how old that is.
class NoteLabel final : public QLabel
{
public:
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        if (width() >= sizeHint().width())
            return QLabel::paintEvent(event);
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(rect(),
                         Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(text(), Qt::ElideMiddle, width()));
    }
};

Button *stepButton(const Theme &theme, const QString &icon, const QString &text, const QString &objectName)
{
    auto *button = new Button(theme, ButtonKind::Icon, text, objectName);
    button->setIconName(icon);
    return button;
}

} // namespace

PagingBar::PagingBar(const Theme &theme, const QString &objectName)
    : m_sizes(new FilterChip(theme, {}, objectName + u"Size"_s))
    , m_note(new NoteLabel)
    , m_range(new QLabel)
    , m_first(stepButton(theme, u"first"_s, tr("First page"), objectName + u"First"_s))
    , m_back(stepButton(theme, u"left"_s, tr("Previous page"), objectName + u"Previous"_s))
    , m_pages(new QLabel)
    , m_forth(stepButton(theme, u"right"_s, tr("Next page"), objectName + u"Next"_s))
    , m_last(stepButton(theme, u"last"_s, tr("Last page"), objectName + u"Last"_s))
{
    setObjectName(objectName);
    setProperty("surface", true);
    setFixedHeight(kHeight);
    auto *menu = new QMenu;
    for (const int size : {25, 50, 100, 250, 500, 1000})
        menu->addAction(tr("%n a page", "page size", size), this, [this, size] { askSize(size); });
    m_sizes->setMenu(menu);
    m_note->setProperty("soft", true);
    m_range->setProperty("soft", true);
    m_pages->setProperty("soft", true);
    m_range->setObjectName(objectName + u"Range"_s);
    m_pages->setObjectName(objectName + u"Pages"_s);

    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    line->setSpacing(space::kSmall);
    line->addWidget(m_sizes);
    line->addWidget(m_note);
    line->addStretch();
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_range, m_first, m_back, m_pages, m_forth, m_last})
        line->addWidget(widget);

    connect(m_first, &QPushButton::clicked, this, [this] { ask(1); });
    connect(m_back, &QPushButton::clicked, this, [this] { ask(m_number - 1, m_previous); });
    connect(m_forth, &QPushButton::clicked, this, [this] { ask(m_number + 1, m_next); });
    connect(m_last, &QPushButton::clicked, this, [this] { ask(int(lastPage())); });
    refresh();
}

void PagingBar::ask(int number, const QString &cursor)
{
    emit asked({number, m_size, cursor});
}

// The row that is read stays on the page.
void PagingBar::askSize(int size)
{
    m_size = size;
    m_step = size;
    m_firstRows.clear();
    ask(int((m_firstRow - 1) / size) + 1);
}

void PagingBar::setCount(std::optional<qint64> count)
{
    m_count = count;
    refresh();
}

void PagingBar::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setToolTip(note);
}

void PagingBar::showFacts(int number, int size, int rows, std::optional<qint64> count)
{
    m_number = number;
    m_size = size;
    m_rows = rows;
    if (count)
        m_count = count;
    placePage(rows);
    refresh();
}

// Which rows these are: behind those of the page before. Where that was not seen, the pages before it are
// taken to have as many rows as this one, or as the last that was full.
void PagingBar::placePage(int rows)
{
    if (m_number == 1) {
        m_firstRows = {{1, 1}};
        m_step = m_size;
    }
    if (!m_next.isEmpty() && rows > 0)
        m_step = std::min(rows, m_size);
    m_firstRow = m_firstRows.value(m_number, qint64(m_number - 1) * m_step + 1);
    m_firstRows.insert(m_number, m_firstRow);
    m_firstRows.insert(m_number + 1, m_firstRow + rows);
}

qint64 PagingBar::lastPage() const
{
    return m_count ? std::max<qint64>(1, (*m_count + m_step - 1) / m_step) : 0;
}

void PagingBar::refresh()
{
    using models::numberText;
    const QString range = tr("%1\u2013%2", "first and last row")
                              .arg(numberText(m_firstRow), numberText(m_firstRow + m_rows - 1));
    if (m_rows < 0)
        m_range->clear();
    else if (m_rows == 0)
        m_range->setText(tr("no rows"));
    else
        m_range->setText(m_count ? tr("%1 of %2", "rows of all").arg(range, numberText(*m_count))
                                 : tr("%1 of many", "rows").arg(range));
    const qint64 last = lastPage();
    m_pages->setText(last > 0 ? tr("Page %1 of %2").arg(numberText(m_number), numberText(last))
                              : tr("Page %1").arg(numberText(m_number)));
    m_sizes->setLabel(tr("%n a page", "page size", m_size));
    m_first->setEnabled(m_number > 1);
    m_back->setEnabled(m_number > 1);
    m_forth->setEnabled(!m_next.isEmpty() || m_number < last);
    m_last->setEnabled(m_number < last);
}

} // namespace tacklebox::ui
