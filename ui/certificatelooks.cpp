// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/certificatelooks.h"

#include "backend/wording.h"
#include "core/clock.h"
#include "models/certificatetext.h"
#include "models/subscribersmodel.h"
#include "ui/listpanel.h"
#include "ui/subscriberspage.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"

#include <QAction>
#include <QEvent>

#include <algorithm>
#include <utility>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCertificateColumn = models::SubscribersModel::SeenCertificate;
constexpr qsizetype kLooksAtOnce = 4; // deliveries use the same connections
constexpr std::chrono::milliseconds kAskAgainAfter{1000};
constexpr int kRoomForUrl = 150; // pixels

// One URL for each host that shows a certificate.
QStringList oneOfEachPlace(const QStringList &urls)
{
    QSet<QString> places;
    QStringList ones;
    for (const QString &url : urls) {
        const QString place = certificatePlace(url);
        if (place.isEmpty() || places.contains(place))
            continue;
        places.insert(place);
        ones.append(url);
    }
    return ones;
}

ToneRole toneOfCell(models::CellTone tone)
{
    return tone == models::CellTone::Bad    ? ToneRole::Bad
        : tone == models::CellTone::Warning ? ToneRole::Warning
                                            : ToneRole::Good;
}

} // namespace

CertificateLooks::CertificateLooks(SubscribersPage &page, models::SubscribersModel &model, Backend &backend,
                                   Certificates &certificates)
    : QObject(&page)
    , m_page(page)
    , m_model(model)
    , m_certificates(certificates)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kAskAgainAfter);
    addActions();
    listen(backend);
    page.list().table()->viewport()->installEventFilter(this);
    refreshActions();
}

CertificateLooks::~CertificateLooks()
{
    m_stop.request_stop();
}

void CertificateLooks::addActions()
{
    TableView *table = m_page.list().table();
    m_look = new QAction(tr("Look at certificate"), table);
    m_look->setObjectName(u"lookAction"_s);
    m_lookAll = new QAction(tr("Look at all certificates here"), table);
    m_lookAll->setObjectName(u"lookAllAction"_s);
    table->addActions({m_look, m_lookAll});
    connect(m_look, &QAction::triggered, this, [this] { look(chosenUrls()); });
    connect(m_lookAll, &QAction::triggered, this, [this] { look(allUrls()); });
    // The page switches all of the menu by whether a row is chosen.
    for (const QAction *action : {m_look, m_lookAll})
        connect(action, &QAction::enabledChanged, this, &CertificateLooks::refreshActions);
}

void CertificateLooks::listen(Backend &backend)
{
    connect(&m_soon, &QTimer::timeout, this, &CertificateLooks::ask);
    connect(&m_page.list(), &ListPanel::answered, this, &CertificateLooks::ask);
    connect(&m_page.list(), &ListPanel::chosen, this, &CertificateLooks::refreshActions);
    connect(&backend, &Backend::subscribersChanged, this, &CertificateLooks::ask);
    connect(&backend, &Backend::jobsChanged, this, [this] {
        if (m_page.isVisible() && !m_soon.isActive())
            m_soon.start();
    });
}

QStringList CertificateLooks::chosenUrls() const
{
    QStringList urls;
    const QModelIndexList rows = m_page.list().table()->selectionModel()->selectedRows();
    for (const QModelIndex &index : rows) {
        if (const Subscriber *row = m_model.rowAt(index))
            urls.append(row->url);
    }
    return oneOfEachPlace(urls);
}

QStringList CertificateLooks::allUrls() const
{
    QStringList urls;
    for (const Subscriber &row : m_model.rows())
        urls.append(row.url);
    return oneOfEachPlace(urls);
}

void CertificateLooks::refreshActions()
{
    m_look->setEnabled(!chosenUrls().isEmpty());
    m_lookAll->setEnabled(std::ranges::any_of(
        m_model.rows(), [](const Subscriber &row) { return !certificatePlace(row.url).isEmpty(); }));
}

void CertificateLooks::ask()
{
    refreshActions();
    m_known.ask(
        this,
        [this](std::stop_token stop) { return m_certificates.seen(allUrls(), stop); },
        [this](const Result<QList<Certificate>> &seen) {
            if (seen)
                m_model.setCertificates(*seen);
        });
}

void CertificateLooks::look(const QStringList &urls)
{
    for (const QString &url : urls) {
        if (!m_waiting.contains(url))
            m_waiting.append(url);
    }
    const auto count = int(m_waiting.size() + m_underWay);
    m_page.tell(ToneRole::Busy,
                count == 1 ? tr("Looking at the certificate…")
                           : tr("Looking at %n certificates…", nullptr, count));
    lookAtNext();
}

void CertificateLooks::lookAtNext()
{
    while (m_underWay < kLooksAtOnce && !m_waiting.isEmpty()) {
        const QString url = m_waiting.takeFirst();
        ++m_underWay;
        m_certificates.look(url, m_stop.get_token()).then(this, [this](const Result<Attempt> &looked) {
            take(looked);
        });
    }
}

void CertificateLooks::take(const Result<Attempt> &looked)
{
    --m_underWay;
    if (!looked) {
        m_failures.append(wording::sentence(looked.error()));
    } else if (const auto seen = certificateSeen(*looked)) {
        m_seen.append(*seen);
        m_model.setCertificates({*seen});
    } else {
        m_failures.append(wording::verdict(*looked, {}).summary);
    }
    if (m_underWay == 0 && m_waiting.isEmpty())
        tell();
    else
        lookAtNext();
}

void CertificateLooks::tell()
{
    const QList<Certificate> seen = std::exchange(m_seen, {});
    const QStringList failures = std::exchange(m_failures, {});
    if (failures.size() > 1)
        return m_page.tell(ToneRole::Bad,
                           tr("%n hosts showed no certificate. The first: %1", nullptr, int(failures.size()))
                               .arg(failures.first()));
    if (!failures.isEmpty())
        return m_page.tell(ToneRole::Bad, failures.first());
    if (seen.size() != 1)
        return m_page.tell(ToneRole::Good, tr("Looked at %n certificates.", nullptr, int(seen.size())));
    const Certificate &one = seen.first();
    const models::CertificateText text
        = models::certificateText(u"https://"_s + one.place, &one, SystemClock().now());
    m_page.tell(toneOfCell(text.tone), tr("%1: %2", "a host, its certificate").arg(one.place, text.text));
}

bool CertificateLooks::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        makeRoom();
    return QObject::eventFilter(watched, event);
}

// The address tells more: where both don't fit, this column goes, unless a person hid it.
void CertificateLooks::makeRoom()
{
    TableView *table = m_page.list().table();
    const QHeaderView *header = table->horizontalHeader();
    TableColumns &columns = table->columns();
    if (header->isSectionHidden(kCertificateColumn) && !columns.isAway(kCertificateColumn))
        return;
    int needed
        = kRoomForUrl + m_model.headerData(kCertificateColumn, Qt::Horizontal, models::WidthRole).toInt();
    for (int column = 0; column < header->count(); ++column) {
        if (column != kCertificateColumn && column != models::SubscribersModel::Url)
            needed += header->sectionSize(column); // 0 where it is hidden
    }
    const bool isAway = table->viewport()->width() < needed;
    if (isAway != header->isSectionHidden(kCertificateColumn))
        columns.makeWay(kCertificateColumn, isAway);
}

} // namespace tacklebox::ui
