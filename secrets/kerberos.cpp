// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "secrets/kerberos.h"

#include <QStringList>

#include <gssapi/gssapi.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

namespace {

// SPNEGO, 1.3.6.1.5.5.2 (RFC 4178).
gss_OID_desc spnego()
{
    static char bytes[] = "\x2b\x06\x01\x05\x05\x02";
    return {sizeof(bytes) - 1, bytes};
}

class Buffer final
{
public:
    Buffer() = default;
    Buffer(const Buffer &) = delete;
    Buffer &operator=(const Buffer &) = delete;
    ~Buffer()
    {
        OM_uint32 minor = 0;
        gss_release_buffer(&minor, &m_buffer);
    }

    [[nodiscard]] gss_buffer_t get() { return &m_buffer; }
    [[nodiscard]] QByteArray bytes() const
    {
        return QByteArray(static_cast<const char *>(m_buffer.value), qsizetype(m_buffer.length));
    }

private:
    gss_buffer_desc m_buffer = GSS_C_EMPTY_BUFFER;
};

struct NameEnd
{
    void operator()(gss_name_t name) const
    {
        OM_uint32 minor = 0;
        gss_release_name(&minor, &name);
    }
};
using Name = std::unique_ptr<std::remove_pointer_t<gss_name_t>, NameEnd>;

QString wordsOf(OM_uint32 code, int kind)
{
    QStringList words;
    OM_uint32 next = 0;
    do {
        OM_uint32 minor = 0;
        Buffer text;
        if (GSS_ERROR(gss_display_status(&minor, code, kind, GSS_C_NO_OID, &next, text.get())))
            break;
        words.append(QString::fromLocal8Bit(text.bytes()));
    } while (next != 0);
    return words.join(u"; "_s);
}

Error missing(const QString &host, OM_uint32 major, OM_uint32 minor)
{
    const QString words = wordsOf(major, GSS_C_GSS_CODE) + u": "_s + wordsOf(minor, GSS_C_MECH_CODE);
    return {ErrorKind::NotAuthorised, Reason::TicketMissing, {}, host, words, {}, 0};
}

Result<Name> serviceName(const QString &host)
{
    QByteArray text = "HTTP@" + host.toUtf8();
    gss_buffer_desc buffer{size_t(text.size()), text.data()};
    gss_name_t name = GSS_C_NO_NAME;
    OM_uint32 minor = 0;
    const OM_uint32 major = gss_import_name(&minor, &buffer, GSS_C_NT_HOSTBASED_SERVICE, &name);
    if (GSS_ERROR(major))
        return fail(missing(host, major, minor));
    return Name(name);
}

} // namespace

Result<QByteArray> negotiateToken(const QString &host)
{
    const Result<Name> name = serviceName(host);
    if (!name)
        return fail(name.error());
    gss_OID_desc mechanism = spnego();
    gss_ctx_id_t context = GSS_C_NO_CONTEXT;
    Buffer token;
    OM_uint32 minor = 0;
    const OM_uint32 major = gss_init_sec_context(&minor,
                                                 GSS_C_NO_CREDENTIAL,
                                                 &context,
                                                 name->get(),
                                                 &mechanism,
                                                 0,
                                                 GSS_C_INDEFINITE,
                                                 GSS_C_NO_CHANNEL_BINDINGS,
                                                 GSS_C_NO_BUFFER,
                                                 nullptr,
                                                 token.get(),
                                                 nullptr,
                                                 nullptr);
    OM_uint32 ended = 0;
    gss_delete_sec_context(&ended, &context, GSS_C_NO_BUFFER);
    if (GSS_ERROR(major))
        return fail(missing(host, major, minor));
    return token.bytes().toBase64();
}

} // namespace tacklebox::secrets
