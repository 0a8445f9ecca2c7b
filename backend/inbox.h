// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The local receiver: listens on this machine, keeps what it caught in the profile and answers as
// programmed. Same thread rules as Backend.
#pragma once

#include "core/async.h"
#include "core/capture.h"
#include "core/secret.h"

#include <QObject>

#include <chrono>
#include <stop_token>

namespace tacklebox {

struct InboxProgram
{
    QString listen = QStringLiteral("127.0.0.1:0"); // port 0: any free one
    int respond = 200;
    std::chrono::milliseconds delay{0};
    int failEvery = 0; // every n-th request answers 500; 0: none
    QString scheme; // signature to check, empty: none
    Secret secret;
    QString certificateFile; // PEM, with key: the inbox speaks TLS
    QString keyFile;
};

class Inbox : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Starts, or changes the program of a running one. Answers the base URL that it listens on.
    virtual Async<QString> listen(InboxProgram program) = 0;
    virtual void stop() = 0;
    [[nodiscard]] virtual QString url() const = 0; // empty: not listening

    virtual Async<Page<Capture>> captures(CaptureQuery query, std::stop_token stop) = 0;
    virtual Async<Capture> capture(CaptureId id, std::stop_token stop) = 0;
    virtual Async<Done> clear() = 0;

signals:
    void captured(const QList<tacklebox::Capture> &captures);
    void urlChanged(const QString &url);
};

} // namespace tacklebox
