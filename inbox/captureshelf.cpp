// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "inbox/captureshelf.h"

#include "store/capturestore.h"
#include "store/store.h"

namespace tacklebox::inbox {

namespace {

constexpr int kMostAtOnce = 500;

} // namespace

CaptureShelf::CaptureShelf(store::Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(&store, &store::Store::newsArrived, this, [this](const store::News &news) {
        if (news.captures > 0)
            look();
    });
    start();
}

CaptureShelf::~CaptureShelf()
{
    m_stop.request_stop();
}

// What is there already is no news.
void CaptureShelf::start()
{
    m_isLooking = true;
    const auto newest = [](store::Connection &connection) {
        CaptureQuery query;
        query.page.size = 1;
        return listCaptures(connection, query);
    };
    m_store.read<Page<Capture>>(m_stop.get_token(), newest)
        .then(this, [this](const Result<Page<Capture>> &page) {
            m_seen = page && !page->rows.isEmpty() ? page->rows.first().id.value.toLongLong() : 0;
            m_isLooking = false;
            if (m_hasMore)
                look();
        });
}

void CaptureShelf::look()
{
    if (m_isLooking) {
        m_hasMore = true;
        return;
    }
    m_isLooking = true;
    m_hasMore = false;
    const auto behind = [seen = *m_seen](store::Connection &connection) {
        return capturesSince(connection, seen, kMostAtOnce);
    };
    m_store.read<QList<Capture>>(m_stop.get_token(), behind)
        .then(this, [this](const Result<QList<Capture>> &found) { show(found); });
}

void CaptureShelf::show(const Result<QList<Capture>> &found)
{
    m_isLooking = false;
    if (found && !found->isEmpty()) {
        for (const Capture &capture : *found)
            m_seen = std::max(*m_seen, capture.id.value.toLongLong());
        m_hasMore = m_hasMore || found->size() == kMostAtOnce;
        emit captured(*found);
    }
    if (m_hasMore)
        look();
}

} // namespace tacklebox::inbox
