// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The settings of a profile, kept as readable JSON in one file. Each change
// writes the whole file anew beside the old one and takes its place. Secrets among them are sealed in the
// profile's database.
#pragma once

#include "backend/settings.h"
#include "core/clock.h"
#include "engine/deliveryrules.h"
#include "engine/vault.h"

#include <QJsonObject>
#include <QSet>
#include <QThreadPool>

namespace tacklebox::engine {

class ProfileSettings final : public Settings
{
    Q_OBJECT

public:
    struct Parts
    {
        store::Store &store;
        Vault &vault;
        const Clock &clock;
        bool delivers = false; // a secret that is kept for one run serves this process
    };

    // Reads the file and the database, so not on a window's thread; the settings then live on their owner's,
    // which is the vault's. A file that isn't there means every default; one that can't be read is
    // FileNotRead.
    static Result<std::unique_ptr<ProfileSettings>> open(const QString &file, Parts parts, QThread *owner);
    ~ProfileSettings() override;

    [[nodiscard]] std::vector<Setting> list() const override;
    [[nodiscard]] QJsonValue value(const QString &key) const override;
    Async<Done> set(const QString &key, const QString &text) override;
    Async<Done> setSecret(const QString &key, Secret secret) override; // an empty one clears it

    [[nodiscard]] DeliveryRules deliveryRules() const;
    // Another process may have set something.
    void readAgain();

signals:
    // By this process.
    void written(const QString &key, const QJsonValue &before, const QJsonValue &after);

private:
    // What stands in the profile.
    struct Standing
    {
        QJsonObject values; // what differs from the defaults
        QSet<QString> secrets; // the keys of those that are set
    };

    ProfileSettings(QString file, Parts parts, Standing standing);
    static Result<Standing> read(const QString &file, store::Store &store);
    void take(const Standing &standing);
    Async<Done> keepSecret(const QString &key, const Secret &secret);
    void noteSecret(const QString &key, bool isSet);

    QString m_file;
    Parts m_parts;
    Standing m_standing;
    QThreadPool m_writing; // one thread: changes are written in their order
};

} // namespace tacklebox::engine
