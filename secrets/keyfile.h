// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The master key's file, where there is no keychain: 32 bytes, mode 0600, its owner's own.
#pragma once

#include "secrets/masterkey.h"

namespace tacklebox::secrets {

// What TACKLEBOX_MASTER_KEY_FILE names, or empty.
[[nodiscard]] QString masterKeyFile();

// FileNotRead, with why, also when others may read it or it is somebody else's; SecretForm when it
// has another length.
Result<MasterKey> readKeyFile(const QString &file);

// Makes a new file; one that stands is never overwritten (FileNotWritten).
Result<Done> writeKeyFile(const QString &file, const MasterKey &key);

} // namespace tacklebox::secrets
