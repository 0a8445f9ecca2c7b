// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A label of a dialog for what is told in whole sentences, names from elsewhere among them: plain text,
// wrapped.
#pragma once

#include <QString>

class QLabel;

namespace tacklebox::ui {

[[nodiscard]] QLabel *paragraph(const QString &objectName); // the layout that takes it owns it

} // namespace tacklebox::ui
