// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "recorded.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::test {

namespace {

struct Section
{
    QByteArray title;
    QByteArray text;
};

struct Message
{
    QByteArray start; // the request's line, or the status
    Headers headers;
    QByteArray body;
};

QDir directoryOf(const QString &dialect)
{
    return QDir(QStringLiteral(TACKLEBOX_SOURCE_DIR) + u"/tests/dialects/recorded/"_s + dialect);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qUtf8Printable(path));
    return file.readAll();
}

QJsonObject objectOf(const QByteArray &text, const QString &path)
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        qFatal("%s: %s in %s", qUtf8Printable(path), qUtf8Printable(error.errorString()), text.constData());
    return document.object();
}

QList<Section> sectionsOf(const QByteArray &content)
{
    constexpr QByteArrayView kMark = "=== ";
    QList<Section> sections;
    const QList<QByteArray> lines = content.split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(kMark))
            sections.append({line.sliced(kMark.size()).trimmed(), {}});
        else if (!sections.isEmpty())
            sections.last().text += line + '\n';
    }
    return sections;
}

Message messageOf(const QByteArray &text)
{
    const qsizetype end = text.indexOf("\n\n");
    const QList<QByteArray> head = text.first(end < 0 ? text.size() : end).trimmed().split('\n');
    Message message;
    message.start = head.constFirst();
    for (const QByteArray &line : head.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        message.headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
    }
    message.body = end < 0 ? QByteArray() : text.sliced(end + 2);
    while (message.body.endsWith('\n'))
        message.body.chop(1);
    return message;
}

Request requestFrom(const Message &message)
{
    const qsizetype space = message.start.indexOf(' ');
    return {message.start.first(space),
            QUrl::fromEncoded(message.start.sliced(space + 1), QUrl::StrictMode),
            message.headers,
            message.body,
            Effect::Read}; // not recorded: it follows from the operation
}

void addTo(Access &access, const QJsonObject &account)
{
    if (account.contains("base_url"_L1))
        access.connection.baseUrl = account.value("base_url"_L1).toString();
    const QJsonObject settings = account.value("settings"_L1).toObject();
    for (auto setting = settings.begin(); setting != settings.end(); ++setting)
        access.connection.settings.insert(setting.key(), *setting);
    const QJsonObject secrets = account.value("secrets"_L1).toObject();
    for (auto secret = secrets.begin(); secret != secrets.end(); ++secret)
        access.secrets[secret.key()] = Secret(secret->toString().toUtf8());
    if (account.contains("token"_L1))
        access.token = Token{Secret(account.value("token"_L1).toString().toUtf8()), {}};
}

RecordedPair pairFrom(const QString &dialect, const QString &path)
{
    RecordedPair pair;
    pair.dialect = dialect;
    pair.name = QFileInfo(path).completeBaseName();
    pair.access = recordedAccount(dialect);
    const QList<Section> sections = sectionsOf(contentOf(path));
    for (const Section &section : sections) {
        if (section.title == "case") {
            pair.given = objectOf(section.text, path);
            pair.operation = pair.given.value("operation"_L1).toString();
            addTo(pair.access, pair.given.value("account"_L1).toObject());
        } else if (section.title == "request") {
            pair.request = requestFrom(messageOf(section.text));
        } else if (section.title.startsWith("reply ")) {
            const Message reply = messageOf(section.text);
            const QString name = QString::fromUtf8(section.title.sliced(6));
            pair.replies.append({name, {reply.start.toInt(), reply.headers, reply.body}, {}});
        } else if (section.title == "expect" && !pair.replies.isEmpty()) {
            pair.replies.last().expected = objectOf(section.text, path);
        } else {
            qFatal("%s: what is \"%s\"?", qUtf8Printable(path), section.title.constData());
        }
    }
    return pair;
}

} // namespace

Access recordedAccount(const QString &dialect)
{
    const QString path = directoryOf(dialect).filePath(u"account.json"_s);
    Access access;
    access.connection.name = u"account"_s;
    access.connection.kind = dialect;
    access.connection.environment = Environment::Test;
    addTo(access, objectOf(contentOf(path), path));
    return access;
}

QList<RecordedPair> recordedPairs(const QString &dialect)
{
    const QDir directory = directoryOf(dialect);
    const QStringList files = directory.entryList({u"*.http"_s}, QDir::Files, QDir::Name);
    QList<RecordedPair> pairs;
    for (const QString &file : files)
        pairs.append(pairFrom(dialect, directory.filePath(file)));
    return pairs;
}

} // namespace tacklebox::dialects::test
