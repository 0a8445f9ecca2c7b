// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/rangedialog.h"

#include "ui/button.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

QDateTime localTimeOf(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at));
}

bool isMidnight(const QDateTime &local)
{
    return local == local.date().startOfDay();
}

} // namespace

RangeDialog::RangeDialog(const Theme &theme, const TimeRange &range, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"rangeDialog"_s);
    setWindowTitle(tr("Created between"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    column->setSpacing(space::kMedium);
    m_from
        = addEnd(*column, tr("From", "the begin of a span of time"), u"rangeFrom"_s, Edge::Begin, range.from);
    m_to = addEnd(*column, tr("To", "the end of a span of time"), u"rangeTo"_s, Edge::End, range.to);
    auto *note = new QLabel(tr("A whole day is in it to its end; what was made at the end's own time is not. "
                               "Times are local: %1.")
                                .arg(QDateTime::currentDateTime().timeZoneAbbreviation()));
    note->setProperty("soft", true);
    note->setWordWrap(true);
    column->addWidget(note);

    auto *cancel = new Button(theme, ButtonKind::Plain, tr("Cancel"), u"cancelButton"_s);
    auto *show = new Button(theme, ButtonKind::Main, tr("Show these jobs"), u"showRangeButton"_s);
    show->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(show);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(show, &QPushButton::clicked, this, [this] {
        emit chosen({valueOf(m_from), valueOf(m_to)});
        accept();
    });
}

RangeDialog::End RangeDialog::addEnd(QVBoxLayout &column, const QString &label, const QString &objectName,
                                     Edge edge, std::optional<Instant> value)
{
    End end{edge, new QCheckBox(label), new QDateTimeEdit, new QCheckBox(tr("Whole day"))};
    end.used->setObjectName(objectName + u"Used"_s);
    end.used->setAccessibleName(label);
    end.used->setChecked(value.has_value() || edge == Edge::Begin);
    end.used->setMinimumWidth(90);
    end.edit->setObjectName(objectName);
    end.edit->setAccessibleName(label);
    end.whole->setObjectName(objectName + u"Whole"_s);
    end.whole->setAccessibleName(tr("%1: whole day", "from, or to").arg(label));
    connect(end.whole, &QCheckBox::toggled, end.edit, [edit = end.edit](bool isWhole) {
        edit->setDisplayFormat(isWhole ? u"yyyy-MM-dd"_s : u"yyyy-MM-dd HH:mm"_s);
    });
    showValue(end, value);
    for (QWidget *part : {static_cast<QWidget *>(end.edit), static_cast<QWidget *>(end.whole)}) {
        part->setEnabled(end.used->isChecked());
        connect(end.used, &QCheckBox::toggled, part, &QWidget::setEnabled);
    }
    auto *line = new QHBoxLayout;
    line->addWidget(end.used);
    line->addWidget(end.edit, 1);
    line->addWidget(end.whole);
    column.addLayout(line);
    return end;
}

// An end at midnight is the whole day before it.
void RangeDialog::showValue(const End &end, std::optional<Instant> value)
{
    const QDateTime local = value ? localTimeOf(*value) : QDate::currentDate().startOfDay();
    const bool isWhole = isMidnight(local);
    const bool isDayBefore = value && isWhole && end.edge == Edge::End;
    end.edit->setDateTime(isDayBefore ? local.date().addDays(-1).startOfDay() : local);
    end.edit->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    end.whole->setChecked(isWhole);
}

std::optional<Instant> RangeDialog::valueOf(const End &end)
{
    if (!end.used->isChecked())
        return {};
    const QDate day = end.edit->date();
    const QDateTime local = !end.whole->isChecked() ? end.edit->dateTime()
        : end.edge == Edge::Begin                   ? day.startOfDay()
                                                    : day.addDays(1).startOfDay();
    return fromMillis(local.toMSecsSinceEpoch());
}

} // namespace tacklebox::ui
