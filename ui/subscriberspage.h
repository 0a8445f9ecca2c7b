// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The subscribers of one connection: find one, and say what is to be done with it. Knows no backend;
// its controller does.
#pragma once

#include "backend/backendinfo.h"
#include "core/subscriber.h"
#include "core/usage.h"
#include "ui/nosubscribers.h"
#include "ui/page.h"
#include "ui/theme.h"

class QAction;

namespace tacklebox::models {
class SubscribersModel;
}

namespace tacklebox::ui {

class Button;
class ChosenSubscriber;
class ListPanel;

class SubscribersPage final : public Page
{
    Q_OBJECT

public:
    SubscribersPage(const Theme &theme, const BackendInfo &info, models::SubscribersModel &model,
                    QWidget *parent = nullptr);

    void visit(const Place &place) override;
    [[nodiscard]] QList<QWidget *> panes() const override;

    [[nodiscard]] ListPanel &list() const { return *m_list; }
    [[nodiscard]] SubscriberQuery query() const;
    void take(const Result<tacklebox::Page<Subscriber>> &answer); // to query(), or why there is none
    void showNotice(const Error &error); // above the rows
    void tell(ToneRole tone, const QString &text); // there, too
    void showUsage(const SubscriberUsage &usage); // below the rows, of the chosen one
    void setLocked(const QString &reason); // why nothing may be changed here; empty: it may
    void addLockButton(Button *button);

signals:
    void newAsked();
    void addAsked(); // one that is there already, by its id
    void editAsked(const tacklebox::Subscriber &row);
    void testAsked(const tacklebox::Subscriber &row);
    void switchAsked(const tacklebox::Subscriber &row); // active to stopped, or back
    void removeAsked(const tacklebox::Subscriber &row);
    void vendorTestAsked(const tacklebox::Subscriber &row); // by the vendor's own computers
    void usageWanted(const tacklebox::SubscriberId &id); // another is chosen; empty: none
    void compareAsked(); // with another connection's
    void importAsked();
    void exportAsked(); // of all
    void exportOneAsked(const tacklebox::Subscriber &row);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using Ask = void (SubscribersPage::*)(const Subscriber &);

    void buildHeader();
    void connectParts();
    void buildVerbs(); // of the chosen one
    void addById();
    void addTransfer(); // to and from other places
    // Without a button it stands in menus alone.
    QAction *addVerb(const QString &text, const QString &objectName, Ask ask, Button *button);
    void setEmptyWords();
    [[nodiscard]] bool canCreate() const;
    void askNew();
    void actOnEmpty();
    void refreshVerbs();
    void nameSwitch(const Subscriber *row);
    void showOwn(const Subscriber &row);
    [[nodiscard]] const Subscriber *current() const;

    BackendInfo m_info;
    bool m_isFleet; // of all connections
    models::SubscribersModel &m_model;
    ListPanel *m_list;
    Button *m_edit;
    Button *m_test;
    Button *m_switch;
    Button *m_remove;
    Button *m_create;
    Button *m_add = nullptr; // where one can be added by its id
    QLabel *m_unconfirmed = nullptr; // where creating is
    QAction *m_addAction = nullptr;
    QAction *m_switchAction = nullptr;
    QAction *m_removeAction = nullptr;
    Button *m_vendorTest;
    Button *m_show; // of all connections: it is worked on in its own
    ChosenSubscriber *m_chosen;
    SubscriberId m_usageOf;
    QString m_locked;
    bool m_hasList = true; // the server has a call that lists them
};

} // namespace tacklebox::ui
