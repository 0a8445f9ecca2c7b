// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/fieldrow.h"

#include "ui/findinglabel.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

FieldRow::FieldRow(const Theme &theme, const QString &label, QWidget *control, QWidget *handle)
    : m_handle(handle)
    , m_hint(new QLabel)
    , m_finding(new FindingLabel(theme))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kTiny);
    if (!label.isEmpty()) {
        auto *name = new QLabel(label);
        name->setProperty("soft", true);
        name->setFont(theme.font(TextRole::Label));
        name->setBuddy(handle);
        column->addWidget(name);
        if (handle->accessibleName().isEmpty())
            handle->setAccessibleName(label);
    }
    column->addWidget(control, 1);
    column->addWidget(m_finding);
    column->addWidget(m_hint);
    m_finding->setObjectName(handle->objectName() + u"Finding"_s);
    m_hint->setProperty("soft", true);
    m_hint->setFont(theme.font(TextRole::Label));
    m_hint->setWordWrap(true);
    m_hint->hide();
}

void FieldRow::setHint(const QString &text)
{
    m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty() && finding().isEmpty());
}

void FieldRow::setFinding(const QString &sentence)
{
    m_finding->setFinding(sentence);
    markFault(*m_handle, sentence);
    m_hint->setVisible(!m_hint->text().isEmpty() && sentence.isEmpty());
}

QString FieldRow::finding() const
{
    return m_finding->text();
}

} // namespace tacklebox::ui
