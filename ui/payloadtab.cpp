// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/payloadtab.h"

#include "ui/button.h"
#include "ui/fieldform.h"
#include "ui/theme.h"
#include "ui/viewcontrol.h"
#include "ui/viewpreviewpanel.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kRest{200};

} // namespace

PayloadTab::PayloadTab(const Theme &theme, FieldForm *form, const models::SubscriberEdit &edit)
    : m_form(form)
    , m_edit(edit)
    , m_preview(new ViewPreviewPanel(theme))
{
    // The preview is what the room is for.
    for (auto *lines : form->findChildren<QPlainTextEdit *>())
        lines->setMaximumHeight(lines->minimumHeight());
    auto *views = new Button(theme, ButtonKind::Link, tr("Edit the views…"), u"editViewsButton"_s);
    m_preview->head()->layout()->addWidget(views);
    m_preview->setContentsMargins(space::kLarge, 0, space::kLarge, space::kMedium);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(form);
    column->addWidget(m_preview, 1);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_rest, &QTimer::timeout, this, [this] { emit previewAsked(trial()); });
    connect(views, &Button::clicked, this, &PayloadTab::viewsAsked);
}

void PayloadTab::setViews(const QList<PayloadView> &views)
{
    QStringList own;
    for (const PayloadView &view : views) {
        if (view.origin == ViewOrigin::Own)
            own.append(view.name);
    }
    if (auto *control = m_form->findChild<ViewControl *>())
        control->setOwnViews(own);
}

void PayloadTab::showPreview(const Result<ViewPreview> &preview)
{
    if (preview)
        m_preview->showPreview(*preview);
    else
        m_preview->showError(preview.error());
}

void PayloadTab::askPreview()
{
    if (isVisible())
        m_rest.start();
}

void PayloadTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_rest.start();
}

QString PayloadTab::chosenView() const
{
    return m_edit.value(m_edit.keyOf(FieldRule::ViewName)).toString();
}

ViewTrial PayloadTab::trial() const
{
    ViewTrial trial;
    trial.view = chosenView();
    for (const Field &field : m_edit.fields()) {
        const QJsonValue value = m_edit.value(field.key);
        if (field.kind != FieldKind::Secret && !value.isUndefined())
            trial.subscriber.insert(field.key, value);
    }
    return trial;
}

} // namespace tacklebox::ui
