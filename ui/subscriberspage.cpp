// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/subscriberspage.h"

#include "backend/connections.h"
#include "core/fleetid.h"
#include "models/subscribersmodel.h"
#include "ui/button.h"
#include "ui/chosensubscriber.h"
#include "ui/connectiontext.h"
#include "ui/contextmenu.h"
#include "ui/listpanel.h"
#include "ui/noticebar.h"
#include "ui/restartquestion.h"
#include "ui/searchline.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"
#include "ui/unconfirmed.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QShortcut>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRoomForAll = 900; // pixels, for each button in the head

} // namespace

SubscribersPage::SubscribersPage(const Theme &theme, const BackendInfo &info, models::SubscribersModel &model,
                                 QWidget *parent)
    : Page(theme, tr("Subscribers"), parent)
    , m_info(info)
    , m_isFleet(info.connection == kFleet)
    , m_model(model)
    , m_list(new ListPanel(theme,
                           {u"subscriber"_s,
                            tr("Subscribers"),
                            tr("Search name, URL, event"),
                            tr("No subscriber matches “%1”"),
                            tr("Names, callback URLs and events were searched.")},
                           model))
    , m_edit(new Button(theme, ButtonKind::Plain, tr("Edit"), u"editButton"_s))
    , m_test(new Button(theme, ButtonKind::Plain, tr("Test"), u"testButton"_s))
    , m_switch(new Button(theme, ButtonKind::Plain, tr("Disable"), u"switchButton"_s))
    , m_remove(new Button(theme, ButtonKind::Danger, tr("Delete"), u"deleteButton"_s))
    , m_create(new Button(theme, ButtonKind::Main, tr("New subscriber"), u"newButton"_s))
    , m_vendorTest(new Button(theme, ButtonKind::Plain,
                              tr("Test from %1", "connection").arg(connectionTitle(info)),
                              u"vendorTestButton"_s))
    , m_show(new Button(theme, ButtonKind::Main, tr("Show in its connection"), u"showOwnButton"_s))
    , m_chosen(new ChosenSubscriber(theme))
{
    buildVerbs();
    buildHeader();
    setList(m_list);
    m_list->setServer(serverName(info));
    const auto hide = [this](int column, bool isUnknown) {
        if (isUnknown)
            m_list->table()->columns().leaveOut(column);
    };
    const auto has = [&info](FieldRule rule) {
        return std::ranges::find(info.subscriberFields, rule, &Field::rule) != info.subscriberFields.end();
    };
    hide(models::SubscribersModel::Statuses, !has(FieldRule::OrderStatuses));
    hide(models::SubscribersModel::Signing, !has(FieldRule::Signing));
    hide(models::SubscribersModel::LastSent, !info.verbs.testFlag(Verb::ListJobs));
    model.setKnowsSent(info.tellsAttempts);
    hide(models::SubscribersModel::Events, m_isFleet); // each API has members of its own
    hide(models::SubscribersModel::Connection, !m_isFleet);
    m_list->setDetail(m_chosen, {1000, 1});
    offerActions(m_list->table());
    m_list->table()->showSort(models::SubscribersModel::columnOf(SubscriberSort::Name), Qt::AscendingOrder);
    setEmptyWords();
    connectParts();
    refreshVerbs();
}

QAction *SubscribersPage::addVerb(const QString &text, const QString &objectName, Ask ask, Button *button)
{
    auto *action = new QAction(text, m_list->table());
    action->setObjectName(objectName);
    const auto act = [this, ask] {
        if (const Subscriber *row = current())
            emit(this->*ask)(Subscriber(*row));
    };
    connect(action, &QAction::triggered, this, act);
    if (button != nullptr)
        connect(button, &Button::clicked, this, act);
    m_list->table()->addAction(action);
    return action;
}

