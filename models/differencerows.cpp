// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/differencerows.h"

#include "backend/wording.h"
#include "models/shorttext.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::models {

namespace {

struct DifferenceText
{
    Q_DECLARE_TR_FUNCTIONS(DifferenceRows)
};

using Tick = DifferenceRow::Tick;

QString deedText(ImportDeed deed)
{
    switch (deed) {
    case ImportDeed::Refused:
        return DifferenceText::tr("Can't", "be imported");
    case ImportDeed::Change:
        return DifferenceText::tr("Changed", "a subscriber");
    case ImportDeed::Create:
        return DifferenceText::tr("New", "a subscriber");
    case ImportDeed::Nothing:
        return DifferenceText::tr("As it is", "a subscriber");
    }
    return {};
}

QList<DraftChange> fieldsOf(const PlannedImport &planned, const std::vector<Field> &fields)
{
    QList<DraftChange> changes;
    for (const Field &field : fields) {
        if (!planned.draft.changes.contains(field.key))
            continue;
        const bool isNew = planned.isNew();
        const QJsonValue before = isNew ? QJsonValue() : planned.draft.base.value(field.key);
        DraftChange change = changeOf(field, before, planned.draft.changes.value(field.key));
        if (isNew)
            change.before.clear();
        changes.append(std::move(change));
    }
    return changes;
}

QString importNote(const PlannedImport &planned, const BackendInfo &into)
{
    QStringList sentences;
    for (const Error &error : planned.wrong)
        sentences += wording::sentence(error);
    if (planned.wrong.empty() && deedOf(planned, into) == ImportDeed::Refused)
        sentences += planned.isNew() ? DifferenceText::tr("No subscriber can be made there from here.")
                                     : DifferenceText::tr("No subscriber can be changed there from here.");
    if (planned.isMadeInactive)
        sentences += DifferenceText::tr("It is not active yet: give it its secret, then enable it.");
    for (const QString &field : planned.asked)
        sentences += DifferenceText::tr("Another %1 may change what the receiver gets.", "a field")
                         .arg(wording::fieldLabel(field).toLower());
    return sentences.join(u' ');
}

QString matchText(MatchedBy by)
{
    switch (by) {
    case MatchedBy::Key:
        return DifferenceText::tr("Matched by the key.");
    case MatchedBy::Name:
        return DifferenceText::tr("Matched by the name.");
    case MatchedBy::Url:
        return DifferenceText::tr("Matched by the callback URL.");
    case MatchedBy::Nothing:
        break;
    }
    return {};
}

QString sharedText(MatchedBy by)
{
    switch (by) {
    case MatchedBy::Key:
        return DifferenceText::tr("the same key");
    case MatchedBy::Name:
        return DifferenceText::tr("the same name");
    case MatchedBy::Url:
    case MatchedBy::Nothing:
        break;
    }
    return DifferenceText::tr("the same callback URL");
}

QString titleOf(const Subscriber &one)
{
    return one.name.isEmpty() ? urlText(one.url) : one.name;
}

QString titlesOf(const QList<Subscriber> &subscribers)
{
    QStringList titles;
    for (const Subscriber &one : subscribers)
        titles += titleOf(one);
    return titles.join(u", "_s);
}

QString counterpartText(Counterpart counterpart)
{
    switch (counterpart) {
    case Counterpart::Different:
        return DifferenceText::tr("Different");
    case Counterpart::OnlyThere:
        return DifferenceText::tr("Only there");
    case Counterpart::OnlyHere:
        return DifferenceText::tr("Only here");
    case Counterpart::Ambiguous:
        return DifferenceText::tr("Not clear", "which belongs to which");
    case Counterpart::Equal:
        return DifferenceText::tr("Equal");
    }
    return {};
}

QString comparisonNote(const ComparedSubscriber &compared)
{
    if (compared.counterpart == Counterpart::Ambiguous)
        return DifferenceText::tr("Several have %1: %2 here, %3 there.", "what they share, names, names")
            .arg(sharedText(compared.matchedBy), titlesOf(compared.here), titlesOf(compared.there));
    return matchText(compared.matchedBy);
}

// The parts that there are any of, in one line.
QString partsText(const QList<std::pair<qsizetype, QString>> &parts)
{
    QStringList texts;
    for (const auto &[count, text] : parts) {
        if (count > 0)
            texts += text;
    }
    return texts.join(u" · "_s);
}

} // namespace

