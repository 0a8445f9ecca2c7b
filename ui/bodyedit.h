// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A JSON body to be sent: typed, pasted or taken from a sample, and told at once where it is no JSON.
#pragma once

#include "core/error.h"

#include <QWidget>

class QPlainTextEdit;

namespace tacklebox::ui {

class FindingLabel;
class Theme;

class BodyEdit final : public QWidget
{
    Q_OBJECT

public:
    BodyEdit(const Theme &theme, const QString &objectName, const QString &accessibleName);

    void setBody(const QByteArray &body); // laid out for reading, by white space alone
    [[nodiscard]] QByteArray body() const;
    [[nodiscard]] std::optional<Error> finding() const; // of the body as it stands

signals:
    void changed();

private:
    void judge();

    QPlainTextEdit *m_edit;
    FindingLabel *m_finding;
};

} // namespace tacklebox::ui
