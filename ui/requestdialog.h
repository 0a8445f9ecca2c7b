// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Shows the request that a save would send, to be read or copied; sends nothing.
#pragma once

#include "backend/backend.h"

#include <QDialog>

class QVBoxLayout;

namespace tacklebox::ui {

class Theme;

class RequestDialog final : public QDialog
{
    Q_OBJECT

public:
    // An error, or that nothing would be sent, stands in the request's place. `caution` says what else
    // happens when it is sent; empty: nothing.
    RequestDialog(const Theme &theme, const Result<RequestPreview> &preview, const QString &caution = {},
                  QWidget *parent = nullptr);

private:
    void addCaution(const Theme &theme, const QString &caution);
    void addSentence(const QString &sentence);
    void addRequest(const Theme &theme, const RequestPreview &preview);
    void addFoot(const Theme &theme, const Result<RequestPreview> &preview);

    QVBoxLayout *m_column;
};

} // namespace tacklebox::ui
