// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The forms that a body can be sent in: reads those of the program, edits a person's own. Hands each wish
// over and saves nothing itself; stays open with what came of it.
#pragma once

#include "backend/payloadviews.h"

#include <QDialog>
#include <QTimer>

class QLineEdit;
class QListWidget;
class QPlainTextEdit;

namespace tacklebox::ui {

class Button;
class FieldRow;
class NoticeBar;
class Theme;
class ViewPreviewPanel;

class ViewsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ViewsDialog(const Theme &theme, QWidget *parent = nullptr);

    void setViews(const QList<PayloadView> &views, const QString &chosen); // what is being edited stays
    void showPreview(const Result<ViewPreview> &preview);
    void showSaved(const PayloadView &view);
    void showError(const Error &error); // at its field where it has one

    void reject() override; // asks where something would be lost

signals:
    void previewAsked(const tacklebox::ViewTrial &trial);
    void saveAsked(const tacklebox::PayloadView &view);
    void removeAsked(const QString &name);

private:
    void build(const Theme &theme);
    QWidget *buildList(const Theme &theme);
    QWidget *buildForm(const Theme &theme);
    QWidget *buildFoot(const Theme &theme);
    void choose(int row);
    void showView(const PayloadView &view);
    void markShown(); // in the list
    void askRemove();
    void startNew(); // from the text that is shown
    void takeEdit();
    void refresh();
    void askPreview();
    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] PayloadView edited() const;

    QList<PayloadView> m_views;
    PayloadView m_start; // what is shown, as it was before it was edited
    QListWidget *m_list;
    QLineEdit *m_name;
    QPlainTextEdit *m_text;
    FieldRow *m_nameRow;
    FieldRow *m_textRow;
    ViewPreviewPanel *m_preview;
    NoticeBar *m_notice;
    Button *m_save;
    Button *m_new;
    Button *m_remove;
    QTimer m_rest; // after a keystroke, before the preview
};

} // namespace tacklebox::ui
