// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Status codes as people type them: 503, 5xx, 500-504.
#pragma once

#include "core/job.h"

#include <QStringList>

namespace tacklebox::ui {

// What says no code is left out.
[[nodiscard]] QList<CodeRange> codeRangesFrom(const QStringList &texts);
[[nodiscard]] QStringList textsOf(const QList<CodeRange> &codes);

} // namespace tacklebox::ui
