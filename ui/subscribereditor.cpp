// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/subscribereditor.h"

#include "backend/backend.h"
#include "backend/wording.h"
#include "core/foreigntext.h"
#include "ui/confirm.h"
#include "ui/conflictview.h"
#include "ui/editorfoot.h"
#include "ui/editortabs.h"
#include "ui/findinglabel.h"
#include "ui/noticebar.h"
#include "ui/requestdialog.h"
#include "ui/theme.h"

#include <QLabel>
#include <QMessageBox>
#include <QShortcut>
#include <QVBoxLayout>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kStartSize{720, 580};
constexpr int kMostTitle = 380; // pixels: the place stands beside it

bool isMissing(const Error &error)
{
    return error.reason == Reason::Required;
}

} // namespace

SubscriberEditor::SubscriberEditor(const Theme &theme, const EditorSubject &subject, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_placeName(subject.place)
    , m_info(subject.info)
    , m_edit(subject.info.subscriberFields, subject.draft)
    , m_started(subject.draft.base)
    , m_place(new QLabel)
    , m_notice(new NoticeBar(theme))
    , m_conflict(new ConflictView(theme))
    , m_tabs(new EditorTabs(theme, subject, m_edit))
    , m_foot(new EditorFoot(theme, subject.place))
{
    setObjectName(u"subscriberEditor"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::kMedium, 0, space::kMedium);
    column->setSpacing(space::kSmall);
    buildHeader(subject, *column);
    m_notice->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    column->addWidget(m_notice);
    column->addWidget(m_conflict);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_foot);
    if (subject.info.kind != "local"_L1)
        m_foot->offerRequest();
    connectParts();
    resize(kStartSize);
    refresh();
    if (m_tabs->count() > 0 && m_edit.isNew())
        m_tabs->goTo(m_edit.fields().front().key);
}

void SubscriberEditor::buildHeader(const EditorSubject &subject, QLayout &column)
{
    const QString title = m_edit.isNew() ? tr("New subscriber") : tr("Edit “%1”").arg(subject.name);
    setWindowTitle(title);
    setAccessibleName(title);
    auto *heading = new QLabel(title);
    heading->setTextFormat(Qt::PlainText);
    QFont font = m_theme.font(TextRole::Strong);
    font.setPixelSize(font.pixelSize() + 2);
    heading->setFont(font);
    heading->setText(heading->fontMetrics().elidedText(title, Qt::ElideMiddle, kMostTitle));
    heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    heading->setToolTip(title);
    m_place->setObjectName(u"placeLabel"_s);
    m_place->setFont(m_theme.font(TextRole::Label));
    m_place->setProperty(subject.info.environment == Environment::Production ? "bad" : "soft", true);
    setLock(subject.lock, false);

    auto *box = new QWidget;
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    line->addWidget(heading, 1);
    line->addWidget(m_place);
    column.addWidget(box);
}

void SubscriberEditor::connectParts()
{
    connect(m_tabs, &EditorTabs::edited, this, &SubscriberEditor::takeEdit);
    connect(m_tabs, &EditorTabs::secretGiven, this, &SubscriberEditor::secretGiven);
    connect(m_notice, &NoticeBar::actionAsked, this, &SubscriberEditor::rereadAsked);
    connect(m_conflict, &ConflictView::chosen, this, &SubscriberEditor::choose);
    connect(m_foot, &EditorFoot::fieldAsked, m_tabs, &EditorTabs::goTo);
    connect(m_foot, &EditorFoot::unlockAsked, this, &SubscriberEditor::unlockAsked);
    connect(m_foot, &EditorFoot::requestAsked, this, [this] { emit requestAsked(m_edit.draft()); });
    connect(m_foot, &EditorFoot::cancelAsked, this, &SubscriberEditor::reject);
    connect(m_foot, &EditorFoot::saveAsked, this, &SubscriberEditor::submit);
    for (const auto &keys : {QKeySequence(u"Ctrl+S"_s), QKeySequence(u"Ctrl+Return"_s)})
        connect(new QShortcut(keys, this), &QShortcut::activated, this, &SubscriberEditor::submit);
}

