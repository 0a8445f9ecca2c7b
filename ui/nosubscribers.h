// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What stands in the place of subscribers where there are none: nobody made one yet, or the server has no
// call that lists them.
#pragma once

#include "backend/backendinfo.h"
#include "core/page.h"
#include "core/subscriber.h"
#include "ui/statepanel.h"

namespace tacklebox::ui {

enum class EmptyDeed { Nothing, Create, AddById };

// Whether this is what is known here without a list: such rows were never listed by their server.
[[nodiscard]] bool isWithoutList(const BackendInfo &info, const tacklebox::Page<Subscriber> &page);

// What a person can do about it. What can't be listed is rather there than missing: it is added first.
[[nodiscard]] EmptyDeed deedWhereEmpty(const BackendInfo &info, bool canCreate, bool hasList);

[[nodiscard]] StatePanel::Words wordsWhereEmpty(const BackendInfo &info, EmptyDeed deed, bool hasList);

} // namespace tacklebox::ui
