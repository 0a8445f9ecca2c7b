// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/comparedialog.h"

#include "models/differencetree.h"
#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/differenceview.h"
#include "ui/noticebar.h"
#include "ui/paragraph.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr QSize kCompareSize{820, 580};

} // namespace

CompareDialog::CompareDialog(const Theme &theme, models::DifferenceTree &model, const QString &place,
                             const QStringList &others, QWidget *parent)
    : QDialog(parent)
    , m_model(model)
    , m_place(place)
    , m_with(new QComboBox)
    , m_summary(paragraph(u"compareSummary"_s))
    , m_remark(paragraph(u"compareRemark"_s))
    , m_notice(new NoticeBar(theme))
    , m_import(new Button(theme, ButtonKind::Main, tr("Import what differs…"), u"importDifferentButton"_s))
{
    setObjectName(u"compareDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare the subscribers of %1").arg(place));
    for (const QString &name : others)
        m_with->addItem(models::connectionText(name), name);
    build(theme, model);
    connect(&model, &models::DifferenceTree::ticksChanged, this, &CompareDialog::refresh);
    connect(m_with, &QComboBox::activated, this, &CompareDialog::choose);
    connect(m_import, &Button::clicked, this, &CompareDialog::importAsked);
    refresh();
}

void CompareDialog::build(const Theme &theme, models::DifferenceTree &model)
{
    auto *heading = new QLabel(windowTitle());
    heading->setTextFormat(Qt::PlainText);
    QFont font = theme.font(TextRole::Strong);
    font.setPixelSize(font.pixelSize() + 2);
    heading->setFont(font);
    m_remark->setProperty("soft", true);
    m_remark->hide();
    auto *close = new Button(theme, ButtonKind::Plain, tr("Close"), u"closeCompareButton"_s);
    connect(close, &Button::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::kSmall);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_import);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    column->setSpacing(space::kSmall);
    column->addWidget(heading);
    addChoice(column);
    column->addWidget(m_summary);
    column->addWidget(new DifferenceView(theme, model, u"compare"_s, tr("What differs")), 1);
    column->addWidget(m_remark);
    column->addWidget(m_notice);
    column->addLayout(buttons);
    resize(kCompareSize);
}

// The last choice is a file; where there is nothing else, nothing is chosen yet.
void CompareDialog::addChoice(QVBoxLayout *column)
{
    if (m_with->count() == 0)
        m_with->setPlaceholderText(tr("Choose…", "what to compare with"));
    m_with->addItem(tr("A file of an export…"));
    m_with->setCurrentIndex(m_with->count() == 1 ? -1 : 0);
    m_with->setObjectName(u"compareWithBox"_s);
    m_with->setAccessibleName(tr("Compare with"));
    auto *label = new QLabel(tr("with", "what to compare with"));
    label->setBuddy(m_with);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::kSmall);
    line->addWidget(label);
    line->addWidget(m_with);
    line->addStretch();
    column->addLayout(line);
}

void CompareDialog::start()
{
    if (m_with->currentIndex() >= 0)
        choose(m_with->currentIndex());
    else
        m_summary->setText(tr("There is no other connection: choose a file of an export."));
}

void CompareDialog::choose(int index)
{
    const QVariant name = m_with->itemData(index);
    if (name.isValid())
        emit connectionChosen(name.toString());
    else
        emit fileAsked();
}

void CompareDialog::showReading(const QString &other)
{
    m_isReady = false;
    m_notice->hide();
    m_remark->hide();
    m_model.setHeads(m_place, other);
    m_model.setRows({});
    m_summary->setText(tr("Reading both…"));
    refresh();
}

void CompareDialog::showRows(const QString &summary, const QString &remark)
{
    m_isReady = true;
    m_summary->setText(summary.isEmpty() ? tr("There are no subscribers on either side.") : summary);
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
    refresh();
}

void CompareDialog::showError(const Error &error)
{
    m_isReady = false;
    m_summary->setText(tr("Nothing could be compared."));
    m_notice->show(error);
    refresh();
}

void CompareDialog::forbidImport(const QString &reason)
{
    m_forbidden = reason;
    refresh();
}

void CompareDialog::refresh()
{
    m_import->setToolTip(m_forbidden);
    m_import->setEnabled(m_isReady && m_forbidden.isEmpty() && !m_model.ticked().isEmpty());
}

} // namespace tacklebox::ui
