// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jobsexport.h"

#include "models/jobrows.h"
#include "ui/connectiontext.h"
#include "ui/jobquerycontrols.h"
#include "ui/jobspage.h"
#include "ui/listpanel.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"

#include <QDate>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

JobsExport::JobsExport(Backend &backend, JobsPage &page, const JobQueryControls &controls)
    : m_backend(backend)
    , m_page(page)
    , m_controls(controls)
    , m_export(page.exports())
{
    connect(&page, &JobsPage::exportAsked, this, &JobsExport::ask);
    connect(&m_export, &ExportController::runningChanged, &page, &JobsPage::setExporting);
}

// Of what is in sight now: what is chosen while the export runs changes nothing of it.
void JobsExport::ask()
{
    const BackendInfo info = m_backend.info();
    const QList<int> columns = m_page.list().table()->columns().shown();
    ExportOffer offer;
    offer.title = tr("Export jobs");
    offer.name
        = u"jobs %1 %2"_s.arg(connectionTitle(info), QDate::currentDate().toString(Qt::ISODate)).simplified();
    offer.server = serverName(info);
    offer.csvHead = models::csvHead(columns);
    offer.ask = [this, query = m_controls.query(), columns](
                    ExportFormat format, const PageRequest &page, std::stop_token stop) {
        JobQuery asked = query;
        asked.page = page;
        asked.count = page.number == 1;
        if (asked.count)
            m_backend.refresh(); // not what happens to be kept here
        const std::function<QByteArray(const Job &)> textOf = [format, columns](const Job &job) {
            return format == ExportFormat::Json ? models::jsonRow(job) : models::csvRow(job, columns);
        };
        return m_backend.jobs(asked, std::move(stop))
            .then(this, [textOf](const Result<tacklebox::Page<Job>> &answer) -> Result<ExportPage> {
                if (!answer)
                    return fail(answer.error());
                return exportPage<Job>(*answer, textOf);
            });
    };
    m_export.ask(offer);
}

} // namespace tacklebox::ui
