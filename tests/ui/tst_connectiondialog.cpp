// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakebackend.h"
#include "tests/support/fakes/fakeprofile.h"
#include "ui/connectiondialog.h"
#include "ui/connectionscontroller.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::ui;

namespace {

constexpr auto kProduction = "https://api.planomatic.example"_L1;
constexpr auto kSandbox = "https://sandbox.planomatic.example"_L1;

Field setting(const QString &key, FieldKind kind, const QJsonValue &initial, const QStringList &choices = {})
{
    Field field;
    field.key = key;
    field.kind = kind;
    field.initial = initial;
    field.choices = choices;
    return field;
}

Field secret(const QString &key)
{
    Field field = setting(key, FieldKind::Secret, QJsonValue());
    field.sensitivity = FieldSensitivity::Secret;
    return field;
}

ConnectionKind planomatic()
{
    ConnectionKind kind;
    kind.name = u"planomatic"_s;
    kind.vendor = u"PlanoMatic"_s;
    kind.places = {{Environment::Production, u"production"_s, kProduction},
                   {Environment::Test, u"sandbox"_s, kSandbox}};
    Field integration = setting(u"integration_id"_s, FieldKind::Number, QJsonValue(QJsonValue::Undefined));
    integration.isRequired = true;
    kind.settings = {integration,
                     setting(u"view"_s, FieldKind::Text, u"planointegrate_view"_s),
                     setting(u"email"_s, FieldKind::Text, u""_s),
                     setting(u"application"_s, FieldKind::Text, u"planointegrate"_s)};
    Field token = secret(u"token"_s);
    token.isRequired = true;
    kind.secrets = {token};
    return kind;
}

ConnectionKind superoffice()
{
    ConnectionKind kind;
    kind.name = u"superoffice"_s;
    kind.vendor = u"SuperOffice"_s;
    kind.places = {{Environment::Production, u"online"_s, u"https://online.superoffice.example"_s}};
    const auto by = [](const QString &scheme, Field field) {
        field.need = {u"auth"_s, {scheme}};
        return field;
    };
    kind.settings = {
        setting(u"tenant"_s, FieldKind::Text, u""_s),
        setting(u"auth"_s, FieldKind::Choice, u"bearer"_s, {u"bearer"_s, u"oauth"_s, u"basic"_s}),
        by(u"basic"_s, setting(u"user"_s, FieldKind::Text, u""_s)),
        by(u"oauth"_s, setting(u"client_id"_s, FieldKind::Text, u""_s)),
    };
    kind.browser = {u"auth"_s, u"oauth"_s};
    kind.secrets = {by(u"basic"_s, secret(u"password"_s)),
                    by(u"bearer"_s, secret(u"token"_s)),
                    by(u"oauth"_s, secret(u"client_secret"_s))};
    return kind;
}

Connection ordersAccount()
{
    Connection account;
    account.id = {u"orders-id"_s};
    account.name = u"Orders"_s;
    account.kind = u"planomatic"_s;
    account.baseUrl = kProduction;
    account.settings = {{u"integration_id"_s, 12}};
    account.secrets.insert(u"token"_s, {true, {}});
    return account;
}

// All that stands to be read, by eye or by a screen reader.
QStringList textsIn(const QWidget &window)
{
    QStringList texts;
    const auto widgets = window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        texts << widget->accessibleName() << widget->accessibleDescription() << widget->toolTip();
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            texts << label->text();
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            texts << button->text();
        if (const auto *line = qobject_cast<const QLineEdit *>(widget))
            texts << line->displayText() << line->placeholderText();
    }
    return texts;
}

} // namespace

class TestConnectionDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void addsInThreeStepsByMouse();
    void addsInThreeStepsByKeyboard();
    void placeBringsAddressEnvironmentAndLock();
    void addressThatTheVendorPublishesChoosesItsPlace();
    void theVendorsProductionIsLockedWhateverItIsCalled();
    void wrongInputStaysAtItsField();
    void missingSecretStaysAtItsField();
    void kindsOwnFieldsAreShown();
    void onlyTheFieldsOfTheChosenWayAreShown();
    void hiddenFieldKeepsItsValueAndIsNotSent();
    void hiddenFieldThatIsAtFaultIsShown();
    void rarelyUsedFieldsStandUnderMoreSettings();
    void loginIsOfferedWhereItsTokenIsKept();
    void refusedSaveIsShownAtItsField();
    void goesBackWithoutLosingAnything();
    void failedCheckIsMendedAndCheckedAgain();
    void signsInByHandInsteadOfAToken();
    void offersTheBrowserWhereTheAccountIsSetSo();
    void signsInInTheBrowser();
    void givesUpTheBrowser();
    void cancelWhileItSavesBeforeTheBrowserIsHeard();
    void saysWhyTheBrowserSignedNobodyIn();
    void showsThePageThatNoBrowserOpens();
    void stopsWaitingForTheBrowserWithItsDialog();
    void cancelAsksBeforeLosingWhatWasTyped();
    void editChangesOnlyWhatWasChanged();
    void newAddressKeepsItsEnvironment();
    void emptiedSettingGoesBackToItsDefault();
    void checksWithoutAChange();
    void saysWhatTheServerIs();
    void secretIsNeverShown();
    void saysWhatBecomesOfASecretThatIsGiven();
    void removalOnProductionWantsTheName();
    void removalElsewhereAsks();
    void unknownConnectionIsSaid();
    void offersANameThatNobodyHas();
    void closesUnaskedWhileOnlyTheOfferedNameIsThere();
    void knowsAServerOfOnesOwn();
    void generatesNoSecretThatTheVendorGives();
    void saysThatItsAccountIsGone();
    void saysInTheMiddleOfACheckThatItsAccountIsGone();
    void savesUnderTheNameThatItsAccountHasByNow();
    void removesNobodyElseByTheSameName();

