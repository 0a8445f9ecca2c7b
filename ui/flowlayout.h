// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Lays its items out like words: one after another, and onto a next line where they don't fit.
#pragma once

#include <QLayout>

namespace tacklebox::ui {

class FlowLayout final : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(QWidget *parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;

    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    enum class Pass { Measure, Place };
    int arrange(const QRect &rect, Pass pass) const; // answers the height

    QList<QLayoutItem *> m_items; // owned, as every layout owns its items
};

} // namespace tacklebox::ui
