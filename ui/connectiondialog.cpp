// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/connectiondialog.h"

#include "backend/wording.h"
#include "ui/button.h"
#include "ui/confirm.h"
#include "ui/connectionform.h"
#include "ui/kindpage.h"
#include "ui/noticebar.h"
#include "ui/scrollarea.h"
#include "ui/signinrow.h"
#include "ui/softnote.h"
#include "ui/stepheader.h"
#include "ui/theme.h"
#include "ui/verdictview.h"

#include <QKeyEvent>
#include <QMessageBox>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

using Part = ConnectionForm::Part;

constexpr QSize kStartSize{620, 560};

} // namespace

ConnectionDialog::ConnectionDialog(const Theme &theme, const QList<ConnectionKind> &kinds,
                                   const QStringList &taken, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_taken(taken)
    , m_header(new StepHeader(theme))
    , m_pages(new QStackedWidget)
    , m_kinds(new KindPage(theme, kinds))
    , m_body(new QWidget)
    , m_scroll(new ScrollArea)
    , m_signIn(new SignInRow(theme))
    , m_keeping(new SoftNote(theme,
                             tr("Secrets go into the system's keychain, or sealed into this profile where a "
                                "key file is used. They are never shown again."),
                             u"keepingLabel"_s))
    , m_notice(new NoticeBar(theme))
    , m_verdict(new VerdictView(theme, u"checkVerdict"_s))
    , m_back(new Button(theme, ButtonKind::Plain, tr("Back"), u"backButton"_s))
    , m_check(new Button(theme, ButtonKind::Plain, {}, u"checkButton"_s))
    , m_cancel(new Button(theme, ButtonKind::Plain, {}, u"cancelButton"_s))
    , m_main(new Button(theme, ButtonKind::Main, {}, u"mainButton"_s))
{
    setObjectName(u"connectionDialog"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::kMedium, 0, space::kMedium);
    column->setSpacing(space::kSmall);
    column->addWidget(m_header);
    buildBody();
    m_pages->addWidget(m_kinds);
    m_pages->addWidget(m_body);
    column->addWidget(m_pages, 1);
    buildFoot(*column);
    resize(kStartSize);
    setStep(Step::Kind);
}

ConnectionDialog::ConnectionDialog(const Theme &theme, const ConnectionKind &kind, const Connection &account,
                                   QWidget *parent)
    : ConnectionDialog(theme, QList<ConnectionKind>(), {}, parent)
{
    m_kind = kind;
    m_name = account.name;
    setForm(account);
    setStep(Step::Whole);
}

void ConnectionDialog::buildBody()
{
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins({});
    column->setSpacing(space::kSmall);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_signIn);
    column->addWidget(m_keeping);
    connect(m_signIn, &SignInRow::browserAsked, this, [this] { submit(Next::SignIn); });
    connect(m_kinds, &KindPage::chosen, this, &ConnectionDialog::choose);
    connect(m_signIn, &SignInRow::edited, this, &ConnectionDialog::refresh);
}

void ConnectionDialog::buildFoot(QVBoxLayout &column)
{
    m_verdict->hide();
    auto *told = new QVBoxLayout;
    told->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    told->addWidget(m_notice);
    told->addWidget(m_verdict);
    auto *rule = new QFrame;
    rule->setProperty("line", true);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    buttons->setSpacing(space::kSmall);
    for (Button *button : {m_back, m_check, m_cancel, m_main})
        buttons->addWidget(button);
    buttons->insertStretch(1);
    column.addLayout(told);
    column.addWidget(rule);
    column.addLayout(buttons);

    connect(m_back, &Button::clicked, this, [this] {
        setStep(m_step == Step::Account ? Step::Place : Step::Kind);
    });
    connect(m_check, &Button::clicked, this, [this] { submit(Next::Check); });
    connect(m_cancel, &Button::clicked, this, &ConnectionDialog::reject);
    connect(m_main, &Button::clicked, this, &ConnectionDialog::goOn);
}

