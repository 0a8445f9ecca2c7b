// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "resources/resources.h"

#include <QResource>

// Outside every namespace: the macro declares a function that rcc defines there.
static void initialise()
{
    Q_INIT_RESOURCE(samples);
}

namespace tacklebox::resources {

void require()
{
    static const bool once = [] { return initialise(), true; }();
    Q_UNUSED(once)
}

QByteArray bytesOf(const QString &path)
{
    require();
    return QResource(path).uncompressedData();
}

} // namespace tacklebox::resources
