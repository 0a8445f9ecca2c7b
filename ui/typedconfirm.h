// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks before something grave: the deed's button works once the name of what it concerns is typed.
#pragma once

#include <QDialog>

class QLineEdit;

namespace tacklebox::ui {

class Button;
class Theme;
struct Confirmation;

// To be opened; deletes itself. `accepted` says that the deed is wanted.
class TypedConfirm final : public QDialog
{
    Q_OBJECT

public:
    TypedConfirm(const Theme &theme, const Confirmation &question, const QString &nameToType,
                 QWidget *parent);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLineEdit *m_name;
    Button *m_deed;
};

} // namespace tacklebox::ui
