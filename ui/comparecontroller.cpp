// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/comparecontroller.h"

#include "backend/background.h"
#include "backend/everysubscriber.h"
#include "backend/subscribertransfer.h"
#include "backend/wording.h"
#include "models/differencerows.h"
#include "ui/comparedialog.h"
#include "ui/connectiontext.h"
#include "ui/transferfile.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

QStringList othersThan(const QString &name, const Connections &connections)
{
    QStringList names = connections.names();
    names.removeAll(name);
    return names;
}

// Of a file: what its masks leave open, and what of it can't be read.
QString fileRemark(const SubscriberFile &file)
{
    QStringList sentences{
        CompareController::tr("A file holds no secrets and no credentials: those are not compared.")};
    if (!file.wrong.empty()) {
        const EntryError &first = file.wrong.front();
        sentences += CompareController::tr("%n thing(s) in the file can't be read, the first of “%1”: %2",
                                           "a subscriber, what is wrong",
                                           int(file.wrong.size()))
                         .arg(first.title, wording::sentence(first.error));
    }
    return sentences.join(u' ');
}

} // namespace

CompareController::CompareController(const Theme &theme, Connections &connections, Backend &backend,
                                     QWidget *parent)
    : m_connections(connections)
    , m_backend(backend)
    , m_dialog(new CompareDialog(theme, m_rows, connectionTitle(backend.info()),
                                 othersThan(backend.info().connection, connections), parent))
{
    setParent(m_dialog);
    connect(m_dialog, &CompareDialog::connectionChosen, this, &CompareController::takeConnection);
    connect(m_dialog, &CompareDialog::fileAsked, this, &CompareController::chooseFile);
    connect(m_dialog, &CompareDialog::importAsked, this, &CompareController::import);
    m_dialog->open();
    m_dialog->start();
}

CompareController::Token CompareController::begin(const QString &other)
{
    m_choice.request_stop();
    m_choice = std::stop_source();
    m_other = other;
    m_dialog->showReading(other);
    return m_choice.get_token();
}

void CompareController::takeConnection(const QString &name)
{
    Backend *other = m_connections.backend(name);
    if (!other)
        return; // it was removed while the dialog stood open
    const BackendInfo info = other->info();
    const Token token = begin(connectionTitle(info));
    everySubscriber(*other).then(this, [this, info, token](const Result<AllSubscribers> &there) {
        if (token.stop_requested())
            return;
        if (!there)
            return m_dialog->showError(there.error());
        compareWith({info.kind, info.subscriberFields, there->rows}, ageText(info, there->asOf), token);
    });
}

void CompareController::chooseFile()
{
    chooseFileToRead(m_dialog, this, [this](const QString &path) { takeFile(path); });
}

void CompareController::takeFile(const QString &path)
{
    const BackendInfo info = m_backend.info();
    const Token token = begin(QFileInfo(path).fileName());
    readSubscribersFrom(path, info.subscriberFields)
        .then(this, [this, info, token](const Result<SubscriberFile> &file) {
            if (token.stop_requested())
                return;
            if (!file)
                return m_dialog->showError(file.error());
            if (!file->wrong.empty() && file->wrong.front().title.isEmpty())
                return m_dialog->showError(file->wrong.front().error);
            compareWith(models::sideOf(*file, info.kind, info.subscriberFields), fileRemark(*file), token);
        });
}

void CompareController::compareWith(const models::ComparedSide &there, const QString &remark,
                                    const Token &token)
{
    const BackendInfo info = m_backend.info();
    m_isSameKind = there.kind == info.kind;
    everySubscriber(m_backend).then(
        this, [this, info, there, remark, token](const Result<AllSubscribers> &standing) {
            if (token.stop_requested())
                return;
            if (!standing)
                return m_dialog->showError(standing.error());
            const models::ComparedSide here{info.kind, info.subscriberFields, standing->rows};
            QStringList remarks{remark, ageText(info, standing->asOf)};
            remarks.removeAll(QString());
            inBackground([here, there] {
                return models::compare(here, there);
            }).then(this, [this, remarks, token](const QList<models::ComparedSubscriber> &rows) {
                if (!token.stop_requested())
                    show(rows, remarks);
            });
        });
}

void CompareController::show(const QList<models::ComparedSubscriber> &rows, QStringList remarks)
{
    const bool isWritten = bool(m_backend.info().verbs & (Verb::CreateSubscriber | Verb::EditSubscriber));
    m_compared = rows;
    m_dialog->forbidImport(!m_isSameKind
                               ? tr("They are of different kinds: nothing can be imported from there.")
                               : isWritten ? QString()
                                           : tr("Nothing can be changed here."));
    m_rows.setRows(models::rowsOf(rows, m_isSameKind && isWritten));
    if (!m_isSameKind)
        remarks.prepend(
            tr("They are of different kinds: name, URL, state, events and statuses are compared."));
    m_dialog->showRows(models::summaryOf(rows), remarks.join(u' '));
}

void CompareController::import()
{
    QList<MatchedSubscriber> chosen;
    for (const int row : m_rows.ticked()) {
        const models::ComparedSubscriber &one = m_compared.at(row);
        chosen.append(
            {one.there.first(), one.here.isEmpty() ? std::optional<SubscriberId>() : one.here.first().id});
    }
    emit importAsked(fileOf(chosen, m_backend.info().subscriberFields),
                     tr("From %1, without secrets and credentials", "a connection or a file").arg(m_other));
    m_dialog->close();
}

} // namespace tacklebox::ui
