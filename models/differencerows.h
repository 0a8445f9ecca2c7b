// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What an import would do, and what a comparison found, in the rows of a DifferenceTree.
#pragma once

#include "backend/backendinfo.h"
#include "core/importplan.h"
#include "models/comparison.h"
#include "models/differencetree.h"

namespace tacklebox::models {

enum class ImportDeed { Refused, Change, Create, Nothing }; // in the order of the rows

[[nodiscard]] ImportDeed deedOf(const PlannedImport &planned, const BackendInfo &into);
// The same in the order of the rows: what can't be imported first, what needs nothing last.
[[nodiscard]] ImportPlan arranged(ImportPlan plan, const BackendInfo &into);
// One each, ticked where there is something to do.
[[nodiscard]] QList<DifferenceRow> rowsOf(const ImportPlan &plan, const BackendInfo &into);
// “2 new · 1 changed · 14 as they are · 1 can't be imported”
[[nodiscard]] QString summaryOf(const ImportPlan &plan, const BackendInfo &into);

// What of a comparison can be brought here: what is only there, or differs.
[[nodiscard]] bool isBrought(const ComparedSubscriber &compared);
[[nodiscard]] QList<DifferenceRow> rowsOf(const QList<ComparedSubscriber> &compared, bool isTickable);
[[nodiscard]] QString summaryOf(const QList<ComparedSubscriber> &compared);

} // namespace tacklebox::models