private:
    ConnectionDialog *dialog() { return m_window->findChild<ConnectionDialog *>(); }
    template<typename T>
    T *part(const QString &name)
    {
        auto *found = m_window->findChild<T *>(name);
        if (found == nullptr)
            qWarning("no part named %s", qPrintable(name));
        return found;
    }
    void click(const QString &name) { part<QPushButton>(name)->click(); }
    void clickByMouse(const QString &name) { QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton); }
    QString buttonText(const QString &name) { return part<QPushButton>(name)->text(); }
    QString labelText(const QString &name) { return part<QLabel>(name)->text(); }
    QString finding(const QString &name) { return part<QWidget>(name + u"Finding"_s)->accessibleName(); }
    void type(const QString &name, const QString &text)
    {
        auto *edit = part<QLineEdit>(name);
        edit->selectAll();
        if (text.isEmpty())
            QTest::keyClick(edit, Qt::Key_Backspace);
        else
            QTest::keyClicks(edit, text);
    }
    void press(Qt::Key key) { QTest::keyClick(dialog()->focusWidget(), key); }
    void typeHere(const QString &text) { QTest::keyClicks(dialog()->focusWidget(), text); }
    void openAdding()
    {
        m_controller->add(m_window.get());
        QTRY_VERIFY(dialog() != nullptr);
    }
    void openEditing()
    {
        m_connections->put(ordersAccount());
        m_controller->edit(u"Orders"_s, m_window.get());
        QTRY_VERIFY(dialog() != nullptr);
    }
    void comeToTheAccount(const QString &name)
    {
        openAdding();
        click(u"kind_planomatic"_s);
        type(u"nameEdit"_s, name);
        click(u"mainButton"_s);
        QCOMPARE(labelText(u"stepLabel"_s), u"Step 3 of 3"_s);
    }
    void comeToTheCrm()
    {
        openAdding();
        click(u"kind_superoffice"_s);
        type(u"nameEdit"_s, u"CRM"_s);
        click(u"mainButton"_s);
        QCOMPARE(labelText(u"stepLabel"_s), u"Step 3 of 3"_s);
    }
    void fillTheAccount()
    {
        type(u"integrationIdEdit"_s, u"12"_s);
        type(u"tokenEdit"_s, u"t0ps3cret"_s);
    }

    // An account that is signed in to in a browser, which nobody has answered for yet.
    void openCrm()
    {
        Connection account;
        account.id = {u"crm-id"_s};
        account.name = u"CRM"_s;
        account.kind = u"superoffice"_s;
        account.baseUrl = u"https://online.superoffice.example"_s;
        account.settings = {{u"auth"_s, u"oauth"_s}};
        m_connections->put(account);
        m_connections->browser = std::make_shared<QPromise<Result<Done>>>();
        m_connections->browser->start();
        m_controller->edit(u"CRM"_s, m_window.get());
        QTRY_VERIFY(dialog() != nullptr);
    }
    void answerForTheBrowser(const Result<Done> &answer)
    {
        m_connections->browser->addResult(answer);
        m_connections->browser->finish();
    }

    QList<QUrl> m_opened;
    bool m_hasBrowser = true;
    Theme m_theme{Scheme::Light};
    std::unique_ptr<test::FakeBackend> m_local;
    std::unique_ptr<test::FakeConnections> m_connections;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<ConnectionsController> m_controller;
};

void TestConnectionDialog::init()
{
    m_local = std::make_unique<test::FakeBackend>();
    m_connections = std::make_unique<test::FakeConnections>();
    m_connections->add(u"local"_s, *m_local);
    m_connections->knownKinds = {planomatic(), superoffice()};
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 560);
    m_window->show();
    m_opened.clear();
    m_hasBrowser = true;
    m_controller
        = std::make_unique<ConnectionsController>(m_theme, *m_connections, nullptr, [this](const QUrl &page) {
              m_opened.append(page);
              return m_hasBrowser;
          });
}

void TestConnectionDialog::cleanup()
{
    m_controller.reset();
    m_window.reset();
    m_connections.reset();
    m_local.reset();
}

void TestConnectionDialog::addsInThreeStepsByMouse()
{
    QSignalSpy added(m_controller.get(), &ConnectionsController::added);
    openAdding();
    QCOMPARE(labelText(u"stepLabel"_s), u"Step 1 of 3"_s);
    QVERIFY(part<QPushButton>(u"kind_planomatic"_s)
                ->accessibleDescription()
                .contains(u"sandbox.planomatic.example (sandbox)"_s));

    clickByMouse(u"kind_planomatic"_s);
    QCOMPARE(labelText(u"stepLabel"_s), u"Step 2 of 3"_s);
    QCOMPARE(part<QLineEdit>(u"baseUrlEdit"_s)->text(), kProduction);
    type(u"nameEdit"_s, u"Orders"_s);
    clickByMouse(u"mainButton"_s);
    QCOMPARE(labelText(u"stepLabel"_s), u"Step 3 of 3"_s);
    QCOMPARE(buttonText(u"mainButton"_s), u"Add and check"_s);
    fillTheAccount();
    clickByMouse(u"mainButton"_s);

    QTRY_COMPARE(labelText(u"checkVerdictSummary"_s), u"PlanoMatic answered: the account works."_s);
    QCOMPARE(m_connections->drafts.size(), 1U);
    const ConnectionDraft &draft = m_connections->drafts[0];
    QCOMPARE(draft.kind, u"planomatic"_s);
    QVERIFY(draft.name.isEmpty());
    QCOMPARE(draft.newName.value_or(QString()), u"Orders"_s);
    QCOMPARE(draft.baseUrl.value_or(QString()), kProduction);
    QVERIFY(draft.environment == Environment::Production);
    QVERIFY(draft.isLocked == true);
    QCOMPARE(draft.settings, (Fields{{u"integration_id"_s, 12}}));
    QCOMPARE(draft.secrets.at(u"token"_s).value.reveal(), "t0ps3cret"_ba);
    QCOMPARE(m_connections->checkedNames, QStringList{u"Orders"_s});
    QCOMPARE(added.size(), 1);
    QCOMPARE(added[0][0].toString(), u"Orders"_s);
    QCOMPARE(buttonText(u"cancelButton"_s), u"Close"_s);
    clickByMouse(u"cancelButton"_s);
    QTRY_VERIFY(dialog() == nullptr);
}

