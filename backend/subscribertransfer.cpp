// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/subscribertransfer.h"

#include "backend/background.h"
#include "backend/exportfile.h"

#include <QFile>
#include <QLocale>

namespace tacklebox {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail({ErrorKind::Failed, Reason::FileNotRead, {}, path, file.errorString(), {}, 0});
    QByteArray bytes = file.read(kMostFileBytes + 1); // devices and pipes tell no size
    if (file.error() != QFileDevice::NoError)
        return fail({ErrorKind::Failed, Reason::FileNotRead, {}, path, file.errorString(), {}, 0});
    if (bytes.size() > kMostFileBytes)
        return fail(invalid(Reason::TooLarge, {}, QLocale::c().formattedDataSize(kMostFileBytes, 0)));
    return bytes;
}

} // namespace

ImportTarget importTarget(const BackendInfo &info)
{
    return {info.subscriberFields, info.toStop};
}

Async<SubscriberFile> readSubscribersFrom(const QString &path, const std::vector<Field> &fields)
{
    return inBackground([path, fields]() -> Result<SubscriberFile> {
        const Result<QByteArray> bytes = bytesOf(path);
        if (!bytes)
            return fail(bytes.error());
        return readSubscriberFile(*bytes, fields);
    });
}

Async<Done> writeSubscribersTo(const QString &path, const QList<Subscriber> &subscribers,
                               const std::vector<Field> &fields, QObject *context)
{
    const auto file = std::make_shared<ExportFile>(path);
    return file->write([subscribers, fields] { return subscriberFile(subscribers, fields); })
        .then(context, [file, context](const Result<Done> &written) -> Async<Done> {
            if (!written)
                return ready<Done>(fail(written.error()));
            // Given up with its last owner: that is this answer.
            return file->finish().then(context, [file](const Result<Done> &finished) { return finished; });
        });
}

Future<ImportPlan> planInBackground(const SubscriberFile &file, const QList<Subscriber> &standing,
                                    const ImportTarget &target)
{
    return inBackground([file, standing, target] { return planImport(file, standing, target); });
}

SubscriberFile fileOf(const QList<MatchedSubscriber> &subscribers, const std::vector<Field> &fields)
{
    SubscriberFile file;
    for (const MatchedSubscriber &one : subscribers) {
        SubscriberFile single = readSubscriberFile(subscriberFile({one.subscriber}, fields), fields);
        for (SubscriberEntry &entry : single.entries) {
            entry.match = one.match;
            file.entries.push_back(std::move(entry));
        }
        file.wrong.insert(file.wrong.end(), single.wrong.begin(), single.wrong.end());
    }
    return file;
}

} // namespace tacklebox
