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

RangeDialog::RangeDialog(const Theme &theme, const TimeRange &range, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"rangeDialog"_s);
    setWindowTitle(tr("Created between"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    column->setSpacing(space::kMedium);
    const QDate today = QDate::currentDate();
    m_from = addEnd(tr("From"), u"rangeFrom"_s, range.from, today.startOfDay());
    m_to = addEnd(tr("Before"), u"rangeTo"_s, range.to, today.addDays(1).startOfDay());
    auto *note
        = new QLabel(tr("Times are local: %1.").arg(QDateTime::currentDateTime().timeZoneAbbreviation()));
    note->setProperty("soft", true);
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

RangeDialog::End RangeDialog::addEnd(const QString &label, const QString &objectName,
                                     std::optional<Instant> value, const QDateTime &initial)
{
    End end{new QCheckBox(label), new QDateTimeEdit(initial)};
    end.used->setObjectName(objectName + u"Used"_s);
    end.used->setAccessibleName(label);
    end.used->setChecked(value.has_value() || objectName == "rangeFrom"_L1);
    end.used->setMinimumWidth(90);
    end.edit->setObjectName(objectName);
    end.edit->setAccessibleName(label);
    end.edit->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    if (value)
        end.edit->setDateTime(QDateTime::fromMSecsSinceEpoch(toMillis(*value)));
    end.edit->setEnabled(end.used->isChecked());
    connect(end.used, &QCheckBox::toggled, end.edit, &QWidget::setEnabled);
    auto *line = new QHBoxLayout;
    line->addWidget(end.used);
    line->addWidget(end.edit, 1);
    layout()->addItem(line);
    return end;
}

std::optional<Instant> RangeDialog::valueOf(const End &end)
{
    if (!end.used->isChecked())
        return {};
    return fromMillis(end.edit->dateTime().toMSecsSinceEpoch());
}

} // namespace tacklebox::ui
