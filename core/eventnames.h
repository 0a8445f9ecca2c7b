// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the names in a view stand for while it is filled in for one event. A name is looked for in the section
// around it, from the inside out; then among the event's own (type, status, order_id, address, id, time,
// time_precise, unix_time, subject, subscriber); `data` is the payload; and any other name is a member of the
// payload. Two words go before a name: `json x` is x as JSON, null where there is none, and `json x|y` the
// first that is there; `has x` is true where x is.
#pragma once

#include "core/eventfacts.h"

#include <kainjow/mustache.hpp>

#include <optional>
#include <span>
#include <unordered_map>

namespace tacklebox {

// Behind the name of a variable, so that it is told from a section: false is printed, but a section skips it.
inline constexpr char kVariableMark = '\x1f';

// A view that would never end, or end in more than anybody receives.
struct TooMuch
{
};

class EventNames final : public kainjow::mustache::basic_context<std::string>
{
public:
    using Data = kainjow::mustache::data;

    // Both are borrowed. A view of that many bytes is filled in.
    EventNames(const EventFacts &event, qsizetype viewBytes);

    void push(const Data *data) override; // throws TooMuch
    void pop() override;
    [[nodiscard]] const Data *get(const std::string &name) const override; // throws TooMuch
    [[nodiscard]] const Data *get_partial(const std::string &) const override { return nullptr; }

private:
    [[nodiscard]] const Data *find(std::string_view path) const;
    [[nodiscard]] const Data *startOf(const std::string &name) const;
    [[nodiscard]] const Data &payload() const;
    void build(Data &target, QByteArrayView value, int depth) const;
    [[nodiscard]] const Data *asVariable(const Data *found) const;
    [[nodiscard]] const Data *asJson(std::string_view paths) const;
    [[nodiscard]] const Data *text(std::string value) const;

    const EventFacts &m_event;
    const qsizetype m_viewBytes;
    Data m_own; // the event's names
    std::vector<const Data *> m_sections; // the innermost last
    qsizetype m_bytes = 0; // that the pushed sections may make
    // Filled when a view first asks, which not every one does.
    mutable std::optional<Data> m_payload;
    mutable std::unordered_map<const Data *, QByteArrayView> m_raw; // of each part of the payload
    mutable Data m_text{std::string()}; // the last answer that was made
    mutable qsizetype m_texts = 0; // bytes of all answers
};

// As it stands inside the quotes of a JSON string.
[[nodiscard]] std::string jsonEscaped(const std::string &text);

} // namespace tacklebox
