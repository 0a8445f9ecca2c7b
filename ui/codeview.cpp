// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/codeview.h"

#include "ui/jsonlayout.h"
#include "ui/theme.h"

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr qsizetype kShownBytes = 256 * 1024;
constexpr qsizetype kDumpedBytes = 4096;

} // namespace

QString headerLines(const Headers &headers)
{
    QString lines;
    for (const Header &header : headers)
        lines += QString::fromUtf8(header.name) + u": "_s + QString::fromUtf8(header.value) + u'\n';
    return lines;
}

QString readable(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes.left(kShownBytes));
    if (!decoder.hasError() && !text.contains(QChar(0)))
        return text;
    return QString::fromLatin1(bytes.left(kDumpedBytes).toHex(' '));
}

CodeView::CodeView(const Theme &theme, const QString &objectName, const QString &accessibleName)
{
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    setReadOnly(true);
    setProperty("code", true);
    setFont(theme.font(TextRole::Fixed));
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
}

void CodeView::showBody(const QByteArray &body)
{
    showText(readable(indentedJson(body)));
}

void CodeView::showText(const QString &text)
{
    if (text != toPlainText())
        setPlainText(text);
}

} // namespace tacklebox::ui
