// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/subscribertransfer.h"

#include "backend/everysubscriber.h"
#include "backend/subscribertransfer.h"
#include "ui/comparecontroller.h"
#include "ui/connectiontext.h"
#include "ui/importcontroller.h"
#include "ui/subscriberspage.h"
#include "ui/transferfile.h"

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

// A name that a person may have given holds no folder.
QString fileName(const QString &name)
{
    return QString(name).replace(u'/', u'-') + u".json"_s;
}

} // namespace

SubscriberTransfer::SubscriberTransfer(const Theme &theme, Connections &connections, Backend &backend,
                                       SubscribersPage &page)
    : m_theme(theme)
    , m_connections(connections)
    , m_backend(backend)
    , m_page(page)
{
    connect(&page, &SubscribersPage::compareAsked, this, &SubscriberTransfer::compare);
    connect(&page, &SubscribersPage::importAsked, this, &SubscriberTransfer::importFile);
    connect(&page, &SubscribersPage::exportAsked, this, &SubscriberTransfer::exportAll);
    connect(&page, &SubscribersPage::exportOneAsked, this, &SubscriberTransfer::exportOne);
}

// The controllers of the dialogs go with these.
void SubscriberTransfer::compare()
{
    auto *comparing = new CompareController(m_theme, m_connections, m_backend, &m_page);
    connect(comparing, &CompareController::importAsked, this, &SubscriberTransfer::importEntries);
}

void SubscriberTransfer::importFile()
{
    chooseFileToRead(&m_page, this, [this](const QString &path) {
        (new ImportController(m_theme, m_connections, m_backend, &m_page))->takeFile(path);
    });
}

void SubscriberTransfer::importEntries(const SubscriberFile &file, const QString &source)
{
    (new ImportController(m_theme, m_connections, m_backend, &m_page))->take(file, source);
}

void SubscriberTransfer::exportAll()
{
    const QString name = tr("Subscribers of %1", "a file's name").arg(connectionTitle(m_backend.info()));
    chooseFileToWrite(&m_page, this, fileName(name), [this](const QString &path) {
        m_page.tell(ToneRole::Busy, tr("Reading all subscribers…"));
        everySubscriber(m_backend).then(this, [this, path](const Result<QList<Subscriber>> &all) {
            if (all)
                write(path, *all);
            else
                m_page.showNotice(all.error());
        });
    });
}

void SubscriberTransfer::exportOne(const Subscriber &row)
{
    chooseFileToWrite(
        &m_page, this, fileName(row.name), [this, row](const QString &path) { write(path, {row}); });
}

void SubscriberTransfer::write(const QString &path, const QList<Subscriber> &subscribers)
{
    writeSubscribersTo(path, subscribers, m_backend.info().subscriberFields, this)
        .then(this, [this, path, count = int(subscribers.size())](const Result<Done> &written) {
            if (!written)
                return m_page.showNotice(written.error());
            const QString wrote = count == 1
                ? tr("Wrote 1 subscriber to %1, without secrets and credentials.")
                : tr("Wrote %n subscribers to %1, without secrets and credentials.", nullptr, count);
            m_page.tell(ToneRole::Good, wrote.arg(path));
        });
}

} // namespace tacklebox::ui
