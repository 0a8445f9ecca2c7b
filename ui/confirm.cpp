// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/confirm.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

QMessageBox *confirm(QWidget *parent, const Confirmation &question)
{
    auto *box = new QMessageBox(parent);
    box->setObjectName(u"confirmBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(question.title);
    box->setText(u"<b>%1</b>"_s.arg(question.title.toHtmlEscaped()));
    // A box takes what looks like markup for markup, and a text quotes names that others gave.
    box->setInformativeText(u"<qt>%1</qt>"_s.arg(question.text.toHtmlEscaped().replace(u'\n', u"<br>"_s)));
    QPushButton *deed = box->addButton(question.deed, QMessageBox::AcceptRole);
    deed->setObjectName(u"confirmButton"_s);
    deed->setProperty("kind", u"danger"_s);
    const QString keep
        = question.keep.isEmpty() ? QCoreApplication::translate("Confirm", "Cancel") : question.keep;
    QPushButton *other = box->addButton(keep, QMessageBox::RejectRole);
    other->setObjectName(u"keepButton"_s);
    box->setDefaultButton(other);
    box->setEscapeButton(other);
    box->open();
    return box;
}

} // namespace tacklebox::ui
