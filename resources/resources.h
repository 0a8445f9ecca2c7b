// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What ships inside the programs: samples under :/samples, drawings under :/icons.
#pragma once

#include <QByteArray>
#include <QString>

namespace tacklebox::resources {

// Makes the resources known to Qt. A linker leaves them out of a program that never asks for them, so
// whoever opens a path under :/ says this first; saying it again costs nothing.
void require();

// The bytes of one resource, ":/samples/test.json"; empty where there is none. No file is opened.
[[nodiscard]] QByteArray bytesOf(const QString &path);

} // namespace tacklebox::resources
