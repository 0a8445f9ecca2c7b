// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/rawmember.h"

#include "core/jsonwalk.h"

namespace tacklebox {

namespace {

// Stands behind the brace.
JsonWalk inside(QByteArrayView object)
{
    JsonWalk walk(jsonIn(object));
    walk.step();
    return walk;
}

} // namespace

std::optional<QByteArrayView> rawMember(QByteArrayView object, QByteArrayView name)
{
    JsonWalk walk = inside(object);
    std::optional<QByteArrayView> found;
    QByteArrayView key;
    QByteArrayView value;
    while (walk.takeMember(key, value)) {
        if (QByteArrayView(unquoted(key)) == name) // it may be written with escapes
            found = value;
    }
    return found;
}

std::set<std::string> memberNames(QByteArrayView object)
{
    JsonWalk walk = inside(object);
    std::set<std::string> names;
    QByteArrayView key;
    QByteArrayView value;
    while (walk.takeMember(key, value))
        names.insert(unquoted(key));
    return names;
}

} // namespace tacklebox
