// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/changestext.h"

#include "backend/wording.h"
#include "ui/subscribereditor.h"
#include "ui/theme.h"

#include <QLabel>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShownChanges = 3;
constexpr int kShownValue = 44;

// In the middle: the ends tell addresses apart.
QString shortened(const QString &text)
{
    return text.size() <= kShownValue ? text
                                      : text.left(kShownValue / 2) + u'…' + text.right(kShownValue / 2 - 1);
}

QString changeText(const models::DraftChange &change, bool isNew)
{
    const QString label = wording::fieldLabel(change.key);
    if (isNew || change.before.isEmpty())
        return SubscriberEditor::tr("%1: %2", "a field and its new value")
            .arg(label, shortened(change.after));
    return SubscriberEditor::tr("%1: %2 → %3", "a field, its old value, its new value")
        .arg(label, shortened(change.before), shortened(change.after));
}

QString changesTitle(int count)
{
    return count == 1 ? SubscriberEditor::tr("1 change") : SubscriberEditor::tr("%n changes", nullptr, count);
}

} // namespace

void showChanges(const Theme &theme, const models::SubscriberEdit &edit, QLabel &label)
{
    const QList<models::DraftChange> changes = edit.changes();
    QStringList lines;
    for (const auto &change : changes)
        lines.append(changeText(change, edit.isNew()));
    const QString more = lines.size() <= kShownChanges
        ? QString()
        : SubscriberEditor::tr(" · and %n more", "changes", int(lines.size()) - kShownChanges);
    const QString shown = lines.mid(0, kShownChanges).join(u" · "_s) + more;
    label.setToolTip(lines.size() <= kShownChanges ? QString() : lines.join(u'\n'));
    if (changes.isEmpty())
        label.setText(theme.soft(edit.isNew() ? SubscriberEditor::tr("Nothing is filled in yet")
                                              : SubscriberEditor::tr("Nothing is changed")));
    else
        label.setText(u"<b>%1</b>&nbsp;&nbsp; "_s.arg(changesTitle(int(changes.size()))) + theme.soft(shown));
}

} // namespace tacklebox::ui
