// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One comparison of a connection's subscribers with another's or a file's: reads both sides, and tells the
// dialog. It lives as long as its dialog, which it opens and which belongs to it alone.
#pragma once

#include "backend/connections.h"
#include "models/comparison.h"
#include "models/differencetree.h"

#include <stop_token>

namespace tacklebox::ui {

class CompareDialog;
class Theme;

class CompareController final : public QObject
{
    Q_OBJECT

public:
    CompareController(const Theme &theme, Connections &connections, Backend &backend, QWidget *parent);

    void takeFile(const QString &path);

signals:
    // What of the other side was chosen to be brought here, and how that side is called.
    void importAsked(const tacklebox::SubscriberFile &file, const QString &source);

private:
    using Token = std::stop_token; // of the choice that is compared

    [[nodiscard]] Token begin(const QString &other);
    void takeConnection(const QString &name);
    void chooseFile();
    void compareWith(const models::ComparedSide &there, const QString &remark, const Token &token);
    void show(const QList<models::ComparedSubscriber> &rows, QStringList remarks);
    void import();

    Connections &m_connections;
    Backend &m_backend;
    models::DifferenceTree m_rows;
    CompareDialog *m_dialog;
    QString m_other; // how it is called
    bool m_isSameKind = false;
    std::stop_source m_choice; // another one leaves the answers to this one unheard
    QList<models::ComparedSubscriber> m_compared; // in the order of the rows
};

} // namespace tacklebox::ui
