// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/environmentchoice.h"

#include "ui/connectiontext.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>
#include <array>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kOffered{Environment::Production, Environment::Test, Environment::Local};

QString meaningOf(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return EnvironmentChoice::tr("What you change there is real.");
    case Environment::Test:
        return EnvironmentChoice::tr("A place to try things out.");
    case Environment::Local:
        break;
    }
    return EnvironmentChoice::tr("A server of your own, to develop with.");
}

} // namespace

EnvironmentChoice::EnvironmentChoice(const Theme &theme)
    : m_theme(theme)
    , m_combo(new QComboBox)
    , m_text(new QLabel)
{
    m_combo->setObjectName(u"environmentCombo"_s);
    m_combo->setMinimumContentsLength(12);
    m_text->setObjectName(u"environmentLabel"_s);
    m_text->setWordWrap(true);
    for (const Environment environment : kOffered)
        m_combo->addItem(environmentText(environment));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->setSpacing(space::kSmall);
    line->addWidget(m_combo);
    line->addWidget(m_text, 1);
    connect(m_combo, &QComboBox::activated, this, [this](int index) {
        setEnvironment(kOffered.at(size_t(index)));
        emit chosen(m_environment);
    });
    connect(&theme, &Theme::changed, this, &EnvironmentChoice::say);
    say();
}

void EnvironmentChoice::setEnvironment(Environment environment)
{
    m_environment = environment;
    m_combo->setCurrentIndex(int(std::ranges::find(kOffered, environment) - kOffered.begin()));
    say();
}

QWidget *EnvironmentChoice::handle() const
{
    return m_combo;
}

void EnvironmentChoice::say()
{
    m_text->setText(u"<span style=\"color:%1\">%2</span>"_s.arg(colourOf(m_theme, m_environment).name(),
                                                                meaningOf(m_environment)));
}

} // namespace tacklebox::ui
