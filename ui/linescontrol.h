// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A field's value in several lines: a long text, JSON, or one "Name: Value" a line for a map.
#pragma once

#include "core/field.h"
#include "ui/valuecontrol.h"

class QPlainTextEdit;

namespace tacklebox::ui {

class LinesControl final : public ValueControl
{
    Q_OBJECT

public:
    LinesControl(const Theme &theme, const Field &field, QWidget *parent = nullptr);

    void setValue(const QJsonValue &value) override;
    [[nodiscard]] QJsonValue value() const override;
    [[nodiscard]] QWidget *handle() const override;

private:
    FieldKind m_kind;
    QPlainTextEdit *m_edit;
};

} // namespace tacklebox::ui
