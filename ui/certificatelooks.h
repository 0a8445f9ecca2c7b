// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The certificates on the Subscribers page: what is known of those in sight, and a person's look at one or at
// all of them. A look changes nothing at any API, so a locked connection has it, too.
#pragma once

#include "backend/backend.h"
#include "backend/certificates.h"
#include "ui/question.h"

#include <QObject>
#include <QTimer>

class QAction;

namespace tacklebox::models {
class SubscribersModel;
}

namespace tacklebox::ui {

class SubscribersPage;

class CertificateLooks final : public QObject
{
    Q_OBJECT

public:
    // All is borrowed; it goes with the page.
    CertificateLooks(SubscribersPage &page, models::SubscribersModel &model, Backend &backend,
                     Certificates &certificates);
    ~CertificateLooks() override;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addActions();
    void listen(Backend &backend);
    void refreshActions();
    void ask(); // what is known of those in sight
    void look(const QStringList &urls);
    void lookAtNext();
    void take(const Result<Attempt> &looked);
    void tell();
    void makeRoom();
    [[nodiscard]] QStringList chosenUrls() const;
    [[nodiscard]] QStringList allUrls() const;

    SubscribersPage &m_page;
    models::SubscribersModel &m_model;
    Certificates &m_certificates;
    QAction *m_look = nullptr;
    QAction *m_lookAll = nullptr;
    Question m_known;
    QTimer m_soon; // what was delivered may have shown something new
    std::stop_source m_stop;
    QStringList m_waiting;
    qsizetype m_underWay = 0;
    QList<Certificate> m_seen; // since the last time that nothing was under way
    QStringList m_failures; // likewise, in words
};

} // namespace tacklebox::ui
