// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Shows how one connection's subscribers differ from another's or a file's, which is chosen here. Changes
// nothing; what differs can be asked to be imported.
#pragma once

#include "core/error.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace tacklebox::models {
class DifferenceTree;
}

namespace tacklebox::ui {

class Button;
class NoticeBar;
class Theme;

class CompareDialog final : public QDialog
{
    Q_OBJECT

public:
    // The rows are the model's. `others` are the names of the connections to choose from.
    CompareDialog(const Theme &theme, models::DifferenceTree &model, const QString &place,
                  const QStringList &others, QWidget *parent);

    void start(); // with the first of the others, where there is one
    void showReading(const QString &other); // how it is called
    void showRows(const QString &summary, const QString &remark);
    void showError(const Error &error);
    void forbidImport(const QString &reason); // why nothing can be imported from there; empty: it can

signals:
    void connectionChosen(const QString &name);
    void fileAsked(); // one is to be chosen
    void importAsked(); // the rows that are ticked

private:
    void build(const Theme &theme, models::DifferenceTree &model);
    void addChoice(QVBoxLayout *column);
    void choose(int index);
    void refresh();

    models::DifferenceTree &m_model;
    QString m_place;
    QString m_forbidden;
    bool m_isReady = false; // the rows are of what is chosen
    QComboBox *m_with;
    QLabel *m_summary;
    QLabel *m_remark;
    NoticeBar *m_notice;
    Button *m_import;
};

} // namespace tacklebox::ui
