// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/firstruncontroller.h"

#include "backend/samples.h"
#include "ui/firstrunpage.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr auto kSampleType = "order.delivered"_L1;

} // namespace

Page *makeFirstRunPage(const Theme &theme, Backend &backend, Inbox &inbox, QWidget *parent)
{
    auto *page = new FirstRunPage(theme, parent);
    auto *controller = new FirstRunController(backend, inbox, *page);
    controller->setParent(page);
    return page;
}

FirstRunController::FirstRunController(Backend &backend, Inbox &inbox, FirstRunPage &page)
    : m_backend(backend)
    , m_inbox(inbox)
    , m_page(page)
{
    connect(&page, &FirstRunPage::startAsked, this, &FirstRunController::start);
}

template<typename T>
bool FirstRunController::holds(const Result<T> &answer)
{
    if (!answer)
        m_page.showFailure(answer.error());
    return answer.has_value();
}

void FirstRunController::start()
{
    m_page.setBusy(true);
    if (m_hasSubscriber)
        return publish();
    if (!m_inbox.url().isEmpty())
        return createSubscriber(m_inbox.url());
    m_inbox.listen({}).then(this, [this](const Result<QString> &url) {
        if (holds(url))
            createSubscriber(*url);
    });
}

void FirstRunController::createSubscriber(const QString &inboxUrl)
{
    SubscriberDraft draft;
    draft.changes
        = {{u"name"_s, tr("My inbox")}, {u"callback_url"_s, inboxUrl}, {u"events"_s, QJsonArray{u"*"_s}}};
    m_backend.save(draft).then(this, [this](const Result<Subscriber> &saved) {
        if (!holds(saved))
            return;
        m_hasSubscriber = true;
        publish();
    });
}

void FirstRunController::publish()
{
    m_backend.publish({sampleFor(kSampleType).event})
        .then(this, [this](const Result<QList<Published>> &published) {
            if (!holds(published))
                return;
            m_page.setBusy(false);
            const QList<JobId> jobs = published->isEmpty() ? QList<JobId>() : published->first().jobs;
            emit m_page.placeAsked(jobs.isEmpty() ? Place{place::kJobs, {}}
                                                  : Place{place::kJobs, jobs.first()});
        });
}

} // namespace tacklebox::ui
