// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/importcontroller.h"

#include "backend/everysubscriber.h"
#include "backend/subscribertransfer.h"
#include "backend/wording.h"
#include "models/differencerows.h"
#include "ui/button.h"
#include "ui/confirm.h"
#include "ui/connectiontext.h"
#include "ui/importdialog.h"
#include "ui/typedconfirm.h"
#include "ui/unconfirmed.h"

#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QUrl>

#include <numeric>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

using Tick = models::DifferenceRow::Tick;

constexpr int kNamedImports = 8;

// The next would fail alike.
bool isOfAll(const Error &error)
{
    return error.kind == ErrorKind::NotAuthorised || error.kind == ErrorKind::Unreachable
        || error.reason == Reason::ConnectionLocked;
}

QString namesText(const QStringList &names)
{
    const int more = int(names.size()) - kNamedImports;
    const QString shown = names.mid(0, kNamedImports).join(u", "_s);
    return more <= 0 ? shown : ImportController::tr("%1 and %n more", "subscribers", more).arg(shown);
}

// Of one that is told somewhere else from now on; empty: it isn't.
QString moveText(const PlannedImport &planned, const std::vector<Field> &fields)
{
    const Field *url = fieldOfKind(fields, FieldKind::Url);
    if (planned.isNew() || !url || !planned.draft.changes.contains(url->key))
        return {};
    const QString before = QUrl(planned.draft.base.value(url->key).toString()).host();
    const QString after = QUrl(planned.draft.changes.value(url->key).toString()).host();
    return before == after
        ? QString()
        : ImportController::tr("What “%1” is told goes to another host: %2.").arg(planned.title, after);
}

} // namespace

ImportController::ImportController(const Theme &theme, Connections &connections, Backend &backend,
                                   QWidget *parent)
    : m_theme(theme)
    , m_backend(backend)
    , m_dialog(new ImportDialog(theme, m_rows, placeText(backend.info()), parent))
    , m_lock(connections, backend.info().connection)
{
    setParent(m_dialog);
    const BackendInfo info = backend.info();
    Button *unlock = m_lock.makeButton(theme);
    unlock->setObjectName(u"unlockImportButton"_s);
    if (info.unconfirmed.testFlag(Verb::CreateSubscriber))
        m_dialog->addBesideDeed(
            makeUnconfirmedLabel(info, Verb::CreateSubscriber, u"importUnconfirmedLabel"_s));
    m_dialog->addBesideDeed(unlock);
    connect(&m_lock, &ConnectionLock::changed, this, &ImportController::showLock);
    connect(m_dialog, &ImportDialog::importAsked, this, &ImportController::ask);
    connect(m_dialog, &ImportDialog::stopAsked, this, [this] { m_isStopped = true; });
    connect(m_dialog, &ImportDialog::againAsked, this, [this] {
        if (m_path.isEmpty())
            plan();
        else
            takeFile(QString(m_path));
    });
    showLock();
    m_dialog->open();
}

void ImportController::takeFile(const QString &path)
{
    m_path = path;
    m_dialog->showReading();
    m_dialog->setSource(tr("From the file %1", "its name").arg(QFileInfo(path).fileName()));
    readSubscribersFrom(path, m_backend.info().subscriberFields)
        .then(this, [this](const Result<SubscriberFile> &file) {
            if (!file)
                return m_dialog->showError(file.error());
            m_file = *file;
            plan();
        });
}

void ImportController::take(const SubscriberFile &file, const QString &source)
{
    m_file = file;
    m_dialog->setSource(source);
    plan();
}

void ImportController::plan()
{
    m_dialog->showReading();
    everySubscriber(m_backend).then(this, [this](const Result<AllSubscribers> &standing) {
        if (!standing)
            return m_dialog->showError(standing.error());
        planInBackground(m_file, standing->rows, importTarget(m_backend.info()))
            .then(this, [this, asOf = standing->asOf](const ImportPlan &plan) { showPlan(plan, asOf); });
    });
}

void ImportController::showPlan(const ImportPlan &plan, std::optional<Instant> asOf)
{
    for (const EntryError &wrong : plan.wrong) {
        if (wrong.title.isEmpty())
            return m_dialog->showError(wrong.error); // the file itself
    }
    const BackendInfo info = m_backend.info();
    m_plan = models::arranged(plan, info);
    m_rows.setRows(models::rowsOf(m_plan, info));
    const bool isCalled = std::ranges::any_of(m_plan.subscribers, [&info](const PlannedImport &planned) {
        return planned.hasChanges() && callsTarget(info, planned.draft);
    });
    m_dialog->setCaution(isCalled ? tr("Saving posts a test event to each target first.") : QString());
    m_dialog->showPlan((models::summaryOf(m_plan, info) + u' ' + ageText(info, asOf)).trimmed());
}

