// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/doctorfindings.h"

#include "backend/wording.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

QString word(Health health)
{
    switch (health) {
    case Health::Good:
        return u"ok"_s;
    case Health::Note:
        return u"note"_s;
    case Health::Bad:
        return u"wrong"_s;
    case Health::Mended:
        return u"mended"_s;
    }
    return {};
}

} // namespace

void report(Session &session, const std::vector<Finding> &findings)
{
    bool isWell = true;
    Json rows = Json::array();
    Table table{{u"STATE"_s, u"ABOUT"_s, u"FINDING"_s}, {}};
    for (const Finding &finding : findings) {
        isWell = isWell && finding.health != Health::Bad;
        rows.push_back({{"state", json::text(word(finding.health))},
                        {"about", json::text(finding.about)},
                        {"text", json::text(finding.text)}});
        table.rows += {word(finding.health), finding.about, finding.text};
    }
    if (session.output().isJson())
        session.output().document({{"healthy", isWell}, {"findings", std::move(rows)}});
    else
        session.output().table(table);
    session.finish(isWell ? 0 : 1);
}

QString explained(const Error &error)
{
    const QString sentence = wording::sentence(error);
    QStringList parts{sentence, wording::advice(error)};
    if (!error.detail.isEmpty() && !sentence.contains(error.detail))
        parts += u"(%1)"_s.arg(error.detail);
    parts.removeAll(QString());
    return parts.join(u' ');
}

QString stuckText(const app::StuckCount &stuck)
{
    const int count = int(stuck.count);
    switch (stuck.stuck) {
    case store::Stuck::LeftInSending:
        return Texts::tr("%n job(s) are left in sending by a process that ended; the next to deliver "
                         "sends them again.",
                         nullptr,
                         count);
    case store::Stuck::WithoutTime:
        return Texts::tr(
            "%n job(s) wait and are never due; “tackle doctor --mend” makes them due.", nullptr, count);
    case store::Stuck::WithTime:
        return Texts::tr(
            "%n job(s) are due and done with; “tackle doctor --mend” takes their time away.", nullptr, count);
    case store::Stuck::OfDeletedSubscriber:
        return Texts::tr(
            "%n job(s) are owed to a deleted subscriber; “tackle doctor --mend” drops them.", nullptr, count);
    case store::Stuck::WithoutEvent:
        return Texts::tr(
            "%n job(s) have lost their event; “tackle doctor --mend” drops them.", nullptr, count);
    case store::Stuck::HeldForNothing:
        return Texts::tr(
            "%n job(s) of active subscribers are held for nothing; “tackle doctor --mend” releases them.",
            nullptr,
            count);
    case store::Stuck::StrayAttempts:
        return Texts::tr(
            "%n attempt(s) belong to no job; “tackle doctor --mend” takes them away.", nullptr, count);
    }
    return {};
}

QString mendedText(const app::StuckCount &mended)
{
    const int count = int(mended.count);
    switch (mended.stuck) {
    case store::Stuck::LeftInSending:
        return Texts::tr("Put back %n job(s) that were left in sending.", nullptr, count);
    case store::Stuck::WithoutTime:
        return Texts::tr("Made %n waiting job(s) due.", nullptr, count);
    case store::Stuck::WithTime:
        return Texts::tr("Took the time from %n job(s) that are done with.", nullptr, count);
    case store::Stuck::OfDeletedSubscriber:
        return Texts::tr("Dropped %n job(s) of deleted subscribers.", nullptr, count);
    case store::Stuck::WithoutEvent:
        return Texts::tr("Dropped %n job(s) whose event is lost.", nullptr, count);
    case store::Stuck::HeldForNothing:
        return Texts::tr("Released %n job(s) that were held for nothing.", nullptr, count);
    case store::Stuck::StrayAttempts:
        return Texts::tr("Took away %n attempt(s) of no job.", nullptr, count);
    }
    return {};
}

} // namespace tacklebox::tackle
