// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/fieldform.h"

#include "backend/wording.h"
#include "ui/eventscontrol.h"
#include "ui/fieldrow.h"
#include "ui/fieldtext.h"
#include "ui/rowgrid.h"
#include "ui/secretcontrol.h"
#include "ui/theme.h"
#include "ui/valuecontrol.h"

#include <QLabel>
#include <QVBoxLayout>

namespace tacklebox::ui {

namespace {

bool isTrigger(const Field &field)
{
    return isEventList(field) || field.rule == FieldRule::OrderStatuses;
}

// What needs the whole width of the form.
bool isWide(const Field &field)
{
    if (isTrigger(field))
        return false;
    switch (field.kind) {
    case FieldKind::Url:
    case FieldKind::LongText:
    case FieldKind::Map:
    case FieldKind::JsonValue:
    case FieldKind::List:
    case FieldKind::Secret:
        return true;
    default:
        return field.rule == FieldRule::Emails || field.rule == FieldRule::ViewName;
    }
}

} // namespace

FieldForm::FieldForm(const Theme &theme, FieldGroup group, models::SubscriberEdit &edit,
                     const Vocabulary &words, const QMap<QString, SecretState> &secrets)
    : m_theme(theme)
    , m_edit(edit)
    , m_sentence(new QLabel)
    , m_rowGrid(new RowGrid)
{
    if (group == FieldGroup::Triggers)
        m_sentence->setObjectName(QStringLiteral("triggerSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    column->setSpacing(space::kMedium);
    column->addWidget(m_sentence);
    column->addLayout(m_rowGrid);

    bool hasTriggers = false;
    for (const Field &field : edit.fields()) {
        if (field.group != group)
            continue;
        addField(field, words, secrets);
        hasTriggers = hasTriggers || isTrigger(field);
    }
    if (!hasTriggers)
        column->addStretch(1);
    showNeeded();
}

void FieldForm::showNeeded()
{
    for (const Field &field : m_edit.fields()) {
        if (FieldRow *row = m_rows.value(field.key))
            m_rowGrid->setShown(row, m_edit.isOfUse(field) || m_unhidden.contains(field.key));
    }
}

void FieldForm::addField(const Field &field, const Vocabulary &words,
                         const QMap<QString, SecretState> &secrets)
{
    if (field.kind == FieldKind::Secret)
        addSecret(field, secrets.value(field.key));
    else
        addValue(field, words);
}

void FieldForm::addValue(const Field &field, const Vocabulary &words)
{
    const QStringList &known = isEventList(field) ? words.events : words.statuses;
    ValueControl *control = makeControl(m_theme, field, known);
    const QJsonValue value = m_edit.value(field.key);
    control->setValue(value);
    m_controls.insert(field.key, control);
    connect(control, &ValueControl::edited, this, [=, this, key = field.key] { take(key, *control); });

    const QString label = wording::fieldLabel(field.key);
    auto *row = new FieldRow(
        m_theme, field.kind == FieldKind::Flag ? QString() : label, control, control->handle());
    control->handle()->setAccessibleName(label);
    row->setHint(value.isUndefined() && !m_edit.isNew() ? tr("Not known here, left as it is.")
                                                        : hint(field, value));
    place(field, row);
}

void FieldForm::addSecret(const Field &field, const SecretState &state)
{
    auto *control = new SecretControl(m_theme, field, state);
    control->setScheme(m_edit.value(m_edit.keyOf(FieldRule::Signing)).toString());
    m_secrets.append(control);
    connect(control, &SecretControl::secretSet, this, [this, key = field.key](const Secret &secret) {
        m_edit.setSecret(key, {SecretEdit::Action::Set, secret});
        emit edited(key);
        if (!std::exchange(m_isSecretGiven, true))
            emit secretGiven();
    });
    connect(control, &SecretControl::secretCleared, this, [this, key = field.key] {
        m_edit.setSecret(key, {SecretEdit::Action::Clear, {}});
        emit edited(key);
    });
    connect(control, &SecretControl::secretKept, this, [this, key = field.key] {
        m_edit.keepSecret(key);
        emit edited(key);
    });
    place(field, new FieldRow(m_theme, wording::fieldLabel(field.key), control, control->handle()));
}

void FieldForm::place(const Field &field, FieldRow *row)
{
    m_rows.insert(field.key, row);
    m_rowGrid->add(row,
                   isWide(field)          ? RowGrid::Room::Whole
                       : isTrigger(field) ? RowGrid::Room::TallHalf
                                          : RowGrid::Room::Half);
}

void FieldForm::take(const QString &key, const ValueControl &control)
{
    m_edit.setValue(key, control.value());
    if (key == m_edit.keyOf(FieldRule::Signing)) {
        for (SecretControl *secret : std::as_const(m_secrets))
            secret->setScheme(control.value().toString());
    }
    if (const Field *field = m_edit.field(key))
        m_rows.value(key)->setHint(hint(*field, control.value()));
    emit edited(key);
}

bool FieldForm::hasFinding() const
{
    return std::ranges::any_of(m_rows, [](const FieldRow *row) { return !row->finding().isEmpty(); });
}

void FieldForm::showFinding(const QString &key, const QString &sentence)
{
    FieldRow *row = m_rows.value(key);
    if (!row)
        return;
    row->setFinding(sentence);
    if (!sentence.isEmpty())
        m_unhidden.insert(key);
}

void FieldForm::focusField(const QString &key)
{
    if (FieldRow *row = m_rows.value(key))
        row->handle()->setFocus();
}

void FieldForm::showValues()
{
    for (auto control = m_controls.begin(); control != m_controls.end(); ++control) {
        if (!m_edit.draft().changes.contains(control.key()))
            (*control)->setValue(m_edit.value(control.key()));
    }
}

void FieldForm::setSentence(const QString &richText)
{
    m_sentence->setText(richText);
    m_sentence->setVisible(!richText.isEmpty());
}

} // namespace tacklebox::ui
