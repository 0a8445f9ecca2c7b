// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Which order statuses a subscriber is told of, as words to switch on. Points out a word that has a
// second spelling, and offers both.
#pragma once

#include "ui/valuecontrol.h"

class QLabel;
class QLineEdit;

namespace tacklebox::ui {

class FlowLayout;

class StatusesControl final : public ValueControl
{
    Q_OBJECT

public:
    StatusesControl(const Theme &theme, const Field &field, const QStringList &known);

    void setValue(const QJsonValue &value) override;
    [[nodiscard]] QJsonValue value() const override;
    [[nodiscard]] QWidget *handle() const override;

private:
    void fill();
    void addMore(int hidden); // the chip that shows the rest
    void showAll();
    void choose(const QString &status, bool isChosen);
    void addTyped();
    void addTwins();
    void warnOfTwins();

    const Theme &m_theme;
    QStringList m_known;
    QStringList m_chosen;
    bool m_showsAll = false;
    QWidget *m_chips;
    FlowLayout *m_flow;
    QLineEdit *m_other;
    QLabel *m_trap;
};

} // namespace tacklebox::ui
