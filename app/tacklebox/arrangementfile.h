// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The file of a profile that keeps how its window is arranged, saved views included: only its owner may read
// it, for a view may hold a callback URL. Losing it costs a person nothing but these: what can't be read is
// left at that.
#pragma once

#include "core/error.h"

#include <QJsonObject>
#include <QObject>
#include <QThreadPool>

namespace tacklebox::app {

// Threads: make and call it from the window's; the file is touched on another.
class ArrangementFile final : public QObject
{
    Q_OBJECT

public:
    explicit ArrangementFile(QString file);
    ~ArrangementFile() override; // what is to be written is

    [[nodiscard]] QJsonObject read() const; // empty where there is none
    void write(const QJsonObject &value);

signals:
    void notWritten(const tacklebox::Error &error); // once, until a later one is written

private:
    void take(const std::optional<Error> &error);

    QString m_file;
    QThreadPool m_writing; // one thread: the last is written last
    bool m_isTold = false;
};

} // namespace tacklebox::app
