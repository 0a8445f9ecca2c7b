// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The certificates that this profile keeps: what tests and looks show is noted here, what deliveries show by
// the deliverer. On the thread it lives in; the store and the wire are waited for by futures.
#pragma once

#include "backend/certificates.h"
#include "backend/test.h"
#include "core/clock.h"
#include "engine/deliveryrules.h"
#include "store/store.h"
#include "transport/httpclient.h"

namespace tacklebox::engine {

class LocalCertificates final : public QObject, public Certificates
{
    Q_OBJECT

public:
    struct Parts
    {
        store::Store &store;
        transport::HttpClient &client;
        const Clock &clock;
        const DeliveryRules &rules; // as they are when something is sent
    };

    explicit LocalCertificates(Parts parts); // all is borrowed

    Async<QList<Certificate>> seen(QStringList urls, std::stop_token stop) override;
    Async<Attempt> look(QString url, std::stop_token stop) override;

    // The test's own answer, once what it saw is noted.
    Async<TestReport> noting(const Async<TestReport> &test);

private:
    Async<Done> note(const Attempt &attempt);

    Parts m_parts;
};

} // namespace tacklebox::engine
