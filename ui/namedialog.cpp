// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/namedialog.h"

#include "ui/button.h"
#include "ui/fieldrow.h"
#include "ui/theme.h"

#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr int kNameWidth = 360;
constexpr int kLongestName = 60;

} // namespace

NameDialog::NameDialog(const Theme &theme, const Words &words, const QString &name, QWidget *parent)
    : QDialog(parent)
    , m_name(new QLineEdit(name))
{
    setObjectName(u"nameDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(words.title);
    setMinimumWidth(kNameWidth);
    m_name->setObjectName(u"nameEdit"_s);
    m_name->setMaxLength(kLongestName);
    auto *save = new Button(theme, ButtonKind::Main, words.deed, u"nameButton"_s);
    auto *cancel = new Button(theme, ButtonKind::Plain, tr("Cancel"), u"cancelNameButton"_s);
    save->setDefault(true);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::kSmall);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kLarge);
    column->setSpacing(space::kMedium);
    column->addWidget(new FieldRow(theme, words.label, m_name, m_name));
    column->addStretch();
    column->addLayout(buttons);
    const auto refresh = [save](const QString &text) { save->setEnabled(!text.trimmed().isEmpty()); };
    connect(m_name, &QLineEdit::textChanged, save, refresh);
    connect(save, &Button::clicked, this, &NameDialog::submit);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    refresh(name);
    m_name->selectAll();
    m_name->setFocus();
}

void NameDialog::submit()
{
    const QString name = m_name->text().trimmed();
    accept();
    emit named(name);
}

} // namespace tacklebox::ui
