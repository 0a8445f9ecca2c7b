// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/operations.h"

#include "dialects/superoffice/patch.h"

#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

QJsonObject operation(const QString &op, const QString &path, const QJsonValue &value)
{
    return {{u"op"_s, op}, {u"path"_s, path}, {u"value"_s, value}};
}

QString putting(const QJsonValue &before)
{
    return before.isNull() || before.isUndefined() ? u"add"_s : u"replace"_s;
}

// A slash parts a path, and whether the vendor reads ~1 for one is written nowhere; `-` is a list's end.
bool isPlain(const QString &name)
{
    return !name.isEmpty() && name != "-"_L1 && !name.contains(u'/') && !name.contains(u'~');
}

QJsonArray wholeOf(const Change &change)
{
    const QString path = u'/' + change.key;
    QJsonArray operations;
    if (!change.before.isUndefined())
        operations.append(operation(u"test"_s, path, change.before));
    const QString op = change.isSecret ? u"replace"_s : putting(change.before);
    operations.append(operation(op, path, change.after));
    return operations;
}

QJsonArray removedEntries(const QString &path, const QJsonObject &before, const QJsonObject &after)
{
    QJsonArray operations;
    for (auto entry = before.begin(); entry != before.end(); ++entry) {
        if (after.contains(entry.key()))
            continue;
        const QString place = path + u'/' + entry.key();
        operations.append(operation(u"test"_s, place, *entry));
        operations.append(QJsonObject{{u"op"_s, u"remove"_s}, {u"path"_s, place}});
    }
    return operations;
}

// Those that go stand first: one may come back in another case.
QJsonArray entriesOf(const Change &change)
{
    const QString path = u'/' + change.key;
    const QJsonObject before = change.before.toObject();
    const QJsonObject after = change.after.toObject();
    QJsonArray operations = removedEntries(path, before, after);
    bool isAdding = false;
    for (auto entry = after.begin(); entry != after.end(); ++entry) {
        const QJsonValue old = before.value(entry.key());
        if (old == *entry)
            continue;
        const QString place = path + u'/' + entry.key();
        if (old.isUndefined())
            isAdding = true;
        else
            operations.append(operation(u"test"_s, place, old));
        operations.append(operation(putting(old), place, *entry));
    }
    if (isAdding)
        operations.prepend(operation(u"test"_s, path, before)); // that nobody else added it meanwhile
    return operations;
}

bool hasPlainEntries(const Change &change)
{
    if (!change.before.isObject() || !change.after.isObject())
        return false;
    const QStringList names = change.before.toObject().keys() + change.after.toObject().keys();
    return std::ranges::all_of(names, isPlain);
}

Result<Done> checked(const Change &change, const QJsonArray &operations)
{
    QJsonObject before;
    if (!change.before.isUndefined())
        before.insert(change.key, change.before);
    return checkMakes(before, operations, {{change.key, change.after}});
}

} // namespace

Result<QJsonArray> operationsOf(const Change &change)
{
    if (hasPlainEntries(change)) {
        if (QJsonArray entries = entriesOf(change); checked(change, entries))
            return entries;
    }
    const QJsonArray whole = wholeOf(change);
    if (auto done = checked(change, whole); !done) {
        done.error().field = change.key;
        return fail(done.error());
    }
    return whole;
}

} // namespace tacklebox::dialects::superoffice
