// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a view makes of one event: of which one, the headers that come with it, and the body.
#pragma once

#include "backend/payloadviews.h"

#include <QWidget>

class QLabel;

namespace tacklebox::ui {

class CodeView;
class FindingLabel;
class Theme;

class ViewPreviewPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ViewPreviewPanel(const Theme &theme);

    void showPreview(const ViewPreview &preview);
    void showError(const Error &error);
    void fade(); // the last preview stays, out of date
    [[nodiscard]] QWidget *head() const { return m_head; } // its line has room at the end

private:
    QWidget *m_head;
    QLabel *m_source;
    CodeView *m_body;
    FindingLabel *m_finding;
};

} // namespace tacklebox::ui
