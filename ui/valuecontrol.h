// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The control of one field's value. It shows any value it is given, odd ones too, and gives back that
// very value until a person edits it.
#pragma once

#include <QJsonValue>
#include <QWidget>

namespace tacklebox {
struct Field;
}

namespace tacklebox::ui {

class Theme;

class ValueControl : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual void setValue(const QJsonValue &value) = 0; // undefined: not known here
    [[nodiscard]] virtual QJsonValue value() const = 0;
    [[nodiscard]] virtual QWidget *handle() const = 0; // takes the focus and the fault's frame

signals:
    void edited();
};

// The control that the field's kind and rule ask for; `words` are suggested for it.
[[nodiscard]] ValueControl *makeControl(const Theme &theme, const Field &field, const QStringList &words);

// success_code and "Edit" become successCodeEdit: the name by which tests and tools find a control.
[[nodiscard]] QString handleName(const QString &key, const QString &kind);

} // namespace tacklebox::ui
