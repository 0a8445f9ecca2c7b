// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One import into one connection: reads, plans, asks, writes row after row, and tells the dialog. It lives as
// long as its dialog, which it opens and which belongs to it alone.
#pragma once

#include "backend/backend.h"
#include "core/importplan.h"
#include "models/differencetree.h"
#include "ui/connectionlock.h"

#include <QPointer>

namespace tacklebox::ui {

class ImportDialog;
class Theme;
class TypedConfirm;
struct Confirmation;

class ImportController final : public QObject
{
    Q_OBJECT

public:
    ImportController(const Theme &theme, Connections &connections, Backend &backend, QWidget *parent);

    void takeFile(const QString &path);
    void take(const SubscriberFile &file, const QString &source);

private:
    void plan();
    void showPlan(const ImportPlan &plan, std::optional<Instant> asOf);
    void showLock();
    void ask();
    [[nodiscard]] Confirmation question() const;
    void start();
    void next();
    void takeAnswer(int row, const Result<Subscriber> &answer);
    void finish();

    const Theme &m_theme;
    Backend &m_backend;
    models::DifferenceTree m_rows;
    ImportDialog *m_dialog;
    ConnectionLock m_lock;
    SubscriberFile m_file;
    QString m_path; // empty: it comes from elsewhere, and is read already
    ImportPlan m_plan; // in the order of the rows
    QPointer<QWidget> m_asked; // the question that is open
    QList<int> m_left; // rows yet to be written
    int m_number = 0; // of rows in this run
    int m_failed = 0;
    bool m_isStopped = false;
};

} // namespace tacklebox::ui
