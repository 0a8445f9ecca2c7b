// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "secrets/sealed.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

namespace {

constexpr char kVersion = 1;
constexpr int kKeyIdBytes = 8;
constexpr int kNonceBytes = 12;
constexpr int kTagBytes = 16;
constexpr int kHeaderBytes = 1 + kKeyIdBytes + kNonceBytes;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Cipher newCipher()
{
    return {EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
}

const unsigned char *in(const QByteArray &bytes, qsizetype offset = 0)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData()) + offset;
}

unsigned char *out(QByteArray &bytes, qsizetype offset = 0)
{
    return reinterpret_cast<unsigned char *>(bytes.data()) + offset;
}

QByteArray associated(const Place &place)
{
    return (place.table + u'\n' + place.row + u'\n' + place.field).toUtf8();
}

Error damaged()
{
    return {ErrorKind::Failed, Reason::SecretDamaged, {}, {}, {}, {}, 0};
}

} // namespace

Result<QByteArray> seal(const MasterKey &key, const Secret &plain, const Place &place)
{
    const QByteArray &text = plain.reveal();
    QByteArray sealed(kHeaderBytes + text.size() + kTagBytes, Qt::Uninitialized);
    sealed[0] = kVersion;
    std::copy(key.id().begin(), key.id().end(), sealed.begin() + 1);
    const QByteArray bound = associated(place);
    const Cipher cipher = newCipher();
    int size = 0;
    const bool done = RAND_bytes(out(sealed, 1 + kKeyIdBytes), kNonceBytes) == 1
        && EVP_EncryptInit_ex(cipher.get(),
                              EVP_aes_256_gcm(),
                              nullptr,
                              in(key.bytes().reveal()),
                              in(sealed, 1 + kKeyIdBytes))
            == 1
        && EVP_EncryptUpdate(cipher.get(), nullptr, &size, in(bound), int(bound.size())) == 1
        && EVP_EncryptUpdate(cipher.get(), out(sealed, kHeaderBytes), &size, in(text), int(text.size())) == 1
        && EVP_EncryptFinal_ex(cipher.get(), out(sealed, kHeaderBytes + size), &size) == 1
        && EVP_CIPHER_CTX_ctrl(
               cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, out(sealed, kHeaderBytes + text.size()))
            == 1;
    if (!done)
        return fail(damaged());
    return sealed;
}

QByteArray keyIdOf(const QByteArray &sealed)
{
    if (sealed.size() < kHeaderBytes + kTagBytes || sealed[0] != kVersion)
        return {};
    return sealed.sliced(1, kKeyIdBytes);
}

Result<Secret> unseal(const MasterKey &key, const QByteArray &sealed, const Place &place)
{
    const QByteArray id = keyIdOf(sealed);
    if (id.isEmpty())
        return fail(damaged());
    if (id != key.id())
        return fail(Error{ErrorKind::Failed, Reason::SecretOfAnotherKey, {}, {}, {}, {}, 0});
    const qsizetype length = sealed.size() - kHeaderBytes - kTagBytes;
    QByteArray plain(length, Qt::Uninitialized);
    QByteArray tag = sealed.last(kTagBytes);
    const QByteArray bound = associated(place);
    const Cipher cipher = newCipher();
    int size = 0;
    const bool done
        = EVP_DecryptInit_ex(
              cipher.get(), EVP_aes_256_gcm(), nullptr, in(key.bytes().reveal()), in(sealed, 1 + kKeyIdBytes))
            == 1
        && EVP_DecryptUpdate(cipher.get(), nullptr, &size, in(bound), int(bound.size())) == 1
        && EVP_DecryptUpdate(cipher.get(), out(plain), &size, in(sealed, kHeaderBytes), int(length)) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1
        && EVP_DecryptFinal_ex(cipher.get(), out(plain, size), &size) == 1;
    Secret secret(plain);
    OPENSSL_cleanse(plain.data(), size_t(plain.size()));
    if (!done)
        return fail(damaged());
    return secret;
}

} // namespace tacklebox::secrets
