// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/mailmessage.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr qsizetype kPlainHeader = 60; // longer ones are folded
constexpr qsizetype kWordBytes = 42; // of text in one encoded word
constexpr qsizetype kLine = 75; // and "=" behind it

QString oneLine(const QString &text)
{
    QString line = text;
    std::ranges::replace_if(
        line, [](QChar c) { return c.category() == QChar::Other_Control; }, QChar(u' '));
    return line.simplified();
}

bool isPlain(const QString &text)
{
    return text.size() <= kPlainHeader && !text.contains("=?"_L1)
        && std::ranges::all_of(text, [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
}

// RFC 2047: words of whole characters, a line each.
QByteArray headerText(const QString &text)
{
    const QString line = oneLine(text);
    if (isPlain(line))
        return line.toLatin1();
    QByteArray words;
    QByteArray bytes;
    const auto endWord = [&] {
        if (!bytes.isEmpty())
            words += (words.isEmpty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + bytes.toBase64() + "?=";
        bytes.clear();
    };
    for (qsizetype at = 0; at < line.size();) {
        const qsizetype length = line.at(at).isHighSurrogate() && at + 1 < line.size() ? 2 : 1;
        const QByteArray character = line.sliced(at, length).toUtf8();
        if (bytes.size() + character.size() > kWordBytes)
            endWord();
        bytes += character;
        at += length;
    }
    endWord();
    return words;
}

QByteArray dateText(Instant at)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(toMillis(at), Qt::UTC);
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss"_s).toLatin1() + " +0000";
}

QByteArray quotedLine(const QByteArray &line)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    QByteArray quoted;
    qsizetype length = 0;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const auto byte = quint8(line.at(i));
        const bool isLast = i + 1 == line.size();
        const bool isBlank = byte == ' ' || byte == '\t';
        const bool isPlainByte = (byte > 0x20 && byte < 0x7f && byte != '=') || (isBlank && !isLast);
        const QByteArray piece
            = isPlainByte ? QByteArray(1, char(byte)) : QByteArray("=") + kHex[byte >> 4] + kHex[byte & 15];
        if (length + piece.size() > kLine) {
            quoted += "=\r\n";
            length = 0;
        }
        quoted += piece;
        length += piece.size();
    }
    return quoted;
}

QByteArray quotedPrintable(const QString &text)
{
    QString lines = text;
    lines.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    QByteArray quoted;
    for (const QByteArray &line : lines.toUtf8().split('\n'))
        quoted += quotedLine(line) + "\r\n";
    return quoted;
}

} // namespace

QByteArray messageBytes(const MailMessage &message)
{
    const QByteArray from = oneLine(message.from).toUtf8();
    QByteArray bytes = "From: Tacklebox <" + from + ">\r\n";
    bytes += "To: <" + oneLine(message.to).toUtf8() + ">\r\n";
    bytes += "Subject: " + headerText(message.subject) + "\r\n";
    bytes += "Date: " + dateText(message.at) + "\r\n";
    bytes += "Message-ID: <" + message.id + '@' + from.sliced(from.lastIndexOf('@') + 1) + ">\r\n";
    bytes += "Auto-Submitted: auto-generated\r\n"
             "MIME-Version: 1.0\r\n"
             "Content-Type: text/plain; charset=utf-8\r\n"
             "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
    return bytes + quotedPrintable(message.body);
}

} // namespace tacklebox
