// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A reply of SuperOffice: Webhooks, an archive's rows, a text, what the server is, its routes, or an error's
// object. And the same bytes as a patch in its own reading, as an event's payload, and as members to select.
#include "tests/fuzz/replies.h"

#include "core/json.h"
#include "core/jsonpatch.h"
#include "dialects/reply.h"
#include "dialects/superoffice/patch.h"
#include "dialects/superoffice/superoffice.h"

#include <nlohmann/json.hpp>

using namespace tacklebox;
using namespace tacklebox::dialects;
using namespace Qt::StringLiterals;

namespace {

Access makeAccess(const QString &patch, const QString &routes = u"rest"_s)
{
    Access access;
    access.connection.baseUrl = u"https://crm.example.com"_s;
    access.connection.settings = {{u"patch"_s, patch}, {u"routes"_s, routes}};
    access.secrets[u"token"_s] = Secret("t0ken");
    return access;
}

void lookAt(const SuperOffice &dialect, const Subscriber &row)
{
    static const Access byPatch = makeAccess(u"json"_s);
    static const Access byMerge = makeAccess(u"merge"_s);
    static const Access byPut = makeAccess(u"put"_s);
    static const Access byAgent = makeAccess(u"json"_s, u"agents"_s);
    bool isNumber = false;
    fuzz::require(row.id.value.toInt(&isNumber) > 0 && isNumber);
    fuzz::require(!fuzz::hasMember(row.fields, "Secret"_L1));
    for (const Access &access : {byPatch, byMerge, byPut, byAgent})
        fuzz::edit(
            dialect, access, row, {{u"Name"_s, u"New"_s}, {u"Headers"_s, QJsonObject{{u"A"_s, u"b"_s}}}});
}

// Whatever a patch says, the strict engine makes of its strict words what the server's reading makes of it.
void patchWith(const QByteArray &body)
{
    const auto value = jsonFrom(body);
    if (!value)
        return;
    static const Json document = Json::parse(
        R"({"Name":"N","Events":["a.b"],"Headers":{"X-A":"1","x-a":"2"},"Properties":{"a":{"b":[{"c":1}]}}})");
    const Json patch = json::value(*value);
    const auto strict = superoffice::strictPatch(document, patch);
    const auto made = superoffice::patchedThere(document, patch);
    fuzz::require(strict.has_value() == made.has_value());
    fuzz::require(strict || strict.error().reason != Reason::Unspecified);
    fuzz::require(!strict || patched(document, *strict) == made);
}

// The bytes as members that somebody asks for: they stay within their parameter.
void selectBy(const SuperOffice &dialect, const Access &access, const QByteArray &body)
{
    const auto asked = dialect.selectMembers(access, {u"7"_s}, QString::fromUtf8(body).split(u','));
    fuzz::require(asked || asked.error().reason != Reason::Unspecified);
    fuzz::require(!asked || asked->url.query(QUrl::FullyEncoded).count(u'&') == 0);
    fuzz::require(!asked || asked->url.path() == u"/api/v1/Webhook/7"_s);
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
    const auto proposal = dialect.readNewSubscriber(response);
    fuzz::require(!proposal || !fuzz::hasMember(*proposal, "Secret"_L1));
    EventDraft event;
    event.type = u"window.closed"_s;
    event.payload = body;
    const auto told = dialect.publish(access, event);
    fuzz::require(told || told.error().reason != Reason::Unspecified);
    patchWith(body);
    const auto selected = dialect.readMembers(response, {u"Name"_s, u"UpdatedAssociate/Name"_s, u"Secret"_s});
    fuzz::require(!selected || !fuzz::hasMember(*selected, "Secret"_L1));
    selectBy(dialect, access, body);
    fuzz::require(dialect.readService(response).size() <= 120);
    const Error closed{ErrorKind::NotAuthorised, Reason::RemoteForbidden, {}, {}, {}, {}, 404};
    const Reason meant = dialect.readRoutes(response, closed).reason;
    fuzz::require(meant == Reason::RemoteForbidden || meant == Reason::RemoteWithoutWebhooks);
    const auto test = dialect.testAtVendor(access, response);
    fuzz::require(!test || test->url.path() == u"/api/v1/Webhook/Test"_s);
    const auto usage = dialect.readUsage(response, {u"1"_s});
    fuzz::require(!usage || usage->calls.value_or(0) >= 0);
    return 0;
}
