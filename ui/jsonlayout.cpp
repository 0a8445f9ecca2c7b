// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/jsonlayout.h"

#include <QJsonDocument>

namespace tacklebox::ui {

namespace {

void breakLine(QByteArray &out, int depth)
{
    out += '\n';
    out.append(qsizetype(2) * depth, ' ');
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// A string's bytes from its opening quote to its closing one.
QByteArrayView stringAt(QByteArrayView json, qsizetype start)
{
    qsizetype end = start + 1;
    while (end < json.size() && json[end] != '"')
        end += json[end] == '\\' ? 2 : 1;
    return json.sliced(start, std::min(end + 1, json.size()) - start);
}

char nextVisible(QByteArrayView json, qsizetype from)
{
    while (from < json.size() && isSpace(json[from]))
        ++from;
    return from < json.size() ? json[from] : '\0';
}

} // namespace

QByteArray indentedJson(const QByteArray &json)
{
    if (QJsonDocument::fromJson(json).isNull())
        return json;

    QByteArray out;
    out.reserve(json.size() * 2);
    int depth = 0;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (isSpace(c))
            continue;
        if (c == '"') {
            const QByteArrayView text = stringAt(json, at);
            out.append(text);
            at += text.size() - 1;
            continue;
        }
        const bool opens = c == '{' || c == '[';
        const bool closes = c == '}' || c == ']';
        if (closes) {
            --depth;
            if (!out.endsWith('{') && !out.endsWith('['))
                breakLine(out, depth);
        }
        out += c;
        if (opens) {
            ++depth;
            const char next = nextVisible(json, at + 1);
            if (next != '}' && next != ']')
                breakLine(out, depth);
        }
        if (c == ',')
            breakLine(out, depth);
        if (c == ':')
            out += ' ';
    }
    return out;
}

} // namespace tacklebox::ui
