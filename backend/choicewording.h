// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How people call the choices of a setting, where the API's own word says too little.
#pragma once

#include <QString>

namespace tacklebox::wording {

[[nodiscard]] QString choiceLabel(const QString &key, const QString &choice);

} // namespace tacklebox::wording
