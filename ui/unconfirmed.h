// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is said at a button whose call to the API nobody documented, whether a person allowed it or not yet.
#pragma once

#include "backend/backendinfo.h"

class QLabel;
class QWidget;

namespace tacklebox::ui {

// For the button's tooltip; empty where the call is documented.
[[nodiscard]] QString unconfirmedText(const BackendInfo &info, Verb verb);

// The word beside the button; hidden where the call is documented.
[[nodiscard]] QLabel *makeUnconfirmedLabel(const BackendInfo &info, Verb verb, const QString &objectName);

// It can be done, or could be where a person allowed it: its button is in sight.
[[nodiscard]] bool isOffered(const BackendInfo &info, Verb verb);

// Why it can't be done yet, and where it is allowed; empty for all else.
[[nodiscard]] QString barredText(const BackendInfo &info, Verb verb);

// Takes the button out of use, with the reason for a tooltip. Nothing happens where nobody barred it.
void bar(QWidget &button, const BackendInfo &info, Verb verb);

} // namespace tacklebox::ui
