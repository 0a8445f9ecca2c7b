// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The language of every text: the system's where there is a catalogue for it, else English.
#pragma once

class QCoreApplication;

namespace tacklebox::app {

void installLanguage(QCoreApplication &application);

} // namespace tacklebox::app
