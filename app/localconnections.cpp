// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/localconnections.h"

using namespace Qt::StringLiterals;

namespace tacklebox::app {

LocalConnections::LocalConnections(Backend &local)
    : m_local(local)
{
}

QStringList LocalConnections::names() const
{
    return {u"local"_s};
}

Backend *LocalConnections::backend(const QString &name)
{
    return name == "local"_L1 ? &m_local : nullptr;
}

} // namespace tacklebox::app