void TestConnectionDialog::addsInThreeStepsByKeyboard()
{
    openAdding();
    QVERIFY(QTest::qWaitForWindowActive(dialog()));

    press(Qt::Key_Return); // the first kind
    QCOMPARE(labelText(u"stepLabel"_s), u"Step 2 of 3"_s);
    QCOMPARE(dialog()->focusWidget()->objectName(), u"nameEdit"_s);
    typeHere(u"Orders"_s); // in the place of the name that is offered
    press(Qt::Key_Return);
    QCOMPARE(labelText(u"stepLabel"_s), u"Step 3 of 3"_s);
    QCOMPARE(dialog()->focusWidget()->objectName(), u"integrationIdEdit"_s);
    typeHere(u"12"_s);
    press(Qt::Key_Tab);
    QCOMPARE(dialog()->focusWidget()->objectName(), u"tokenEdit"_s);
    typeHere(u"t0ps3cret"_s);
    press(Qt::Key_Return);

    QTRY_COMPARE(labelText(u"checkVerdictSummary"_s), u"PlanoMatic answered: the account works."_s);
    QCOMPARE(dialog()->focusWidget()->objectName(), u"cancelButton"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(dialog() == nullptr);
    QCOMPARE(m_connections->drafts.size(), 1U);
}

void TestConnectionDialog::placeBringsAddressEnvironmentAndLock()
{
    openAdding();
    click(u"kind_planomatic"_s);
    QVERIFY(part<QCheckBox>(u"lockedCheck"_s)->isChecked());
    QVERIFY(labelText(u"environmentLabel"_s).contains(u"is real"_s));
    QVERIFY(labelText(u"environmentLabel"_s).contains(m_theme.tokens().bad.ink.name()));

    QTest::keyClick(part<QComboBox>(u"placeCombo"_s), Qt::Key_Down);
    QCOMPARE(part<QLineEdit>(u"baseUrlEdit"_s)->text(), kSandbox);
    QCOMPARE(part<QComboBox>(u"environmentCombo"_s)->currentIndex(), 1);
    QVERIFY(!part<QCheckBox>(u"lockedCheck"_s)->isChecked());

    part<QCheckBox>(u"lockedCheck"_s)->click(); // by hand: it stays
    QTest::keyClick(part<QComboBox>(u"placeCombo"_s), Qt::Key_Down);
    QVERIFY(part<QLineEdit>(u"baseUrlEdit"_s)->text().isEmpty());
    QVERIFY(part<QCheckBox>(u"lockedCheck"_s)->isChecked());
}

void TestConnectionDialog::addressThatTheVendorPublishesChoosesItsPlace()
{
    openAdding();
    click(u"kind_planomatic"_s);

    type(u"baseUrlEdit"_s, u"http://127.0.0.1:8080"_s);
    QCOMPARE(part<QComboBox>(u"placeCombo"_s)->currentText(), u"Another address"_s);
    QCOMPARE(part<QComboBox>(u"environmentCombo"_s)->currentIndex(), 0); // until it is said

    type(u"baseUrlEdit"_s, kSandbox);
    QVERIFY(part<QComboBox>(u"placeCombo"_s)->currentText().startsWith(u"sandbox"_s));
    QCOMPARE(part<QComboBox>(u"environmentCombo"_s)->currentIndex(), 1);
}

void TestConnectionDialog::theVendorsProductionIsLockedWhateverItIsCalled()
{
    openAdding();
    click(u"kind_planomatic"_s);
    const QString production = part<QLineEdit>(u"baseUrlEdit"_s)->text();

    QTest::keyClick(part<QComboBox>(u"environmentCombo"_s), Qt::Key_Down);
    QCOMPARE(part<QComboBox>(u"environmentCombo"_s)->currentIndex(), 1);
    QVERIFY(part<QCheckBox>(u"lockedCheck"_s)->isChecked());

    type(u"baseUrlEdit"_s, production.toUpper() + u'/');
    QVERIFY(part<QComboBox>(u"placeCombo"_s)->currentText().startsWith(u"production"_s));
    QCOMPARE(part<QComboBox>(u"environmentCombo"_s)->currentIndex(), 0);
    QVERIFY(part<QCheckBox>(u"lockedCheck"_s)->isChecked());
}

void TestConnectionDialog::wrongInputStaysAtItsField()
{
    openAdding();
    click(u"kind_planomatic"_s);
    type(u"nameEdit"_s, {});
    type(u"baseUrlEdit"_s, u"planomatic"_s);
    click(u"mainButton"_s);

    QCOMPARE(labelText(u"stepLabel"_s), u"Step 2 of 3"_s);
    QVERIFY(!finding(u"nameEdit"_s).isEmpty());
    QVERIFY(finding(u"baseUrlEdit"_s).contains(u"http://"_s));
    QCOMPARE(dialog()->focusWidget()->objectName(), u"nameEdit"_s);

    type(u"nameEdit"_s, u"Orders"_s);
    QVERIFY(finding(u"nameEdit"_s).isEmpty());
    type(u"baseUrlEdit"_s, kProduction);
    click(u"mainButton"_s);
    type(u"integrationIdEdit"_s, u"twelve"_s);
    type(u"tokenEdit"_s, u"t0ps3cret"_s);
    click(u"mainButton"_s);
    QVERIFY(!finding(u"integrationIdEdit"_s).isEmpty());
    QVERIFY(m_connections->drafts.empty());
}

void TestConnectionDialog::missingSecretStaysAtItsField()
{
    comeToTheAccount(u"Orders"_s);
    type(u"integrationIdEdit"_s, u"12"_s);
    click(u"mainButton"_s);

    QVERIFY(!finding(u"tokenEdit"_s).isEmpty());
    QVERIFY(m_connections->drafts.empty());

    type(u"tokenEdit"_s, u"t0ps3cret"_s);
    QVERIFY(finding(u"tokenEdit"_s).isEmpty());
    click(u"mainButton"_s);
    QTRY_COMPARE(m_connections->drafts.size(), 1U);
}

void TestConnectionDialog::kindsOwnFieldsAreShown()
{
    openAdding();
    click(u"kind_superoffice"_s);
    type(u"nameEdit"_s, u"CRM"_s);
    click(u"mainButton"_s);

    QCOMPARE(part<QComboBox>(u"authCombo"_s)->currentText(), u"Bearer token"_s);
    QVERIFY(part<QLineEdit>(u"tokenEdit"_s)->isVisible());
    QVERIFY(part<QLineEdit>(u"tenantEdit"_s)->isVisible());
    QVERIFY(!part<QPushButton>(u"signInButton"_s)->isVisible());
    QVERIFY(!part<QPushButton>(u"moreSettingsButton"_s)->isVisible());
    click(u"mainButton"_s); // no secret of it is required
    QTRY_COMPARE(m_connections->drafts.size(), 1U);
    QVERIFY(m_connections->drafts[0].settings.isEmpty());
}

void TestConnectionDialog::onlyTheFieldsOfTheChosenWayAreShown()
{
    comeToTheCrm();
    const QStringList all{
        u"userEdit"_s, u"clientIdEdit"_s, u"passwordEdit"_s, u"tokenEdit"_s, u"clientSecretEdit"_s};
    const auto shown = [&] {
        QStringList names;
        for (const QString &name : all) {
            if (part<QLineEdit>(name)->isVisible())
                names << name;
        }
        return names;
    };
    QCOMPARE(shown(), QStringList{u"tokenEdit"_s});
    QCOMPARE(dialog()->focusWidget()->objectName(), u"authCombo"_s); // how to sign in comes first

    auto *auth = part<QComboBox>(u"authCombo"_s);
    QTest::keyClick(auth, Qt::Key_Down);
    QCOMPARE(auth->currentText(), u"OAuth (sign in in the browser)"_s);
    QCOMPARE(shown(), (QStringList{u"clientIdEdit"_s, u"clientSecretEdit"_s}));
    QVERIFY(QTest::qWaitForWindowActive(dialog()));
    press(Qt::Key_Tab);
    QCOMPARE(dialog()->focusWidget()->objectName(), u"clientIdEdit"_s);
    press(Qt::Key_Tab);
    QCOMPARE(dialog()->focusWidget()->objectName(), u"clientSecretEdit"_s);

    QTest::keyClick(auth, Qt::Key_Down);
    QCOMPARE(auth->currentText(), u"Basic (user and password)"_s);
    QCOMPARE(shown(), (QStringList{u"userEdit"_s, u"passwordEdit"_s}));
}

void TestConnectionDialog::hiddenFieldKeepsItsValueAndIsNotSent()
{
    comeToTheCrm();
    auto *auth = part<QComboBox>(u"authCombo"_s);
    type(u"tokenEdit"_s, u"t0ps3cret"_s);
    QTest::keyClick(auth, Qt::Key_Down);
    type(u"clientIdEdit"_s, u"app"_s);
    QTest::keyClick(auth, Qt::Key_Up);
    QCOMPARE(part<QLineEdit>(u"tokenEdit"_s)->text(), u"t0ps3cret"_s);
    QTest::keyClick(auth, Qt::Key_Down);
    QCOMPARE(part<QLineEdit>(u"clientIdEdit"_s)->text(), u"app"_s);

    click(u"mainButton"_s);

    QTRY_COMPARE(m_connections->drafts.size(), 1U);
    QCOMPARE(m_connections->drafts[0].settings,
             (Fields{{u"auth"_s, u"oauth"_s}, {u"client_id"_s, u"app"_s}}));
    QVERIFY(m_connections->drafts[0].secrets.empty());
}

void TestConnectionDialog::hiddenFieldThatIsAtFaultIsShown()
{
    comeToTheCrm();
    m_connections->failure = invalid(Reason::Required, u"user"_s);

    click(u"mainButton"_s);

    QTRY_VERIFY(part<QLineEdit>(u"userEdit"_s)->isVisible());
    QVERIFY(!finding(u"userEdit"_s).isEmpty());
    QVERIFY(!part<QLineEdit>(u"passwordEdit"_s)->isVisible());
}

void TestConnectionDialog::rarelyUsedFieldsStandUnderMoreSettings()
{
    ConnectionKind kind = superoffice();
    Field patch = setting(u"patch"_s, FieldKind::Choice, u"json"_s, {u"json"_s, u"put"_s});
    patch.group = FieldGroup::Delivery;
    Field back = setting(u"redirect_uri"_s, FieldKind::Url, u""_s);
    back.group = FieldGroup::Delivery;
    back.need = {u"auth"_s, {u"oauth"_s}};
    kind.settings.push_back(patch);
    kind.settings.push_back(back);
    m_connections->knownKinds = {kind};
    comeToTheCrm();
    QVERIFY(!part<QComboBox>(u"patchCombo"_s)->isVisible());

    click(u"moreSettingsButton"_s);
    QVERIFY(part<QComboBox>(u"patchCombo"_s)->isVisible());
    QVERIFY(!part<QLineEdit>(u"redirectUriEdit"_s)->isVisible());

    QTest::keyClick(part<QComboBox>(u"authCombo"_s), Qt::Key_Down);
    QVERIFY(part<QLineEdit>(u"redirectUriEdit"_s)->isVisible());
}

void TestConnectionDialog::loginIsOfferedWhereItsTokenIsKept()
{
    ConnectionKind kind = planomatic();
    kind.settings.push_back(
        setting(u"token_kind"_s, FieldKind::Choice, u"application"_s, {u"application"_s, u"session"_s}));
    const auto email = std::ranges::find(kind.settings, u"email"_s, &Field::key);
    email->need = {u"token_kind"_s, {u"session"_s}};
    m_connections->knownKinds = {kind};
    comeToTheAccount(u"Orders"_s);
    type(u"integrationIdEdit"_s, u"12"_s);
    QVERIFY(!part<QLineEdit>(u"emailEdit"_s)->isVisible());
    QVERIFY(!part<QPushButton>(u"signInButton"_s)->isVisible());

    auto *tokenKind = part<QComboBox>(u"tokenKindCombo"_s);
    QTest::keyClick(tokenKind, Qt::Key_Down);
    QVERIFY(part<QLineEdit>(u"emailEdit"_s)->isVisible());
    click(u"signInButton"_s);
    type(u"signInPasswordEdit"_s, u"passw0rd"_s);
    QCOMPARE(buttonText(u"mainButton"_s), u"Add and sign in"_s);

    // Another way was chosen: nobody is signed in, and the token is missed.
    QTest::keyClick(tokenKind, Qt::Key_Up);
    QCOMPARE(buttonText(u"mainButton"_s), u"Add and check"_s);
    click(u"mainButton"_s);
    QVERIFY(!finding(u"tokenEdit"_s).isEmpty());
    QVERIFY(m_connections->drafts.empty());
}

void TestConnectionDialog::refusedSaveIsShownAtItsField()
{
    comeToTheAccount(u"Orders"_s);
    fillTheAccount();
    m_connections->failure = invalid(Reason::AlreadyTaken, u"name"_s, u"Orders"_s);
    click(u"mainButton"_s);

    QTRY_COMPARE(labelText(u"stepLabel"_s), u"Step 2 of 3"_s);
    QVERIFY(finding(u"nameEdit"_s).contains(u"taken"_s));

    m_connections->failure.reset();
    type(u"nameEdit"_s, u"Orders 2"_s);
    click(u"mainButton"_s);
    click(u"mainButton"_s);
    QTRY_COMPARE(m_connections->drafts.size(), 1U);
    QCOMPARE(m_connections->drafts[0].newName.value_or(QString()), u"Orders 2"_s);
    QCOMPARE(m_connections->drafts[0].secrets.at(u"token"_s).value.reveal(), "t0ps3cret"_ba);
}

void TestConnectionDialog::goesBackWithoutLosingAnything()
{
    comeToTheAccount(u"Orders"_s);
    type(u"integrationIdEdit"_s, u"12"_s);

    click(u"backButton"_s);
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"Orders"_s);
    click(u"backButton"_s);
    QCOMPARE(labelText(u"stepLabel"_s), u"Step 1 of 3"_s);
    QCOMPARE(dialog()->focusWidget()->objectName(), u"kind_planomatic"_s);
    click(u"kind_planomatic"_s);
    click(u"mainButton"_s);

    QCOMPARE(part<QLineEdit>(u"integrationIdEdit"_s)->text(), u"12"_s);
}

