// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/kindpage.h"

#include "ui/button.h"
#include "ui/scrollarea.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QUrl>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCardHeight = 80;

QString describe(const ConnectionKind &kind)
{
    QStringList places;
    for (const VendorPlace &place : kind.places)
        places.append(u"%1 (%2)"_s.arg(QUrl(place.baseUrl).host(), place.name));
    return places.isEmpty()
        ? KindPage::tr("Webhooks of an account at an address of your own.")
        : KindPage::tr("Webhooks of an account at %1.", "hosts, commas between").arg(places.join(u", "_s));
}

QString cardName(const QString &kind)
{
    return u"kind_"_s + kind;
}

Button *makeCard(const Theme &theme, const ConnectionKind &kind)
{
    auto *card = new Button(theme, ButtonKind::Plain, {}, cardName(kind.name));
    card->setAccessibleName(kind.vendor);
    card->setAccessibleDescription(describe(kind));
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred); // as high as its row
    auto *title = new QLabel(kind.vendor);
    title->setFont(theme.font(TextRole::Strong));
    auto *text = new QLabel(describe(kind));
    text->setProperty("soft", true);
    text->setWordWrap(true);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::kLarge, space::kSmall, space::kLarge, space::kSmall);
    column->setSpacing(space::kTiny);
    for (QLabel *label : {title, text}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        column->addWidget(label);
    }
    return card;
}

} // namespace

KindPage::KindPage(const Theme &theme, const QList<ConnectionKind> &kinds)
{
    auto *scroll = new ScrollArea;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(scroll);
    auto *grid = new QGridLayout;
    grid->setVerticalSpacing(space::kMedium);
    scroll->column()->addLayout(grid);
    scroll->column()->addStretch(1);
    int row = 0;
    for (const ConnectionKind &kind : kinds) {
        Button *card = makeCard(theme, kind);
        grid->setRowMinimumHeight(row, kCardHeight);
        grid->addWidget(card, row++, 0);
        connect(card, &Button::clicked, this, [this, kind] { emit chosen(kind); });
    }
}

void KindPage::focusKind(const QString &name)
{
    if (auto *card = findChild<Button *>(name.isEmpty() ? QString() : cardName(name)))
        card->setFocus();
}

} // namespace tacklebox::ui
