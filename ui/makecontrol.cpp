// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/field.h"
#include "ui/choicecontrols.h"
#include "ui/eventscontrol.h"
#include "ui/linecontrol.h"
#include "ui/linescontrol.h"
#include "ui/statusescontrol.h"
#include "ui/viewcontrol.h"

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

ValueControl *makeControl(const Theme &theme, const Field &field, const QStringList &words)
{
    if (isEventList(field))
        return new EventsControl(theme, field, words);
    if (field.rule == FieldRule::OrderStatuses)
        return new StatusesControl(theme, field, words);
    if (field.kind == FieldKind::Flag)
        return new FlagControl(field);
    if (field.rule == FieldRule::ViewName)
        return new ViewControl(field);
    if (field.kind == FieldKind::Choice || field.rule == FieldRule::RetryWaits)
        return new ChoiceControl(field);
    if (field.kind == FieldKind::Map || field.kind == FieldKind::LongText
        || field.kind == FieldKind::JsonValue)
        return new LinesControl(theme, field);
    return new LineControl(theme, field);
}

QString handleName(const QString &key, const QString &kind)
{
    QString name;
    bool isStart = false;
    for (const QChar letter : key + u'_' + kind) {
        if (!letter.isLetterOrNumber()) {
            isStart = !name.isEmpty();
            continue;
        }
        name.append(name.isEmpty() ? letter.toLower() : isStart ? letter.toUpper() : letter);
        isStart = false;
    }
    return name;
}

} // namespace tacklebox::ui
