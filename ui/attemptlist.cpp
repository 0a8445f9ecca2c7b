// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/attemptlist.h"

#include "ui/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

using models::AttemptsModel;

namespace {

constexpr int kLine = 22;
constexpr int kTime = 112;
constexpr int kResult = 132;
constexpr int kBar = 10;

class AttemptDelegate final : public QStyledItemDelegate
{
public:
    AttemptDelegate(const Theme &theme, QListView &view)
        : QStyledItemDelegate(&view)
        , m_theme(theme)
        , m_view(view)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = m_theme.tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(m_view.hasFocus() ? QPen(t.accent, 1) : QPen(Qt::NoPen));
            painter->setBrush(t.selection);
            painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        }
        const QRect inner = option.rect.adjusted(space::kTiny, 0, -space::kTiny, 0);
        const int time = std::min(kTime, inner.width() / 3);
        painter->setFont(m_theme.font(TextRole::Label));
        painter->setPen(t.ink);
        painter->drawText(QRect(inner.left(), inner.top(), time, inner.height()),
                          Qt::AlignVCenter | Qt::AlignLeft,
                          index.data(AttemptsModel::TimeTextRole).toString());
        painter->drawText(
            inner, Qt::AlignVCenter | Qt::AlignRight, index.data(AttemptsModel::ResultTextRole).toString());
        const double room = inner.width() - time - kResult;
        const double share = index.data(AttemptsModel::ShareRole).toDouble();
        const auto outcome = index.data(AttemptsModel::OutcomeRole).value<Outcome>();
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.tone(toneOf(outcome)).ink);
        if (room > kBar)
            painter->drawRoundedRect(QRectF(inner.left() + time,
                                            inner.center().y() - kBar / 2 + 1,
                                            std::max(2.0, room * share),
                                            kBar),
                                     2,
                                     2);
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {120, kLine};
    }

private:
    const Theme &m_theme;
    QListView &m_view;
};

} // namespace

AttemptList::AttemptList(const Theme &theme)
{
    setObjectName(u"attemptList"_s);
    setAccessibleName(tr("Attempts"));
    setProperty("bare", true);
    setItemDelegate(new AttemptDelegate(theme, *this));
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setModel(&m_model);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &AttemptList::chosenChanged);
}

void AttemptList::show(const QList<Attempt> &oldestFirst)
{
    const bool wasNewest = !currentIndex().isValid() || currentIndex().row() == 0;
    m_model.show(oldestFirst);
    if (m_model.rowCount() > 0 && (wasNewest || !currentIndex().isValid()))
        setCurrentIndex(m_model.index(0));
    emit chosenChanged();
}

const Attempt *AttemptList::chosen() const
{
    return m_model.attempt(currentIndex().row());
}

} // namespace tacklebox::ui
