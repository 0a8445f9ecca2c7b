// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/transferfile.h"

#include <QCoreApplication>
#include <QFileDialog>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

struct TransferFileText
{
    Q_DECLARE_TR_FUNCTIONS(TransferFile)
};

void openChooser(QFileDialog *chooser, const QString &objectName, QObject *context, const TakePath &take)
{
    chooser->setObjectName(objectName);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setNameFilters({TransferFileText::tr("JSON (*.json)"), TransferFileText::tr("All files (*)")});
    QObject::connect(chooser, &QFileDialog::fileSelected, context, take);
    chooser->open();
}

} // namespace

void chooseFileToRead(QWidget *parent, QObject *context, const TakePath &take)
{
    auto *chooser = new QFileDialog(parent, TransferFileText::tr("Choose a file of subscribers"));
    chooser->setFileMode(QFileDialog::ExistingFile);
    openChooser(chooser, u"readFileDialog"_s, context, take);
}

void chooseFileToWrite(QWidget *parent, QObject *context, const QString &suggested, const TakePath &take)
{
    auto *chooser = new QFileDialog(parent, TransferFileText::tr("Write subscribers to a file"));
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setDefaultSuffix(u"json"_s);
    chooser->selectFile(suggested);
    openChooser(chooser, u"writeFileDialog"_s, context, take);
}

} // namespace tacklebox::ui
