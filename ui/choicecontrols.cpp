// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/choicecontrols.h"

#include "backend/choicewording.h"
#include "backend/wording.h"
#include "core/field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

FlagControl::FlagControl(const Field &field, QWidget *parent)
    : ValueControl(parent)
    , m_box(new QCheckBox(wording::fieldLabel(field.key), this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_box);
    m_box->setObjectName(handleName(field.key, u"Check"_s));
    setFocusProxy(m_box);
    connect(m_box, &QCheckBox::clicked, this, &FlagControl::edited);
}

void FlagControl::setValue(const QJsonValue &value)
{
    // The third state is shown for "not known here"; once clicked it is yes or no.
    m_box->setCheckState(value.isUndefined()  ? Qt::PartiallyChecked
                             : value.toBool() ? Qt::Checked
                                              : Qt::Unchecked);
    m_box->setTristate(false);
}

QJsonValue FlagControl::value() const
{
    return m_box->isChecked();
}

QWidget *FlagControl::handle() const
{
    return m_box;
}

ChoiceControl::ChoiceControl(const Field &field, QWidget *parent)
    : ValueControl(parent)
    , m_numbered(field.numbered)
    , m_box(new QComboBox(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_box);
    m_box->setObjectName(handleName(field.key, u"Combo"_s));
    for (const QString &choice : field.choices)
        m_box->addItem(wording::choiceLabel(field.key, choice), choice);
    m_box->setEditable(field.rule == FieldRule::RetryWaits || field.kind != FieldKind::Choice);
    m_box->setInsertPolicy(QComboBox::NoInsert);
    setFocusProxy(m_box);
    connect(m_box, &QComboBox::textActivated, this, &ChoiceControl::edited);
    if (m_box->isEditable())
        connect(m_box, &QComboBox::editTextChanged, this, &ChoiceControl::edited);
}

void ChoiceControl::setValue(const QJsonValue &value)
{
    const QSignalBlocker quiet(m_box);
    m_given = value;
    const QString text = textOf(value);
    if (m_box->isEditable()) {
        m_box->setEditText(text);
        return;
    }
    if (m_box->findData(text) < 0)
        m_box->insertItem(0, text, text);
    m_box->setCurrentIndex(m_box->findData(text));
}

// What stands in the box for a value that may have come as a number.
QString ChoiceControl::textOf(const QJsonValue &value) const
{
    if (!value.isDouble())
        return value.toString();
    const QString name = m_numbered.value(value.toInt(-1));
    return name.isEmpty() ? QString::number(value.toDouble(), 'g', 15) : name;
}

QJsonValue ChoiceControl::value() const
{
    const QString text = m_box->isEditable() ? m_box->currentText() : m_box->currentData().toString();
    return m_given.isDouble() && text == textOf(m_given) ? m_given : QJsonValue(text);
}

QWidget *ChoiceControl::handle() const
{
    return m_box;
}

} // namespace tacklebox::ui
