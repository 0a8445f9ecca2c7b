// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/testform.h"

#include "core/callbackurl.h"
#include "models/shorttext.h"
#include "ui/bodyedit.h"
#include "ui/connectiontext.h"
#include "ui/fieldrow.h"
#include "ui/findinglabel.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUrlRole = Qt::UserRole + 1;

QStringList schemesOf(const BackendInfo &info)
{
    const auto found = std::ranges::find(info.subscriberFields, FieldRule::Signing, &Field::rule);
    return found == info.subscriberFields.end() ? QStringList{u"none"_s} : found->choices;
}

QComboBox *combo(const QString &objectName)
{
    auto *box = new QComboBox;
    box->setObjectName(objectName);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    return box;
}

} // namespace

TestForm::TestForm(const Theme &theme, const BackendInfo &info)
    : m_target(combo(u"targetCombo"_s))
    , m_sample(combo(u"sampleCombo"_s))
    , m_scheme(combo(u"schemeCombo"_s))
    , m_secret(new QLineEdit)
    , m_body(new BodyEdit(theme, u"testBodyEdit"_s, tr("Body")))
    , m_headers(new QPlainTextEdit)
    , m_tabs(new QTabWidget)
    , m_signer(serverName(info))
{
    build(theme, info);
    connect(m_target, &QComboBox::editTextChanged, this, &TestForm::takeTarget);
    connect(m_target, &QComboBox::activated, this, &TestForm::takeTarget);
    connect(m_sample, &QComboBox::currentIndexChanged, this, &TestForm::takeSample);
    connect(m_scheme, &QComboBox::currentIndexChanged, this, &TestForm::takeTarget);
    connect(m_secret, &QLineEdit::textEdited, this, &TestForm::changed);
    connect(m_body, &BodyEdit::changed, this, &TestForm::changed);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &TestForm::judgeHeaders);
    takeSample(0);
    takeTarget();
}

void TestForm::build(const Theme &theme, const BackendInfo &info)
{
    setProperty("panel", true);
    setObjectName(u"testForm"_s);
    m_target->setEditable(true);
    m_target->setInsertPolicy(QComboBox::NoInsert);
    m_target->setFont(theme.font(TextRole::Fixed));
    m_target->lineEdit()->setFont(theme.font(TextRole::Fixed));
    setFocusProxy(m_target);
    m_target->lineEdit()->setObjectName(u"targetEdit"_s);
    m_target->lineEdit()->setAccessibleName(tr("URL or subscriber"));
    m_target->lineEdit()->setPlaceholderText(tr("https://… or the name of a subscriber"));
    m_target->completer()->setFilterMode(Qt::MatchContains);
    for (const Sample &sample : samples())
        m_sample->addItem(tr("%1 · invented sample", "an event's name").arg(sample.name));
    m_scheme->addItems(schemesOf(info));
    m_secret->setObjectName(u"testSecretEdit"_s);
    m_secret->setEchoMode(QLineEdit::Password);
    m_headers->setObjectName(u"testHeadersEdit"_s);
    m_headers->setProperty("code", true);
    m_headers->setFont(theme.font(TextRole::Fixed));
    m_headers->setTabChangesFocus(true);
    m_headers->setPlaceholderText(tr("Name: Value, one a line"));

    m_targetRow = new FieldRow(theme, tr("URL or subscriber"), m_target, m_target);
    m_schemeRow = new FieldRow(theme, tr("Signature"), m_scheme, m_scheme);
    m_secretRow = new FieldRow(theme, tr("Secret, for this test only"), m_secret, m_secret);
    m_headersRow = new FieldRow(theme, {}, m_headers, m_headers);
    m_headers->setAccessibleName(tr("Headers"));
    m_tabs->setObjectName(u"testTabs"_s);
    m_tabs->addTab(m_body, tr("Body", "of a request"));
    m_tabs->addTab(m_headersRow, tr("Headers", "of a request"));
    for (QWidget *tab : {static_cast<QWidget *>(m_body), static_cast<QWidget *>(m_headersRow)})
        tab->setContentsMargins(0, space::kSmall, 0, 0);
    arrange(theme);
}

void TestForm::arrange(const Theme &theme)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kLarge);
    grid->setHorizontalSpacing(space::kMedium);
    grid->setVerticalSpacing(space::kMedium);
    grid->addWidget(m_targetRow, 0, 0, 1, 2);
    grid->addWidget(new FieldRow(theme, tr("Event"), m_sample, m_sample), 1, 0, Qt::AlignTop);
    grid->addWidget(m_schemeRow, 1, 1, Qt::AlignTop);
    grid->addWidget(m_secretRow, 2, 0, 1, 2);
    grid->addWidget(m_tabs, 3, 0, 1, 2);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);
    grid->setRowStretch(3, 1);
}

