// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What an edit changes, in the line above the editor's buttons.
#pragma once

#include "models/subscriberedit.h"

class QLabel;

namespace tacklebox::ui {

class Theme;

// The first few in the label's text, all of them in its tooltip.
void showChanges(const Theme &theme, const models::SubscriberEdit &edit, QLabel &label);

} // namespace tacklebox::ui
