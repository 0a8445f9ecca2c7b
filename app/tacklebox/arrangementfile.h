// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The file of a profile that keeps how its window is arranged, saved views included: only its owner may read
// it, for a view may hold a callback URL. Losing it costs a person nothing but these: what can't be read or
// written is left at that.
#pragma once

#include <QJsonObject>
#include <QThreadPool>

namespace tacklebox::app {

// Threads: make and call it from the window's; the file is touched on another.
class ArrangementFile final
{
public:
    explicit ArrangementFile(QString file);
    ~ArrangementFile(); // what is to be written is

    [[nodiscard]] QJsonObject read() const; // empty where there is none
    void write(const QJsonObject &value);

private:
    QString m_file;
    QThreadPool m_writing; // one thread: the last is written last
};

} // namespace tacklebox::app