void TestConnectionDialog::failedCheckIsMendedAndCheckedAgain()
{
    comeToTheAccount(u"Orders"_s);
    fillTheAccount();
    m_connections->checkFailure
        = Error{ErrorKind::NotAuthorised, Reason::RemoteTokenInvalid, {}, {}, {}, {}, 401};
    click(u"mainButton"_s);

    QTRY_VERIFY(labelText(u"checkVerdictSummary"_s).contains(u"does not take the credential"_s));
    QVERIFY(labelText(u"checkVerdictAdvice"_s).contains(u"new one"_s));
    QCOMPARE(buttonText(u"checkButton"_s), u"Check again"_s);
    QVERIFY(!part<QPushButton>(u"mainButton"_s)->isVisible());
    click(u"checkButton"_s);
    QTRY_COMPARE(m_connections->checkedNames.size(), 2);
    QCOMPARE(m_connections->drafts.size(), 1U);
    QTRY_VERIFY(part<QPushButton>(u"checkButton"_s)->isEnabled());

    m_connections->checkFailure.reset();
    click(u"tokenReplaceButton"_s);
    type(u"tokenEdit"_s, u"another"_s);
    QCOMPARE(buttonText(u"checkButton"_s), u"Save and check"_s);
    click(u"checkButton"_s);

    QTRY_VERIFY(labelText(u"checkVerdictSummary"_s).contains(u"the account works"_s));
    QCOMPARE(m_connections->drafts.size(), 2U);
    const ConnectionDraft &mended = m_connections->drafts[1];
    QCOMPARE(mended.name, u"Orders"_s);
    QVERIFY(!mended.newName && !mended.baseUrl && mended.settings.isEmpty());
    QCOMPARE(mended.secrets.at(u"token"_s).value.reveal(), "another"_ba);
    QCOMPARE(m_connections->accounts.size(), 1);
}

