// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/signinrow.h"

#include "models/subscriberedit.h"
#include "ui/button.h"
#include "ui/fieldrow.h"
#include "ui/theme.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

bool knowsLogin(const ConnectionKind &kind, const Fields &settings)
{
    const auto setting
        = [&kind](QLatin1StringView key) { return std::ranges::find(kind.settings, key, &Field::key); };
    const auto email = setting("email"_L1);
    return email != kind.settings.end() && setting("application"_L1) != kind.settings.end()
        && models::isMet(email->need, settings.value(email->need.key));
}

SignInRow::SignInRow(const Theme &theme)
    : m_password(new QLineEdit)
    , m_byPassword(new QWidget)
    , m_byBrowser(
          new Button(theme, ButtonKind::Link, tr("Sign in in the browser…"), u"browserSignInButton"_s))
{
    m_password->setObjectName(u"signInPasswordEdit"_s);
    m_password->setEchoMode(QLineEdit::Password);
    auto *button = new Button(theme, ButtonKind::Link, tr("Sign in…"), u"signInButton"_s);
    auto *row = new FieldRow(theme, tr("Password"), m_password, m_password);
    row->setHint(tr("Used once, with the e-mail address above. Only the token that it gives is kept."));
    auto *inner = new QVBoxLayout(m_byPassword);
    inner->setContentsMargins({});
    inner->setSpacing(space::kSmall);
    inner->addWidget(button, 0, Qt::AlignLeft);
    inner->addWidget(row);
    row->hide();
    m_byBrowser->setToolTip(tr("What was changed here is saved first. Only the token that the sign-in gives "
                               "is kept."));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    column->setSpacing(space::kSmall);
    column->addWidget(m_byPassword);
    column->addWidget(m_byBrowser, 0, Qt::AlignLeft);
    connect(m_byBrowser, &Button::clicked, this, &SignInRow::browserAsked);
    connect(button, &Button::clicked, this, [this, row] {
        row->show();
        m_password->setFocus();
    });
    connect(m_password, &QLineEdit::textChanged, this, &SignInRow::edited);
}

void SignInRow::follow(const ConnectionKind &kind, const Fields &settings, bool isInSight)
{
    m_knowsLogin = knowsLogin(kind, settings);
    const bool isByBrowser = signsInByBrowser(kind, settings);
    m_byPassword->setVisible(m_knowsLogin);
    m_byBrowser->setVisible(isByBrowser);
    setVisible(isInSight && (m_knowsLogin || isByBrowser));
}

bool SignInRow::hasPassword() const
{
    return m_knowsLogin && !m_password->text().isEmpty();
}

Secret SignInRow::takePassword()
{
    Secret password(m_password->text().toUtf8());
    m_password->clear();
    return password;
}

} // namespace tacklebox::ui
