// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tacklebox/arrangementfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <future>
#include <utility>

namespace tacklebox::app {

namespace {

// Why it could not be written.
std::optional<Error> failureOf(const QString &file, const QJsonObject &value)
{
    QDir().mkpath(QFileInfo(file).path()); // where it can't be made, opening says so
    QSaveFile target(file);
    if (target.open(QIODevice::WriteOnly)) {
        target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        target.write(QJsonDocument(value).toJson());
        if (target.commit())
            return std::nullopt;
    }
    return Error{ErrorKind::Failed, Reason::FileNotWritten, {}, file, target.errorString(), {}, 0};
}

} // namespace

ArrangementFile::ArrangementFile(QString file)
    : m_file(std::move(file))
{
    m_writing.setMaxThreadCount(1);
}

ArrangementFile::~ArrangementFile()
{
    m_writing.waitForDone();
}

QJsonObject ArrangementFile::read() const
{
    const auto readIt = [file = m_file] {
        QFile source(file);
        return source.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(source.readAll()).object()
                                                : QJsonObject();
    };
    return std::async(std::launch::async, readIt).get();
}

void ArrangementFile::write(const QJsonObject &value)
{
    m_writing.start([this, file = m_file, value] {
        QMetaObject::invokeMethod(
            this, [this, error = failureOf(file, value)] { take(error); }, Qt::QueuedConnection);
    });
}

void ArrangementFile::take(const std::optional<Error> &error)
{
    const bool wasTold = std::exchange(m_isTold, error.has_value());
    if (error && !wasTold)
        emit notWritten(*error);
}

} // namespace tacklebox::app
