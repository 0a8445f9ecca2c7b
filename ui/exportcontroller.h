// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Exports what a page lists: asks for the file, and shows in the page's strip how it goes. Knows no backend:
// the page's offer does.
#pragma once

#include "ui/listexport.h"

#include <QPointer>

class QFileDialog;
class QMessageBox;

namespace tacklebox::ui {

class ExportStrip;

enum class ExportFormat { Csv, Json };

struct ExportOffer
{
    QString title; // of the dialog
    QString name; // suggested for the file, without its ending
    QString server; // who may give the rows; empty: nobody but this computer
    QByteArray csvHead;
    // The text of a row: a line with its end for CSV, an object without one for JSON.
    std::function<Async<ExportPage>(ExportFormat format, const PageRequest &page, std::stop_token stop)> ask;
};

class ExportController final : public QObject
{
    Q_OBJECT

public:
    // The strip is borrowed; its window is the dialog's parent.
    explicit ExportController(ExportStrip &strip);
    ~ExportController() override; // what it asked goes, too

    void ask(const ExportOffer &offer);

signals:
    void runningChanged(bool isRunning);

private:
    void askAbout(const ExportOffer &offer, const QString &path); // first, where a file is there already
    void start(const ExportOffer &offer, const QString &path);
    void end();

    ExportStrip &m_strip;
    QPointer<QFileDialog> m_dialog;
    QPointer<QMessageBox> m_question;
    QString m_folder; // of the last one
    QString m_server;
    ListExport m_export;
};

} // namespace tacklebox::ui
