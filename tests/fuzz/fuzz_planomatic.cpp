// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A reply of PlanoMatic: an envelope with rows, a session or a refusal in it.
#include "tests/fuzz/replies.h"

#include "dialects/planomatic/planomatic.h"

#include <QJsonArray>

using namespace tacklebox;
using namespace tacklebox::dialects;
using namespace Qt::StringLiterals;

namespace {

Access makeAccess()
{
    Access access;
    access.connection.baseUrl = u"https://plano.example.com"_s;
    access.connection.settings = {{u"integration_id"_s, 7}};
    access.secrets[u"token"_s] = Secret("t0ken");
    return access;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const PlanoMatic dialect;
    static const Access access = makeAccess();
    const QByteArray body = fuzz::bytesOf(data, size);

    const auto look = [](const Subscriber &row) {
        // Either is a credential wherever this API has it.
        fuzz::require(!row.fields.contains("token"_L1) && !row.fields.contains("session"_L1));
        fuzz::edit(dialect, access, row, {{u"active"_s, !row.isActive}, {u"events"_s, QJsonArray{u"*"_s}}});
    };
    fuzz::answerWith(dialect, body, {look, [](const Job &) {}, [](const Token &) {}});

    for (const int status : {200, 400, 401, 500}) {
        const auto error = dialect.errorOf({status, {}, body});
        // What it says about a credential may have it in it.
        fuzz::require(!error || error->kind != ErrorKind::NotAuthorised || error->detail.isEmpty());
    }
    return 0;
}
