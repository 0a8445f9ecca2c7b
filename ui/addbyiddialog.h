// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks for a subscriber that the API has already, by its id, where it may have no list to find it in.
// Adds nothing itself.
#pragma once

#include "core/error.h"
#include "core/ids.h"

#include <QDialog>

class QLineEdit;

namespace tacklebox::ui {

class Button;
class FieldRow;
class NoticeBar;
class Theme;

class AddByIdDialog final : public QDialog
{
    Q_OBJECT

public:
    AddByIdDialog(const Theme &theme, const QString &place, QWidget *parent);

    void showError(const Error &error); // at its field where it has one here; what was typed stays
    void finish(); // it was added: closes

signals:
    void addAsked(const tacklebox::SubscriberId &id, const QString &name); // one of the two above follows

private:
    void submit();
    void setAdding(bool isAdding);
    void refresh();

    QLineEdit *m_id;
    QLineEdit *m_name;
    FieldRow *m_idRow = nullptr;
    FieldRow *m_nameRow = nullptr;
    NoticeBar *m_notice;
    Button *m_add;
    bool m_isAdding = false;
};

} // namespace tacklebox::ui
