// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The form that a body is sent in: the payload itself, or a view by its name.
#pragma once

#include "ui/valuecontrol.h"

#include <QStringList>

class QComboBox;

namespace tacklebox::ui {

class ViewControl final : public ValueControl
{
    Q_OBJECT

public:
    explicit ViewControl(const Field &field, QWidget *parent = nullptr);

    void setOwnViews(const QStringList &names); // beside those that the field knows
    void setValue(const QJsonValue &value) override;
    [[nodiscard]] QJsonValue value() const override;
    [[nodiscard]] QWidget *handle() const override;

private:
    void choose(const QString &name);

    QStringList m_known;
    QComboBox *m_box;
};

} // namespace tacklebox::ui
