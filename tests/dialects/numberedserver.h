// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A server over real sockets that lists jobs as PlanoMatic does: it narrows by creation, sorts, counts and
// numbers its pages, over rows that a test moves meanwhile.
#pragma once

#include "core/instant.h"

#include <QJsonObject>
#include <QTcpServer>

namespace tacklebox::dialects::test {

struct NumberedRow
{
    int id = 0;
    Instant created;
    Instant sent;
    int code = 200;
};

class NumberedServer final : public QObject
{
    Q_OBJECT

public:
    NumberedServer();

    [[nodiscard]] QString url() const;

    QList<NumberedRow> rows;
    int most = 1000; // rows on a page, whatever is asked
    bool knowsNumbers = true; // else each page is the first
    bool isOffsetBySize = false; // it skips by the size that was asked, not by its own
    int fault = 0; // the status of each answer; 0: none
    QByteArray date; // the header
    QList<QJsonObject> asked; // the bodies, as they came

    // Of the pages that were asked for.
    [[nodiscard]] QList<int> numbers() const;

private:
    void take(QTcpSocket *socket);
    [[nodiscard]] QByteArray replyTo(const QJsonObject &question) const;

    QHash<QTcpSocket *, QByteArray> m_arrived;
    QTcpServer m_server; // last: its sockets say goodbye
};

} // namespace tacklebox::dialects::test
