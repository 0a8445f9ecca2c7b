// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Subscribers with what is different about each, to be opened and ticked; under them, in full, what there is
// to say of the chosen one.
#pragma once

#include <QWidget>

class QLabel;
class QTreeView;

namespace tacklebox::models {
class DifferenceTree;
}

namespace tacklebox::ui {

class Theme;

class DifferenceView final : public QWidget
{
    Q_OBJECT

public:
    // Its tree and its note are named after it: importTree, importNote.
    DifferenceView(const Theme &theme, models::DifferenceTree &model, const QString &name,
                   const QString &title);

private:
    void build(const Theme &theme, const QString &name, const QString &title);
    void startAtTheTop();
    void showNote();

    models::DifferenceTree &m_model;
    QTreeView *m_tree;
    QLabel *m_note;
};

} // namespace tacklebox::ui
