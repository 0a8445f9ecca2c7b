// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/jobanswers.h"

#include "backend/wording.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tacklebox::tackle {

std::optional<Error> tellAnswers(const Session &session, const QList<JobAnswer> &answers)
{
    std::optional<Error> first;
    Json results = Json::array();
    for (const JobAnswer &answer : answers) {
        Json error;
        if (answer.error) {
            session.explain(*answer.error);
            error = json::error(*answer.error, wording::sentence(*answer.error))["error"];
            if (!first)
                first = answer.error;
        }
        results.push_back({{"id", json::text(answer.id.value)}, {"error", std::move(error)}});
    }
    if (session.output().isJson()) {
        Json document = {{"results", std::move(results)}};
        if (first)
            document["error"] = json::error(*first, wording::sentence(*first))["error"];
        session.output().document(document);
    }
    return first;
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