std::optional<SubscriberId> TestForm::chosenSubscriber() const
{
    const int index = m_target->findText(m_target->currentText(), Qt::MatchExactly);
    if (index < 0)
        return std::nullopt;
    return SubscriberId{m_target->itemData(index).toString()};
}

void TestForm::setSubscribers(const QList<Subscriber> &subscribers)
{
    const QString text = m_target->currentText();
    {
        const QSignalBlocker quiet(m_target);
        m_target->clear();
        for (const Subscriber &row : subscribers) {
            m_target->addItem(row.name + u" · "_s + models::urlText(row.url), row.id.value);
            m_target->setItemData(m_target->count() - 1, row.url, kUrlRole);
        }
        m_target->setCurrentIndex(-1);
        m_target->setEditText(text);
    }
    if (!m_wanted.isEmpty())
        setTarget(m_wanted);
}

void TestForm::setTarget(const SubscriberId &id)
{
    const int index = m_target->findData(id.value);
    m_wanted = index < 0 ? id : SubscriberId();
    if (index >= 0)
        m_target->setCurrentIndex(index);
    takeTarget();
}

void TestForm::setTarget(const QString &url)
{
    m_target->setEditText(url);
}

void TestForm::takeTarget()
{
    const bool isSubscriber = chosenSubscriber().has_value();
    m_scheme->setEnabled(!isSubscriber);
    const QString own = m_signer.isEmpty()
        ? tr("The subscriber's own signature and headers go along.")
        : tr("The subscriber's own headers go along. Its secret is at %1 alone: nothing is signed.")
              .arg(m_signer);
    m_schemeRow->setHint(isSubscriber ? own : QString());
    m_secretRow->setVisible(!isSubscriber && m_scheme->currentIndex() > 0);
    m_targetRow->setFinding({});
    m_target->setToolTip(m_target->currentText());
    emit changed();
}

void TestForm::takeSample(int index)
{
    if (index >= 0 && index < int(samples().size()))
        m_body->setBody(samples().at(size_t(index)).event.payload);
}

void TestForm::judgeTarget()
{
    std::optional<Error> error;
    if (!chosenSubscriber())
        error = checkCallbackUrl(m_target->currentText().trimmed(), u"url"_s);
    m_targetRow->setFinding(error ? findingText(*error) : QString());
}

void TestForm::judgeHeaders()
{
    const Result<Headers> given = headers();
    m_headersRow->setFinding(given ? QString() : findingText(given.error()));
    const auto count = given ? given->size() : 0;
    m_tabs->setTabText(1,
                       count > 0 ? tr("Headers %1", "how many").arg(count) : tr("Headers", "of a request"));
    emit changed();
}

Result<Headers> TestForm::headers() const
{
    Headers given;
    for (const QString &line : m_headers->toPlainText().split(u'\n', Qt::SkipEmptyParts)) {
        Result<Header> header = headerFrom(line, u"header"_s);
        if (!header)
            return fail(header.error());
        given.append(*header);
    }
    return given;
}

void TestForm::showFindings()
{
    judgeTarget();
    judgeHeaders();
}

void TestForm::showError(const Error &error)
{
    const bool isHeader = error.field.startsWith(u"header"_s);
    (isHeader ? m_headersRow : m_targetRow)->setFinding(findingText(error));
    if (isHeader)
        m_tabs->setCurrentIndex(1);
}

bool TestForm::isReady() const
{
    const bool isTarget
        = chosenSubscriber() || !checkCallbackUrl(m_target->currentText().trimmed(), u"url"_s);
    return isTarget && headers().has_value() && !m_body->finding();
}

TestRequest TestForm::request() const
{
    TestRequest request;
    if (const auto subscriber = chosenSubscriber())
        request.target = *subscriber;
    else
        request.target = m_target->currentText().trimmed();
    const int sample = std::max(0, m_sample->currentIndex());
    request.eventType = samples().empty() ? QString() : samples().at(size_t(sample)).event.type;
    request.payload = m_body->body();
    request.headers = headers().value_or(Headers());
    if (!chosenSubscriber() && m_scheme->currentIndex() > 0) {
        request.scheme = m_scheme->currentText();
        request.secret = Secret(m_secret->text().toUtf8());
    }
    return request;
}

SentRequest TestForm::unsent() const
{
    Headers given{{"Content-Type", "application/json"}};
    given += headers().value_or(Headers());
    const int chosen = m_target->findText(m_target->currentText(), Qt::MatchExactly);
    const QString url
        = chosen < 0 ? m_target->currentText().trimmed() : m_target->itemData(chosen, kUrlRole).toString();
    return {"POST", url, given, m_body->body()};
}

} // namespace tacklebox::ui