void TestConnectionDialog::signsInByHandInsteadOfAToken()
{
    comeToTheAccount(u"Orders"_s);
    type(u"integrationIdEdit"_s, u"12"_s);
    type(u"emailEdit"_s, u"ops@example.com"_s);
    click(u"signInButton"_s);
    type(u"signInPasswordEdit"_s, u"passw0rd"_s);
    QCOMPARE(buttonText(u"mainButton"_s), u"Add and sign in"_s);
    click(u"mainButton"_s);

    QTRY_VERIFY(labelText(u"checkVerdictSummary"_s).contains(u"the account works"_s));
    QCOMPARE(m_connections->drafts.size(), 1U);
    QVERIFY(m_connections->drafts[0].secrets.empty());
    QCOMPARE(m_connections->loggedInNames, QStringList{u"Orders"_s});
    QCOMPARE(m_connections->checkedNames, QStringList{u"Orders"_s});
    QVERIFY(part<QLineEdit>(u"signInPasswordEdit"_s)->text().isEmpty());
}

void TestConnectionDialog::offersTheBrowserWhereTheAccountIsSetSo()
{
    openAdding();
    click(u"kind_superoffice"_s);
    type(u"nameEdit"_s, u"CRM"_s);
    auto *button = part<QPushButton>(u"browserSignInButton"_s);
    QVERIFY(!button->isVisible());
    click(u"mainButton"_s);
    QVERIFY(!button->isVisible()); // by its bearer token

    QTest::keyClick(part<QComboBox>(u"authCombo"_s), Qt::Key_Down);
    QTRY_VERIFY(button->isVisible());
    QVERIFY(!part<QPushButton>(u"signInButton"_s)->isVisible());
    button->click();

    QTRY_VERIFY(labelText(u"checkVerdictSummary"_s).contains(u"the account works"_s));
    QCOMPARE(m_connections->drafts.size(), 1U); // it was saved first
    QCOMPARE(m_connections->drafts[0].settings, (Fields{{u"auth"_s, u"oauth"_s}}));
    QCOMPARE(m_connections->browserNames, QStringList{u"CRM"_s});
    QCOMPARE(m_opened, QList<QUrl>{m_connections->browserPage});
}