PayloadTab *SubscriberEditor::payloadTab() const
{
    return m_tabs->payloadTab();
}

void SubscriberEditor::takeEdit(const QString &key)
{
    if (!m_touched.contains(key))
        m_touched.append(key);
    m_serverFindings.remove(key);
    m_serverFindings.remove(QString());
    const QList<models::ConflictRow> rows = conflictWith(m_edit.draft().base);
    for (const auto &row : rows) {
        if (row.key == key)
            m_conflict->follow(row);
    }
    refresh();
}

void SubscriberEditor::refresh()
{
    showFindings();
    m_foot->showChanges(m_edit);
    m_foot->showCautions(m_info, m_edit.draft());
    m_tabs->refresh();
}

void SubscriberEditor::showFindings()
{
    QMap<QString, QString> sentences = m_serverFindings;
    QStringList missing;
    for (const Error &error : m_edit.findings()) {
        if (isMissing(error) && !m_touched.contains(error.field))
            missing.append(error.field);
        else
            sentences.insert(error.field, findingText(error));
    }
    m_tabs->showFindings(sentences);
    if (m_isLocked)
        m_foot->showLocked();
    else
        m_foot->showFindings(sentences, missing);
    const bool isBlocked = (!sentences.isEmpty() && sentences != m_serverFindings) || !missing.isEmpty();
    m_foot->setCanSave(!m_isSaving && !m_isLocked && !isBlocked && m_edit.isChanged());
}

void SubscriberEditor::submit()
{
    if (m_foot->canSave())
        emit accepted(m_edit.draft());
}

void SubscriberEditor::showSaving()
{
    m_serverFindings.clear();
    m_notice->hide();
    m_isUnsure = false;
    setSaving(true);
}

void SubscriberEditor::setSaving(bool isSaving)
{
    m_isSaving = isSaving;
    m_tabs->setEnabled(!isSaving);
    m_conflict->setEnabled(!isSaving);
    m_foot->setSaving(isSaving);
    refresh();
}

void SubscriberEditor::showServerFinding(const QString &key, const QString &sentence)
{
    m_serverFindings.insert(key, sentence);
    refresh();
    m_tabs->goTo(key);
}

void SubscriberEditor::showError(const Error &error)
{
    setSaving(false);
    const QString first = takeFindings(error);
    if (!first.isEmpty())
        showServerFinding(first, m_serverFindings.value(first));
    else if (m_edit.field(error.field) != nullptr)
        showServerFinding(error.field, findingText(error));
    else
        showServerFinding({}, wording::sentence(error) + u' ' + wording::advice(error));
}

// Each field that the server names takes its words, or ours where its own may quote a secret. The first of
// them, or none.
QString SubscriberEditor::takeFindings(const Error &error)
{
    QString first;
    for (const Finding &finding : error.findings) {
        if (m_edit.field(finding.field) == nullptr)
            continue;
        QString words = foreignText(finding.text);
        if (words.isEmpty())
            words = findingText({error.kind, error.reason, finding.field, {}, {}, {}, error.httpStatus});
        if (first.isEmpty())
            first = finding.field;
        QString &text = m_serverFindings[finding.field];
        text = text.isEmpty() ? words : text + u' ' + words;
    }
    return first;
}

void SubscriberEditor::showConflict(const Error &error, const Fields &theirs)
{
    setSaving(false);
    takeTheirs(tr("Yours and theirs, field by field. What you keep is saved in the place of theirs."),
               theirs);
    const bool wasSaved = error.reason == Reason::RemoteFieldMoved;
    showServerFinding(m_edit.field(error.field) != nullptr ? error.field : QString(),
                      wasSaved ? findingText(error) + u' ' + wording::advice(error)
                               : tr("Somebody else changed this meanwhile. Save again to put yours in its "
                                    "place."));
}

