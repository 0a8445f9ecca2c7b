// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Shows what an import would do, lets rows be left out, and follows it row by row. Imports nothing itself.
#pragma once

#include "core/error.h"
#include "ui/theme.h"

#include <QDialog>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QVBoxLayout;

namespace tacklebox::models {
class DifferenceTree;
}

namespace tacklebox::ui {

class Button;
class NoticeBar;

class ImportDialog final : public QDialog
{
    Q_OBJECT

public:
    // The rows are the model's; `place` is where they go, for the button.
    ImportDialog(const Theme &theme, models::DifferenceTree &model, const QString &place, QWidget *parent);

    void addBesideDeed(QWidget *widget);
    void setSource(const QString &source); // where they come from
    void setCaution(const QString &caution); // what else happens; empty: nothing
    void setLock(const QString &reason); // why nothing may be changed there; empty: it may
    void showReading();
    void showPlan(const QString &summary);
    void showProgress(int done, int of);
    void showDone(ToneRole tone, const QString &outcome); // what was left out or failed can be planned anew
    void showError(const Error &error); // nothing is planned

signals:
    void importAsked(); // the rows that are ticked
    void stopAsked(); // before the next row
    void againAsked(); // another plan, of what is there by now

public slots:
    void reject() override;

private:
    enum class Phase { Reading, Planned, Importing, Done };

    void build(const Theme &theme, models::DifferenceTree &model);
    void addFoot(const Theme &theme, QVBoxLayout *column);
    void enter(Phase phase);
    void refresh();

    models::DifferenceTree &m_model;
    QString m_place;
    QString m_locked;
    Phase m_phase = Phase::Reading;
    bool m_isStopping = false;
    QLabel *m_source;
    QLabel *m_summary;
    QLabel *m_caution;
    QProgressBar *m_progress;
    NoticeBar *m_notice;
    QHBoxLayout *m_beside;
    Button *m_again;
    Button *m_stop;
    Button *m_close;
    Button *m_import;
};

} // namespace tacklebox::ui
