// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/subscribertransfer.h"

#include "backend/everysubscriber.h"
#include "backend/exportable.h"
#include "backend/subscribertransfer.h"
#include "ui/comparecontroller.h"
#include "ui/connectiontext.h"
#include "ui/importcontroller.h"
#include "ui/subscriberspage.h"
#include "ui/transferfile.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr qsizetype kLongestFileName = 80; // of letters, which may be several bytes each

QString suggestedFile(const QString &name)
{
    return fileNameFrom(name.left(kLongestFileName)) + u".json"_s;
}

// By its host where it has no name: the whole address may hold a credential.
QString exportedName(const Subscriber &row)
{
    const QString host = row.name.isEmpty() ? QUrl(row.url).host() : row.name;
    return host.isEmpty() ? row.id.value : host;
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
    chooseFileToWrite(&m_page, this, suggestedFile(name), [this](const QString &path) {
        m_page.tell(ToneRole::Busy, tr("Reading all subscribers…"));
        everySubscriber(m_backend).then(this, [this, path](const Result<AllSubscribers> &all) {
            if (all)
                write(path, *all);
            else
                m_page.showNotice(all.error());
        });
    });
}

void SubscriberTransfer::exportOne(const Subscriber &row)
{
    chooseFileToWrite(&m_page, this, suggestedFile(exportedName(row)), [this, row](const QString &path) {
        write(path, {{row}, {}});
    });
}

void SubscriberTransfer::write(const QString &path, const AllSubscribers &all)
{
    const std::vector<Field> fields = m_backend.info().subscriberFields;
    const auto [known, leftOut] = exportableOf(all.rows, fields);
    if (known.isEmpty() && leftOut > 0)
        return m_page.tell(ToneRole::Warning,
                           tr("Nothing was written: the fields of %n subscriber(s) are unknown here.",
                              nullptr,
                              int(leftOut)));
    writeSubscribersTo(path, known, fields, this)
        .then(this,
              [this, path, asOf = all.asOf, count = int(known.size()), left = int(leftOut)](
                  const Result<Done> &written) {
                  if (!written)
                      return m_page.showNotice(written.error());
                  QString said
                      = (count == 1 ? tr("Wrote 1 subscriber to %1, without secrets and credentials.")
                                    : tr("Wrote %n subscribers to %1, without secrets and credentials.",
                                         nullptr,
                                         count))
                            .arg(path);
                  if (left > 0)
                      said += u' ' + tr("%n left out: their fields are unknown here.", nullptr, left);
                  if (asOf)
                      said += u' ' + ageText(m_backend.info(), asOf);
                  m_page.tell(asOf ? ToneRole::Warning : ToneRole::Good, said);
              });
}

} // namespace tacklebox::ui
