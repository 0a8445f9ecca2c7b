// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/viewpreviewpanel.h"

#include "ui/codeview.h"
#include "ui/findinglabel.h"
#include "ui/jsonlayout.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kVisibleLines = 7;

QString sourceText(const ViewPreview &preview)
{
    return preview.event.isEmpty()
        ? ViewPreviewPanel::tr("What is sent of a sample, as %1").arg(preview.eventType)
        : ViewPreviewPanel::tr("What is sent of event %1, %2").arg(preview.event.value, preview.eventType);
}

} // namespace

ViewPreviewPanel::ViewPreviewPanel(const Theme &theme)
    : m_head(new QWidget)
    , m_source(new QLabel(tr("What is sent")))
    , m_body(new CodeView(theme, u"viewPreview"_s, tr("Preview of what is sent")))
    , m_finding(new FindingLabel(theme))
{
    m_source->setObjectName(u"viewPreviewSource"_s);
    m_source->setProperty("soft", true);
    m_source->setFont(theme.font(TextRole::Label));
    m_source->setTextFormat(Qt::PlainText);
    m_source->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_finding->setObjectName(u"viewPreviewFinding"_s);
    m_body->setMinimumHeight(QFontMetrics(m_body->font()).lineSpacing() * kVisibleLines + space::kLarge);
    auto *line = new QHBoxLayout(m_head);
    line->setContentsMargins({});
    line->setSpacing(space::kSmall);
    line->addWidget(m_source, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kTiny);
    column->addWidget(m_head);
    column->addWidget(m_body, 1);
    column->addWidget(m_finding);
}

void ViewPreviewPanel::showPreview(const ViewPreview &preview)
{
    m_source->setText(sourceText(preview));
    m_source->setToolTip(m_source->text());
    m_body->setEnabled(true);
    m_body->showText(headerLines(preview.headers) + u'\n' + readable(indentedJson(preview.body)));
    m_finding->setFinding({});
}

void ViewPreviewPanel::showError(const Error &error)
{
    fade();
    m_finding->setFinding(findingText(error));
}

void ViewPreviewPanel::fade()
{
    m_body->setEnabled(false);
    m_finding->setFinding({});
}

} // namespace tacklebox::ui
