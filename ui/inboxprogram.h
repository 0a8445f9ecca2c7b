// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How the local receiver answers: its address, what it says, how slowly, how often it fails, and which
// signature it checks.
#pragma once

#include "backend/inbox.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace tacklebox::ui {

class Button;
class FindingLabel;
class Theme;

class InboxProgramForm final : public QFrame
{
    Q_OBJECT

public:
    InboxProgramForm(const Theme &theme, const QStringList &schemes);

    void showUrl(const QString &url); // empty: not listening
    void showStarting();
    void showError(const Error &error);

signals:
    void startAsked(const tacklebox::InboxProgram &program); // also to change a running one
    void stopAsked();

private:
    QWidget *buildAddress(const Theme &theme);
    QWidget *buildAnswers(const Theme &theme);
    QSpinBox *spin(const QString &objectName, int least, int most, int value);
    void start();
    void takeEdit();
    void copyUrl();

    QString m_url;
    QLabel *m_state;
    QLineEdit *m_address;
    Button *m_copy;
    Button *m_start;
    Button *m_stop;
    QSpinBox *m_respond;
    QSpinBox *m_delay;
    QSpinBox *m_failEvery;
    QComboBox *m_scheme;
    QLineEdit *m_secret;
    QWidget *m_secretRow;
    FindingLabel *m_finding;
};

} // namespace tacklebox::ui
