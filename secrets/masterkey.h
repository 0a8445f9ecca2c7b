// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The profile's one master key: 32 random bytes that seal every secret in the database. The database
// holds what tells a right key from a wrong one (KeyCheck), and never the key.
#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QByteArray>

namespace tacklebox::secrets {

inline constexpr int kMasterKeyBytes = 32;

// As the database keeps it; the store's row is copied from and to this.
struct KeyCheck
{
    QByteArray keyId; // 8 bytes
    QByteArray checkValue;
    QString source; // kSourceKeychain or kSourceFile

    bool operator==(const KeyCheck &) const = default;
};

inline constexpr char kSourceKeychain[] = "keychain";
inline constexpr char kSourceFile[] = "file";

class MasterKey final
{
public:
    static MasterKey generate();
    // SecretForm unless it has 32 bytes.
    static Result<MasterKey> fromBytes(const Secret &bytes);

    [[nodiscard]] const QByteArray &id() const { return m_id; } // follows from the key
    [[nodiscard]] const Secret &bytes() const { return m_bytes; }
    [[nodiscard]] KeyCheck check(const QString &source) const;
    // True when it is the key that the check was made with.
    [[nodiscard]] bool opens(const KeyCheck &check) const;

private:
    explicit MasterKey(Secret bytes);

    Secret m_bytes;
    QByteArray m_id;
};

} // namespace tacklebox::secrets
