// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/testca.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <QFile>

#include <memory>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using KeyPair = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

constexpr long kDay = 24 * 60 * 60;

KeyPair makeKey()
{
    return {EVP_EC_gen("P-256"), EVP_PKEY_free};
}

void setName(X509_NAME *name, const char *commonName)
{
    X509_NAME_add_entry_by_txt(
        name, "O", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>("Tacklebox"), -1, -1, 0);
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(commonName), -1, -1, 0);
}

void addExtension(X509 *certificate, int nid, const char *value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate makeCertificate(const char *name, EVP_PKEY *key, long from, long to)
{
    static long serial = 1;
    Certificate certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), to);
    X509_set_pubkey(certificate.get(), key);
    setName(X509_get_subject_name(certificate.get()), name);
    return certificate;
}

template<typename Write>
void writePem(const QString &file, Write write)
{
    BIO *out = BIO_new_file(QFile::encodeName(file).constData(), "w");
    write(out);
    BIO_free(out);
}

} // namespace

struct TestCa::Key
{
    KeyPair pair = makeKey();
    Certificate certificate = makeCertificate("Tacklebox Test CA", pair.get(), -kDay, 365 * kDay);
};

TestCa::TestCa(const QString &directory)
    : m_directory(directory)
    , m_key(new Key)
{
    X509 *certificate = m_key->certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    addExtension(certificate, NID_basic_constraints, "critical,CA:TRUE");
    addExtension(certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    X509_sign(certificate, m_key->pair.get(), EVP_sha256());
    writePem(caFile(), [certificate](BIO *out) { PEM_write_bio_X509(out, certificate); });
}

TestCa::~TestCa()
{
    delete m_key;
}

QString TestCa::caFile() const
{
    return m_directory + u"/ca.pem"_s;
}

Leaf TestCa::issue(LeafKind kind)
{
    const bool isExpired = kind == LeafKind::Expired;
    const KeyPair key = makeKey();
    const Certificate leaf = makeCertificate(
        "Hook Receiver", key.get(), isExpired ? -30 * kDay : -kDay, isExpired ? -kDay : 30 * kDay);
    const bool isOwn = kind == LeafKind::SelfSigned;
    X509_set_issuer_name(leaf.get(), X509_get_subject_name(isOwn ? leaf.get() : m_key->certificate.get()));
    addExtension(leaf.get(),
                 NID_subject_alt_name,
                 kind == LeafKind::WrongHost ? "DNS:elsewhere.test"
                                             : "DNS:localhost,DNS:hook.test,IP:127.0.0.1");
    X509_sign(leaf.get(), isOwn ? key.get() : m_key->pair.get(), EVP_sha256());

    const QString base = m_directory + u"/leaf"_s + QString::number(int(kind));
    const Leaf files{base + u".pem"_s, base + u".key"_s};
    writePem(files.certificateFile, [&leaf](BIO *out) { PEM_write_bio_X509(out, leaf.get()); });
    writePem(files.keyFile, [&key](BIO *out) {
        PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    return files;
}

} // namespace tacklebox::test
