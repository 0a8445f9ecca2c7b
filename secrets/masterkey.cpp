// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "secrets/masterkey.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>

namespace tacklebox::secrets {

namespace {

constexpr qsizetype kIdBytes = 8;

// Two different uses of the key give two unrelated values: neither tells of the other.
QByteArray derived(const Secret &key, const QByteArray &label)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    HMAC(EVP_sha256(),
         key.reveal().constData(),
         int(key.reveal().size()),
         reinterpret_cast<const unsigned char *>(label.constData()),
         size_t(label.size()),
         bytes.data(),
         &size);
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(size)};
}

} // namespace

MasterKey MasterKey::generate()
{
    QByteArray bytes(kMasterKeyBytes, Qt::Uninitialized);
    RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), kMasterKeyBytes);
    MasterKey key{Secret(bytes)};
    OPENSSL_cleanse(bytes.data(), size_t(bytes.size()));
    return key;
}

Result<MasterKey> MasterKey::fromBytes(const Secret &bytes)
{
    if (bytes.reveal().size() != kMasterKeyBytes)
        return fail(Error{ErrorKind::InvalidValue, Reason::SecretForm, {}, {}, {}, {}, 0});
    return MasterKey(bytes);
}

MasterKey::MasterKey(Secret bytes)
    : m_bytes(std::move(bytes))
    , m_id(derived(m_bytes, "tacklebox key id").first(kIdBytes))
{
}

KeyCheck MasterKey::check(const QString &source) const
{
    return {m_id, derived(m_bytes, "tacklebox key check"), source};
}

bool MasterKey::opens(const KeyCheck &check) const
{
    const QByteArray own = derived(m_bytes, "tacklebox key check");
    return own.size() == check.checkValue.size()
        && CRYPTO_memcmp(own.constData(), check.checkValue.constData(), size_t(own.size())) == 0;
}

} // namespace tacklebox::secrets
