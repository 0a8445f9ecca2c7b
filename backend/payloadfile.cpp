// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/payloadfile.h"

#include "core/event.h"

#include <QFile>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

Result<QByteArray> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail({ErrorKind::Failed, Reason::FileNotRead, {}, path, file.errorString(), {}, 0});
    QByteArray bytes = file.read(kMaxPayloadBytes + 1); // devices and pipes tell no size
    if (bytes.size() > kMaxPayloadBytes)
        return fail(invalid(Reason::TooLarge, u"data"_s, u"1 MiB"_s));
    return bytes;
}

} // namespace

Async<QByteArray> readPayloadFile(const QString &path)
{
    const auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, path] {
        promise->addResult(read(path));
        promise->finish();
    });
    return promise->future();
}

} // namespace tacklebox
