// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Adds an account in three steps (its kind, its place, its credentials), or edits one on a single page,
// and shows whether it works. Hands the draft over and saves nothing: whoever opened it says afterwards
// what came of it.
#pragma once

#include "backend/connections.h"
#include "backend/keeping.h"

#include <QDialog>

class QStackedWidget;
class QVBoxLayout;

namespace tacklebox::ui {

class Button;
class ConnectionForm;
class KindPage;
class NoticeBar;
class ScrollArea;
class SignInRow;
class SoftNote;
class StepHeader;
class Theme;
class VerdictView;

class ConnectionDialog final : public QDialog
{
    Q_OBJECT

public:
    // A new one, of one of these kinds, by a name that isn't among those that are taken.
    ConnectionDialog(const Theme &theme, const QList<ConnectionKind> &kinds, const QStringList &taken,
                     QWidget *parent = nullptr);
    // An edit of this one.
    ConnectionDialog(const Theme &theme, const ConnectionKind &kind, const Connection &account,
                     QWidget *parent = nullptr);

    void showSaving() { setBusy(tr("Saving…")); } // until showSaved or showError
    void showSaved(const Connection &account);
    void showError(const Error &error); // at its field where it has one; what was typed stays
    void showChecking() // until the next
    {
        m_wasChecked = true;
        setBusy(tr("Checking…"));
    }
    void showCheck(const Result<Done> &answer, const QString &service = {}); // what the server said it is
    void showWaiting(const QString &advice) // until showSignedIn or showError
    {
        setBusy(tr("Waiting for the browser…"), advice);
    }
    void showSignedIn(const Connection &account, const Result<Done> &answer, const QString &service);
    void showKeeping(const Keeping &keeping); // what becomes of a secret that is given here
    void finish() { QDialog::accept(); }

    void reject() override; // asks where something would be lost

signals:
    // It stands for QDialog's own, which says less.
    void accepted(const tacklebox::ConnectionDraft &draft); // clazy:exclude=overloaded-signal
    void checkAsked(); // of what was saved
    void logInAsked(const tacklebox::Secret &password); // to what was saved
    void browserAsked(); // to sign in to what was saved
    void browserGivenUp();
    void secretGiven(); // and not saved yet

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Step { Kind, Place, Account, Whole };
    enum class Next { Close, Check, SignIn }; // once it is saved

    void buildBody();
    void buildFoot(QVBoxLayout &column);
    void choose(const ConnectionKind &kind);
    void setForm(const std::optional<Connection> &account);
    void setStep(Step step);
    void showStep();
    void goOn(); // the step's main deed
    void submit(Next next);
    void proceed(); // nothing is left to be saved
    void showVerdict(const Error &error);
    void setBusy(const QString &text, const QString &advice = {}); // empty: no longer
    void refresh();
    [[nodiscard]] bool judge(); // the parts that are shown
    [[nodiscard]] bool isChanged() const;
    // For the browser: what was changed is saved by then.
    [[nodiscard]] bool isWaiting() const { return m_isBusy && m_next == Next::SignIn && !isChanged(); }

    const Theme &m_theme;
    QStringList m_taken; // names
    ConnectionKind m_kind;
    QString m_name; // of the account as it is saved; empty: not yet
    Step m_step = Step::Kind;
    Next m_next = Next::Close;
    bool m_wasChecked = false;
    bool m_isBusy = false;
    ConnectionForm *m_form = nullptr;
    StepHeader *m_header;
    QStackedWidget *m_pages;
    KindPage *m_kinds;
    QWidget *m_body;
    ScrollArea *m_scroll; // the form's
    SignInRow *m_signIn;
    SoftNote *m_keeping;
    NoticeBar *m_notice;
    VerdictView *m_verdict;
    Button *m_back;
    Button *m_check;
    Button *m_cancel;
    Button *m_main;
};

} // namespace tacklebox::ui