void TestConnectionDialog::signsInInTheBrowser()
{
    openCrm();
    click(u"browserSignInButton"_s);

    QTRY_COMPARE(m_opened, QList<QUrl>{m_connections->browserPage});
    QCOMPARE(labelText(u"checkVerdictSummary"_s), u"Waiting for the browser…"_s);
    QVERIFY(!part<QPushButton>(u"checkButton"_s)->isEnabled());
    QVERIFY(!part<QPushButton>(u"browserSignInButton"_s)->isEnabled());
    answerForTheBrowser(Done{});

    QTRY_VERIFY(labelText(u"checkVerdictSummary"_s).contains(u"the account works"_s));
    QVERIFY(part<QPushButton>(u"checkButton"_s)->isEnabled());
    QVERIFY(m_connections->drafts.empty());
    QVERIFY(m_connections->checkedNames.isEmpty()); // the sign-in did
    click(u"cancelButton"_s);
    QTRY_VERIFY(dialog() == nullptr);
}

void TestConnectionDialog::givesUpTheBrowser()
{
    openCrm();
    click(u"browserSignInButton"_s);
    QTRY_COMPARE(m_opened.size(), 1);

    click(u"cancelButton"_s);
    QVERIFY(m_connections->browserStop.stop_requested());
    QVERIFY(dialog() != nullptr);
    answerForTheBrowser(fail({ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0}));

    QTRY_VERIFY(part<QPushButton>(u"browserSignInButton"_s)->isEnabled());
    QVERIFY(!part<QWidget>(u"checkVerdict"_s)->isVisible());
    click(u"cancelButton"_s);
    QTRY_VERIFY(dialog() == nullptr);
}

// There is no browser to give up yet.
void TestConnectionDialog::cancelWhileItSavesBeforeTheBrowserIsHeard()
{
    openCrm();
    type(u"nameEdit"_s, u"Sales"_s);
    click(u"browserSignInButton"_s);
    QCOMPARE(m_opened.size(), 0);

    dialog()->reject();
    QVERIFY(part<QMessageBox>(u"confirmBox"_s) != nullptr);
    click(u"confirmButton"_s);
    QTRY_VERIFY(dialog() == nullptr);
}

void TestConnectionDialog::saysWhyTheBrowserSignedNobodyIn()
{
    openCrm();
    click(u"browserSignInButton"_s);
    QTRY_COMPARE(m_opened.size(), 1);

    answerForTheBrowser(fail({ErrorKind::NotAuthorised,
                              Reason::RemoteSignInRefused,
                              {},
                              {},
                              u"no user of this tenant"_s,
                              u"access_denied"_s,
                              0}));

    QTRY_VERIFY(labelText(u"checkVerdictSummary"_s).contains(u"no user of this tenant"_s));
    QVERIFY(part<QPushButton>(u"browserSignInButton"_s)->isEnabled());
}

void TestConnectionDialog::showsThePageThatNoBrowserOpens()
{
    m_hasBrowser = false;
    openCrm();
    click(u"browserSignInButton"_s);

    QTRY_VERIFY(labelText(u"checkVerdictAdvice"_s).contains(m_connections->browserPage.toString()));
    QCOMPARE(labelText(u"checkVerdictSummary"_s), u"Waiting for the browser…"_s);
}

void TestConnectionDialog::stopsWaitingForTheBrowserWithItsDialog()
{
    openCrm();
    click(u"browserSignInButton"_s);
    QTRY_COMPARE(m_opened.size(), 1);

    delete dialog();

    QVERIFY(m_connections->browserStop.stop_requested());
    answerForTheBrowser(Done{});
}

void TestConnectionDialog::cancelAsksBeforeLosingWhatWasTyped()
{
    openAdding();
    click(u"kind_planomatic"_s);
    type(u"nameEdit"_s, u"Orders"_s);

    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(part<QMessageBox>(u"confirmBox"_s) != nullptr);
    click(u"keepButton"_s);
    QTRY_VERIFY(dialog()->findChild<QMessageBox *>() == nullptr);
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"Orders"_s);

    click(u"cancelButton"_s);
    QTRY_VERIFY(part<QMessageBox>(u"confirmBox"_s) != nullptr);
    click(u"confirmButton"_s);
    QTRY_VERIFY(dialog() == nullptr);

    openAdding(); // nothing is typed: nothing to ask
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(dialog() == nullptr);
    QVERIFY(m_connections->drafts.empty());
}

