// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One run of the product itself: a new profile, one signed subscriber, and all events published in
// batches through the backend, as any client would. Timed from the first publish call until every job
// is settled durably; what was written is then checked row by row on a sample.
#pragma once

#include "bench/scratchprofile.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace tacklebox::bench {

struct EngineWork
{
    QString url;
    QByteArray secret;
    QByteArray body;
    int jobs = 0;
    QString place; // where the profile is made
};

class EngineRun final : public QObject
{
    Q_OBJECT

public:
    explicit EngineRun(EngineWork work, QObject *parent = nullptr);

    void start();

signals:
    void finished(std::chrono::duration<double> took);
    void failed(const QString &why);

private:
    void publishWhenDelivering();
    void publishMore();
    void waitUntilIdle();
    void checkCount();
    void checkRows();
    [[nodiscard]] QString faultOf(const JobDetail &detail) const;

    EngineWork m_work;
    ScratchProfile m_profile;
    std::unique_ptr<app::Services> m_services;
    QTimer m_look;
    std::chrono::steady_clock::time_point m_begin;
    std::chrono::duration<double> m_took{0};
    int m_published = 0;
    int m_open = 0;
    int m_checked = 0;
};

} // namespace tacklebox::bench