void SubscribersPage::buildVerbs()
{
    if (m_info.verbs.testFlag(Verb::Test))
        addVerb(tr("Test…"), u"testAction"_s, &SubscribersPage::testAsked, m_test);
    if (m_info.verbs.testFlag(Verb::TestAtVendor))
        addVerb(m_vendorTest->text() + u'…',
                u"vendorTestAction"_s,
                &SubscribersPage::vendorTestAsked,
                m_vendorTest);
    if (m_info.verbs.testFlag(Verb::EditSubscriber)) {
        addVerb(tr("Edit…"), u"editAction"_s, &SubscribersPage::editAsked, m_edit);
        m_switchAction = addVerb({}, u"switchAction"_s, &SubscribersPage::switchAsked, m_switch);
    }
    if (m_info.verbs.testFlag(Verb::DeleteSubscriber))
        m_removeAction = addVerb(tr("Delete…"), u"deleteAction"_s, &SubscribersPage::removeAsked, m_remove);
    for (Button *button : {m_test, m_vendorTest, m_switch, m_edit, m_show})
        m_chosen->addVerb(button);
    if ((m_info.unconfirmed & m_info.verbs).testFlag(Verb::DeleteSubscriber)) {
        QLabel *word = makeUnconfirmedLabel(m_info, Verb::DeleteSubscriber, u"deleteUnconfirmedLabel"_s);
        m_chosen->addVerb(word);
        m_removeAction->setText(tr("%1 (%2)", "a deed, a warning").arg(m_removeAction->text(), word->text()));
    }
    m_chosen->addVerb(m_remove);
    m_test->setVisible(m_info.verbs.testFlag(Verb::Test));
    m_vendorTest->setVisible(m_info.verbs.testFlag(Verb::TestAtVendor));
    m_show->setVisible(m_isFleet);
    m_edit->setVisible(m_info.verbs.testFlag(Verb::EditSubscriber));
    m_switch->setVisible(m_info.verbs.testFlag(Verb::EditSubscriber));
    m_remove->setVisible(isOffered(m_info, Verb::DeleteSubscriber));
}

void SubscribersPage::buildHeader()
{
    if (m_info.addsById)
        addById();
    if (!m_isFleet)
        addTransfer();
    if ((m_info.unconfirmed & m_info.verbs).testFlag(Verb::CreateSubscriber)) {
        m_unconfirmed = makeUnconfirmedLabel(m_info, Verb::CreateSubscriber, u"subscriberUnconfirmedLabel"_s);
        addToHeader(m_unconfirmed);
    }
    addToHeader(m_create);
}

void SubscribersPage::addTransfer()
{
    const auto addButton = [this](const QString &text, const QString &name, void (SubscribersPage::*ask)()) {
        auto *button = new Button(theme(), ButtonKind::Plain, text, name);
        connect(button, &Button::clicked, this, ask);
        addToHeader(button);
    };
    addButton(tr("Compare…"), u"compareButton"_s, &SubscribersPage::compareAsked);
    if (m_info.verbs & (Verb::CreateSubscriber | Verb::EditSubscriber))
        addButton(tr("Import…"), u"importSubscribersButton"_s, &SubscribersPage::importAsked);
    auto *more = new Button(theme(), ButtonKind::Icon, tr("Export"), u"exportMenuButton"_s);
    more->setIconName(u"more"_s);
    auto *menu = new QMenu(more);
    menu->addAction(tr("Export all subscribers…"), this, &SubscribersPage::exportAsked)
        ->setObjectName(u"exportAllAction"_s);
    menu->addAction(
        addVerb(tr("Export this one…"), u"exportAction"_s, &SubscribersPage::exportOneAsked, nullptr));
    connect(more, &Button::clicked, menu, [menu, more] {
        menu->popup(more->mapToGlobal(more->rect().bottomLeft()));
    });
    addToHeader(more);
}

void SubscribersPage::addById()
{
    m_add = new Button(theme(), ButtonKind::Plain, tr("Add by id…"), u"addButton"_s);
    m_addAction = new QAction(m_add->text(), m_list->table());
    m_addAction->setObjectName(u"addAction"_s);
    m_list->table()->addAction(m_addAction);
    connect(m_add, &Button::clicked, this, &SubscribersPage::addAsked);
    connect(m_addAction, &QAction::triggered, this, &SubscribersPage::addAsked);
    addToHeader(m_add);
}

// What is in the table's menu, too, goes first where the head has no room.
void SubscribersPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    if (m_add != nullptr)
        m_add->setVisible(width() >= kRoomForAll);
}

void SubscribersPage::connectParts()
{
    connect(m_list, &ListPanel::chosen, this, &SubscribersPage::refreshVerbs);
    connect(m_list, &ListPanel::emptyActed, this, &SubscribersPage::actOnEmpty);
    connect(m_create, &Button::clicked, this, &SubscribersPage::askNew);
    connect(new QShortcut(QKeySequence::New, this), &QShortcut::activated, this, &SubscribersPage::askNew);
    connect(m_list->table(), &TableView::activatedRow, this, [this] {
        const Subscriber *row = current();
        if (row != nullptr && m_info.verbs.testFlag(Verb::EditSubscriber))
            emit editAsked(Subscriber(*row));
        else if (row != nullptr)
            showOwn(*row);
    });
    connect(m_show, &Button::clicked, this, [this] {
        if (const Subscriber *row = current())
            showOwn(*row);
    });
    connect(m_list->table(), &TableView::deleteAsked, this, [this] {
        const Subscriber *row = current();
        if (row != nullptr && m_locked.isEmpty() && m_info.verbs.testFlag(Verb::DeleteSubscriber))
            emit removeAsked(Subscriber(*row));
    });
}