void ImportController::showLock()
{
    m_dialog->setLock(m_lock.reason());
}

// Empty title: there is nothing to ask.
Confirmation ImportController::question() const
{
    const BackendInfo info = m_backend.info();
    const QList<int> rows = m_rows.ticked();
    QStringList names;
    QStringList sentences;
    bool isAsked = info.environment == Environment::Production;
    for (const int row : rows) {
        const PlannedImport &planned = m_plan.subscribers.at(size_t(row));
        names += planned.title;
        isAsked = isAsked || !planned.asked.isEmpty();
        if (const QString text = moveText(planned, info.subscriberFields); !text.isEmpty())
            sentences += text;
        for (const QString &field : planned.asked)
            sentences += tr("Another %1 of “%2” may change what the receiver gets.", "a field, a subscriber")
                             .arg(wording::fieldLabel(field).toLower(), planned.title);
    }
    if (!isAsked)
        return {};
    sentences = sentences.mid(0, kNamedImports);
    sentences.prepend(tr("These are written: %1.", "names").arg(namesText(names)));
    const QString place = placeText(info);
    return {
        tr("Import %1 to %2?", "number of subscribers, the connection's name").arg(rows.size()).arg(place),
        sentences.join(u' '),
        tr("Import %1 to %2", "number of subscribers, the connection's name").arg(rows.size()).arg(place),
        {}};
}

void ImportController::ask()
{
    if (m_asked)
        return;
    const BackendInfo info = m_backend.info();
    const Confirmation question = this->question();
    if (question.title.isEmpty())
        return start();
    if (info.environment != Environment::Production) {
        QMessageBox *box = confirm(m_dialog, question);
        connect(box, &QMessageBox::accepted, this, &ImportController::start);
        m_asked = box;
        return;
    }
    auto *typed = new TypedConfirm(m_theme, question, info.connection, m_dialog);
    connect(typed, &TypedConfirm::accepted, this, &ImportController::start);
    m_asked = typed;
    typed->open();
}

void ImportController::start()
{
    m_left = m_rows.ticked();
    m_number = int(m_left.size());
    m_failed = 0;
    m_isStopped = false;
    QList<int> all(m_rows.rows().size());
    std::iota(all.begin(), all.end(), 0);
    m_rows.setTicks(all, Tick::None); // the choice is made
    next();
}

void ImportController::next()
{
    m_dialog->showProgress(m_number - int(m_left.size()), m_number);
    if (m_left.isEmpty() || m_isStopped)
        return finish();
    const int row = m_left.takeFirst();
    m_rows.tell(row, tr("Importing…", "one subscriber"), m_rows.rows().at(row).note);
    m_backend.save(m_plan.subscribers.at(size_t(row)).draft)
        .then(this, [this, row](const Result<Subscriber> &answer) { takeAnswer(row, answer); });
}

void ImportController::takeAnswer(int row, const Result<Subscriber> &answer)
{
    if (answer) {
        m_rows.tell(row, tr("Imported", "a subscriber"), m_rows.rows().at(row).note);
    } else {
        const QString note
            = (wording::sentence(answer.error()) + u' ' + wording::advice(answer.error())).trimmed();
        m_rows.tell(row, tr("Failed", "the import of a subscriber"), note, true);
        ++m_failed;
        m_isStopped = m_isStopped || isOfAll(answer.error());
    }
    next();
}

void ImportController::finish()
{
    for (const int row : std::as_const(m_left))
        m_rows.tell(row, tr("Not imported", "a subscriber"), m_rows.rows().at(row).note);
    const int left = int(m_left.size());
    const int done = m_number - left - m_failed;
    QStringList parts{tr("%1 imported", "subscribers").arg(done)};
    if (m_failed > 0)
        parts += tr("%1 failed", "subscribers").arg(m_failed);
    if (left > 0)
        parts += tr("%1 not tried", "subscribers").arg(left);
    const ToneRole tone = m_failed > 0 ? ToneRole::Bad : left > 0 ? ToneRole::Warning : ToneRole::Good;
    m_dialog->showDone(tone, parts.join(u" · "_s));
}

} // namespace tacklebox::ui