void ConnectionDialog::choose(const ConnectionKind &kind)
{
    if (!m_form || m_kind.name != kind.name) {
        m_kind = kind;
        setForm({});
        (void)m_signIn->takePassword(); // it was another vendor's
    }
    setStep(Step::Place);
}

void ConnectionDialog::setForm(const std::optional<Connection> &account)
{
    delete std::exchange(m_form, new ConnectionForm(m_theme, m_kind, account, m_taken));
    connect(m_form, &ConnectionForm::edited, this, &ConnectionDialog::refresh);
    connect(m_form, &ConnectionForm::secretGiven, this, &ConnectionDialog::secretGiven);
    m_scroll->column()->addWidget(m_form);
}

void ConnectionDialog::setStep(Step step)
{
    m_step = step;
    showStep();
    if (step == Step::Kind)
        return m_kinds->focusKind(m_kind.name);
    const bool isMainLast = m_main->isVisibleTo(this) && m_main->isEnabled();
    (isMainLast ? m_main : m_cancel)->setFocus();
    focusNextChild(); // behind the last button comes the form's first field
}

void ConnectionDialog::showStep()
{
    const bool hasPlace = m_step == Step::Place || m_step == Step::Whole;
    const bool hasAccount = m_step == Step::Account || m_step == Step::Whole;
    setWindowTitle(m_step == Step::Whole      ? tr("Edit “%1”").arg(m_name)
                       : m_step == Step::Kind ? tr("Add a connection")
                                              : tr("Add a connection to %1").arg(m_kind.vendor));
    m_header->setTitle(windowTitle());
    const QString step = tr("Step %1 of %2").arg(int(m_step) + 1).arg(int(Step::Account) + 1);
    m_header->setStep(m_step == Step::Whole ? QString() : step);
    if (m_form)
        m_form->setParts((hasPlace ? QList{Part::Place} : QList<Part>{})
                         + (hasAccount ? QList{Part::Account} : QList<Part>{}));
    m_pages->setCurrentWidget(m_step == Step::Kind ? static_cast<QWidget *>(m_kinds) : m_body);
    m_keeping->setVisible(hasAccount && !m_keeping->text().isEmpty());
    m_back->setVisible(m_step == Step::Account || (m_step == Step::Place && m_name.isEmpty()));
    m_check->setVisible(hasAccount && !m_name.isEmpty());
    m_main->setVisible(hasPlace || (hasAccount && m_name.isEmpty()));
    refresh();
}

void ConnectionDialog::refresh()
{
    const bool isOfIt = m_step == Step::Account || m_step == Step::Whole;
    m_signIn->follow(m_kind, m_form ? m_form->settings() : Fields(), m_form && isOfIt);
    const bool isSigningIn = m_signIn->hasPassword();
    if (m_form)
        m_form->setSigningIn(isSigningIn);
    m_check->setLabel(isSigningIn        ? tr("Sign in and check")
                          : isChanged()  ? tr("Save and check")
                          : m_wasChecked ? tr("Check again")
                                         : tr("Check", "button: whether the account works"));
    m_cancel->setLabel(m_wasChecked && !isChanged() && !isWaiting() ? tr("Close") : tr("Cancel"));
    m_main->setLabel(m_step == Step::Place   ? tr("Next")
                         : !m_name.isEmpty() ? tr("Save")
                         : isSigningIn       ? tr("Add and sign in")
                                             : tr("Add and check"));
    m_main->setEnabled(!m_isBusy && (m_step != Step::Whole || isChanged()));
    m_check->setEnabled(!m_isBusy);
    m_back->setEnabled(!m_isBusy);
}

bool ConnectionDialog::isChanged() const
{
    return m_signIn->hasPassword() || (m_form && m_form->isChanged());
}

bool ConnectionDialog::judge()
{
    const bool isWell = (m_step == Step::Account || m_form->judge(Part::Place))
        && (m_step == Step::Place || m_form->judge(Part::Account));
    if (!isWell && focusWidget())
        m_scroll->ensureWidgetVisible(focusWidget());
    return isWell;
}

