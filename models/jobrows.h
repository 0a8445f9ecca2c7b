// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A job as a row of a file: for a spreadsheet, and for programs. Whole values, as the table has no room for
// them; a URL's query, which may hold credentials, is masked. Pure, for any thread.
#pragma once

#include "core/job.h"

namespace tacklebox::models {

// The columns are those of JobsModel, in the order that they have in the file.
[[nodiscard]] QByteArray csvHead(const QList<int> &columns);
[[nodiscard]] QByteArray csvRow(const Job &job, const QList<int> &columns);

// As the command line gives it, on one line without an end.
[[nodiscard]] QByteArray jsonRow(Job job);

} // namespace tacklebox::models
