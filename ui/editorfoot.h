// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The foot of the subscriber editor: what an edit changes, what keeps it from being saved, and the buttons.
#pragma once

#include "backend/backendinfo.h"
#include "models/subscriberedit.h"

#include <QWidget>

class QLabel;

namespace tacklebox::ui {

class Button;
class Theme;

// What a save of it does besides saving; empty: nothing.
[[nodiscard]] QString besidesSaving(const BackendInfo &info, const SubscriberDraft &draft);

class EditorFoot final : public QWidget
{
    Q_OBJECT

public:
    EditorFoot(const Theme &theme, const QString &place);

    // What the API can't do, and what it does besides.
    void showCautions(const BackendInfo &info, const SubscriberDraft &draft);
    void offerRequest(); // the button that shows what a save would send
    void showChanges(const models::SubscriberEdit &edit);
    // Sentences by their field, that of no field by an empty one; and the fields that still need a value.
    void showFindings(const QMap<QString, QString> &sentences, const QStringList &missing);
    void showLocked(); // in the findings' place
    void setSaving(bool isSaving);
    void setCanSave(bool canSave);
    [[nodiscard]] bool canSave() const;

signals:
    void fieldAsked(const QString &key);
    void unlockAsked();
    void requestAsked();
    void saveAsked();
    void cancelAsked();

private:
    void build();
    void showText(const QString &richText, const QColor &ink);
    void followLink(const QString &link);

    const Theme &m_theme;
    QString m_place;
    QLabel *m_changes;
    QLabel *m_cautions;
    QLabel *m_mend;
    Button *m_request;
    Button *m_cancel;
    Button *m_save;
};

} // namespace tacklebox::ui