void SubscribersPage::showOwn(const Subscriber &row)
{
    if (const auto own = split(row.id))
        emit placeAsked({place::kSubscribers, own->id, own->connection});
}

void SubscribersPage::visit(const Place &place)
{
    if (const auto *id = std::get_if<SubscriberId>(&place.what))
        m_list->select(id->value);
}

QList<QWidget *> SubscribersPage::panes() const
{
    return {m_list->table(), m_list->search()};
}

SubscriberQuery SubscribersPage::query() const
{
    SubscriberQuery query;
    query.search = m_list->searchText();
    query.sort = models::SubscribersModel::sortOf(m_list->table()->sortColumn()).value_or(query.sort);
    query.order = m_list->table()->sortOrder();
    query.page = m_list->request();
    query.count = true;
    return query;
}

void SubscribersPage::showNotice(const Error &error)
{
    m_list->notice()->show(error);
}

void SubscribersPage::tell(ToneRole tone, const QString &text)
{
    m_list->notice()->show(tone, text);
}

void SubscribersPage::showUsage(const SubscriberUsage &usage)
{
    if (usage.subscriber == m_usageOf)
        m_chosen->showUsage(usage);
}

void SubscribersPage::addLockButton(Button *button)
{
    addToHeader(button);
}

void SubscribersPage::setLocked(const QString &reason)
{
    if (m_locked == reason)
        return;
    m_locked = reason;
    setEmptyWords();
    refreshVerbs();
}

void SubscribersPage::take(const Result<tacklebox::Page<Subscriber>> &answer)
{
    const bool hasList = !answer || !isWithoutList(m_info, *answer);
    if (std::exchange(m_hasList, hasList) != hasList)
        setEmptyWords();
    m_list->take(answer, m_model);
}

void SubscribersPage::setEmptyWords()
{
    const EmptyDeed deed = deedWhereEmpty(m_info, canCreate(), m_hasList);
    m_list->setEmpty(wordsWhereEmpty(m_info, deed, m_hasList));
}

bool SubscribersPage::canCreate() const
{
    return m_info.verbs.testFlag(Verb::CreateSubscriber) && m_locked.isEmpty();
}

void SubscribersPage::askNew()
{
    if (canCreate())
        emit newAsked();
}

void SubscribersPage::actOnEmpty()
{
    const EmptyDeed deed = deedWhereEmpty(m_info, canCreate(), m_hasList);
    if (deed == EmptyDeed::Create)
        emit newAsked();
    else if (deed == EmptyDeed::AddById)
        emit addAsked();
}

void SubscribersPage::refreshVerbs()
{
    const Subscriber *row = current();
    m_chosen->show(row);
    const SubscriberId chosen = row ? row->id : SubscriberId();
    if (m_info.verbs.testFlag(Verb::Usage) && chosen != m_usageOf) {
        m_usageOf = chosen;
        m_chosen->hideUsage();
        emit usageWanted(chosen);
    }
    for (QWidget *widget : {m_edit, m_test, m_show})
        widget->setEnabled(row != nullptr);
    const bool isOpen = m_locked.isEmpty();
    for (QAction *action : m_list->table()->actions()) {
        const bool isWrite = action == m_switchAction || action == m_removeAction;
        action->setEnabled(action == m_addAction || (row != nullptr && (isOpen || !isWrite)));
    }
    for (Button *button : {m_switch, m_remove, m_create}) {
        button->setToolTip(m_locked);
        button->setEnabled(isOpen && (row != nullptr || button == m_create));
    }
    bar(*m_remove, m_info, Verb::DeleteSubscriber);
    bar(*m_create, m_info, Verb::CreateSubscriber);
    if (m_unconfirmed != nullptr)
        m_unconfirmed->setVisible(isOpen);
    // Where it can't be made yet, what unlocks stands in its place.
    m_create->setVisible(isOpen && isOffered(m_info, Verb::CreateSubscriber));
    nameSwitch(row);
}

void SubscribersPage::nameSwitch(const Subscriber *row)
{
    const QString word = row == nullptr || row->isActive ? tr("Disable")
        : isRestart(m_info, *row)                        ? tr("Restart…")
                                                         : tr("Enable");
    m_switch->setLabel(word);
    if (m_switchAction != nullptr)
        m_switchAction->setText(word);
}

const Subscriber *SubscribersPage::current() const
{
    return m_model.rowAt(m_list->current());
}

} // namespace tacklebox::ui
