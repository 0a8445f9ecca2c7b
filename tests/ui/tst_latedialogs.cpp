// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Dialogs that a person goes on with while an answer is on its way.
#include "tests/support/fakes/fakerows.h"
#include "ui/publishdialog.h"
#include "ui/theme.h"
#include "ui/viewsdialog.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace tacklebox;
using namespace tacklebox::ui;
using namespace Qt::StringLiterals;

class TestLateDialogs final : public QObject
{
    Q_OBJECT

private slots:
    void publishesOnceThoughOneGoesOnTyping();
    void publishesAgainAfterAFailure();
    void keepsWaitingWhenAFileIsNotRead();
    void saysThatPublishingIsUnconfirmed();
    void showsTheViewThatWasChosenThoughTheListChanged();
    void showsAViewThatIsGoneFromTheList();

private:
    static PayloadView ownView(const QString &name, const QByteArray &text)
    {
        PayloadView view;
        view.name = name;
        view.text = text;
        view.origin = ViewOrigin::Own;
        return view;
    }
    // An edited view, another one that was chosen, and the question between them.
    static QMessageBox *chooseAnother(ViewsDialog &dialog, const QList<PayloadView> &views)
    {
        dialog.setViews(views, u"first"_s);
        dialog.findChild<QPlainTextEdit *>(u"viewTextEdit"_s)->setPlainText(u"edited"_s);
        dialog.findChild<QListWidget *>(u"viewList"_s)->setCurrentRow(1);
        return dialog.findChild<QMessageBox *>(u"confirmBox"_s);
    }

    Theme m_theme{Scheme::Light};
};

void TestLateDialogs::publishesOnceThoughOneGoesOnTyping()
{
    PublishDialog dialog(m_theme, test::localInfo(), u"Built-in engine"_s);
    QSignalSpy asked(&dialog, &PublishDialog::accepted);
    auto *publish = dialog.findChild<QPushButton *>(u"publishButton"_s);
    publish->click();
    QCOMPARE(asked.size(), 1);
    dialog.showPublishing();
    QVERIFY(!publish->isEnabled());

    dialog.findChild<QComboBox *>(u"typeCombo"_s)->setEditText(u"order.received"_s);

    QVERIFY(!publish->isEnabled());
    publish->click();
    QCOMPARE(asked.size(), 1);
    dialog.showPublished({});
    QVERIFY(publish->isEnabled());
}

void TestLateDialogs::publishesAgainAfterAFailure()
{
    PublishDialog dialog(m_theme, test::localInfo(), u"Built-in engine"_s);
    dialog.showPublishing();

    dialog.showError({ErrorKind::Failed, Reason::DiskFull, {}, u"profile"_s, {}, {}, 0});

    const auto *publish = dialog.findChild<QPushButton *>(u"publishButton"_s);
    QVERIFY(publish->isEnabled());
    QCOMPARE(publish->text(), u"Publish to Built-in engine"_s);
}

void TestLateDialogs::keepsWaitingWhenAFileIsNotRead()
{
    PublishDialog dialog(m_theme, test::localInfo(), u"Built-in engine"_s);
    dialog.show();
    dialog.showPublishing();

    dialog.loadFile(u"/nowhere/at/all.json"_s);

    QTRY_VERIFY(dialog.findChild<QWidget *>(u"noticeBar"_s)->isVisible());
    QVERIFY(!dialog.findChild<QPushButton *>(u"publishButton"_s)->isEnabled());
}

void TestLateDialogs::saysThatPublishingIsUnconfirmed()
{
    BackendInfo info = test::localInfo();
    info.unconfirmed = Verb::Publish;
    PublishDialog dialog(m_theme, info, u"Plano"_s);
    dialog.show();

    QVERIFY(dialog.findChild<QWidget *>(u"publishUnconfirmedLabel"_s)->isVisible());
    QVERIFY(dialog.findChild<QPushButton *>(u"publishButton"_s)->toolTip().contains(u"Unconfirmed"_s));
}

void TestLateDialogs::showsTheViewThatWasChosenThoughTheListChanged()
{
    ViewsDialog dialog(m_theme);
    const PayloadView first = ownView(u"first"_s, "one");
    const PayloadView second = ownView(u"second"_s, "two");
    QMessageBox *box = chooseAnother(dialog, {first, second});
    QVERIFY(box);
    dialog.setViews({ownView(u"earlier"_s, "none"), first, second}, u"first"_s);

    box->accept();

    QCOMPARE(dialog.findChild<QLineEdit *>(u"viewNameEdit"_s)->text(), u"second"_s);
    QCOMPARE(dialog.findChild<QListWidget *>(u"viewList"_s)->currentRow(), 2);
}

void TestLateDialogs::showsAViewThatIsGoneFromTheList()
{
    ViewsDialog dialog(m_theme);
    const PayloadView first = ownView(u"first"_s, "one");
    QMessageBox *box = chooseAnother(dialog, {first, ownView(u"second"_s, "two")});
    QVERIFY(box);
    dialog.setViews({first}, u"first"_s);

    box->accept();

    QCOMPARE(dialog.findChild<QLineEdit *>(u"viewNameEdit"_s)->text(), u"second"_s);
    QCOMPARE(dialog.findChild<QListWidget *>(u"viewList"_s)->currentRow(), -1);
}

QTEST_MAIN(TestLateDialogs)
#include "tst_latedialogs.moc"
