// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/rowuuid.h"

#include <QRandomGenerator>

namespace tacklebox::store {

QUuid newUuid(Instant createdAt)
{
    const quint64 millis = quint64(toMillis(createdAt));
    const quint64 high = QRandomGenerator::global()->generate64();
    const quint64 low = QRandomGenerator::global()->generate64();
    const auto version = ushort(0x7000 | (high & 0x0fff));
    const auto byte = [low](int index) { return uchar(low >> (8 * index)); };
    return QUuid(uint(millis >> 16),
                 ushort(millis),
                 version,
                 uchar(0x80 | (byte(0) & 0x3f)),
                 byte(1),
                 byte(2),
                 byte(3),
                 byte(4),
                 byte(5),
                 byte(6),
                 byte(7));
}

Instant timeOf(const QUuid &uuid)
{
    return fromMillis(qint64((quint64(uuid.data1) << 16) | uuid.data2));
}

QString textOf(const QUuid &uuid)
{
    return uuid.toString(QUuid::WithoutBraces);
}

QByteArray bytesOf(const QUuid &uuid)
{
    return uuid.toRfc4122();
}

} // namespace tacklebox::store
