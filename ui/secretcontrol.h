// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A secret's three answers: keep what is set, set a new one, clear it. What is set is never shown.
#pragma once

#include "core/field.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace tacklebox::ui {

class Button;
class Theme;

// One that is agreed with a receiver can be made here; the others the vendor gives.
enum class SecretSource { Ours, Vendors };

class SecretControl final : public QWidget
{
    Q_OBJECT

public:
    SecretControl(const Theme &theme, const Field &field, const SecretState &state,
                  SecretSource source = SecretSource::Ours);

    void setScheme(const QString &scheme); // whose form a generated secret takes
    [[nodiscard]] QWidget *handle() const;

signals:
    void secretSet(const tacklebox::Secret &secret);
    void secretCleared();
    void secretKept();

private:
    enum class Answer { Keep, Set, Clear };
    void answer(Answer answer);
    void generate();
    void take();
    void build(const Theme &theme, const Field &field);
    [[nodiscard]] QString stateText() const;

    SecretState m_state;
    SecretSource m_source;
    QString m_scheme;
    QLabel *m_text;
    QLineEdit *m_edit;
    Button *m_replace;
    Button *m_clear;
    Button *m_keep;
    Button *m_generate;
    Button *m_show;
};

} // namespace tacklebox::ui
