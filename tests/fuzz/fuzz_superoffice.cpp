// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A reply of SuperOffice: Webhooks, an archive's rows, a text, or an error's object.
#include "tests/fuzz/replies.h"

#include "dialects/superoffice/superoffice.h"

using namespace tacklebox;
using namespace tacklebox::dialects;
using namespace Qt::StringLiterals;

namespace {

Access makeAccess(const QString &patch)
{
    Access access;
    access.connection.baseUrl = u"https://crm.example.com"_s;
    access.connection.settings = {{u"patch"_s, patch}};
    access.secrets[u"token"_s] = Secret("t0ken");
    return access;
}

void lookAt(const SuperOffice &dialect, const Subscriber &row)
{
    static const Access byPatch = makeAccess(u"json"_s);
    static const Access byMerge = makeAccess(u"merge"_s);
    bool isNumber = false;
    fuzz::require(row.id.value.toInt(&isNumber) > 0 && isNumber);
    fuzz::require(!fuzz::hasMember(row.fields, "Secret"_L1));
    for (const Access &access : {byPatch, byMerge})
        fuzz::edit(
            dialect, access, row, {{u"Name"_s, u"New"_s}, {u"Headers"_s, QJsonObject{{u"A"_s, u"b"_s}}}});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const SuperOffice dialect;
    static const Access access = makeAccess(u"json"_s);
    const QByteArray body = fuzz::bytesOf(data, size);

    fuzz::answerWith(
        dialect,
        body,
        {[](const Subscriber &row) { lookAt(dialect, row); }, [](const Job &) {}, [](const Token &) {}});

    const Response response{200, {}, body};
    (void)dialect.readDefault(response);
    (void)dialect.readSelected(response, {u"Name"_s, u"UpdatedAssociate/Name"_s});
    const auto test = dialect.testAtVendor(access, response);
    fuzz::require(!test || test->url.path() == u"/api/v1/Webhook/Test"_s);
    const auto usage = dialect.readUsage(response, {u"1"_s});
    fuzz::require(!usage || usage->calls.value_or(0) >= 0);
    return 0;
}
