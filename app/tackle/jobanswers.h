// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What verbs with many ids say: one result an id.
#pragma once

#include "app/tackle/session.h"

namespace tacklebox::tackle {

// The first error decides how the command ends.
std::optional<Error> tellAnswers(const Session &session, const QList<JobAnswer> &answers);
[[nodiscard]] qsizetype doneIn(const QList<JobAnswer> &answers);
[[nodiscard]] QList<JobId> jobIdsOf(const QStringList &words);

} // namespace tacklebox::tackle
