// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A pill that says what narrows a list: "State: failed". With a menu it opens it; without one it is
// a switch. Filled while it narrows.
#pragma once

#include <QAbstractButton>

class QMenu;

namespace tacklebox::ui {

class Theme;

class FilterChip final : public QAbstractButton
{
    Q_OBJECT

public:
    FilterChip(const Theme &theme, const QString &label, const QString &objectName);

    void setMenu(QMenu *menu); // takes it as its child
    [[nodiscard]] QMenu *menu() const { return m_menu; }
    void setLabel(const QString &label);
    void setValue(const QString &value); // what is chosen; empty: it doesn't narrow
    [[nodiscard]] QString value() const { return m_value; }

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void aboutToOpen(); // fill the menu now

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QString shownText() const;
    void open();

    const Theme &m_theme;
    QString m_label;
    QString m_value;
    QMenu *m_menu = nullptr;
};

} // namespace tacklebox::ui
