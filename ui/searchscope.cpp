// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/searchscope.h"

#include "ui/button.h"
#include "ui/choicemenu.h"
#include "ui/searchline.h"
#include "ui/theme.h"

#include <QHBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

struct SearchedField
{
    JobAttribute attribute;
    const char *title;
};

// In the order of the table's columns.
constexpr std::array kSearched{
    SearchedField{JobAttribute::Event, QT_TRANSLATE_NOOP("tacklebox::ui::SearchScope", "Event")},
    SearchedField{JobAttribute::Status, QT_TRANSLATE_NOOP("tacklebox::ui::SearchScope", "Order status")},
    SearchedField{JobAttribute::Subscriber, QT_TRANSLATE_NOOP("tacklebox::ui::SearchScope", "Subscriber")},
    SearchedField{JobAttribute::CallbackUrl, QT_TRANSLATE_NOOP("tacklebox::ui::SearchScope", "Callback URL")},
    SearchedField{JobAttribute::OrderId, QT_TRANSLATE_NOOP("tacklebox::ui::SearchScope", "Order")},
    SearchedField{JobAttribute::Address, QT_TRANSLATE_NOOP("tacklebox::ui::SearchScope", "Address")},
};

QString searchKeyOf(JobAttribute attribute)
{
    return QString::number(int(attribute));
}

} // namespace

SearchScope::SearchScope(const Theme &theme, SearchLine *line)
    : m_line(line)
    , m_hint(line->placeholderText())
    , m_button(new Button(theme, ButtonKind::Plain, {}, u"searchScopeButton"_s))
    , m_menu(new ChoiceMenu(u"searchScopeMenu"_s))
{
    m_menu->setParent(this, m_menu->windowFlags());
    m_menu->setAnyText(tr("All fields"));
    QList<ChoiceMenu::Choice> choices;
    for (const SearchedField &field : kSearched)
        choices << ChoiceMenu::Choice{searchKeyOf(field.attribute), tr(field.title)};
    m_menu->setChoices(choices);
    m_button->setIconName(u"down"_s);
    m_button->setLayoutDirection(Qt::RightToLeft); // the arrow behind the text
    m_button->setToolTip(tr("Which fields are searched"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(space::kSmall);
    row->addWidget(m_line, 1);
    row->addWidget(m_button);
    setTabOrder(m_line, m_button);
    connect(m_button, &Button::clicked, this, &SearchScope::open);
    connect(m_menu, &ChoiceMenu::changed, this, [this] {
        refresh();
        emit changed();
    });
    refresh();
}

void SearchScope::open()
{
    m_menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height() + space::kTiny)));
}

void SearchScope::show(const QList<JobAttribute> &attributes)
{
    QStringList keys;
    for (const JobAttribute attribute : attributes)
        keys << searchKeyOf(attribute);
    m_menu->setChosen(keys);
    refresh();
}

QList<JobAttribute> SearchScope::attributes() const
{
    const QStringList keys = m_menu->chosen();
    QList<JobAttribute> chosen;
    for (const SearchedField &field : kSearched) {
        if (keys.contains(searchKeyOf(field.attribute)))
            chosen << field.attribute;
    }
    return chosen.size() == qsizetype(kSearched.size()) ? QList<JobAttribute>() : chosen;
}

void SearchScope::refresh()
{
    const auto count = int(attributes().size());
    const QString names = m_menu->chosenText();
    m_button->setLabel(count == 0      ? tr("in all %n fields", "of a search", int(kSearched.size()))
                           : count > 2 ? tr("in %n fields", "of a search", count)
                                       : tr("in %1", "one or two fields of a search").arg(names));
    m_line->setPlaceholderText(count == 0 ? m_hint : tr("Search in %1", "fields").arg(names));
}

} // namespace tacklebox::ui
