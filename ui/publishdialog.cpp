// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/publishdialog.h"

#include "backend/payloadfile.h"
#include "backend/samples.h"
#include "core/payload.h"
#include "ui/bodyedit.h"
#include "ui/button.h"
#include "ui/connectiontext.h"
#include "ui/fieldrow.h"
#include "ui/findinglabel.h"
#include "ui/noticebar.h"
#include "ui/theme.h"
#include "ui/unconfirmed.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kStartSize{640, 600};

QComboBox *combo(const QString &objectName, const QStringList &words)
{
    auto *box = new QComboBox;
    box->setObjectName(objectName);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->addItems(words);
    box->setEditText({});
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

// What can be subscribed to may name many events; what happens is one.
QStringList wholeTypes(QStringList selectors)
{
    selectors.removeIf([](const QString &selector) { return selector.endsWith(u'*'); });
    return selectors;
}

QString publishedText(const Published &published)
{
    const auto jobs = int(published.jobs.size());
    if (published.repeated)
        return PublishDialog::tr("This event was published before: nothing was made again.");
    if (jobs == 0)
        return PublishDialog::tr("Published. No subscriber asks for this event, so no job was made.");
    return jobs == 1 ? PublishDialog::tr("Published. 1 job was made.")
                     : PublishDialog::tr("Published. %n jobs were made.", nullptr, jobs);
}

} // namespace

PublishDialog::PublishDialog(const Theme &theme, const BackendInfo &info, const QString &place,
                             QWidget *parent)
    : QDialog(parent)
    , m_sample(combo(u"publishSampleCombo"_s, {}))
    , m_type(combo(u"typeCombo"_s, wholeTypes(info.knownEvents)))
    , m_status(combo(u"statusCombo"_s, info.knownStatuses))
    , m_order(new QLineEdit)
    , m_address(new QLineEdit)
    , m_body(new BodyEdit(theme, u"bodyEdit"_s, tr("Body")))
    , m_notice(new NoticeBar(theme))
    , m_publish(new Button(theme, ButtonKind::Main, {}, u"publishButton"_s))
    , m_publishText(tr("Publish to %1", "the connection's name").arg(place))
{
    setObjectName(u"publishDialog"_s);
    setWindowTitle(tr("Publish an event"));
    build(theme);
    addCaution(info);
    resize(kStartSize);
    connect(m_sample, &QComboBox::currentIndexChanged, this, &PublishDialog::takeSample);
    connect(m_type, &QComboBox::editTextChanged, this, &PublishDialog::refresh);
    connect(m_status, &QComboBox::editTextChanged, this, &PublishDialog::refresh);
    connect(m_body, &BodyEdit::changed, this, &PublishDialog::refresh);
    connect(m_body, &BodyEdit::changed, m_notice, &NoticeBar::hide); // it told of another body
    connect(m_publish, &Button::clicked, this, &PublishDialog::submit);
    connect(m_notice, &NoticeBar::actionAsked, this, [this] { emit jobsAsked(m_published); });
    connect(new QShortcut(QKeySequence(u"Ctrl+Return"_s), this),
            &QShortcut::activated,
            this,
            &PublishDialog::submit);
    begin(info);
}

// Where an event is its type and its payload alone, no sample of another system's is offered.
void PublishDialog::begin(const BackendInfo &info)
{
    if (!info.verbs.testFlag(Verb::ListJobs))
        m_tellers = connectionTitle(info);
    if (info.bareEvent.isEmpty())
        return takeSample(0);
    for (const char *key : {"sample", "status", "order_id", "address"})
        m_rows.value(QString::fromLatin1(key))->hide();
    const QWidget *form = m_rows.value(u"type"_s)->parentWidget();
    static_cast<QGridLayout *>(form->layout())->setColumnStretch(1, 0); // nothing is left in it
    setEvent({{}, {}, {}, {}, {}, {}, info.bareEvent});
    setFinding(u"type"_s, {}); // nobody was asked for it yet
}

void PublishDialog::build(const Theme &theme)
{
    auto *heading = new QLabel(windowTitle());
    QFont font = theme.font(TextRole::Strong);
    font.setPixelSize(font.pixelSize() + 2);
    heading->setFont(font);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    column->setSpacing(space::kMedium);
    column->addWidget(heading);
    column->addWidget(buildForm(theme), 1);
    column->addWidget(m_notice);
    column->addWidget(buildFoot());

    auto *file = new Button(theme, ButtonKind::Plain, tr("From a file…"), u"fileButton"_s);
    file->setIconName(u"folder"_s);
    connect(file, &Button::clicked, this, &PublishDialog::chooseFile);
    auto *close = new Button(theme, ButtonKind::Plain, tr("Close"), u"closeButton"_s);
    connect(close, &Button::clicked, this, &PublishDialog::reject);
    auto *line = findChild<QWidget *>(u"publishFoot"_s)->layout();
    line->addWidget(file);
    static_cast<QHBoxLayout *>(line)->addStretch();
    line->addWidget(close);
    line->addWidget(m_publish);
}

// Where nobody documented the call.
void PublishDialog::addCaution(const BackendInfo &info)
{
    auto *line = static_cast<QHBoxLayout *>(findChild<QWidget *>(u"publishFoot"_s)->layout());
    line->insertWidget(line->indexOf(m_publish),
                       makeUnconfirmedLabel(info, Verb::Publish, u"publishUnconfirmedLabel"_s));
    if (const QString text = unconfirmedText(info, Verb::Publish); !text.isEmpty())
        m_publish->setToolTip(m_publish->toolTip() + u'\n' + text);
}

