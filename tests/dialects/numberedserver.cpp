// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "numberedserver.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::test {

namespace {

qsizetype bodyLength(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            return line.sliced(line.indexOf(':') + 1).trimmed().toLongLong();
    }
    return 0;
}

bool isBefore(const NumberedRow &one, const NumberedRow &other, const QString &by)
{
    if (by == "last_sent_at"_L1 && one.sent != other.sent)
        return one.sent < other.sent;
    if (by == "status_code"_L1 && one.code != other.code)
        return one.code < other.code;
    if (by.isEmpty() && one.created != other.created)
        return one.created < other.created;
    return one.id < other.id;
}

QJsonObject jsonOf(const NumberedRow &row)
{
    return {{u"id"_s, row.id},
            {u"event_type"_s, u"delivered"_s},
            {u"status_code"_s, row.code},
            {u"callback_url"_s, u"https://one.example/in"_s},
            {u"created_at"_s, toIso(row.created)},
            {u"last_sent_at"_s, toIso(row.sent)}};
}

} // namespace

NumberedServer::NumberedServer()
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_arrived.remove(socket);
            socket->deleteLater();
        });
    });
}

QString NumberedServer::url() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_server.serverPort());
}

QList<int> NumberedServer::numbers() const
{
    QList<int> numbers;
    for (const QJsonObject &question : asked)
        numbers.append(question["page"_L1]["number"_L1].toInt());
    return numbers;
}

void NumberedServer::take(QTcpSocket *socket)
{
    QByteArray &arrived = m_arrived[socket];
    arrived += socket->readAll();
    const qsizetype head = arrived.indexOf("\r\n\r\n");
    if (head < 0 || arrived.size() < head + 4 + bodyLength(arrived.first(head)))
        return;
    const QJsonObject question = QJsonDocument::fromJson(arrived.sliced(head + 4)).object();
    arrived.clear();
    asked.append(question);
    const QByteArray body = fault == 0 ? replyTo(question) : QByteArray("<html></html>");
    QByteArray reply = "HTTP/1.1 " + QByteArray::number(fault == 0 ? 200 : fault)
        + " Said\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    if (!date.isEmpty())
        reply += "Date: " + date + "\r\n";
    socket->write(reply + "\r\n" + body);
}

QByteArray NumberedServer::replyTo(const QJsonObject &question) const
{
    const QJsonObject filters = question["filters"_L1].toObject();
    const auto from = instantFrom(filters["date_range_start"_L1].toString());
    const auto until = instantFrom(filters["date_range_end"_L1].toString());
    QList<NumberedRow> found;
    std::ranges::copy_if(rows, std::back_inserter(found), [&](const NumberedRow &row) {
        return (!from || row.created >= *from) && (!until || row.created < *until);
    });
    const QJsonObject sort = question["sort"_L1].toObject();
    const QString by = sort["by"_L1].toString();
    const bool isUp = sort["order"_L1].toString() == "asc"_L1;
    std::ranges::sort(found, [&](const NumberedRow &one, const NumberedRow &other) {
        return isUp ? isBefore(one, other, by) : isBefore(other, one, by);
    });
    const QJsonObject page = question["page"_L1].toObject();
    const int size = page["size"_L1].toInt();
    const int given = std::min(size, most);
    const int number = knowsNumbers ? page["number"_L1].toInt() : 1;
    const int start = (number - 1) * (isOffsetBySize ? size : given);
    QJsonArray results;
    for (int i = start; i < std::min<int>(start + given, int(found.size())); ++i)
        results.append(jsonOf(found.at(i)));
    QJsonObject data{{u"results"_s, results}};
    if (question["count"_L1].toBool())
        data.insert(u"count"_s, found.size());
    return QJsonDocument(
               QJsonObject{{u"code"_s, 200}, {u"status"_s, u"action-successful"_s}, {u"data"_s, data}})
        .toJson(QJsonDocument::Compact);
}

} // namespace tacklebox::dialects::test
