// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/inputfile.h"

#include <QFile>
#include <QLocale>

#include <cstdio>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

Result<QByteArray> readInput(const QString &name, const QString &field, qsizetype most)
{
    QFile file(name);
    const bool isOpen
        = name == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return fail({ErrorKind::Failed, Reason::FileNotRead, field, name, file.errorString(), {}, 0});

    QByteArray bytes;
    while (bytes.size() <= most) {
        const QByteArray part = file.read(64 * 1024);
        if (part.isEmpty())
            break;
        bytes += part;
    }
    if (file.error() != QFileDevice::NoError)
        return fail({ErrorKind::Failed, Reason::FileNotRead, field, name, file.errorString(), {}, 0});
    if (bytes.size() > most)
        return fail(invalid(Reason::TooLarge, field, QLocale::c().formattedDataSize(most, 0)));
    return bytes;
}

Result<Secret> readSecret(const QString &name, const QString &field)
{
    constexpr qsizetype kMostSecretBytes = 64 * 1024;
    auto bytes = readInput(name, field, kMostSecretBytes);
    if (!bytes)
        return fail(bytes.error());
    if (bytes->endsWith('\n'))
        bytes->chop(bytes->endsWith("\r\n") ? 2 : 1);
    if (bytes->isEmpty())
        return fail(invalid(Reason::Required, field));
    if (looksLikeMask(QString::fromUtf8(*bytes)))
        return fail(invalid(Reason::SecretIsMask, field));
    return Secret(*std::move(bytes));
}

} // namespace tacklebox::tackle
