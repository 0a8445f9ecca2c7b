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
#include "ui/pagingbar.h"
#include "ui/searchline.h"
#include "ui/statepanel.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

InboxPage::InboxPage(const Theme &theme, const QStringList &schemes, models::CapturesModel &model,
                     QWidget *parent)
    : Page(theme, tr("Inbox"), parent)
    , m_model(model)
    , m_program(new InboxProgramForm(theme, schemes))
    , m_search(new SearchLine(theme, u"captureSearch"_s, tr("Search path, headers, body")))
    , m_clear(new Button(theme, ButtonKind::Danger, tr("Clear…"), u"clearInboxButton"_s))
    , m_table(new TableView(theme, size::kRow, u"capturesTable"_s, tr("Caught requests")))
    , m_paging(new PagingBar(theme, u"capturePaging"_s))
    , m_state(new StatePanel(theme, u"inboxState"_s))
    , m_body(new QStackedWidget)
    , m_title(new QLabel)
    , m_signature(new ChipLabel(theme, u"captureSignatureChip"_s))
    , m_tabs(new QTabWidget)
    , m_payload(new CodeView(theme, u"captureBody"_s, tr("Body of the request")))
    , m_headers(new CodeView(theme, u"captureHeaders"_s, tr("Headers of the request")))
    , m_facts(new FactList(theme, u"captureFacts"_s))
{
    m_query.count = true;
    addToHeader(m_clear);
    addTools(m_program);
    addTools(m_search);
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);

    auto *rows = new QWidget;
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_paging);
    auto *halves = new QSplitter(Qt::Vertical);
    halves->setObjectName(u"inboxSplitter"_s);
    halves->addWidget(rows);
    halves->addWidget(buildDetail());
    halves->setSizes({500, 400});
    halves->setChildrenCollapsible(false);
    m_body->addWidget(halves);
    m_body->addWidget(m_state);
    setBody(m_body);
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
    connect(m_search, &SearchLine::searched, this, [this](const QString &text) {
        setQuery({text, {.number = 1, .size = m_query.page.size, .cursor = {}}, true});
    });
    connect(m_paging, &PagingBar::asked, this, [this](const PageRequest &page) {
        setQuery({m_query.search, page, true});
    });
    connect(
        m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &InboxPage::takeSelection);
    connect(m_state, &StatePanel::actionAsked, this, &InboxPage::actOnEmpty);
    connect(m_clear, &Button::clicked, this, &InboxPage::clearAsked);
}

void InboxPage::activate()
{
    emit queryChanged();
}

void InboxPage::visit(const Place &place)
{
    if (const auto *id = std::get_if<CaptureId>(&place.what))
        m_wanted = *id;
}

void InboxPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QList<QWidget *> InboxPage::panes() const
{
    return {m_program, m_search, m_table, m_tabs};
}

void InboxPage::setQuery(const CaptureQuery &query)
{
    m_query = query;
    emit queryChanged();
}

void InboxPage::showRows(const tacklebox::Page<Capture> &page)
{
    m_isFailed = false;
    m_model.merge(page.rows);
    m_paging->show(page);
    m_clear->setEnabled(!page.rows.isEmpty());
    if (page.rows.isEmpty())
        return showEmpty();
    m_body->setCurrentIndex(0);
    if (const QModelIndex wanted = m_model.indexOf(m_wanted); wanted.isValid()) {
        m_table->setCurrentIndex(wanted);
        m_wanted = {};
    }
}

void InboxPage::showEmpty()
{
    if (!m_query.search.isEmpty())
        m_state->show({u"search"_s,
                       tr("No caught request matches “%1”").arg(m_query.search),
                       {},
                       tr("Clear the search")});
    else if (m_url.isEmpty())
        m_state->show(
            {u"inbox"_s,
             tr("Nothing is caught yet"),
             tr("The inbox receives webhooks on this computer, shows them and answers as you tell it. Start "
                "it, then give its address to a subscriber."),
             tr("Start")});
    else
        m_state->show({u"inbox"_s,
                       tr("Listening, nothing is caught yet"),
                       tr("Give %1 to a subscriber as its callback URL, and publish an event.").arg(m_url),
                       tr("Copy the address")});
    m_body->setCurrentWidget(m_state);
}

void InboxPage::showError(const Error &error)
{
    m_isFailed = true;
    m_state->show(error);
    m_body->setCurrentWidget(m_state);
}

void InboxPage::showUrl(const QString &url)
{
    m_url = url;
    m_program->showUrl(url);
    if (!m_isFailed && m_model.rowCount() == 0)
        showEmpty();
}

void InboxPage::takeSelection()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const Capture *row = rows.isEmpty() ? nullptr : m_model.rowAt(rows.first());
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
    if (m_isFailed)
        return activate();
    if (!m_query.search.isEmpty()) {
        m_search->show({});
        return setQuery({{}, {.number = 1, .size = m_query.page.size, .cursor = {}}, true});
    }
    const QString button = m_url.isEmpty() ? u"startInboxButton"_s : u"copyUrlButton"_s;
    m_program->findChild<QAbstractButton *>(button)->click();
}

} // namespace tacklebox::ui
