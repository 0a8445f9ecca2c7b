// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/connectionform.h"

#include "backend/wording.h"
#include "ui/button.h"
#include "ui/connectiontext.h"
#include "ui/environmentchoice.h"
#include "ui/fieldrow.h"
#include "ui/findinglabel.h"
#include "ui/rowgrid.h"
#include "ui/secretcontrol.h"
#include "ui/theme.h"
#include "ui/valuecontrol.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;
using namespace models::account;

namespace {

// client_id becomes “Client id” where it has no words of its own.
QString labelOf(const Field &field)
{
    QString label = wording::fieldLabel(field.key);
    if (label == field.key) {
        label.replace(u'_', u' ').replace(u'.', u' ');
        label[0] = label.at(0).toUpper();
    }
    return field.isRequired ? ConnectionForm::tr("%1 (required)", "a field's name").arg(label) : label;
}

// As a person fills them in: what is always asked, how to sign in with what that takes, and the rest.
std::vector<Field> inOrder(const models::AccountEdit &edit)
{
    std::vector<Field> fields = edit.kind().settings;
    fields.insert(fields.end(), edit.kind().secrets.begin(), edit.kind().secrets.end());
    const auto rank = [&edit](const Field &field) {
        const bool isSecret = field.kind == FieldKind::Secret;
        return field.isRequired && !isSecret      ? 0
            : edit.values().isChoosing(field.key) ? 1
            : !field.need.key.isEmpty()           ? 2
            : field.isRequired                    ? 3
            : !isSecret                           ? 4
                                                  : 5;
    };
    std::ranges::stable_sort(fields, {}, rank);
    return fields;
}

} // namespace

ConnectionForm::ConnectionForm(const Theme &theme, const ConnectionKind &kind,
                               const std::optional<Connection> &account, const QStringList &taken)
    : m_theme(theme)
    , m_edit(kind, account, suggestedName(kind.vendor, models::firstEnvironment(kind), taken))
    , m_place(new QWidget)
    , m_accountPart(new QWidget)
    , m_more(new QWidget)
    , m_moreButton(new Button(theme, ButtonKind::Link, {}, u"moreSettingsButton"_s))
    , m_places(new QComboBox)
    , m_environment(new EnvironmentChoice(theme))
    , m_taken(taken)
    , m_isNameChosen(account.has_value())
    , m_isLockChosen(m_edit.isLockUnusual())
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kLarge);
    for (QWidget *part : {m_place, m_accountPart}) {
        auto *inner = new QVBoxLayout(part);
        inner->setContentsMargins({});
        inner->setSpacing(space::kMedium);
        column->addWidget(part);
        part == m_place ? buildPlace(*inner) : buildAccount(*inner);
    }
    column->addStretch();
    m_places->setCurrentIndex(placeIndex());
    setEnvironment(m_edit.environment());
    connect(&theme, &Theme::changed, this, &ConnectionForm::colour);
}

void ConnectionForm::setParts(const QList<Part> &parts)
{
    m_place->setVisible(parts.contains(Part::Place));
    m_accountPart->setVisible(parts.contains(Part::Account));
}

ConnectionForm::Part ConnectionForm::partOf(const QString &key)
{
    return models::isOwnKey(key) ? Part::Place : Part::Account;
}

void ConnectionForm::buildPlace(QVBoxLayout &column)
{
    FieldRow *name = makeValue(*m_edit.values().field(kName), wording::fieldLabel(kName));
    name->setHint(tr("What this connection is called here."));
    FieldRow *address = makeValue(*m_edit.values().field(kBaseUrl), tr("Base URL"));
    if (auto *line = qobject_cast<QLineEdit *>(address->handle()))
        line->setPlaceholderText(u"https://api.example.com"_s);
    column.addWidget(name);
    column.addWidget(new FieldRow(m_theme, tr("Place"), makePlaces(), m_places));
    column.addWidget(address);
    connect(m_environment, &EnvironmentChoice::chosen, this, [this](Environment environment) {
        setEnvironment(environment);
        emit edited();
    });
    column.addWidget(keepRow(
        kEnvironment, new FieldRow(m_theme, tr("Environment"), m_environment, m_environment->handle())));
    column.addWidget(makeValue(*m_edit.values().field(kLocked), tr("Locked: read only until unlocked")));
}

