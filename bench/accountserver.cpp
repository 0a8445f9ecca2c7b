// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/accountserver.h"

#include "backend/wording.h"
#include "bench/options.h"

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

namespace {

QString pathOf(AccountServer::List list)
{
    return list == AccountServer::List::Jobs ? u"/api/v1/webhook_jobs/index"_s
                                             : u"/api/v1/webhook_out_subs/index"_s;
}

} // namespace

std::unique_ptr<AccountServer> AccountServer::start()
{
    std::unique_ptr<AccountServer> server(new AccountServer);
    auto listening = transport::HttpServer::listen(
        {}, [raw = server.get()](const transport::ServerRequest &request, const auto &respond) {
            respond(raw->answerTo(request.target));
        });
    if (!listening) {
        giveUp(wording::sentence(listening.error()));
        return {};
    }
    server->m_server = std::move(*listening);
    return server;
}

void AccountServer::setAnswer(List list, const QByteArray &body)
{
    const std::lock_guard lock(m_mutex);
    m_answers.insert(pathOf(list), body);
}

transport::ServerResponse AccountServer::answerTo(const QString &path)
{
    ++m_requests;
    const std::lock_guard lock(m_mutex);
    const auto answer = m_answers.constFind(path);
    transport::ServerResponse response;
    response.headers = {{"Content-Type"_ba, "application/json"_ba}};
    if (answer == m_answers.cend())
        response.status = 404;
    else
        response.body = *answer;
    return response;
}

} // namespace tacklebox::bench
