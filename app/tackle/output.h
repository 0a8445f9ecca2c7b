// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a command says: results on standard output, for people or as JSON; progress and errors on
// standard error.
#pragma once

#include "core/json.h"

#include <QStringList>

namespace tacklebox::tackle {

enum class Form { People, Json };

struct Table
{
    QStringList headings;
    QList<QStringList> rows;
};

class Output final
{
public:
    explicit Output(Form form)
        : m_form(form)
    {
    }

    [[nodiscard]] bool isJson() const { return m_form == Form::Json; }

    void document(const Json &json) const; // one JSON document
    void line(const Json &json) const; // one object of a stream
    void text(const QString &line) const;
    void table(const Table &table) const;
    // The members of an object, one a line.
    void members(const Json &object) const;

    void note(const QString &line) const; // to standard error, in both forms

private:
    Form m_form;
};

// A long text with its middle left out.
[[nodiscard]] QString shortened(const QString &text, int length);
// A value as people read it: a list without its brackets, a dash for nothing.
[[nodiscard]] QString plain(const Json &value);
// A time as a table shows it: 2026-01-31 09:30:00Z, in UTC as everything here.
[[nodiscard]] QString shown(const std::optional<Instant> &instant);

} // namespace tacklebox::tackle
