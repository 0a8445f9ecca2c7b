// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The attempts of a job under each other: time, a bar as long as it took, and what came of it.
#pragma once

#include "models/attemptsmodel.h"

#include <QListView>

namespace tacklebox::ui {

class Theme;

class AttemptList final : public QListView
{
    Q_OBJECT

public:
    explicit AttemptList(const Theme &theme);

    void show(const QList<Attempt> &oldestFirst); // keeps the choice; the newest where there was none
    using QWidget::show;
    [[nodiscard]] const Attempt *chosen() const; // null: there was no attempt

signals:
    void chosenChanged();

private:
    models::AttemptsModel m_model;
};

} // namespace tacklebox::ui
