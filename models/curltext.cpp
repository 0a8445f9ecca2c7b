// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/curltext.h"

#include <QStringList>

namespace tacklebox::models {

using namespace Qt::StringLiterals;

namespace {

QString quoted(QString text)
{
    return u"'"_s + text.replace(u"'"_s, u"'\\''"_s) + u"'"_s;
}

} // namespace

QString curlCommand(const SentRequest &request)
{
    const QString method = request.method.isEmpty() ? u"POST"_s : QString::fromLatin1(request.method);
    QStringList parts{u"curl -i -X "_s + method + u' ' + quoted(request.url)};
    for (const Header &header : request.headers)
        parts.append(u"-H "_s
                     + quoted(QString::fromUtf8(header.name) + u": "_s + QString::fromUtf8(header.value)));
    if (!request.body.isEmpty())
        parts.append(u"--data-binary "_s + quoted(QString::fromUtf8(request.body)));
    return parts.join(u" \\\n  "_s);
}

} // namespace tacklebox::models