QWidget *ConnectionForm::makePlaces()
{
    m_places->setObjectName(u"placeCombo"_s);
    for (const VendorPlace &place : m_edit.kind().places)
        m_places->addItem(u"%1 · %2"_s.arg(place.name, QUrl(place.baseUrl).host()));
    m_places->addItem(tr("Another address"));
    connect(m_places, &QComboBox::activated, this, &ConnectionForm::choosePlace);
    return m_places;
}

void ConnectionForm::buildAccount(QVBoxLayout &column)
{
    auto *first = new QWidget;
    m_firstRows = new RowGrid(first);
    m_moreRows = new RowGrid(m_more);
    bool isOneSet = false;
    for (const Field &field : inOrder(m_edit)) {
        const bool isSecret = field.kind == FieldKind::Secret;
        const bool isMore = !isSecret && models::worksAsItIs(field);
        const bool isWide = isSecret || field.kind == FieldKind::Url;
        (isMore ? m_moreRows : m_firstRows)
            ->add(isSecret ? makeSecret(field) : makeValue(field, labelOf(field)),
                  isWide ? RowGrid::Room::Whole : RowGrid::Room::Half);
        isOneSet = isOneSet || (isMore && m_edit.values().value(field.key) != field.initial);
    }
    column.addWidget(first);
    column.addWidget(m_moreButton, 0, Qt::AlignLeft);
    column.addWidget(m_more);
    showNeeded();
    setMoreShown(isOneSet);
    connect(m_moreButton, &Button::clicked, this, [this] { setMoreShown(m_more->isHidden()); });
}

// One that is of no use stays hidden, unless something is wrong with it.
void ConnectionForm::showNeeded()
{
    for (const Field &field : m_edit.values().fields()) {
        FieldRow *row = m_rows.value(field.key);
        const bool isShown = m_edit.values().isOfUse(field) || !row->finding().isEmpty();
        for (RowGrid *rows : {m_firstRows, m_moreRows})
            rows->setShown(row, isShown);
    }
    m_moreButton->setVisible(m_moreRows->isAnyShown());
}

void ConnectionForm::setMoreShown(bool isShown)
{
    m_more->setVisible(isShown);
    m_moreButton->setLabel(isShown ? tr("Fewer settings") : tr("More settings"));
}

FieldRow *ConnectionForm::makeValue(const Field &field, const QString &label)
{
    ValueControl *control = makeControl(m_theme, field, {});
    control->setValue(m_edit.values().value(field.key));
    auto *tick = qobject_cast<QAbstractButton *>(control->handle());
    if (tick)
        tick->setText(label);
    m_controls.insert(field.key, control);
    connect(control, &ValueControl::edited, this, [this, key = field.key] { take(key); });
    return keepRow(field.key, new FieldRow(m_theme, tick ? QString() : label, control, control->handle()));
}

FieldRow *ConnectionForm::makeSecret(const Field &field)
{
    auto *control = new SecretControl(m_theme, field, m_edit.secret(field.key), SecretSource::Vendors);
    const auto note = [this, key = field.key] {
        m_rows.value(key)->setFinding({});
        emit edited();
    };
    connect(control, &SecretControl::secretSet, this, [this, key = field.key, note](const Secret &secret) {
        m_edit.values().setSecret(key, {SecretEdit::Action::Set, secret, {}});
        note();
        if (!std::exchange(m_isSecretGiven, true))
            emit secretGiven();
    });
    connect(control, &SecretControl::secretCleared, this, [this, key = field.key, note] {
        m_edit.values().setSecret(key, {SecretEdit::Action::Clear, {}, {}});
        note();
    });
    connect(control, &SecretControl::secretKept, this, [this, key = field.key, note] {
        m_edit.values().keepSecret(key);
        note();
    });
    return keepRow(field.key, new FieldRow(m_theme, labelOf(field), control, control->handle()));
}

