// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/bodyedit.h"

#include "core/event.h"
#include "ui/findinglabel.h"
#include "ui/jsonlayout.h"
#include "ui/theme.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

BodyEdit::BodyEdit(const Theme &theme, const QString &objectName, const QString &accessibleName)
    : m_edit(new QPlainTextEdit)
    , m_finding(new FindingLabel(theme))
{
    m_edit->setObjectName(objectName);
    m_edit->setAccessibleName(accessibleName);
    m_edit->setProperty("code", true);
    m_edit->setFont(theme.font(TextRole::Fixed));
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setTabChangesFocus(true);
    m_finding->setObjectName(objectName + u"Finding"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kTiny);
    column->addWidget(m_edit, 1);
    column->addWidget(m_finding);
    setFocusProxy(m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &BodyEdit::judge);
}

void BodyEdit::setBody(const QByteArray &body)
{
    m_edit->setPlainText(QString::fromUtf8(indentedJson(body)));
}

QByteArray BodyEdit::body() const
{
    return m_edit->toPlainText().toUtf8();
}

std::optional<Error> BodyEdit::finding() const
{
    return checkBody(body());
}

void BodyEdit::judge()
{
    const std::optional<Error> error = finding();
    m_finding->setFinding(error ? findingText(*error) : QString());
    markFault(*m_edit, m_finding->text());
    emit changed();
}

std::optional<Error> checkBody(const QByteArray &body)
{
    if (body.size() > kMaxPayloadBytes)
        return invalid(Reason::TooLarge, u"data"_s, QString::number(body.size()));
    QJsonParseError fault;
    QJsonDocument::fromJson(body, &fault);
    if (fault.error == QJsonParseError::NoError)
        return std::nullopt;
    const auto line = body.left(fault.offset).count('\n') + 1;
    Error error = invalid(Reason::JsonForm, u"data"_s);
    error.detail = QCoreApplication::translate("BodyEdit", "line %1, %2", "where, what is wrong")
                       .arg(line)
                       .arg(fault.errorString());
    return error;
}

} // namespace tacklebox::ui
