// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/bodyedit.h"

#include "core/payload.h"
#include "ui/findinglabel.h"
#include "ui/jsonlayout.h"
#include "ui/theme.h"

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
    return checkPayload(body(), u"data"_s);
}

void BodyEdit::judge()
{
    const std::optional<Error> error = finding();
    m_finding->setFinding(error ? findingText(*error) : QString());
    markFault(*m_edit, m_finding->text());
    emit changed();
}

} // namespace tacklebox::ui
