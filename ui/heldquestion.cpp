// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/heldquestion.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(HeldQuestion)
};

} // namespace

void askAboutHeld(QWidget *parent, const QString &subscriber, qint64 jobs,
                  const std::function<void(HeldChoice)> &chosen)
{
    auto *box = new QMessageBox(parent);
    box->setObjectName(u"heldBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QString title = Texts::tr("Start “%1”?").arg(subscriber);
    box->setWindowTitle(title);
    box->setText(u"<b>%1</b>"_s.arg(title.toHtmlEscaped()));
    box->setInformativeText(Texts::tr(
        "%n jobs were held while it was stopped. They can be sent now, or given up.", nullptr, int(jobs)));
    QPushButton *send
        = box->addButton(Texts::tr("Start and send %n jobs", nullptr, int(jobs)), QMessageBox::AcceptRole);
    send->setObjectName(u"sendHeldButton"_s);
    QPushButton *drop = box->addButton(Texts::tr("Start and give them up"), QMessageBox::DestructiveRole);
    drop->setObjectName(u"dropHeldButton"_s);
    drop->setProperty("kind", u"danger"_s);
    QPushButton *stay = box->addButton(Texts::tr("Leave it stopped"), QMessageBox::RejectRole);
    stay->setObjectName(u"leaveStoppedButton"_s);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    QObject::connect(send, &QPushButton::clicked, parent, [chosen] { chosen(HeldChoice::Send); });
    QObject::connect(drop, &QPushButton::clicked, parent, [chosen] { chosen(HeldChoice::Drop); });
    box->open();
}

} // namespace tacklebox::ui