void TestConnectionDialog::editChangesOnlyWhatWasChanged()
{
    openEditing();
    QCOMPARE(dialog()->windowTitle(), u"Edit “Orders”"_s);
    QVERIFY(!part<QLabel>(u"stepLabel"_s)->isVisible());
    QVERIFY(!part<QPushButton>(u"mainButton"_s)->isEnabled());
    QCOMPARE(dialog()->focusWidget()->objectName(), u"nameEdit"_s);

    type(u"integrationIdEdit"_s, u"13"_s);
    QCOMPARE(buttonText(u"mainButton"_s), u"Save"_s);
    click(u"mainButton"_s);

    QTRY_VERIFY(dialog() == nullptr);
    QCOMPARE(m_connections->drafts.size(), 1U);
    const ConnectionDraft &draft = m_connections->drafts[0];
    QCOMPARE(draft.name, u"Orders"_s);
    QCOMPARE(draft.settings, (Fields{{u"integration_id"_s, 13}}));
    QVERIFY(!draft.newName && !draft.baseUrl && !draft.environment && !draft.isLocked);
    QVERIFY(draft.secrets.empty());
}

void TestConnectionDialog::newAddressKeepsItsEnvironment()
{
    openEditing();
    type(u"baseUrlEdit"_s, u"https://mirror.example"_s);
    click(u"mainButton"_s);

    QTRY_COMPARE(m_connections->drafts.size(), 1U);
    QCOMPARE(m_connections->drafts[0].baseUrl.value_or(QString()), u"https://mirror.example"_s);
    QVERIFY(m_connections->drafts[0].environment == Environment::Production);
}

void TestConnectionDialog::emptiedSettingGoesBackToItsDefault()
{
    Connection account = ordersAccount();
    account.settings[u"view"_s] = u"own_view"_s;
    m_connections->put(account);
    m_controller->edit(u"Orders"_s, m_window.get());
    QTRY_VERIFY(dialog() != nullptr);

    QVERIFY(part<QLineEdit>(u"viewEdit"_s)->isVisible()); // one of these is set, so all are shown
    type(u"viewEdit"_s, {});
    click(u"mainButton"_s);

    QTRY_COMPARE(m_connections->drafts.size(), 1U);
    QCOMPARE(m_connections->drafts[0].settings, (Fields{{u"view"_s, QJsonValue()}}));
}

void TestConnectionDialog::checksWithoutAChange()
{
    openEditing();
    QCOMPARE(buttonText(u"checkButton"_s), u"Check"_s);
    click(u"checkButton"_s);

    QTRY_VERIFY(labelText(u"checkVerdictSummary"_s).contains(u"the account works"_s));
    QVERIFY(m_connections->drafts.empty());
    QCOMPARE(m_connections->checkedNames, QStringList{u"Orders"_s});
}

void TestConnectionDialog::saysWhatTheServerIs()
{
    m_connections->states[u"Orders"_s].service = u"NetServer 10.3.7.842"_s;
    openEditing();
    click(u"checkButton"_s);

    QTRY_COMPARE(labelText(u"checkVerdictAdvice"_s), u"The server is NetServer 10.3.7.842."_s);
}

void TestConnectionDialog::secretIsNeverShown()
{
    const auto isShown = [this] { return textsIn(*m_window).join(u'\n').contains(u"t0ps3cret"_s); };
    comeToTheAccount(u"Orders"_s);
    fillTheAccount();
    QVERIFY(!isShown());
    click(u"mainButton"_s);
    QTRY_VERIFY(labelText(u"checkVerdictSummary"_s).contains(u"the account works"_s));

    QVERIFY(!isShown());
    const auto lines = m_window->findChildren<QLineEdit *>();
    for (const QLineEdit *line : lines)
        QVERIFY(!line->text().contains(u"t0ps3cret"_s)); // gone once it is saved
    QVERIFY(labelText(u"tokenStateLabel"_s).startsWith(u"Set"_s));
}

void TestConnectionDialog::saysWhatBecomesOfASecretThatIsGiven()
{
    m_local->figures.secrets.lasts = Keeping::Lasts::ThisRun;
    comeToTheAccount(u"Orders"_s);
    QVERIFY(labelText(u"keepingLabel"_s).contains(u"keychain"_s));
    QVERIFY(!part<QWidget>(u"noticeBar"_s)->isVisible());

    type(u"tokenEdit"_s, u"t"_s);

    QTRY_VERIFY(part<QWidget>(u"noticeBar"_s)->isVisible());
    QVERIFY(labelText(u"noticeSummary"_s).contains(u"until Tacklebox is closed"_s));
    QVERIFY(!part<QLabel>(u"keepingLabel"_s)->isVisible());
}

void TestConnectionDialog::removalOnProductionWantsTheName()
{
    m_connections->put(ordersAccount());
    m_controller->askRemove(u"Orders"_s, m_window.get());
    QTRY_VERIFY(m_window->findChild<QDialog *>(u"typedConfirm"_s) != nullptr);
    auto *deed = part<QPushButton>(u"confirmButton"_s);
    QCOMPARE(deed->text(), u"Remove “Orders”"_s);
    QVERIFY(textsIn(*m_window).join(u'\n').contains(u"Nothing is changed at PlanoMatic"_s));
    QVERIFY(!deed->isEnabled());

    type(u"typedNameEdit"_s, u"orders"_s);
    QVERIFY(!deed->isEnabled());
    QTest::keyClick(part<QLineEdit>(u"typedNameEdit"_s), Qt::Key_Return);
    QVERIFY(m_connections->removedNames.isEmpty());

    type(u"typedNameEdit"_s, u"Orders"_s);
    QVERIFY(deed->isEnabled());
    deed->click();
    QTRY_COMPARE(m_connections->removedNames, QStringList{u"Orders"_s});
    QTRY_VERIFY(m_window->findChild<QDialog *>(u"typedConfirm"_s) == nullptr);
}

void TestConnectionDialog::removalElsewhereAsks()
{
    Connection account = ordersAccount();
    account.environment = Environment::Test;
    m_connections->put(account);
    QSignalSpy failed(m_controller.get(), &ConnectionsController::failed);
    m_connections->failure = Error{ErrorKind::Failed, Reason::DatabaseBusy, {}, u"x.db"_s, {}, {}, 0};

    m_controller->askRemove(u"Orders"_s, m_window.get());
    QTRY_VERIFY(part<QMessageBox>(u"confirmBox"_s) != nullptr);
    QVERIFY(m_connections->removedNames.isEmpty());
    click(u"confirmButton"_s);

    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(m_connections->accounts.size(), 1);
}

