// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/linecontrol.h"

#include "ui/fieldtext.h"
#include "ui/theme.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLineEdit>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

QString listText(const QJsonValue &value)
{
    const QJsonArray array = value.toArray();
    QStringList items;
    for (const auto &item : array)
        items.append(item.toString());
    return items.join(u", "_s);
}

QJsonValue listFrom(const QString &text)
{
    QJsonArray items;
    for (const QString &part : text.split(u',')) {
        if (const QString item = part.trimmed(); !item.isEmpty())
            items.append(item);
    }
    return items;
}

// A text that is no number stays a text, so that the field's rule finds it.
QJsonValue numberFrom(const QString &text)
{
    bool isNumber = false;
    const qlonglong whole = text.trimmed().toLongLong(&isNumber);
    if (isNumber)
        return whole;
    const double number = text.trimmed().toDouble(&isNumber);
    return isNumber ? QJsonValue(number) : QJsonValue(text);
}

QString textFrom(const QJsonValue &value)
{
    if (value.isArray())
        return listText(value);
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : value.toString();
}

} // namespace

LineControl::LineControl(const Theme &theme, const Field &field, QWidget *parent)
    : ValueControl(parent)
    , m_kind(field.kind)
    , m_edit(new QLineEdit(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_edit);
    m_edit->setObjectName(handleName(field.key, u"Edit"_s));
    m_edit->setPlaceholderText(placeholder(field.rule));
    if (m_kind == FieldKind::Url)
        m_edit->setFont(theme.font(TextRole::Fixed));
    if (!field.choices.isEmpty() && m_kind != FieldKind::List)
        m_edit->setCompleter(new QCompleter(field.choices, m_edit));
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, &LineControl::edited);
}

void LineControl::setValue(const QJsonValue &value)
{
    m_edit->setText(textFrom(value));
    m_edit->setCursorPosition(0);
}

QJsonValue LineControl::value() const
{
    const QString text = m_edit->text();
    if (m_kind == FieldKind::List)
        return listFrom(text);
    if (text.isEmpty())
        return m_kind == FieldKind::Number ? QJsonValue(QJsonValue::Null) : QJsonValue(u""_s);
    return m_kind == FieldKind::Number ? numberFrom(text) : QJsonValue(text);
}

QWidget *LineControl::handle() const
{
    return m_edit;
}

} // namespace tacklebox::ui
