// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/tlssight.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <ctime>

namespace tacklebox::transport {

namespace {

using RecordPointer = std::shared_ptr<HandshakeRecord>;

template<typename T>
void freeExtra(void *, void *extra, CRYPTO_EX_DATA *, int, long, void *)
{
    delete static_cast<T *>(extra);
}

int recordIndex()
{
    static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, freeExtra<RecordPointer>);
    return index;
}

int factsIndex()
{
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, freeExtra<TlsFacts>);
    return index;
}

QString textOf(const X509_NAME *name)
{
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> buffer(BIO_new(BIO_s_mem()), BIO_free_all);
    X509_NAME_print_ex(buffer.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    char *text = nullptr;
    const long length = BIO_get_mem_data(buffer.get(), &text);
    return QString::fromUtf8(text, length);
}

std::optional<Instant> instantOf(const ASN1_TIME *time)
{
    std::tm utc{};
    if (ASN1_TIME_to_tm(time, &utc) != 1)
        return {};
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::from_time_t(timegm(&utc)));
}

TlsFacts factsOf(SSL *session, X509 *certificate)
{
    TlsFacts facts;
    facts.version = QString::fromLatin1(SSL_get_version(session));
    const SSL_CIPHER *agreed = SSL_get_current_cipher(session);
    // In the middle of the handshake, when the certificate comes, it is only about to be.
    if (const SSL_CIPHER *cipher = agreed ? agreed : SSL_get_pending_cipher(session))
        facts.cipher = QString::fromLatin1(SSL_CIPHER_get_name(cipher));
    if (certificate) {
        facts.issuer = textOf(X509_get_issuer_name(certificate));
        facts.subject = textOf(X509_get_subject_name(certificate));
        facts.notAfter = instantOf(X509_get0_notAfter(certificate));
    }
    return facts;
}

int seeCertificate(int isGood, X509_STORE_CTX *chain)
{
    auto *session
        = static_cast<SSL *>(X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto *record = static_cast<RecordPointer *>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(session), recordIndex()));
    if (!isGood && (*record)->chainError == X509_V_OK)
        (*record)->chainError = X509_STORE_CTX_get_error(chain);
    if (!(*record)->facts)
        (*record)->facts = factsOf(session, X509_STORE_CTX_get0_cert(chain));
    return isGood;
}

} // namespace

void watchHandshake(void *sslContext, RecordPointer record)
{
    auto *context = static_cast<SSL_CTX *>(sslContext);
    delete static_cast<RecordPointer *>(SSL_CTX_get_ex_data(context, recordIndex()));
    SSL_CTX_set_ex_data(context, recordIndex(), new RecordPointer(std::move(record)));
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, seeCertificate);
}

std::optional<TlsFacts> sessionFacts(CURL *transfer)
{
    curl_tlssessioninfo *info = nullptr;
    if (curl_easy_getinfo(transfer, CURLINFO_TLS_SSL_PTR, &info) != CURLE_OK || !info || !info->internals
        || info->backend != CURLSSLBACKEND_OPENSSL)
        return {};
    auto *session = static_cast<SSL *>(info->internals);
    if (const auto *known = static_cast<const TlsFacts *>(SSL_get_ex_data(session, factsIndex())))
        return *known;
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(SSL_get1_peer_certificate(session),
                                                                  X509_free);
    auto facts = std::make_unique<TlsFacts>(factsOf(session, certificate.get()));
    const TlsFacts copy = *facts;
    if (SSL_set_ex_data(session, factsIndex(), facts.get()) == 1)
        facts.release();
    return copy;
}

} // namespace tacklebox::transport
