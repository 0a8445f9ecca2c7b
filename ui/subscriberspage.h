// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The subscribers of one connection: find one, and say what is to be done with it. Knows no backend;
// its controller does.
#pragma once

#include "backend/backendinfo.h"
#include "core/subscriber.h"
#include "core/usage.h"
#include "ui/page.h"
#include "ui/theme.h"

class QAction;

namespace tacklebox::models {
class SubscribersModel;
}

namespace tacklebox::ui {

class Button;
class ListPanel;
class VerdictView;

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

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using Ask = void (SubscribersPage::*)(const Subscriber &);

    void buildHeader();
    void connectParts();
    void addUnconfirmed();
    void addById();
    QAction *addVerb(const QString &text, const QString &objectName, Ask ask, Button *button);
    void setEmptyWords();
    [[nodiscard]] bool canCreate() const;
    void askNew();
    void actOnEmpty();
    void refreshVerbs();
    void nameSwitch(const Subscriber *row);
    void refreshHealth();
    void refreshKnown();
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
    QLabel *m_unconfirmed = nullptr; // where creating and deleting are
    QAction *m_addAction = nullptr;
    QAction *m_switchAction = nullptr;
    QAction *m_removeAction = nullptr;
    Button *m_vendorTest;
    Button *m_show; // of all connections: it is worked on in its own
    QWidget *m_known; // of the chosen one: health and usage
    VerdictView *m_usage;
    SubscriberId m_usageOf;
    VerdictView *m_health; // of the chosen one, where there is something to say
    QString m_locked;
};

} // namespace tacklebox::ui
