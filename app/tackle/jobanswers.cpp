// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/jobanswers.h"

#include "backend/wording.h"
#include "backend/wordingreplay.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

QLatin1StringView outcomeOf(const JobAnswer &answer)
{
    if (!answer.error)
        return "done"_L1;
    switch (answer.failure) {
    case JobFailure::Refused:
        return "refused"_L1;
    case JobFailure::Uncertain:
        return "uncertain"_L1;
    case JobFailure::NotTried:
        return "not_tried"_L1;
    }
    return {};
}

Json errorOf(const JobAnswer &answer)
{
    return answer.error ? json::error(*answer.error, wording::sentence(answer))["error"] : Json();
}

// Which job it is of, where the sentence doesn't name it.
QString lineOf(const JobAnswer &answer)
{
    const QString sentence = wording::sentence(answer);
    return answer.error->subject == answer.id.value ? sentence : answer.id.value + u": "_s + sentence;
}

// A line each; those that were not tried in one, and what to do next once.
void explain(const Session &session, const QList<JobAnswer> &failed)
{
    QStringList left;
    QStringList told;
    QString whyLeft;
    QStringList advices;
    for (const JobAnswer &answer : failed) {
        if (answer.failure == JobFailure::NotTried) {
            left += answer.id.value;
            if (answer.error->kind != ErrorKind::Cancelled)
                whyLeft = wording::sentence(*answer.error);
        } else {
            told += wording::sentence(*answer.error);
            session.output().note(lineOf(answer));
        }
        const QString own = wording::advice(answer);
        const QString advice = own.isEmpty() ? session.adviceOn(*answer.error) : own;
        if (!advice.isEmpty() && !advices.contains(advice))
            advices += advice;
    }
    if (!left.isEmpty())
        session.output().note(
            Texts::tr("Not sent, %n job(s): %1", "ids", int(left.size())).arg(left.join(u' ')));
    if (!whyLeft.isEmpty() && !told.contains(whyLeft))
        session.output().note(whyLeft);
    for (const QString &advice : std::as_const(advices))
        session.output().note(advice);
}

} // namespace

std::optional<Error> tellAnswers(const Session &session, const QList<JobAnswer> &answers)
{
    QList<JobAnswer> failed;
    Json results = Json::array();
    for (const JobAnswer &answer : answers) {
        if (answer.error)
            failed += answer;
        results.push_back({{"id", json::text(answer.id.value)},
                           {"outcome", outcomeOf(answer).data()},
                           {"error", errorOf(answer)}});
    }
    explain(session, failed);
    if (session.output().isJson()) {
        Json document = {{"results", std::move(results)}};
        if (!failed.isEmpty())
            document["error"] = errorOf(failed.constFirst());
        session.output().document(document);
    }
    return failed.isEmpty() ? std::nullopt : failed.constFirst().error;
}

qsizetype doneIn(const QList<JobAnswer> &answers)
{
    return std::ranges::count_if(answers, [](const JobAnswer &answer) { return !answer.error; });
}

QList<JobId> jobIdsOf(const QStringList &words)
{
    QList<JobId> ids;
    std::ranges::transform(words, std::back_inserter(ids), [](const QString &word) { return JobId{word}; });
    return ids;
}

} // namespace tacklebox::tackle
