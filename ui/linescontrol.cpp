// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/linescontrol.h"

#include "ui/fieldtext.h"
#include "ui/theme.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kVisibleLines = 4;

QString mapText(const QJsonObject &map)
{
    QStringList lines;
    for (auto entry = map.begin(); entry != map.end(); ++entry) {
        const QJsonArray values = entry->isArray() ? entry->toArray() : QJsonArray{*entry};
        for (const auto &value : values)
            lines.append(entry.key() + u": "_s + value.toVariant().toString());
    }
    return lines.join(u'\n');
}

// A line without a colon stays a name without a value: the field's rule finds it.
QJsonValue entriesFrom(const QString &text)
{
    QJsonObject map;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const auto colon = line.indexOf(u':');
        const QString name = line.left(colon).trimmed();
        const QString value = colon < 0 ? QString() : line.mid(colon + 1).trimmed();
        if (!map.contains(name)) {
            map.insert(name, value);
            continue;
        }
        QJsonArray values
            = map.value(name).isArray() ? map.value(name).toArray() : QJsonArray{map.value(name)};
        values.append(value);
        map.insert(name, values);
    }
    return map;
}

// What is no object yet stays the text that it is: the field's rule finds it.
QJsonValue jsonFrom(const QString &text)
{
    if (text.trimmed().isEmpty())
        return QJsonValue::Null;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(text);
}

} // namespace

LinesControl::LinesControl(const Theme &theme, const Field &field, QWidget *parent)
    : ValueControl(parent)
    , m_kind(field.kind)
    , m_edit(new QPlainTextEdit(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_edit);
    m_edit->setObjectName(handleName(field.key, u"Edit"_s));
    m_edit->setPlaceholderText(m_kind == FieldKind::Map ? tr("Name: Value, one a line")
                                                        : placeholder(field.rule));
    m_edit->setFont(theme.font(TextRole::Fixed));
    m_edit->setTabChangesFocus(true);
    m_edit->setMinimumHeight(QFontMetrics(m_edit->font()).lineSpacing() * kVisibleLines + space::kLarge);
    setFocusProxy(m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &LinesControl::edited);
}

void LinesControl::setValue(const QJsonValue &value)
{
    const QSignalBlocker quiet(m_edit);
    if (m_kind == FieldKind::Map)
        m_edit->setPlainText(mapText(value.toObject()));
    else if (value.isObject())
        m_edit->setPlainText(QString::fromUtf8(QJsonDocument(value.toObject()).toJson().trimmed()));
    else
        m_edit->setPlainText(value.toString());
}

QJsonValue LinesControl::value() const
{
    const QString text = m_edit->toPlainText();
    if (m_kind == FieldKind::Map)
        return entriesFrom(text);
    return m_kind == FieldKind::JsonValue ? jsonFrom(text) : QJsonValue(text);
}

QWidget *LinesControl::handle() const
{
    return m_edit;
}

} // namespace tacklebox::ui