void SubscriberEditor::showTheirs(const Fields &theirs)
{
    const bool isNews = !models::conflictRows(m_edit.fields(), m_edit.draft(), theirs).isEmpty();
    if (isNews && !m_isSaving)
        takeTheirs(tr("Somebody else changed this just now. What you changed stays yours, unless you take "
                      "theirs."),
                   theirs);
}

void SubscriberEditor::showUnsure(const Error &error)
{
    setSaving(false);
    m_isUnsure = true;
    const QString next = m_edit.isNew()
        ? tr("It may have been saved all the same: look whether it is in the list before you save again.")
        : tr("It may have been saved all the same: read it again before you save again.");
    m_notice->show(ToneRole::Warning,
                   wording::sentence(error) + u' ' + next,
                   m_edit.isNew() ? QString() : tr("Read again"));
}

void SubscriberEditor::showRead(const Fields &theirs)
{
    m_isUnsure = false;
    takeTheirs(tr("This is what the server has now, field by field."), theirs);
    if (!m_edit.isChanged())
        return finish();
    m_notice->show(ToneRole::Warning, tr("Not all of it was saved. What is told as changed below is not."));
}

QList<models::ConflictRow> SubscriberEditor::conflictWith(const Fields &theirs) const
{
    const SubscriberDraft mine{m_edit.draft().id, m_started, m_edit.draft().changes, {}};
    return models::conflictRows(m_edit.fields(), mine, theirs);
}

void SubscriberEditor::takeTheirs(const QString &sentence, const Fields &theirs)
{
    const Fields changes = m_edit.draft().changes;
    m_conflict->showRows(sentence, conflictWith(theirs));
    m_edit.rebase(theirs);
    // Both made the same of it: nothing differs there any more.
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (!m_edit.draft().changes.contains(change.key()))
            m_started.insert(change.key(), theirs.value(change.key()));
    }
    m_tabs->showValues();
    refresh();
}

void SubscriberEditor::choose(const models::ConflictRow &row)
{
    // A form shows again only what is unchanged: for a moment, the edit starts from the chosen value.
    const Fields theirs = m_edit.draft().base;
    const bool keepsMine = row.keeps == models::ConflictRow::Side::Mine;
    const QJsonValue value = keepsMine ? row.mineValue : theirs.value(row.key);
    m_edit.setValue(row.key, value);
    m_edit.rebase({{row.key, value}});
    m_tabs->showValues();
    m_edit.rebase(theirs);
    m_edit.setValue(row.key, value);
    m_serverFindings.remove(row.key);
    refresh();
}

void SubscriberEditor::showRequest(const Result<RequestPreview> &preview)
{
    auto *dialog = new RequestDialog(m_theme, preview, besidesSaving(m_info, m_edit.draft()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void SubscriberEditor::setLock(const QString &text, bool isLocked)
{
    m_place->setText(text.isEmpty() ? m_placeName
                                    : tr("%1 · %2", "a connection, its lock").arg(m_placeName, text));
    if (std::exchange(m_isLocked, isLocked) != isLocked)
        showFindings();
}

void SubscriberEditor::showKeeping(const Keeping &keeping)
{
    m_notice->tell(keeping);
}

void SubscriberEditor::finish()
{
    QDialog::accept();
}

void SubscriberEditor::reject()
{
    leave([] {});
}

void SubscriberEditor::leave(const std::function<void()> &after)
{
    const auto close = [this, after] {
        QDialog::reject();
        after();
    };
    if (!m_edit.isChanged())
        return close();
    const Confirmation question{tr("Discard what you changed?"),
                                m_isUnsure ? tr("It may have been saved all the same: nobody has looked.")
                                           : tr("Nothing of it has been saved."),
                                tr("Discard"),
                                tr("Keep editing")};
    connect(confirm(this, question), &QMessageBox::accepted, this, close);
}

} // namespace tacklebox::ui
