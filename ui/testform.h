// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is to be tested: a URL or a subscriber, an event's body, how it is signed and with which headers.
#pragma once

#include "backend/backendinfo.h"
#include "backend/samples.h"
#include "backend/test.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTabWidget;

namespace tacklebox::ui {

class BodyEdit;
class FieldRow;
class Theme;

class TestForm final : public QFrame
{
    Q_OBJECT

public:
    TestForm(const Theme &theme, const BackendInfo &info);

    void setSubscribers(const QList<Subscriber> &subscribers); // keeps what is chosen
    void setTarget(const SubscriberId &id); // now, or when it is among the subscribers
    void setTarget(const QString &url);
    void showFindings(); // also those that nobody has typed at yet
    void showError(const Error &error); // at its field; the headers' and the URL's

    [[nodiscard]] bool isReady() const;
    [[nodiscard]] TestRequest request() const;
    [[nodiscard]] SentRequest unsent() const; // as far as it is known before it is signed

signals:
    void changed();

private:
    void build(const Theme &theme, const BackendInfo &info);
    void arrange(const Theme &theme);
    void takeTarget();
    void takeSample(int index);
    void judgeTarget();
    void judgeHeaders();
    [[nodiscard]] std::optional<SubscriberId> chosenSubscriber() const;
    [[nodiscard]] Result<Headers> headers() const;

    SubscriberId m_wanted;
    QComboBox *m_target;
    QComboBox *m_sample;
    QComboBox *m_scheme;
    QLineEdit *m_secret;
    BodyEdit *m_body;
    QPlainTextEdit *m_headers;
    QTabWidget *m_tabs;
    FieldRow *m_targetRow;
    FieldRow *m_schemeRow;
    FieldRow *m_secretRow;
    FieldRow *m_headersRow;
    QString m_signer; // who alone knows a subscriber's secret; empty: we do
};

} // namespace tacklebox::ui
