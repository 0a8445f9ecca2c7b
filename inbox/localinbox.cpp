// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "inbox/localinbox.h"

#include "inbox/captureshelf.h"
#include "inbox/capturewriter.h"
#include "inbox/catcher.h"
#include "inbox/program.h"
#include "store/capturestore.h"
#include "store/store.h"

namespace tacklebox::inbox {

LocalInbox::LocalInbox(store::Store &store, const Clock &clock, QObject *parent)
    : Inbox(parent)
    , m_store(store)
    , m_catcher(std::make_shared<Catcher>(clock))
    , m_writer(std::make_shared<CaptureWriter>(store))
{
    m_doorman.setMaxThreadCount(1);
    connect(new CaptureShelf(store, this), &CaptureShelf::captured, this, &Inbox::captured);
}

LocalInbox::~LocalInbox()
{
    m_doorman.waitForDone();
    m_server.reset();
    m_writer->flush();
}

void LocalInbox::setUrl(const QString &url)
{
    if (m_url == url)
        return;
    m_url = url;
    emit urlChanged(m_url);
}

// Closing joins the server's thread, which is not for the caller's to wait for.
void LocalInbox::close(Server server)
{
    if (server)
        m_doorman.start([server = std::move(server)]() mutable { server.reset(); });
}

transport::HttpServer::Handler LocalInbox::handler() const
{
    return [catcher = m_catcher, writer = m_writer](transport::ServerRequest request,
                                                    const transport::HttpServer::Responder &respond) {
        Caught caught = catcher->take(std::move(request));
        respond(std::move(caught.answer));
        writer->add(std::move(caught.capture));
    };
}

Async<QString> LocalInbox::listen(InboxProgram program)
{
    Result<Program> read = programFrom(program);
    if (!read)
        return ready<QString>(fail(read.error()));
    const Result<transport::ServerOptions> options = serverOptionsFrom(program);
    if (!options)
        return ready<QString>(fail(options.error()));

    m_catcher->setProgram(std::move(*read));
    if (m_server && *options == m_options)
        return ready<QString>(m_url);
    const auto answer = std::make_shared<QPromise<Result<QString>>>();
    answer->start();
    open(*options, answer);
    return answer->future();
}

void LocalInbox::open(const transport::ServerOptions &options, Answer answer)
{
    stop();
    m_options = options;
    m_doorman.start([this, options, answer = std::move(answer), handler = handler(), turn = m_turn] {
        auto server = transport::HttpServer::listen(options, handler).map([](auto opened) {
            return Server(std::move(opened));
        });
        QMetaObject::invokeMethod(
            this,
            [this, server = std::move(server), turn, answer]() mutable {
                opened(std::move(server), turn, answer);
            },
            Qt::QueuedConnection);
    });
}

void LocalInbox::opened(Result<Server> server, int turn, const Answer &answer)
{
    if (!server) {
        answer->addResult(Result<QString>(fail(server.error())));
    } else if (turn != m_turn) {
        close(std::move(*server));
        answer->addResult(Result<QString>(fail({ErrorKind::Cancelled, {}, {}, {}, {}, {}, 0})));
    } else {
        m_server = std::move(*server);
        setUrl(m_server->url());
        answer->addResult(Result<QString>(m_url));
    }
    answer->finish();
}

void LocalInbox::stop()
{
    m_turn += 1;
    close(std::exchange(m_server, {}));
    setUrl({});
}

Async<Page<Capture>> LocalInbox::captures(CaptureQuery query, std::stop_token stop)
{
    return m_store.read<Page<Capture>>(std::move(stop),
                                       [query = std::move(query)](store::Connection &connection) {
                                           return listCaptures(connection, query);
                                       });
}

Async<Capture> LocalInbox::capture(CaptureId id, std::stop_token stop)
{
    return m_store.read<Capture>(std::move(stop), [id = std::move(id)](store::Connection &connection) {
        return store::capture(connection, id);
    });
}

Async<Done> LocalInbox::clear()
{
    return m_store.write<Done>([](store::Connection &connection) { return clearCaptures(connection); });
}

} // namespace tacklebox::inbox
