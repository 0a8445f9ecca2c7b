// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/accountcheck.h"

namespace tacklebox::dialects {

namespace {

// What the account is asked with.
struct Asking
{
    RemoteParts parts;
    RestClient *client;
};

// Beside the account's calls: nobody hears what becomes of it. What the API hasn't opens no secret, and signs
// in nowhere.
Async<Response> askBeside(const Asking &asking, const Caller::Make &make)
{
    Caller &caller = asking.parts.caller;
    const auto there = make(Access{caller.connection(), {}, {}});
    if (!there && there.error().kind == ErrorKind::Unsupported)
        return ready<Response>(fail(there.error()));
    return caller.open().then(
        &caller, [make, client = asking.client](const Result<Access> &access) -> Async<Response> {
            const auto request = access ? make(*access) : Result<Request>(fail(access.error()));
            return request ? client->send(*request) : ready<Response>(fail(request.error()));
        });
}

// It is told, whether it can be kept or not.
Async<QString> kept(const RemoteParts &parts, const QString &service)
{
    return parts.store
        .write<Done>([key = parts.key, service](store::Connection &connection) {
            return store::writeConnectionService(connection, key, service);
        })
        .then(&parts.caller, [service](const Result<Done> &) { return Result<QString>(service); });
}

Async<QString> serviceOf(const Asking &asking)
{
    Caller &caller = asking.parts.caller;
    const Dialect *dialect = &asking.parts.dialect;
    return askBeside(asking, [dialect](const Access &access) { return dialect->service(access); })
        .then(&caller,
              [asking, dialect](const Result<Response> &response) -> Async<QString> {
                  if (!response)
                      return ready<QString>(fail(response.error()));
                  return asking.client->read<QString>(
                      [dialect, whole = *response] { return Result<QString>(dialect->readService(whole)); });
              })
        .then(&caller, [asking](const Result<QString> &service) -> Async<QString> {
            const bool isOfNone = !service && service.error().kind == ErrorKind::Unsupported;
            return isOfNone ? ready<QString>(QString()) : kept(asking.parts, service.value_or(QString()));
        });
}

Async<QString> whyItFails(const Asking &asking, const Error &error)
{
    const Dialect *dialect = &asking.parts.dialect;
    return askBeside(asking,
                     [dialect, error](const Access &access) { return dialect->routesAfter(access, error); })
        .then(&asking.parts.caller,
              [dialect, error, client = asking.client](const Result<Response> &response) -> Async<QString> {
                  if (!response)
                      return ready<QString>(fail(error));
                  return client->read<QString>([dialect, error, whole = *response]() -> Result<QString> {
                      return fail(dialect->readRoutes(whole, error));
                  });
              });
}

} // namespace

Async<QString> checkAccount(const RemoteParts &parts, RestClient &client)
{
    const Asking asking{parts, &client};
    const Dialect *dialect = &parts.dialect;
    return parts.caller
        .call<Done>([dialect](const Access &access) { return dialect->check(access); },
                    [dialect](const Response &response) { return dialect->readCheck(response); },
                    {},
                    About::Account)
        .then(&parts.caller, [asking](const Result<Done> &checked) {
            return checked ? serviceOf(asking) : whyItFails(asking, checked.error());
        });
}

} // namespace tacklebox::dialects
