// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/digest.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <array>
#include <memory>

namespace tacklebox {

namespace {

using PKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)>;

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

PKey privateKey(const QByteArray &seed)
{
    EVP_PKEY *key = seed.size() == kEd25519SeedBytes
        ? EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytesOf(seed), size_t(seed.size()))
        : nullptr;
    return {key, &EVP_PKEY_free};
}

// OpenSSL would ask for a passphrase at the terminal.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

PKey keyFromPem(const Secret &pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> source(
        BIO_new_mem_buf(pem.reveal().constData(), int(pem.reveal().size())), &BIO_free);
    PKey key(source ? PEM_read_bio_PrivateKey(source.get(), nullptr, &noPassphrase, nullptr) : nullptr,
             &EVP_PKEY_free);
    ERR_clear_error(); // what was wrong is no concern of the next call on this thread
    return key;
}

// To look the algorithm up costs more than to sign a kilobyte.
MacContext newMacContext(const char *digest)
{
    EVP_MAC *mac = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);
    MacContext context(EVP_MAC_CTX_new(mac), &EVP_MAC_CTX_free);
    EVP_MAC_free(mac); // the context holds it
    const std::array params{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char *>(digest), 0),
        OSSL_PARAM_construct_end()};
    EVP_MAC_CTX_set_params(context.get(), params.data());
    return context;
}

EVP_MAC_CTX *macContext(Digest digest)
{
    thread_local const MacContext sha1 = newMacContext("SHA1");
    thread_local const MacContext sha256 = newMacContext("SHA256");
    return digest == Digest::Sha1 ? sha1.get() : sha256.get();
}

} // namespace

QByteArray hmac(Digest digest, const QByteArray &key, const QByteArray &message)
{
    EVP_MAC_CTX *context = macContext(digest);
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    size_t size = 0;
    if (EVP_MAC_init(context, bytesOf(key), size_t(key.size()), nullptr) != 1
        || EVP_MAC_update(context, bytesOf(message), size_t(message.size())) != 1
        || EVP_MAC_final(context, bytes.data(), &size, bytes.size()) != 1)
        return {};
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(size)};
}

bool isSame(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.constData(), b.constData(), size_t(a.size())) == 0;
}

QByteArray ed25519Sign(const QByteArray &seed, const QByteArray &message)
{
    const PKey key = privateKey(seed);
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    size_t size = 64;
    QByteArray signature(qsizetype(size), '\0');
    if (!key || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1
        || EVP_DigestSign(context.get(), bytesOf(signature), &size, bytesOf(message), size_t(message.size()))
            != 1)
        return {};
    return signature;
}

QByteArray ed25519PublicKey(const QByteArray &seed)
{
    const PKey key = privateKey(seed);
    size_t size = size_t(kEd25519PublicBytes);
    QByteArray bytes(kEd25519PublicBytes, '\0');
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), bytesOf(bytes), &size) != 1)
        return {};
    return bytes;
}

bool ed25519Verifies(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature)
{
    if (publicKey.size() != kEd25519PublicBytes)
        return false;
    const PKey key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(publicKey), size_t(publicKey.size())),
        &EVP_PKEY_free);
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return key && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestVerify(context.get(),
                            bytesOf(signature),
                            size_t(signature.size()),
                            bytesOf(message),
                            size_t(message.size()))
        == 1;
}

QByteArray rsaSha256Sign(const Secret &privateKeyPem, const QByteArray &message)
{
    const PKey key = keyFromPem(privateKeyPem);
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA)
        return {};
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    size_t size = size_t(EVP_PKEY_get_size(key.get()));
    QByteArray signature(qsizetype(size), '\0');
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1
        || EVP_DigestSign(context.get(), bytesOf(signature), &size, bytesOf(message), size_t(message.size()))
            != 1)
        return {};
    return signature.first(qsizetype(size));
}

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, '\0');
    RAND_bytes(bytesOf(bytes), int(count));
    return bytes;
}

} // namespace tacklebox
