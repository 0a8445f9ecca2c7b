// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/nosubscribers.h"

#include "ui/connectiontext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

struct NoSubscribersText
{
    Q_DECLARE_TR_FUNCTIONS(NoSubscribers)
};

QString deedText(EmptyDeed deed)
{
    switch (deed) {
    case EmptyDeed::Create:
        return NoSubscribersText::tr("New subscriber…");
    case EmptyDeed::AddById:
        return NoSubscribersText::tr("Add by id…");
    case EmptyDeed::Nothing:
        break;
    }
    return {};
}

} // namespace

bool isWithoutList(const BackendInfo &info, const tacklebox::Page<Subscriber> &page)
{
    return isAccount(info) && page.source == PageSource::Cache && !page.asOf;
}

EmptyDeed deedWhereEmpty(const BackendInfo &info, bool canCreate, bool hasList)
{
    if (info.addsById && (!hasList || !canCreate))
        return EmptyDeed::AddById;
    return canCreate ? EmptyDeed::Create : EmptyDeed::Nothing;
}

StatePanel::Words wordsWhereEmpty(const BackendInfo &info, EmptyDeed deed, bool hasList)
{
    const QString title = connectionTitle(info);
    if (!hasList)
        return {u"people"_s,
                NoSubscribersText::tr("%1 has no list of subscribers", "connection").arg(title),
                info.addsById
                    ? NoSubscribersText::tr("Add one by its id, or look at the jobs: whom they were "
                                            "sent to stands here, too.")
                    : NoSubscribersText::tr("Look at the jobs: whom they were sent to stands here."),
                deedText(deed)};
    return {u"people"_s,
            NoSubscribersText::tr("No subscribers yet"),
            isAccount(info) ? NoSubscribersText::tr("%1 has told of none so far.", "connection").arg(title)
                            : NoSubscribersText::tr(
                                "A subscriber is an address that wants to be told of events. Each event that "
                                "it asks for becomes a job, and the job is sent until it is delivered."),
            deedText(deed)};
}

} // namespace tacklebox::ui
