// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/inboxpage.h"

#include "models/capturesmodel.h"
#include "models/shorttext.h"
#include "ui/button.h"
#include "ui/chip.h"
#include "ui/codeview.h"
#include "ui/factlist.h"
#include "ui/inboxprogram.h"
#include "ui/listpanel.h"
#include "ui/searchline.h"
#include "ui/tableview.h"

#include <QLabel>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

InboxPage::InboxPage(const Theme &theme, const QStringList &schemes, models::CapturesModel &model,
                     QWidget *parent)
    : Page(theme, tr("Inbox"), parent)
    , m_model(model)
    , m_program(new InboxProgramForm(theme, schemes))
    , m_clear(new Button(theme, ButtonKind::Danger, tr("Clear…"), u"clearInboxButton"_s))
    , m_list(new ListPanel(theme,
                           {u"capture"_s,
                            tr("Caught requests"),
                            tr("Search path, headers, body"),
                            tr("No caught request matches “%1”"),
                            tr("Paths, headers and bodies were searched.")},
                           model))
    , m_title(new QLabel)
    , m_signature(new ChipLabel(theme, u"captureSignatureChip"_s))
    , m_tabs(new QTabWidget)
    , m_payload(new CodeView(theme, u"captureBody"_s, tr("Body of the request")))
    , m_headers(new CodeView(theme, u"captureHeaders"_s, tr("Headers of the request")))
    , m_facts(new FactList(theme, u"captureFacts"_s))
{
    addToHeader(m_clear);
    addTools(m_program);
    setList(m_list);
    m_list->setDetail(buildDetail(), {500, 400});
    showUrl({});
    connectParts();
    takeSelection();
}

QWidget *InboxPage::buildDetail()
{
    m_title->setObjectName(u"captureTitle"_s);
    m_title->setFont(theme().font(TextRole::Strong));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::kSmall);
    line->addWidget(m_title, 1);
    line->addWidget(m_signature);
    auto *facts = new QWidget;
    auto *margin = new QVBoxLayout(facts);
    margin->setContentsMargins(0, space::kSmall, 0, 0);
    margin->addWidget(m_facts);
    margin->addStretch();
    m_tabs->setObjectName(u"captureTabs"_s);
    m_tabs->addTab(m_payload, tr("Body", "of a request"));
    m_tabs->addTab(m_headers, tr("Headers", "of a request"));
    m_tabs->addTab(facts, tr("Facts", "about a request"));

    auto *detail = new QFrame;
    detail->setProperty("surface", true);
    auto *column = new QVBoxLayout(detail);
    column->setContentsMargins(space::kLarge, space::kSmall, space::kLarge, space::kMedium);
    column->setSpacing(space::kSmall);
    column->addLayout(line);
    column->addWidget(m_tabs, 1);
    return detail;
}

void InboxPage::connectParts()
{
    connect(m_list, &ListPanel::chosen, this, &InboxPage::takeSelection);
    connect(m_list, &ListPanel::emptyActed, this, &InboxPage::actOnEmpty);
    connect(m_list, &ListPanel::answered, this, [this] { m_clear->setEnabled(m_model.rowCount() > 0); });
    connect(m_clear, &Button::clicked, this, &InboxPage::clearAsked);
}

void InboxPage::visit(const Place &place)
{
    if (const auto *id = std::get_if<CaptureId>(&place.what))
        m_list->select(id->value);
}

QList<QWidget *> InboxPage::panes() const
{
    return {m_list->table(), m_tabs, m_program, m_list->search()};
}

CaptureQuery InboxPage::query() const
{
    return {m_list->searchText(), m_list->request(), true};
}

void InboxPage::showUrl(const QString &url)
{
    m_url = url;
    m_program->showUrl(url);
    if (url.isEmpty())
        m_list->setEmpty(
            {u"inbox"_s,
             tr("Nothing is caught yet"),
             tr("The inbox receives webhooks on this computer, shows them and answers as you tell it. Start "
                "it, then give its address to a subscriber."),
             tr("Start")});
    else
        m_list->setEmpty({u"inbox"_s,
                          tr("Listening, nothing is caught yet"),
                          tr("Give %1 to a subscriber as its callback URL, and publish an event.").arg(url),
                          tr("Copy the address")});
}

void InboxPage::takeSelection()
{
    const Capture *row = m_model.rowAt(m_list->current());
    m_tabs->setVisible(row != nullptr);
    m_signature->setVisible(row != nullptr);
    if (row == nullptr) {
        m_shown = {};
        m_title->setText(tr("Choose a request to see what it carried"));
    } else if (row->id != m_shown) {
        emit captureAsked(row->id);
    }
}

void InboxPage::showCapture(const Capture &capture)
{
    m_shown = capture.id;
    m_title->setText(QString::fromLatin1(capture.method) + u' ' + capture.target);
    m_title->setToolTip(m_title->text());
    m_signature->setChip(chipOf(QVariant::fromValue(capture.signature)));
    m_payload->showBody(capture.body);
    m_payload->setPlaceholderText(tr("The request has no body."));
    m_headers->showText(headerLines(capture.headers));
    m_tabs->setTabText(1, tr("Headers %1", "how many").arg(capture.headers.size()));
    m_facts->clear();
    m_facts->add(tr("Caught"), models::fullTimeText(capture.at));
    m_facts->add(tr("From", "an address"), capture.peer, FactList::Face::Fixed);
    m_facts->add(tr("Answered with"), QString::number(capture.answered), FactList::Face::Fixed);
    m_facts->add(tr("Body", "of a request"),
                 capture.truncated ? tr("%1, the rest was cut off").arg(models::sizeText(capture.body.size()))
                                   : models::sizeText(capture.body.size()));
}

void InboxPage::actOnEmpty()
{
    const QString button = m_url.isEmpty() ? u"startInboxButton"_s : u"copyUrlButton"_s;
    m_program->findChild<QAbstractButton *>(button)->click();
}

} // namespace tacklebox::ui