FieldRow *ConnectionForm::keepRow(const QString &key, FieldRow *row)
{
    m_rows.insert(key, row);
    m_order.append(key);
    return row;
}

void ConnectionForm::take(const QString &key)
{
    const QJsonValue value = m_controls.value(key)->value();
    m_edit.values().setValue(key, value.isString() ? QJsonValue(value.toString().trimmed()) : value);
    m_rows.value(key)->setFinding({});
    m_isNameChosen = m_isNameChosen || key == kName;
    m_isLockChosen = m_isLockChosen || key == kLocked;
    if (key == kBaseUrl)
        followAddress();
    if (m_edit.values().isChoosing(key))
        showNeeded();
    emit edited();
}

void ConnectionForm::setValue(const QString &key, const QJsonValue &value)
{
    m_edit.values().setValue(key, value);
    m_rows.value(key)->setFinding({});
    m_controls.value(key)->setValue(value);
}

// One behind the last where the address is none that the vendor publishes.
int ConnectionForm::placeIndex() const
{
    const QList<VendorPlace> &places = m_edit.kind().places;
    const auto place = placeOf(m_edit.values().value(kBaseUrl).toString(), m_edit.kind());
    return int(place ? places.indexOf(*place) : places.size());
}

void ConnectionForm::choosePlace(int index)
{
    const QString address = m_edit.kind().places.value(index).baseUrl;
    if (index == placeIndex() && (address.isEmpty() || address == m_edit.values().value(kBaseUrl).toString()))
        return; // “Another address” again: what was typed stays
    setValue(kBaseUrl, address);
    followAddress();
    emit edited();
}

// A vendor's published address tells what it stands for.
void ConnectionForm::followAddress()
{
    const int index = placeIndex();
    m_places->setCurrentIndex(index);
    if (index < m_edit.kind().places.size())
        setEnvironment(m_edit.kind().places.at(index).environment);
}

void ConnectionForm::setEnvironment(Environment environment)
{
    m_edit.values().setValue(kEnvironment, QString(toText(environment)));
    m_environment->setEnvironment(environment);
    m_rows.value(kEnvironment)->setFinding({});
    if (!m_isNameChosen)
        setValue(kName, suggestedName(m_edit.kind().vendor, environment, m_taken));
    if (!m_isLockChosen)
        setValue(kLocked,
                 isProduction(environment, m_edit.values().value(kBaseUrl).toString(), m_edit.kind()));
    colour();
}

void ConnectionForm::colour()
{
    for (int i = 0; i < m_edit.kind().places.size(); ++i)
        m_places->setItemData(
            i, colourOf(m_theme, m_edit.kind().places.at(i).environment), Qt::ForegroundRole);
}

Fields ConnectionForm::settings() const
{
    Fields settings;
    for (const Field &field : m_edit.kind().settings)
        settings.insert(field.key, m_edit.values().value(field.key));
    return settings;
}

bool ConnectionForm::judge(Part part)
{
    QMap<QString, QString> sentences;
    for (const Error &error : m_edit.findings())
        sentences.insert(error.field, findingText(error));
    QStringList wrong;
    for (const QString &key : std::as_const(m_order)) {
        if (partOf(key) != part)
            continue;
        m_rows.value(key)->setFinding(sentences.value(key));
        if (sentences.contains(key))
            wrong.append(key);
    }
    showNeeded();
    if (!wrong.isEmpty())
        focusField(wrong.constFirst());
    return wrong.isEmpty();
}

bool ConnectionForm::showError(const Error &error)
{
    FieldRow *row = m_rows.value(error.field);
    if (!row)
        return false;
    row->setFinding(findingText(error));
    showNeeded();
    focusField(error.field);
    return true;
}

void ConnectionForm::focusField(const QString &key)
{
    QWidget *handle = m_rows.value(key)->handle();
    if (m_more->isAncestorOf(handle))
        setMoreShown(true);
    if (!handle->isHidden()) // a secret that is kept has no line
        handle->setFocus();
}

} // namespace tacklebox::ui
