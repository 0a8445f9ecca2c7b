// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The whole console, its window driven by mouse and keys as a person would: one function a run. No test by
// itself: tst_accountrun starts it, with a screen, a keychain and a server.
#include "app/services.h"
#include "app/tacklebox/console.h"
#include "models/subscribersmodel.h"
#include "tests/app/accountrun.h"
#include "ui/place.h"
#include "ui/railitem.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

#include <algorithm>

using namespace tacklebox;
using namespace Qt::StringLiterals;
using Standing = ConnectionState::Standing;

namespace {

constexpr int kPatience = 60'000;
constexpr auto kName = "Orders"_L1;

} // namespace

class AccountDriver final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void addsAndEdits();
    void listsAgain();

private:
    // The one that is in sight; several pages may have one of that name.
    template<typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        const auto all = m_console->window().findChildren<T *>(name);
        const auto found = std::ranges::find_if(all, [](const T *one) { return one->isVisible(); });
        return found == all.end() ? nullptr : *found;
    }
    template<typename Is>
    static bool soon(Is is)
    {
        return QTest::qWaitFor(is, kPatience);
    }
    // Once it is there and can be pressed.
    [[nodiscard]] bool press(const QString &name) const
    {
        const auto isReady = [&] {
            const auto *button = part<QAbstractButton>(name);
            return button && button->isEnabled();
        };
        if (!soon(isReady))
            return false;
        QTest::mouseClick(part<QAbstractButton>(name), Qt::LeftButton);
        return true;
    }
    // In the place of what stands there.
    [[nodiscard]] bool enter(const QString &name, const QString &text) const
    {
        if (!soon([&] { return part<QLineEdit>(name) != nullptr; }))
            return false;
        auto *line = part<QLineEdit>(name);
        QTest::mouseClick(line, Qt::LeftButton);
        line->selectAll();
        QTest::keyClicks(line, text);
        return line->text() == text;
    }
    [[nodiscard]] bool stands(const QString &label, const QString &words) const
    {
        return soon([&] {
            const auto *found = part<QLabel>(label);
            return found && found->text().contains(words);
        });
    }
    // The account's only subscriber, by that name, and chosen.
    [[nodiscard]] bool chooseSubscriber(const QString &name) const
    {
        const auto cellOf = [this]() -> QModelIndex {
            const auto *table = part<ui::TableView>(u"subscriberTable"_s);
            return table ? table->model()->index(0, models::SubscribersModel::Name) : QModelIndex();
        };
        if (!soon([&] { return cellOf().data().toString() == name; }))
            return false;
        const auto *table = part<ui::TableView>(u"subscriberTable"_s);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(cellOf()).center());
        return soon([&] { return table->selectionModel()->hasSelection(); });
    }
    // A deed of the account's menu in the rail.
    [[nodiscard]] bool trigger(const QString &action) const
    {
        const auto *item = part<ui::RailItem>(u"connection_"_s + kName);
        auto *found = item ? item->findChild<QAction *>(action) : nullptr;
        if (found)
            found->trigger();
        return found != nullptr;
    }
    [[nodiscard]] bool isGone(const QString &dialog) const
    {
        return soon([&] { return part<QDialog>(dialog) == nullptr; });
    }
    [[nodiscard]] Connections &connections() const { return m_services->connections(); }

    std::unique_ptr<app::Services> m_services;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<app::Console> m_console;
};

void AccountDriver::init()
{
    QCOMPARE(QGuiApplication::platformName(), u"xcb"_s);
    auto services = app::Services::open(app::profilePaths({}), app::Role::Deliverer);
    QVERIFY(services);
    m_services = std::move(*services);
    m_theme = std::make_unique<ui::Theme>(ui::Scheme::Light);
    m_console = std::make_unique<app::Console>(*m_services, *m_theme);
    m_console->start();
    QVERIFY(QTest::qWaitForWindowExposed(&m_console->window(), kPatience));
    QVERIFY(soon([this] { return !m_console->window().currentPage().isEmpty(); }));
}

