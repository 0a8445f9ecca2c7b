// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The views that a person saved of one connection's jobs. Keeps no file: it is told what was kept
// (Arrangement), and tells what is to be.
#pragma once

#include "models/savedview.h"

#include <QJsonArray>
#include <QObject>

namespace tacklebox::ui {

class SavedViews final : public QObject
{
    Q_OBJECT

public:
    SavedViews(const QString &connection, QObject *parent);

    // What they are kept under: the account's id, for it may have another name tomorrow; else the name.
    [[nodiscard]] const QString &place() const { return m_place; }
    void setPlace(const QString &place) { m_place = place; } // before they are restored
    [[nodiscard]] const QList<models::SavedView> &all() const { return m_views; } // by name
    [[nodiscard]] bool has(const QString &name) const;

    void put(const models::SavedView &view); // in the place of the one with its name
    void remove(const QString &name);

    void restore(const QJsonArray &kept); // without telling
    [[nodiscard]] QJsonArray toJson() const;

signals:
    void changed();

private:
    void insert(const models::SavedView &view);

    QString m_place;
    QList<models::SavedView> m_views;
};

} // namespace tacklebox::ui
