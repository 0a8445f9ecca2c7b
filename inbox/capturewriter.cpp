// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "inbox/capturewriter.h"

#include "store/capturestore.h"
#include "store/store.h"

#include <QLoggingCategory>

namespace tacklebox::inbox {

namespace {

Q_LOGGING_CATEGORY(lcInbox, "tacklebox.inbox")

} // namespace

CaptureWriter::CaptureWriter(store::Store &store)
    : m_store(store)
{
}

void CaptureWriter::write(Batch batch)
{
    const auto count = batch.size();
    m_store
        .write<Done>([batch = std::move(batch)](store::Connection &connection) -> Result<Done> {
            for (const Capture &capture : batch) {
                if (const Result<Capture> written = insertCapture(connection, capture); !written)
                    return fail(written.error());
            }
            return Done{};
        })
        .then(QtFuture::Launch::Sync, [weak = weak_from_this(), count](const Result<Done> &done) {
            if (!done)
                qCWarning(
                    lcInbox, "%zu captures were not kept: %s", count, qUtf8Printable(done.error().detail));
            if (const auto self = weak.lock())
                self->written();
        });
}

void CaptureWriter::add(Capture capture)
{
    Batch batch;
    {
        const std::lock_guard lock(m_mutex);
        m_pending.push_back(std::move(capture));
        if (m_isWriting)
            return;
        m_isWriting = true;
        batch.swap(m_pending);
    }
    write(std::move(batch));
}

void CaptureWriter::written()
{
    Batch batch;
    {
        const std::lock_guard lock(m_mutex);
        if (m_pending.empty()) {
            m_isWriting = false;
            return;
        }
        batch.swap(m_pending);
    }
    write(std::move(batch));
}

void CaptureWriter::flush()
{
    Batch batch;
    {
        const std::lock_guard lock(m_mutex);
        batch.swap(m_pending);
    }
    if (!batch.empty())
        write(std::move(batch));
}

} // namespace tacklebox::inbox
