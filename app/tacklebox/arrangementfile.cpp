// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tacklebox/arrangementfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <future>

namespace tacklebox::app {

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
    m_writing.start([file = m_file, value] {
        QSaveFile target(file);
        if (!QDir().mkpath(QFileInfo(file).path()) || !target.open(QIODevice::WriteOnly))
            return;
        target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        target.write(QJsonDocument(value).toJson());
        target.commit();
    });
}

} // namespace tacklebox::app
