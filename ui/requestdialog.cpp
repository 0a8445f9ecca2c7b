// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/requestdialog.h"

#include "backend/wording.h"
#include "models/curltext.h"
#include "ui/button.h"
#include "ui/codeview.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr QSize kWithRequest{640, 480};
constexpr int kWidth = 420;
constexpr int kHeadersHeight = 110;

bool isSent(const Result<RequestPreview> &preview)
{
    return preview && !preview->method.isEmpty();
}

QLabel *titleOf(const Theme &theme, const QString &text, QWidget *buddy)
{
    auto *label = new QLabel(text);
    label->setFont(theme.font(TextRole::Label));
    label->setProperty("soft", true);
    label->setBuddy(buddy);
    return label;
}

} // namespace

RequestDialog::RequestDialog(const Theme &theme, const Result<RequestPreview> &preview,
                             const QString &caution, QWidget *parent)
    : QDialog(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"requestDialog"_s);
    setWindowTitle(tr("The request that saving would send"));
    setMinimumWidth(kWidth);
    m_column->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    m_column->setSpacing(space::kSmall);
    if (!preview)
        addSentence((wording::sentence(preview.error()) + u' ' + wording::advice(preview.error())).trimmed());
    else if (!isSent(preview))
        addSentence(tr("Nothing would be sent."));
    else
        addRequest(theme, *preview);
    if (isSent(preview) && !caution.isEmpty())
        addCaution(theme, caution);
    addFoot(theme, preview);
}

void RequestDialog::addCaution(const Theme &theme, const QString &caution)
{
    auto *label = new QLabel(caution);
    label->setObjectName(u"requestCaution"_s);
    label->setFont(theme.font(TextRole::Label));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    m_column->addWidget(label);
}

void RequestDialog::addSentence(const QString &sentence)
{
    auto *label = new QLabel(sentence);
    label->setObjectName(u"requestSentence"_s);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    m_column->addWidget(label);
    m_column->addStretch();
}

void RequestDialog::addRequest(const Theme &theme, const RequestPreview &preview)
{
    auto *line = new QLineEdit(QString::fromLatin1(preview.method) + u' ' + preview.url);
    line->setObjectName(u"requestLine"_s);
    line->setAccessibleName(tr("Method and URL"));
    line->setFont(theme.font(TextRole::Fixed));
    line->setReadOnly(true);
    line->setCursorPosition(0);
    auto *headers = new CodeView(theme, u"requestHeaders"_s, tr("Headers"));
    headers->showText(headerLines(preview.headers).trimmed());
    headers->setMaximumHeight(kHeadersHeight);
    auto *body = new CodeView(theme, u"requestBody"_s, tr("Body"));
    body->showBody(preview.body);
    m_column->addWidget(line);
    m_column->addWidget(titleOf(theme, tr("Headers"), headers));
    m_column->addWidget(headers);
    m_column->addWidget(titleOf(theme, tr("Body"), body));
    m_column->addWidget(body, 1);
    resize(kWithRequest);
}

void RequestDialog::addFoot(const Theme &theme, const Result<RequestPreview> &preview)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(space::kSmall);
    if (isSent(preview)) {
        auto *note = new QLabel(tr("Secrets are masked; nothing was sent."));
        note->setObjectName(u"requestNote"_s);
        note->setProperty("soft", true);
        auto *copy = new Button(theme, ButtonKind::Plain, tr("Copy as curl"), u"copyRequestButton"_s);
        const SentRequest request{preview->method, preview->url, preview->headers, preview->body};
        connect(copy, &Button::clicked, this, [text = models::curlCommand(request)] {
            QGuiApplication::clipboard()->setText(text);
        });
        line->addWidget(note);
        line->addStretch();
        line->addWidget(copy);
    } else {
        line->addStretch();
    }
    auto *close = new Button(theme, ButtonKind::Plain, tr("Close"), u"closeRequestButton"_s);
    connect(close, &Button::clicked, this, &QDialog::accept);
    line->addWidget(close);
    m_column->addLayout(line);
}

} // namespace tacklebox::ui
