// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Edits one subscriber. Made from the backend's description of its fields alone; hands the draft over
// and saves nothing: whoever opened it says afterwards whether that worked.
#pragma once

#include "backend/backendinfo.h"
#include "backend/keeping.h"
#include "models/subscriberedit.h"

#include <QDialog>
#include <QMap>

class QLabel;
class QTabWidget;

namespace tacklebox::ui {

class Button;
class FieldForm;
class NoticeBar;
class PayloadTab;
class Theme;

struct EditorSubject
{
    BackendInfo info;
    QString place; // as people call the connection: Built-in engine
    QString name; // of the subscriber; empty for a new one
    SubscriberDraft draft;
    QMap<QString, SecretState> secrets;
    bool hasViews = false; // of the body, to choose from and to edit
};

class SubscriberEditor final : public QDialog
{
    Q_OBJECT

public:
    SubscriberEditor(const Theme &theme, const EditorSubject &subject, QWidget *parent = nullptr);

    void showSaving(); // until one of the next two
    void showError(const Error &error); // at its field where it has one; the draft stays
    void showConflict(const Error &error, const Fields &theirs); // what somebody else made of it meanwhile
    void showKeeping(const Keeping &keeping); // what becomes of a secret that is given here
    void finish(); // saved: closes
    [[nodiscard]] PayloadTab *payloadTab() const { return m_payload; } // null: there are no views

    void reject() override; // asks where something would be lost

signals:
    // It stands for QDialog's own, which says less.
    void accepted(const tacklebox::SubscriberDraft &draft); // clazy:exclude=overloaded-signal
    void secretGiven(); // and not saved yet

private:
    struct Tab
    {
        FieldGroup group;
        FieldForm *form;
    };

    void buildHeader(const EditorSubject &subject, QLayout &column);
    void buildTabs(const EditorSubject &subject);
    void buildFoot(QLayout &column);
    void takeEdit(const QString &key);
    void refresh();
    void showTriggers();
    void showFindings();
    void nameTabs();
    void goTo(const QString &key);
    void submit();
    void endSaving();
    void showServerFinding(const QString &key, const QString &sentence);

    const Theme &m_theme;
    models::SubscriberEdit m_edit;
    QMap<QString, QString> m_serverFindings; // field to sentence, until the field is edited
    QStringList m_touched;
    QList<Tab> m_tabs;
    PayloadTab *m_payload = nullptr;
    NoticeBar *m_notice;
    QTabWidget *m_pages;
    QLabel *m_changes;
    QLabel *m_mend;
    Button *m_save;
    Button *m_cancel;
    QString m_saveText;
    bool m_isSaving = false;
};

} // namespace tacklebox::ui
