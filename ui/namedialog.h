// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks for a name of something of the person's own.
#pragma once

#include <QDialog>

class QLineEdit;

namespace tacklebox::ui {

class Button;
class Theme;

class NameDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Words
    {
        QString title;
        QString label; // of the line
        QString deed; // of the button
    };

    // To be opened; deletes itself.
    NameDialog(const Theme &theme, const Words &words, const QString &name, QWidget *parent);

signals:
    void named(const QString &name); // never an empty one

private:
    void submit();

    QLineEdit *m_name;
};

} // namespace tacklebox::ui
