// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One line of the rail: a connection with its colour and what it does, or a page with its number.
#pragma once

#include <QAbstractButton>
#include <QColor>

namespace tacklebox::ui {

class Theme;

enum class RailItemKind { Connection, Page };

class RailItem final : public QAbstractButton
{
    Q_OBJECT

public:
    RailItem(const Theme &theme, RailItemKind kind, const QString &text, const QString &objectName);

    void setSecondLine(const QString &text);
    void setBar(const QColor &colour);
    void setBadge(qint64 number, const QString &meaning);
    void setLocked(bool isLocked);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintConnection(QPainter &painter, const QRect &box) const;
    void paintPage(QPainter &painter, const QRect &box) const;
    void nameForReaders();

    const Theme &m_theme;
    RailItemKind m_kind;
    QString m_secondLine;
    QColor m_bar;
    qint64 m_badge = 0;
    bool m_isLocked = false;
};

} // namespace tacklebox::ui