void AccountDriver::cleanup()
{
    m_console.reset();
    m_theme.reset();
    m_services.reset();
}

void AccountDriver::addsAndEdits()
{
    QCOMPARE(m_console->window().currentPage(), QString(ui::place::kWelcome));

    // Three steps, the last with a check.
    QVERIFY(press(u"connectButton"_s));
    QVERIFY(press(u"kind_planomatic"_s));
    QVERIFY(enter(u"nameEdit"_s, kName));
    QVERIFY(enter(u"baseUrlEdit"_s, qEnvironmentVariable(test::kServerVariable)));
    QVERIFY(press(u"mainButton"_s));
    QVERIFY(enter(u"integrationIdEdit"_s, u"7"_s));
    QVERIFY(enter(u"tokenEdit"_s, QString::fromLatin1(test::kRunToken)));
    QVERIFY(press(u"mainButton"_s));
    QVERIFY(stands(u"checkVerdictSummary"_s, u"the account works"_s));
    QVERIFY(press(u"cancelButton"_s));
    QVERIFY(isGone(u"connectionDialog"_s));
    QCOMPARE(m_console->window().currentConnection(), QString(kName));
    QCOMPARE(connections().state(kName).standing, Standing::Ready);

    // Locked, as production is: read, and not written until a person unlocks it.
    QVERIFY(press(u"page_subscribers"_s));
    QVERIFY(chooseSubscriber(u"Orders of the day"_s));
    QVERIFY(connections().isLocked(kName));
    QVERIFY(!part<QAbstractButton>(u"switchButton"_s)->isEnabled());
    QVERIFY(press(u"unlockButton"_s));
    QVERIFY(!connections().isLocked(kName));
    QVERIFY(trigger(u"lockConnectionAction"_s));
    QVERIFY(connections().isLocked(kName));
    QVERIFY(trigger(u"lockConnectionAction"_s));
    QVERIFY(!connections().isLocked(kName));

    // An edit, the request for it, and the save.
    QVERIFY(press(u"editButton"_s));
    QVERIFY(enter(u"nameEdit"_s, u"Field orders"_s));
    QVERIFY(press(u"showRequestButton"_s));
    QVERIFY(soon([this] { return part<QPlainTextEdit>(u"requestBody"_s) != nullptr; }));
    QVERIFY(part<QLineEdit>(u"requestLine"_s)->text().startsWith("PUT "_L1));
    const QString body = part<QPlainTextEdit>(u"requestBody"_s)->toPlainText();
    QVERIFY2(body.contains("Field orders"_L1), qPrintable(body));
    QVERIFY(!body.contains(QLatin1StringView(test::kRunToken)));
    QVERIFY(press(u"closeRequestButton"_s));
    QVERIFY(isGone(u"requestDialog"_s));
    QVERIFY(press(u"saveButton"_s));
    QVERIFY(isGone(u"subscriberEditor"_s));
    QVERIFY(chooseSubscriber(u"Field orders"_s));

    // While the database is open, with its log beside it.
    const QString profile = app::profilePaths({}).data;
    QVERIFY(!test::filesWith("Field orders", profile).isEmpty());
    QCOMPARE(test::filesWith(test::kRunToken, profile), QStringList());
}

void AccountDriver::listsAgain()
{
    QVERIFY(m_console->window().currentPage() != QString(ui::place::kWelcome));
    QVERIFY(press(u"connection_"_s + kName));
    QVERIFY(press(u"page_subscribers"_s));

    QVERIFY(chooseSubscriber(u"Field orders"_s));
    QVERIFY(soon([this] { return connections().state(kName).standing == Standing::Ready; }));
    QVERIFY(part<QDialog>(u"connectionDialog"_s) == nullptr); // nobody asks for the token
    QVERIFY(connections().isLocked(kName)); // what was unlocked was that for a while
}

QTEST_MAIN(AccountDriver)
#include "accountdriver.moc"
