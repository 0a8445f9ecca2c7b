// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/inputfile.h"

#include <QCoreApplication>
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

namespace {

struct InputFileText
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// Somebody may have given the secret itself in the place of its file's name: it is repeated nowhere.
Error withoutName(Error error)
{
    error.reason = Reason::Unspecified;
    error.subject.clear();
    error.detail
        = InputFileText::tr("the file named for it can't be read (%1). A secret is given as a file or as "
                            "- for standard input, not as text.")
              .arg(error.detail);
    return error;
}

} // namespace

Result<Secret> readSecret(const QString &name, const QString &field)
{
    constexpr qsizetype kMostSecretBytes = 64 * 1024;
    auto bytes = readInput(name, field, kMostSecretBytes);
    if (!bytes && bytes.error().reason == Reason::FileNotRead)
        return fail(withoutName(bytes.error()));
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
