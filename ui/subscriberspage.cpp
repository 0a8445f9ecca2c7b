// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/subscriberspage.h"

#include "backend/connections.h"
#include "core/fleetid.h"
#include "models/healthtext.h"
#include "models/subscribersmodel.h"
#include "models/usagetext.h"
#include "ui/button.h"
#include "ui/connectiontext.h"
#include "ui/contextmenu.h"
#include "ui/listpanel.h"
#include "ui/noticebar.h"
#include "ui/restartquestion.h"
#include "ui/searchline.h"
#include "ui/tablecolumns.h"
#include "ui/tableview.h"
#include "ui/unconfirmed.h"
#include "ui/verdictview.h"

#include <QAction>
#include <QLabel>
#include <QShortcut>
#include <QVBoxLayout>

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
    , m_known(new QWidget)
    , m_usage(new VerdictView(theme, u"usage"_s))
    , m_health(new VerdictView(theme, u"health"_s))
{
    buildHeader();
    setList(m_list);
    m_list->setServer(serverName(info));
    const auto hide
        = [this](int column, bool isUnknown) { m_list->table()->setColumnHidden(column, isUnknown); };
    const auto has = [&info](FieldRule rule) {
        return std::ranges::find(info.subscriberFields, rule, &Field::rule) != info.subscriberFields.end();
    };
    hide(models::SubscribersModel::Statuses, !has(FieldRule::OrderStatuses));
    hide(models::SubscribersModel::Signing, !has(FieldRule::Signing));
    hide(models::SubscribersModel::LastSent, !info.tellsAttempts);
    hide(models::SubscribersModel::Events, m_isFleet); // each API has members of its own
    hide(models::SubscribersModel::Connection, !m_isFleet);
    auto *column = new QVBoxLayout(m_known);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_health);
    column->addWidget(m_usage);
    m_usage->hide();
    m_list->setDetail(m_known, {1000, 1});
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
    connect(button, &Button::clicked, this, act);
    m_list->table()->addAction(action);
    return action;
}

void SubscribersPage::buildHeader()
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
        addToHeader(button);
    if (m_info.addsById)
        addById();
    addUnconfirmed();
    addToHeader(m_remove);
    addToHeader(m_create);
    m_test->setVisible(m_info.verbs.testFlag(Verb::Test));
    m_vendorTest->setVisible(m_info.verbs.testFlag(Verb::TestAtVendor));
    m_show->setVisible(m_isFleet);
    m_edit->setVisible(m_info.verbs.testFlag(Verb::EditSubscriber));
    m_switch->setVisible(m_info.verbs.testFlag(Verb::EditSubscriber));
    m_remove->setVisible(m_info.verbs.testFlag(Verb::DeleteSubscriber));
    m_create->setVisible(m_info.verbs.testFlag(Verb::CreateSubscriber));
}

// One word for the buttons behind it: there is room for no second one.
void SubscribersPage::addUnconfirmed()
{
    const bool isOfNew = m_info.unconfirmed.testFlag(Verb::CreateSubscriber);
    const Verb verb = isOfNew ? Verb::CreateSubscriber : Verb::DeleteSubscriber;
    if (!(m_info.unconfirmed & m_info.verbs).testFlag(verb))
        return;
    m_unconfirmed = makeUnconfirmedLabel(m_info, verb, u"subscriberUnconfirmedLabel"_s);
    addToHeader(m_unconfirmed);
    if (m_removeAction != nullptr)
        m_removeAction->setText(
            tr("%1 (%2)", "a deed, a warning").arg(m_removeAction->text(), m_unconfirmed->text()));
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
    const models::HealthText text = models::usageText(usage);
    m_usage->show(
        usage.consecutiveErrors.value_or(0) > 0 ? ToneRole::Bad : ToneRole::Quiet, text.summary, text.detail);
    m_usage->setVisible(usage.subscriber == m_usageOf);
    refreshKnown();
}

void SubscribersPage::refreshKnown()
{
    m_known->setVisible(!m_health->isHidden() || !m_usage->isHidden());
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

void SubscribersPage::setEmptyWords()
{
    m_list->setEmpty(
        {u"people"_s,
         tr("No subscribers yet"),
         tr("A subscriber is an address that wants to be told of events. Each event that it asks "
            "for becomes a job, and the job is sent until it is delivered."),
         canCreate()           ? tr("New subscriber…")
             : m_info.addsById ? tr("Add by id…")
                               : QString()});
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
    if (canCreate())
        emit newAsked();
    else if (m_info.addsById)
        emit addAsked();
}

void SubscribersPage::refreshHealth()
{
    const Subscriber *row = current();
    const models::HealthText text = row ? models::healthText(*row) : models::HealthText{};
    if (row && !text.summary.isEmpty())
        m_health->show(row->isActive ? ToneRole::Warning : ToneRole::Bad, text.summary, text.detail);
    m_health->setVisible(!text.summary.isEmpty());
    refreshKnown();
}

void SubscribersPage::refreshVerbs()
{
    refreshHealth();
    const Subscriber *row = current();
    const SubscriberId chosen = row ? row->id : SubscriberId();
    if (m_info.verbs.testFlag(Verb::Usage) && chosen != m_usageOf) {
        m_usageOf = chosen;
        m_usage->hide();
        refreshKnown();
        emit usageWanted(chosen);
    }
    for (QWidget *widget : {m_edit, m_test, m_show})
        widget->setEnabled(row != nullptr);
    for (QAction *action : m_list->table()->actions())
        action->setEnabled(row != nullptr);
    const bool isOpen = m_locked.isEmpty();
    for (Button *button : {m_switch, m_remove, m_create}) {
        button->setToolTip(m_locked);
        button->setEnabled(isOpen && (row != nullptr || button == m_create));
    }
    for (QAction *action : {m_switchAction, m_removeAction}) {
        if (action != nullptr)
            action->setEnabled(isOpen && row != nullptr);
    }
    if (m_addAction != nullptr)
        m_addAction->setEnabled(true); // of none that is chosen
    if (m_unconfirmed != nullptr)
        m_unconfirmed->setVisible(isOpen); // the button that unlocks needs the room
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
