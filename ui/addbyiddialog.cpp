// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/addbyiddialog.h"

#include "ui/button.h"
#include "ui/fieldrow.h"
#include "ui/findinglabel.h"
#include "ui/noticebar.h"
#include "ui/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kAddWidth = 420;

bool isAboutId(const Error &error)
{
    return error.field == "id"_L1 || (error.field.isEmpty() && error.reason == Reason::NoSuchSubscriber);
}

} // namespace

AddByIdDialog::AddByIdDialog(const Theme &theme, const QString &place, QWidget *parent)
    : QDialog(parent)
    , m_id(new QLineEdit)
    , m_name(new QLineEdit)
    , m_notice(new NoticeBar(theme))
    , m_add(new Button(theme, ButtonKind::Main, {}, u"addByIdButton"_s))
{
    setObjectName(u"addByIdDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add a subscriber of %1 by its id", "the connection's name").arg(place));
    setMinimumWidth(kAddWidth);
    m_id->setObjectName(u"addIdEdit"_s);
    m_name->setObjectName(u"addNameEdit"_s);
    m_idRow = new FieldRow(theme, tr("Id"), m_id, m_id);
    m_nameRow = new FieldRow(theme, tr("Name here, where it can't be read"), m_name, m_name);
    auto *what
        = new QLabel(tr("It is there already: nothing is made or changed at %1. What can't be read of it "
                        "stays unknown, and is left as it is.")
                         .arg(place));
    what->setTextFormat(Qt::PlainText);
    what->setProperty("soft", true);
    what->setWordWrap(true);
    auto *cancel = new Button(theme, ButtonKind::Plain, tr("Cancel"), u"cancelAddButton"_s);
    m_add->setDefault(true);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::kSmall);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_add);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    column->setSpacing(space::kMedium);
    column->addWidget(m_notice);
    column->addWidget(m_idRow);
    column->addWidget(m_nameRow);
    column->addWidget(what);
    column->addStretch();
    column->addLayout(buttons);
    connect(m_id, &QLineEdit::textChanged, this, &AddByIdDialog::refresh);
    connect(m_name, &QLineEdit::textChanged, m_nameRow, [this] { m_nameRow->setFinding({}); });
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_add, &Button::clicked, this, &AddByIdDialog::submit);
    setAdding(false);
    m_id->setFocus();
}

void AddByIdDialog::submit()
{
    m_notice->hide();
    setAdding(true);
    emit addAsked({m_id->text().trimmed()}, m_name->text().trimmed());
}

void AddByIdDialog::setAdding(bool isAdding)
{
    m_isAdding = isAdding;
    m_add->setLabel(isAdding ? tr("Adding…") : tr("Add"));
    m_id->setEnabled(!isAdding);
    m_name->setEnabled(!isAdding);
    refresh();
}

void AddByIdDialog::refresh()
{
    m_idRow->setFinding({});
    m_add->setEnabled(!m_isAdding && !m_id->text().trimmed().isEmpty());
}

void AddByIdDialog::showError(const Error &error)
{
    setAdding(false);
    if (isAboutId(error))
        m_idRow->setFinding(findingText(error));
    else if (error.field == "name"_L1)
        m_nameRow->setFinding(findingText(error));
    else
        m_notice->show(error);
    m_id->setFocus();
    layout()->activate(); // what was told wants its room, and a dialog keeps its height
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void AddByIdDialog::finish()
{
    QDialog::accept();
}

} // namespace tacklebox::ui
