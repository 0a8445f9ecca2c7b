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

#include <functional>

class QLabel;

namespace tacklebox {
struct RequestPreview;
}

namespace tacklebox::models {
struct ConflictRow;
}

namespace tacklebox::ui {

class ConflictView;
class EditorFoot;
class EditorTabs;
class NoticeBar;
class PayloadTab;
class Theme;

struct EditorSubject
{
    BackendInfo info;
    QString place; // as people call the connection: Built-in engine, PlanoMatic production
    QString name; // of the subscriber; empty for a new one
    SubscriberDraft draft;
    QMap<QString, SecretState> secrets;
    bool hasViews = false; // of the body, to choose from and to edit
    QString lock = {}; // unlocked 14:20 left; empty: the connection has none
};

class SubscriberEditor final : public QDialog
{
    Q_OBJECT

public:
    SubscriberEditor(const Theme &theme, const EditorSubject &subject, QWidget *parent = nullptr);

    void showSaving(); // until one of the next four, or finish()
    void showError(const Error &error); // at its field where it has one; the draft stays
    void showConflict(const Error &error, const Fields &theirs); // what somebody else made of it meanwhile
    void showUnsure(const Error &error); // it may have been saved: offers to read it again
    void showRead(const Fields &theirs); // read again: closes where all of the edit is there

    void showTheirs(const Fields &theirs); // news of somebody else's edit; not while saving
    void showRequest(const Result<RequestPreview> &preview);
    void setLock(const QString &text, bool isLocked); // nothing is saved while it is locked
    void showKeeping(const Keeping &keeping); // what becomes of a secret that is given here
    void finish(); // saved: closes
    [[nodiscard]] PayloadTab *payloadTab() const; // null: there are no views
    [[nodiscard]] EditorTabs &tabs() const { return *m_tabs; }

    // Closes, asks where something would be lost; `after`: once it is closed.
    void leave(const std::function<void()> &after);

    void reject() override; // leaves

signals:
    // It stands for QDialog's own, which says less.
    void accepted(const tacklebox::SubscriberDraft &draft); // clazy:exclude=overloaded-signal
    void secretGiven(); // and not saved yet
    void requestAsked(const tacklebox::SubscriberDraft &draft); // what saving it would send
    void rereadAsked();
    void unlockAsked();

private:
    void buildHeader(const EditorSubject &subject, QLayout &column);
    void connectParts();
    void takeEdit(const QString &key);
    void refresh();
    void showFindings();
    void submit();
    void setSaving(bool isSaving);
    QString takeFindings(const Error &error);
    void showServerFinding(const QString &key, const QString &sentence);
    void takeTheirs(const QString &sentence, const Fields &theirs);
    [[nodiscard]] QList<models::ConflictRow> conflictWith(const Fields &theirs) const;
    void choose(const models::ConflictRow &row);

    const Theme &m_theme;
    QString m_placeName;
    BackendInfo m_info;
    models::SubscriberEdit m_edit;
    Fields m_started; // as it was when it was opened
    QMap<QString, QString> m_serverFindings; // field to sentence, until the field is edited
    QStringList m_touched;
    QLabel *m_place;
    NoticeBar *m_notice;
    ConflictView *m_conflict;
    EditorTabs *m_tabs;
    EditorFoot *m_foot;
    bool m_isSaving = false;
    bool m_isLocked = false;
    bool m_isUnsure = false; // the last save may have arrived
};

} // namespace tacklebox::ui
