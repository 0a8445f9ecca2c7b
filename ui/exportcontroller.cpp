// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/exportcontroller.h"

#include "ui/exportstrip.h"
#include "ui/transferfile.h"

#include <QFileDialog>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

ExportController::ExportController(ExportStrip &strip)
    : m_strip(strip)
{
    connect(&m_strip, &ExportStrip::stopAsked, this, [this] {
        m_export.stop();
        end();
        m_strip.showStopped();
    });
    connect(&m_export, &ListExport::progressed, &m_strip, &ExportStrip::showProgress);
    connect(&m_export, &ListExport::finished, this, [this](const ExportState &state) {
        end();
        m_strip.showOutcome(state, m_server);
    });
    connect(&m_export, &ListExport::failed, this, [this](const Error &error) {
        end();
        m_strip.showError(error);
    });
}

ExportController::~ExportController()
{
    if (m_dialog)
        m_dialog->deleteLater();
    if (m_question)
        m_question->deleteLater();
}

void ExportController::end()
{
    emit runningChanged(false);
}

void ExportController::ask(const ExportOffer &offer)
{
    if (m_export.isRunning())
        return;
    if (m_dialog)
        return m_dialog->raise();
    if (m_question)
        return m_question->raise();
    const QString csv = tr("Table, for spreadsheets (*.csv)");
    const QString json = tr("JSON, for programs (*.json)");
    m_dialog = new QFileDialog(m_strip.window(), offer.title, m_folder);
    m_dialog->setObjectName(u"exportDialog"_s);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setAcceptMode(QFileDialog::AcceptSave);
    m_dialog->setFileMode(QFileDialog::AnyFile);
    m_dialog->setOption(QFileDialog::DontConfirmOverwrite); // the dialog would wait in place for the answer
    m_dialog->setNameFilters({csv, json});
    m_dialog->setDefaultSuffix(u"csv"_s);
    m_dialog->selectFile(fileNameFrom(offer.name));
    connect(m_dialog, &QFileDialog::filterSelected, this, [this, json](const QString &filter) {
        m_dialog->setDefaultSuffix(filter == json ? u"json"_s : u"csv"_s);
    });
    connect(m_dialog, &QFileDialog::fileSelected, this, [this, offer](const QString &path) {
        askAbout(offer, path);
    });
    m_dialog->open();
}

void ExportController::askAbout(const ExportOffer &offer, const QString &path)
{
    isFileThere(path).then(this, [this, offer, path](bool isThere) {
        if (!isThere)
            return start(offer, path);
        m_question = askToReplace(m_strip.window(), path);
        connect(m_question, &QDialog::accepted, this, [this, offer, path] { start(offer, path); });
    });
}

void ExportController::start(const ExportOffer &offer, const QString &path)
{
    const bool isJson = path.endsWith(".json"_L1, Qt::CaseInsensitive);
    const ExportFormat format = isJson ? ExportFormat::Json : ExportFormat::Csv;
    ExportPlan plan;
    plan.path = path;
    plan.head = isJson ? QByteArray("[\n") : offer.csvHead;
    plan.between = isJson ? QByteArray(",\n") : QByteArray();
    plan.foot = isJson ? QByteArray("\n]\n") : QByteArray();
    plan.ask = [ask = offer.ask, format](const PageRequest &page, std::stop_token stop) {
        return ask(format, page, std::move(stop));
    };
    m_folder = QFileInfo(path).path();
    m_server = offer.server;
    emit runningChanged(true);
    m_export.start(plan);
}

} // namespace tacklebox::ui
