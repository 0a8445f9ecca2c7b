// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/transferfile.h"

#include "backend/exportfile.h"
#include "ui/confirm.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPointer>

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
    chooser->setOption(QFileDialog::DontConfirmOverwrite); // it would wait in place for the answer
    chooser->setDefaultSuffix(u"json"_s);
    chooser->selectFile(suggested);
    const QPointer<QWidget> over(parent);
    openChooser(chooser, u"writeFileDialog"_s, context, [over, context, take](const QString &path) {
        isFileThere(path).then(context, [over, context, take, path](bool isThere) {
            if (!isThere)
                return take(path);
            if (over)
                QObject::connect(askToReplace(over, path), &QMessageBox::accepted, context, [take, path] {
                    take(path);
                });
        });
    });
}

QMessageBox *askToReplace(QWidget *parent, const QString &path)
{
    Confirmation question;
    question.title = TransferFileText::tr("Replace the file “%1”?").arg(QFileInfo(path).fileName());
    question.text = TransferFileText::tr("What is in it now is lost once the export is done.");
    question.deed = TransferFileText::tr("Replace file");
    return confirm(parent, question);
}

QString fileNameFrom(QString name)
{
    for (QChar &c : name) {
        if (!c.isLetterOrNumber() && !u"-_ .()"_s.contains(c))
            c = u'-';
    }
    return name;
}

} // namespace tacklebox::ui
