// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The search of a page: says what was typed once the typing rests, and at once by Enter.
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace tacklebox::ui {

class Theme;

class SearchLine final : public QLineEdit
{
    Q_OBJECT

public:
    SearchLine(const Theme &theme, const QString &objectName, const QString &placeholder);

    // Without telling.
    void show(const QString &text);
    using QWidget::show;

signals:
    void searched(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void tell();

    QTimer m_rest;
    QString m_told;
};

} // namespace tacklebox::ui
