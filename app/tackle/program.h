// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The whole program `tackle`, from its words to its exit code.
#pragma once

namespace tacklebox::dialects {
class Registry;
}

namespace tacklebox::tackle {

// Called once, by main(). The remote APIs are borrowed.
[[nodiscard]] int runProgram(int argc, char *argv[], const dialects::Registry &registry);

} // namespace tacklebox::tackle
