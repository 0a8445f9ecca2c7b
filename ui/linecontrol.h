// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A field's value in one line of text: words, a URL, a number, or a list with commas.
#pragma once

#include "core/field.h"
#include "ui/valuecontrol.h"

class QLineEdit;

namespace tacklebox::ui {

class LineControl final : public ValueControl
{
    Q_OBJECT

public:
    LineControl(const Theme &theme, const Field &field, QWidget *parent = nullptr);

    void setValue(const QJsonValue &value) override;
    [[nodiscard]] QJsonValue value() const override;
    [[nodiscard]] QWidget *handle() const override;

private:
    FieldKind m_kind;
    QLineEdit *m_edit;
};

} // namespace tacklebox::ui
