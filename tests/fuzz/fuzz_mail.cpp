// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An address on the first line and as a subject, a text after it: nothing gets out of its place in a mail.
#include "tests/fuzz/require.h"

#include "core/mailaddress.h"
#include "core/mailmessage.h"

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

void requireOnlyWholeLineBreaks(const QByteArray &message)
{
    for (const QByteArray &line : message.split('\n')) {
        fuzz::require(line.size() <= 999);
        fuzz::require(line.indexOf('\r') < 0 || line.indexOf('\r') == line.size() - 1);
        fuzz::require(line.endsWith('\r') || line.isEmpty());
        for (const char byte : line)
            fuzz::require(byte != '\0' && static_cast<unsigned char>(byte) < 0x80);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const fuzz::Halves input = fuzz::halvesOf(data, size);
    const QString text = QString::fromUtf8(input.first);
    const QStringList addresses = mailAddressesIn(text) + QStringList{text};
    for (const QString &address : addresses) {
        if (!isMailAddress(address))
            continue;
        for (const QChar character : address)
            fuzz::require(character.unicode() > 0x20 && character != u'<' && character != u'>');
    }

    const Instant at = fromMillis(1'700'000'000'000);
    const QByteArray plain = messageBytes({u"a@example.org"_s, u"b@example.org"_s, u"x"_s, {}, at, "id"});
    const QByteArray mail = messageBytes(
        {u"a@example.org"_s, u"b@example.org"_s, text, QString::fromUtf8(input.second), at, "id"});

    requireOnlyWholeLineBreaks(mail);
    // As many headers as a plain one has: what is folded goes on with a space.
    const auto headers = [](const QByteArray &message) {
        int count = 0;
        const QList<QByteArray> lines = message.first(message.indexOf("\r\n\r\n")).split('\n');
        for (const QByteArray &line : lines)
            count += line.startsWith(' ') || line.startsWith('\t') ? 0 : 1;
        return count;
    };
    fuzz::require(headers(mail) == headers(plain));
    return 0;
}
