// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/routes.h"

#include "dialects/superoffice/agents.h"
#include "dialects/superoffice/requests.h"
#include "dialects/superoffice/rest.h"

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

bool isByAgent(const Connection &connection)
{
    return settingText(connection, u"routes"_s) == "agents"_L1;
}

bool writesWhole(const Connection &connection)
{
    return isByAgent(connection) || settingText(connection, u"patch"_s) == "put"_L1;
}

const Routes &routesOf(const Connection &connection)
{
    return isByAgent(connection) ? agentRoutes() : restRoutes();
}

} // namespace tacklebox::dialects::superoffice
