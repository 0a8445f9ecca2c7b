// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is said beside a button whose call to the API nobody documented, and a person allowed.
#pragma once

#include "backend/backendinfo.h"

class QLabel;

namespace tacklebox::ui {

// For the button's tooltip; empty where the call is documented.
[[nodiscard]] QString unconfirmedText(const BackendInfo &info, Verb verb);

// The word beside the button; hidden where the call is documented.
[[nodiscard]] QLabel *makeUnconfirmedLabel(const BackendInfo &info, Verb verb, const QString &objectName);

} // namespace tacklebox::ui
