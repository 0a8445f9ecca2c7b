// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a test of the whole console and the program that drives it have in common.
#pragma once

#include <QDirIterator>
#include <QFile>
#include <QStringList>

namespace tacklebox::test {

inline constexpr char kServerVariable[] = "TACKLEBOX_RUN_SERVER"; // the account's base URL
inline constexpr char kRunToken[] = "t0ken-0f-the-wh0le-run";

// The files under the directory, hidden ones too, that hold these bytes; what can't be read is among them.
inline QStringList filesWith(const QByteArray &bytes, const QString &directory)
{
    QStringList found;
    for (QDirIterator each(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         each.hasNext();) {
        QFile file(each.next());
        if (!file.open(QIODevice::ReadOnly) || file.readAll().contains(bytes))
            found << file.fileName();
    }
    return found;
}

} // namespace tacklebox::test