void TestConnectionDialog::unknownConnectionIsSaid()
{
    QSignalSpy failed(m_controller.get(), &ConnectionsController::failed);
    m_controller->edit(u"gone"_s, m_window.get());

    QCOMPARE(failed.size(), 1);
    QVERIFY(dialog() == nullptr);
}

void TestConnectionDialog::offersANameThatNobodyHas()
{
    m_connections->add(u"planomatic PRODUCTION"_s, *m_local);
    openAdding();
    click(u"kind_planomatic"_s);
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"PlanoMatic production 2"_s);

    QTest::keyClick(part<QComboBox>(u"placeCombo"_s), Qt::Key_Down); // the sandbox
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"PlanoMatic test"_s);
    click(u"mainButton"_s);
    fillTheAccount();
    click(u"backButton"_s);
    type(u"nameEdit"_s, u"Orders"_s); // by hand: it stays
    QTest::keyClick(part<QComboBox>(u"placeCombo"_s), Qt::Key_Up);
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"Orders"_s);
}

void TestConnectionDialog::closesUnaskedWhileOnlyTheOfferedNameIsThere()
{
    openAdding();
    click(u"kind_planomatic"_s);
    QVERIFY(!part<QLineEdit>(u"nameEdit"_s)->text().isEmpty());

    QTest::keyClick(dialog(), Qt::Key_Escape);

    QTRY_VERIFY(dialog() == nullptr);
}

void TestConnectionDialog::knowsAServerOfOnesOwn()
{
    openAdding();
    click(u"kind_planomatic"_s);
    type(u"baseUrlEdit"_s, u"http://127.0.0.1:8080"_s);
    for (int i = 0; i < 2; ++i)
        QTest::keyClick(part<QComboBox>(u"environmentCombo"_s), Qt::Key_Down);
    QCOMPARE(part<QComboBox>(u"environmentCombo"_s)->currentText(), u"local"_s);
    QVERIFY(labelText(u"environmentLabel"_s).contains(u"your own"_s));
    QVERIFY(!part<QCheckBox>(u"lockedCheck"_s)->isChecked());
    QCOMPARE(part<QLineEdit>(u"nameEdit"_s)->text(), u"PlanoMatic local"_s);
    click(u"mainButton"_s);
    fillTheAccount();
    click(u"mainButton"_s);

    QTRY_COMPARE(m_connections->drafts.size(), 1U);
    QVERIFY(m_connections->drafts[0].environment == Environment::Local);
    QCOMPARE(m_connections->drafts[0].newName.value_or(QString()), u"PlanoMatic local"_s);
}

void TestConnectionDialog::generatesNoSecretThatTheVendorGives()
{
    comeToTheAccount(u"Orders"_s);

    QVERIFY(part<QLineEdit>(u"tokenEdit"_s)->isVisible());
    QVERIFY(part<QPushButton>(u"tokenShowButton"_s)->isVisible());
    QVERIFY(!part<QPushButton>(u"tokenGenerateButton"_s)->isVisible());
    QCOMPARE(part<QLineEdit>(u"tokenEdit"_s)->placeholderText(), u"Not set"_s);
}

void TestConnectionDialog::saysThatItsAccountIsGone()
{
    openEditing();

    (void)m_connections->remove(u"Orders"_s); // elsewhere

    QVERIFY(labelText(u"checkVerdictSummary"_s).contains(u"no connection named “Orders”"_s));
    Connection other = ordersAccount();
    other.id = {u"another-id"_s};
    m_connections->put(other);
    type(u"integrationIdEdit"_s, u"13"_s);
    click(u"mainButton"_s);
    click(u"checkButton"_s);
    QVERIFY(m_connections->drafts.empty()); // it is another one's name now
    QVERIFY(m_connections->checkedNames.isEmpty());
}

void TestConnectionDialog::saysInTheMiddleOfACheckThatItsAccountIsGone()
{
    openEditing();
    dialog()->showChecking(); // and nobody answers
    QVERIFY(!part<QPushButton>(u"checkButton"_s)->isEnabled());

    (void)m_connections->remove(u"Orders"_s);

    QVERIFY(part<QPushButton>(u"checkButton"_s)->isEnabled());
    QVERIFY(labelText(u"checkVerdictSummary"_s).contains(u"no connection named “Orders”"_s));
}

void TestConnectionDialog::savesUnderTheNameThatItsAccountHasByNow()
{
    m_connections->add(u"Orders"_s, *m_local);
    openEditing();
    Connection renamed = ordersAccount();
    renamed.name = u"Orders West"_s;

    m_connections->put(renamed); // elsewhere
    type(u"integrationIdEdit"_s, u"13"_s);
    click(u"mainButton"_s);

    QTRY_COMPARE(m_connections->drafts.size(), 1U);
    QCOMPARE(m_connections->drafts[0].name, u"Orders West"_s);
    QVERIFY(!m_connections->drafts[0].newName);
}

void TestConnectionDialog::removesNobodyElseByTheSameName()
{
    Connection account = ordersAccount();
    account.environment = Environment::Test;
    m_connections->put(account);
    m_controller->askRemove(u"Orders"_s, m_window.get());
    QTRY_VERIFY(part<QMessageBox>(u"confirmBox"_s) != nullptr);

    m_connections->accounts[0].id = {u"another-id"_s};
    click(u"confirmButton"_s);

    QTRY_VERIFY(m_window->findChild<QMessageBox *>(u"confirmBox"_s) == nullptr);
    QVERIFY(m_connections->removedNames.isEmpty());
}

QTEST_MAIN(TestConnectionDialog)
#include "tst_connectiondialog.moc"
