// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/certificatenotes.h"

#include "store/certificatestore.h"

namespace tacklebox::engine {

namespace {

template<typename Tried>
Result<Done> noteLastSeen(store::Connection &connection, std::span<const Tried> all)
{
    QHash<QString, Certificate> last;
    for (const Tried &tried : all) {
        if (std::optional<Certificate> seen = tried.attempt ? certificateSeen(*tried.attempt) : std::nullopt)
            last.insert(seen->place, *seen);
    }
    for (const Certificate &certificate : std::as_const(last)) {
        if (const auto noted = store::noteCertificate(connection, certificate); !noted)
            return fail(noted.error());
    }
    return Done{};
}

} // namespace

Result<Done> noteCertificates(store::Connection &connection, std::span<const store::SettledJob> jobs)
{
    return noteLastSeen(connection, jobs);
}

Result<Done> noteCertificates(store::Connection &connection, std::span<const store::DivertedTry> tries)
{
    return noteLastSeen(connection, tries);
}

} // namespace tacklebox::engine
