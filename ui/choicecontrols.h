// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A field's value as a tick, or as one of several words.
#pragma once

#include "ui/valuecontrol.h"

#include <QStringList>

class QCheckBox;
class QComboBox;

namespace tacklebox::ui {

class FlagControl final : public ValueControl
{
    Q_OBJECT

public:
    explicit FlagControl(const Field &field, QWidget *parent = nullptr);

    void setValue(const QJsonValue &value) override;
    [[nodiscard]] QJsonValue value() const override;
    [[nodiscard]] QWidget *handle() const override;

private:
    QCheckBox *m_box;
};

// A value that is none of the choices is shown among them: it may be the server's own.
class ChoiceControl final : public ValueControl
{
    Q_OBJECT

public:
    explicit ChoiceControl(const Field &field, QWidget *parent = nullptr);

    void setValue(const QJsonValue &value) override;
    [[nodiscard]] QJsonValue value() const override;
    [[nodiscard]] QWidget *handle() const override;

private:
    [[nodiscard]] QString textOf(const QJsonValue &value) const;

    QStringList m_numbered;
    QJsonValue m_given; // in the server's own spelling
    QComboBox *m_box;
};

} // namespace tacklebox::ui
