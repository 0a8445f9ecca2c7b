// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Where a delivery may go: addresses, networks, callback URLs.
#include "tests/fuzz/require.h"

#include "core/addressclass.h"
#include "core/callbackurl.h"

using namespace tacklebox;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    (void)checkCallbackUrl(text, u"callback_url"_s);

    if (const auto address = ipAddressFrom(text)) {
        fuzz::require(ipAddressFrom(toText(*address)) == *address);
        (void)classify(*address);
    }
    if (const auto network = networkFrom(text))
        fuzz::require(network->prefix >= 0 && network->prefix <= 128 && contains(*network, network->address));
    // Any 16 bytes are an address, and one that carries an IPv4 one inside is judged as that one.
    if (size == 16) {
        IpAddress any;
        std::copy_n(data, 16, any.bytes.begin());
        fuzz::require(ipAddressFrom(toText(any)) == any);
        (void)classify(any);
    }
    return 0;
}
