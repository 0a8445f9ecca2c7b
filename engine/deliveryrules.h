// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the profile's settings say about every delivery.
#pragma once

#include "transport/addressguard.h"

#include <QString>

namespace tacklebox::engine {

struct DeliveryRules
{
    // The console and `serve` listen on loopback only, so they may deliver to it.
    transport::AddressRules addresses{true, transport::PrivateAddresses::Refused, {}, {}};
    QString caFile;
    QString proxy;

    bool operator==(const DeliveryRules &) const = default;
};

} // namespace tacklebox::engine