void ConnectionDialog::goOn()
{
    if (m_isBusy || m_step == Step::Kind)
        return;
    if (m_step == Step::Account)
        submit(Next::Check);
    else if (m_step == Step::Whole && isChanged())
        submit(Next::Close);
    else if (m_step == Step::Place && judge())
        setStep(Step::Account);
}

void ConnectionDialog::submit(Next next)
{
    if (m_isBusy || !judge())
        return;
    m_next = m_signIn->hasPassword() ? Next::Check : next;
    if (m_name.isEmpty() || m_form->isChanged())
        emit accepted(m_form->draft());
    else
        proceed();
}

void ConnectionDialog::proceed()
{
    if (m_signIn->hasPassword()) {
        const Secret password = m_signIn->takePassword();
        setBusy(tr("Signing in…"));
        emit logInAsked(password);
    } else if (m_next == Next::SignIn) {
        emit browserAsked();
    } else if (m_next == Next::Check) {
        emit checkAsked();
    } else {
        finish();
    }
}

void ConnectionDialog::setBusy(const QString &text, const QString &advice)
{
    m_isBusy = !text.isEmpty();
    if (m_isBusy) {
        setFocus(); // off the form, and on no button that Enter would press
        m_verdict->show(ToneRole::Busy, text, advice);
    }
    m_verdict->setVisible(m_isBusy);
    m_body->setEnabled(!m_isBusy);
    refresh();
}

void ConnectionDialog::showSignedIn(const Connection &account, const Result<Done> &answer,
                                    const QString &service)
{
    m_wasChecked = m_wasChecked || answer.has_value();
    setForm(account);
    showStep();
    if (answer || answer.error().kind != ErrorKind::Cancelled)
        return showCheck(answer, service);
    setBusy({});
    m_cancel->setFocus();
}

void ConnectionDialog::showSaved(const Connection &account)
{
    setBusy({});
    m_name = account.name;
    setForm(account); // what was typed is gone from the window
    showStep();
    proceed();
}

void ConnectionDialog::showError(const Error &error)
{
    setBusy({});
    if (m_step == Step::Account && ConnectionForm::partOf(error.field) == Part::Place)
        setStep(Step::Place);
    const bool isAtField = m_form->showError(error);
    if (!isAtField)
        (m_main->isVisibleTo(this) ? m_main : m_check)->setFocus();
    if (!isAtField || !wording::advice(error).isEmpty())
        showVerdict(error);
}

void ConnectionDialog::showCheck(const Result<Done> &answer, const QString &service)
{
    setBusy({});
    if (!answer) {
        m_check->setFocus();
        showVerdict(answer.error());
        (void)m_form->showError(answer.error());
        return;
    }
    m_verdict->show(ToneRole::Good,
                    tr("%1 answered: the account works.").arg(m_kind.vendor),
                    service.isEmpty() ? QString()
                                      : tr("The server is %1.", "its name, version").arg(service));
    m_verdict->setVisible(true);
    m_cancel->setFocus();
}

void ConnectionDialog::showVerdict(const Error &error)
{
    m_verdict->show(ToneRole::Bad, wording::sentence(error), wording::advice(error));
    m_verdict->setVisible(true);
}

void ConnectionDialog::showKeeping(const Keeping &keeping)
{
    m_notice->tell(keeping);
    if (keeping.lasts != Keeping::Lasts::ForGood)
        m_keeping->clear();
    showStep();
}

void ConnectionDialog::reject()
{
    if (isWaiting())
        return emit browserGivenUp();
    if (!isChanged())
        return QDialog::reject();
    const Confirmation question{
        tr("Discard what you typed?"), tr("It has not been saved."), tr("Discard"), tr("Keep editing")};
    connect(confirm(this, question), &QMessageBox::accepted, this, [this] { QDialog::reject(); });
}

// Enter presses the button that has the focus, and goes on from everywhere else.
void ConnectionDialog::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    auto *button = qobject_cast<QPushButton *>(focusWidget());
    if (!isEnter)
        QDialog::keyPressEvent(event);
    else if (button)
        button->click();
    else
        goOn();
}

} // namespace tacklebox::ui
