// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A command as the table has it: its name, what it takes, what it needs and what it does.
#pragma once

#include "app/tackle/arguments.h"
#include "app/tackle/session.h"

#include <vector>

namespace tacklebox::tackle {

enum class Needs {
    Nothing,
    Profile,
    Delivering, // takes the deliverer's lock when it is free
};

struct Command
{
    const char *name; // one word or two: "publish", "jobs list"
    const char *words; // what the help shows behind the name, beside the options
    const char *text; // what it does, for translation in the context "Tackle"
    int least; // words behind the name
    int most;
    std::vector<Option> options;
    void (*run)(Session &session, const Arguments &arguments);
    Needs needs = Needs::Profile;
};

inline constexpr int kAnyNumber = 1'000'000;

// One function a family; the table is all of them.
std::vector<Command> connectionCommands();
std::vector<Command> subscriberCommands();
std::vector<Command> rotateCommands();
std::vector<Command> jobCommands();
std::vector<Command> replayCommands();
std::vector<Command> publishCommands();
std::vector<Command> eventCommands();
std::vector<Command> testCommands();
std::vector<Command> inboxCommands();
std::vector<Command> serveCommands();
std::vector<Command> settingCommands();
std::vector<Command> mailCommands();
std::vector<Command> activityCommands();
std::vector<Command> verifyCommands();
std::vector<Command> exportCommands();
std::vector<Command> importCommands();
std::vector<Command> pruneCommands();
std::vector<Command> backupCommands();
std::vector<Command> viewCommands();
std::vector<Command> doctorCommands();

[[nodiscard]] const std::vector<Command> &commands();

} // namespace tacklebox::tackle
