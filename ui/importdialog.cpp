// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/importdialog.h"

#include "models/differencetree.h"
#include "ui/button.h"
#include "ui/differenceview.h"
#include "ui/noticebar.h"
#include "ui/paragraph.h"

#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr QSize kImportSize{780, 560};

} // namespace

ImportDialog::ImportDialog(const Theme &theme, models::DifferenceTree &model, const QString &place,
                           QWidget *parent)
    : QDialog(parent)
    , m_model(model)
    , m_place(place)
    , m_source(paragraph(u"importSource"_s))
    , m_summary(paragraph(u"importSummary"_s))
    , m_caution(paragraph(u"importCaution"_s))
    , m_progress(new QProgressBar)
    , m_notice(new NoticeBar(theme))
    , m_beside(new QHBoxLayout)
    , m_again(new Button(theme, ButtonKind::Plain, tr("Look again"), u"planAgainButton"_s))
    , m_stop(new Button(theme, ButtonKind::Plain, tr("Stop"), u"stopImportButton"_s))
    , m_close(new Button(theme, ButtonKind::Plain, {}, u"closeImportButton"_s))
    , m_import(new Button(theme, ButtonKind::Main, {}, u"importButton"_s))
{
    setObjectName(u"importDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import subscribers into %1").arg(place));
    build(theme, model);
    connect(&model, &models::DifferenceTree::ticksChanged, this, &ImportDialog::refresh);
    connect(m_import, &Button::clicked, this, [this] {
        if (m_import->isEnabled())
            emit importAsked();
    });
    connect(m_again, &Button::clicked, this, &ImportDialog::againAsked);
    connect(m_stop, &Button::clicked, this, &ImportDialog::reject);
    connect(m_close, &Button::clicked, this, &ImportDialog::reject);
    showReading();
}

void ImportDialog::build(const Theme &theme, models::DifferenceTree &model)
{
    auto *heading = new QLabel(windowTitle());
    heading->setTextFormat(Qt::PlainText);
    QFont font = theme.font(TextRole::Strong);
    font.setPixelSize(font.pixelSize() + 2);
    heading->setFont(font);
    m_source->setProperty("soft", true);
    m_source->hide();
    m_caution->setProperty("warning", true);
    m_caution->hide();
    m_progress->setObjectName(u"importProgress"_s);
    m_progress->setAccessibleName(tr("Subscribers imported"));
    m_progress->setTextVisible(false);
    model.setHeads(tr("Now", "a field's value"), tr("Then", "a field's value"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    column->setSpacing(space::kSmall);
    column->addWidget(heading);
    column->addWidget(m_source);
    column->addWidget(m_summary);
    column->addWidget(new DifferenceView(theme, model, u"import"_s, tr("What would be imported")), 1);
    column->addWidget(m_progress);
    column->addWidget(m_notice);
    column->addWidget(m_caution);
    addFoot(theme, column);
    resize(kImportSize);
}

void ImportDialog::addFoot(const Theme &, QVBoxLayout *column)
{
    m_import->setDefault(true);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::kSmall);
    line->addWidget(m_again);
    line->addStretch();
    line->addLayout(m_beside);
    line->addWidget(m_stop);
    line->addWidget(m_close);
    line->addWidget(m_import);
    column->addLayout(line);
}

void ImportDialog::addBesideDeed(QWidget *widget)
{
    m_beside->addWidget(widget);
}

void ImportDialog::setSource(const QString &source)
{
    m_source->setText(source);
    m_source->setVisible(!source.isEmpty());
}

void ImportDialog::setCaution(const QString &caution)
{
    m_caution->setText(caution);
    m_caution->setVisible(!caution.isEmpty());
}

void ImportDialog::setLock(const QString &reason)
{
    m_locked = reason;
    refresh();
}

void ImportDialog::showReading()
{
    m_notice->hide();
    m_summary->setText(tr("Reading, and comparing with what is there…"));
    enter(Phase::Reading);
}

void ImportDialog::showPlan(const QString &summary)
{
    m_summary->setText(summary.isEmpty() ? tr("There is no subscriber in it.") : summary);
    enter(Phase::Planned);
}

void ImportDialog::showProgress(int done, int of)
{
    m_progress->setMaximum(of);
    m_progress->setValue(done);
    m_summary->setText(tr("%1 of %2", "subscribers imported").arg(done).arg(of));
    if (m_phase != Phase::Importing)
        enter(Phase::Importing);
}

void ImportDialog::showDone(ToneRole tone, const QString &outcome)
{
    m_notice->show(tone, outcome);
    enter(Phase::Done);
}

void ImportDialog::showError(const Error &error)
{
    m_summary->setText(tr("Nothing was imported."));
    m_notice->show(error);
    enter(Phase::Done);
}

void ImportDialog::enter(Phase phase)
{
    m_phase = phase;
    m_isStopping = false;
    refresh();
}

void ImportDialog::refresh()
{
    const qsizetype count = m_model.ticked().size();
    const bool isImporting = m_phase == Phase::Importing;
    m_import->setLabel(
        tr("Import %1 to %2", "number of subscribers, the connection's name").arg(count).arg(m_place));
    m_import->setToolTip(m_locked);
    m_import->setEnabled(m_phase == Phase::Planned && count > 0 && m_locked.isEmpty());
    m_import->setVisible(!isImporting && m_phase != Phase::Done);
    m_again->setVisible(m_phase == Phase::Done);
    m_progress->setVisible(isImporting);
    m_stop->setVisible(isImporting);
    m_stop->setEnabled(!m_isStopping);
    m_stop->setLabel(m_isStopping ? tr("Stopping…") : tr("Stop"));
    m_close->setVisible(!isImporting);
    m_close->setLabel(m_phase == Phase::Done ? tr("Close") : tr("Cancel"));
}

// While it imports, what is under way comes to its end first.
void ImportDialog::reject()
{
    if (m_phase != Phase::Importing)
        return QDialog::reject();
    if (std::exchange(m_isStopping, true))
        return;
    refresh();
    emit stopAsked();
}

} // namespace tacklebox::ui