QWidget *PublishDialog::buildForm(const Theme &theme)
{
    m_sample->setEditable(false);
    for (const Sample &sample : samples())
        m_sample->addItem(sample.name);
    m_order->setObjectName(u"orderIdEdit"_s);
    m_address->setObjectName(u"addressEdit"_s);
    m_rows = {{u"sample"_s, new FieldRow(theme, tr("Start from the sample"), m_sample, m_sample)},
              {u"type"_s, new FieldRow(theme, tr("Event"), m_type, m_type)},
              {u"status"_s, new FieldRow(theme, tr("Order status"), m_status, m_status)},
              {u"order_id"_s, new FieldRow(theme, tr("Order"), m_order, m_order)},
              {u"address"_s, new FieldRow(theme, tr("Address", "of an order"), m_address, m_address)},
              {u"data"_s, new FieldRow(theme, tr("Body"), m_body, m_body)}};
    auto *form = new QWidget;
    auto *grid = new QGridLayout(form);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(space::kMedium);
    grid->setVerticalSpacing(space::kSmall);
    grid->addWidget(m_rows.value(u"sample"_s), 0, 0, 1, 2);
    grid->addWidget(m_rows.value(u"type"_s), 1, 0, Qt::AlignTop);
    grid->addWidget(m_rows.value(u"status"_s), 1, 1, Qt::AlignTop);
    grid->addWidget(m_rows.value(u"order_id"_s), 2, 0, Qt::AlignTop);
    grid->addWidget(m_rows.value(u"address"_s), 2, 1, Qt::AlignTop);
    grid->addWidget(m_rows.value(u"data"_s), 3, 0, 1, 2);
    grid->setRowStretch(3, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return form;
}

QWidget *PublishDialog::buildFoot()
{
    auto *foot = new QWidget;
    foot->setObjectName(u"publishFoot"_s);
    auto *line = new QHBoxLayout(foot);
    line->setContentsMargins({});
    line->setSpacing(space::kSmall);
    m_publish->setLabel(m_publishText);
    m_publish->setToolTip(tr("Ctrl+Enter"));
    return foot;
}

void PublishDialog::takeSample(int index)
{
    if (index >= 0 && index < int(samples().size()))
        setEvent(samples().at(size_t(index)).event);
}

void PublishDialog::setEvent(const EventDraft &event)
{
    m_type->setEditText(event.type);
    m_status->setEditText(event.status);
    m_order->setText(event.orderId);
    m_address->setText(event.address);
    m_body->setBody(event.payload);
    m_notice->hide();
    refresh();
}

void PublishDialog::chooseFile()
{
    auto *chooser = new QFileDialog(this, tr("Take the body from a file"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setNameFilters({tr("JSON (*.json)"), tr("All files (*)")});
    connect(chooser, &QFileDialog::fileSelected, this, &PublishDialog::loadFile);
    chooser->open();
}

void PublishDialog::loadFile(const QString &path)
{
    readPayloadFile(path).then(this, [this](const Result<QByteArray> &body) {
        if (!body)
            return tell(body.error()); // of the file: what is being published goes on
        m_notice->hide();
        m_body->setBody(*body);
    });
}

EventDraft PublishDialog::draft() const
{
    EventDraft event;
    event.type = m_type->currentText().trimmed();
    event.status = m_status->currentText().trimmed();
    event.orderId = m_order->text().trimmed();
    event.address = m_address->text().trimmed();
    event.payload = m_body->body();
    return event;
}

void PublishDialog::setFinding(const QString &key, const QString &sentence)
{
    if (FieldRow *row = m_rows.value(key))
        row->setFinding(sentence);
}

void PublishDialog::refresh()
{
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row)
        setFinding(row.key(), {});
    const std::optional<Error> error = checkEvent(draft());
    if (error && error->field != "data"_L1) // the body says its own
        setFinding(error->field, findingText(*error));
    m_publish->setEnabled(!error && !m_isPublishing);
}

void PublishDialog::submit()
{
    if (m_publish->isEnabled())
        emit accepted(draft());
}

void PublishDialog::showPublishing()
{
    m_isPublishing = true;
    m_publish->setLabel(tr("Publishing…"));
    refresh();
}

void PublishDialog::showPublished(const Published &published)
{
    m_isPublishing = false;
    m_published = published.id;
    m_publish->setLabel(m_publishText);
    refresh();
    if (!m_tellers.isEmpty())
        return m_notice->show(
            ToneRole::Good, tr("Published. %1 tells those who subscribed to it.").arg(m_tellers), {});
    const bool hasJobs = !published.jobs.isEmpty();
    m_notice->show(hasJobs ? ToneRole::Good : ToneRole::Warning,
                   publishedText(published),
                   published.jobs.isEmpty()         ? QString()
                       : published.jobs.size() == 1 ? tr("Show the job")
                                                    : tr("Show the jobs"));
}

void PublishDialog::showError(const Error &error)
{
    m_isPublishing = false;
    m_publish->setLabel(m_publishText);
    refresh();
    tell(error);
}

void PublishDialog::tell(const Error &error)
{
    if (m_rows.contains(error.field))
        setFinding(error.field, findingText(error));
    else
        m_notice->show(error);
}

} // namespace tacklebox::ui