ImportDeed deedOf(const PlannedImport &planned, const BackendInfo &into)
{
    if (!planned.wrong.empty())
        return ImportDeed::Refused;
    if (planned.changes.isEmpty())
        return ImportDeed::Nothing;
    if (!into.verbs.testFlag(planned.isNew() ? Verb::CreateSubscriber : Verb::EditSubscriber))
        return ImportDeed::Refused;
    return planned.isNew() ? ImportDeed::Create : ImportDeed::Change;
}

ImportPlan arranged(ImportPlan plan, const BackendInfo &into)
{
    std::ranges::stable_sort(
        plan.subscribers, {}, [&into](const PlannedImport &one) { return deedOf(one, into); });
    return plan;
}

QList<DifferenceRow> rowsOf(const ImportPlan &plan, const BackendInfo &into)
{
    QList<DifferenceRow> rows;
    for (const PlannedImport &planned : plan.subscribers) {
        const ImportDeed deed = deedOf(planned, into);
        const bool isDone = deed == ImportDeed::Change || deed == ImportDeed::Create;
        rows.append({planned.title,
                     deedText(deed),
                     importNote(planned, into),
                     isDone ? fieldsOf(planned, into.subscriberFields) : QList<DraftChange>(),
                     isDone ? Tick::On : Tick::None,
                     deed == ImportDeed::Refused});
    }
    return rows;
}

QString summaryOf(const ImportPlan &plan, const BackendInfo &into)
{
    QMap<ImportDeed, int> counts;
    for (const PlannedImport &planned : plan.subscribers)
        ++counts[deedOf(planned, into)];
    const auto count = [&counts](ImportDeed deed) { return counts.value(deed); };
    return partsText({
        {count(ImportDeed::Create), DifferenceText::tr("%1 new").arg(count(ImportDeed::Create))},
        {count(ImportDeed::Change), DifferenceText::tr("%1 changed").arg(count(ImportDeed::Change))},
        {count(ImportDeed::Nothing), DifferenceText::tr("%1 as they are").arg(count(ImportDeed::Nothing))},
        {count(ImportDeed::Refused),
         DifferenceText::tr("%1 can't be imported").arg(count(ImportDeed::Refused))},
    });
}

bool isBrought(const ComparedSubscriber &compared)
{
    return compared.counterpart == Counterpart::Different || compared.counterpart == Counterpart::OnlyThere;
}

QList<DifferenceRow> rowsOf(const QList<ComparedSubscriber> &compared, bool isTickable)
{
    QList<DifferenceRow> rows;
    for (const ComparedSubscriber &one : compared) {
        const QList<Subscriber> &named = one.here.isEmpty() ? one.there : one.here;
        rows.append({titlesOf(named),
                     counterpartText(one.counterpart),
                     comparisonNote(one),
                     one.differences,
                     isTickable && isBrought(one) ? Tick::On : Tick::None,
                     one.counterpart == Counterpart::Ambiguous});
    }
    return rows;
}

QString summaryOf(const QList<ComparedSubscriber> &compared)
{
    QMap<Counterpart, int> counts;
    for (const ComparedSubscriber &one : compared)
        ++counts[one.counterpart];
    const auto count = [&counts](Counterpart counterpart) { return counts.value(counterpart); };
    return partsText({
        {count(Counterpart::Different),
         DifferenceText::tr("%1 different").arg(count(Counterpart::Different))},
        {count(Counterpart::OnlyThere),
         DifferenceText::tr("%1 only there").arg(count(Counterpart::OnlyThere))},
        {count(Counterpart::OnlyHere), DifferenceText::tr("%1 only here").arg(count(Counterpart::OnlyHere))},
        {count(Counterpart::Ambiguous),
         DifferenceText::tr("%1 not clear").arg(count(Counterpart::Ambiguous))},
        {count(Counterpart::Equal), DifferenceText::tr("%1 equal").arg(count(Counterpart::Equal))},
    });
}

} // namespace tacklebox::models
