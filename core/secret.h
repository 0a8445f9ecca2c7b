// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Bytes that are never printed: no stream or debug operator, wiped on destruction. Read them with
// reveal(), as near to their use as possible.
#pragma once

#include <QByteArray>

#include <chrono>
#include <map>

namespace tacklebox {

class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes);
    Secret(const Secret &other);
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret other) noexcept;
    ~Secret();

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] const QByteArray &reveal() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

// What an edit does to a secret field. A field that is not mentioned is kept.
struct SecretEdit
{
    enum class Action { Set, Clear };

    Action action = Action::Set;
    Secret value;
    // For Set: the one before goes on signing beside it for so long, where the scheme carries two.
    std::chrono::seconds overlap{0};
};

using SecretEdits = std::map<QString, SecretEdit>;

// True for what a console shows in place of a secret: bullets, asterisks, "••••", "{set}".
[[nodiscard]] bool looksLikeMask(QStringView text);

} // namespace tacklebox
