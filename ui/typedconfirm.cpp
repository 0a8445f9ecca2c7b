// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/typedconfirm.h"

#include "ui/button.h"
#include "ui/confirm.h"
#include "ui/fieldrow.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 440;

QLabel *plainLabel(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

TypedConfirm::TypedConfirm(const Theme &theme, const Confirmation &question, const QString &nameToType,
                           QWidget *parent)
    : QDialog(parent)
    , m_name(new QLineEdit)
    , m_deed(new Button(theme, ButtonKind::Danger, question.deed, u"confirmButton"_s))
{
    setObjectName(u"typedConfirm"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(question.title);
    m_name->setObjectName(u"typedNameEdit"_s);
    m_deed->setEnabled(false);
    auto *title = plainLabel(question.title);
    title->setFont(theme.font(TextRole::Strong));
    auto *keep = new Button(
        theme, ButtonKind::Plain, question.keep.isEmpty() ? tr("Cancel") : question.keep, u"keepButton"_s);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::kSmall);
    buttons->addStretch();
    buttons->addWidget(keep);
    buttons->addWidget(m_deed);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    column->setSpacing(space::kMedium);
    column->addWidget(title);
    column->addWidget(plainLabel(question.text));
    column->addWidget(new FieldRow(theme, tr("Type “%1” to go on").arg(nameToType), m_name, m_name));
    column->addStretch();
    column->addLayout(buttons);
    setMinimumWidth(kWidth);

    connect(m_name, &QLineEdit::textChanged, this, [this, nameToType](const QString &text) {
        m_deed->setEnabled(text.trimmed() == nameToType);
    });
    connect(keep, &Button::clicked, this, &TypedConfirm::reject);
    connect(m_deed, &Button::clicked, this, &TypedConfirm::accept);
    m_name->setFocus();
}

// Enter presses the button that has the focus; from the line it is not enough.
void TypedConfirm::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    auto *button = qobject_cast<QPushButton *>(focusWidget());
    if (!isEnter)
        QDialog::keyPressEvent(event);
    else if (button)
        button->click();
}

} // namespace tacklebox::ui
