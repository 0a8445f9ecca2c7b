// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/editorfoot.h"

#include "backend/connections.h"
#include "backend/wording.h"
#include "ui/button.h"
#include "ui/changestext.h"
#include "ui/connectiontext.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

namespace {

constexpr QLatin1StringView kUnlockLink{"#unlock"}; // no field has such a key

QString linked(const QString &link, const QString &html)
{
    return u"<a href=\"%1\">%2</a>"_s.arg(link, html);
}

} // namespace

QString besidesSaving(const BackendInfo &info, const SubscriberDraft &draft)
{
    return callsTarget(info, draft) ? EditorFoot::tr("Saving posts a test event to the target first.")
                                    : QString();
}

EditorFoot::EditorFoot(const Theme &theme, const QString &place)
    : m_theme(theme)
    , m_place(place)
    , m_changes(new QLabel)
    , m_cautions(new QLabel)
    , m_mend(new QLabel)
    , m_request(new Button(theme, ButtonKind::Plain, tr("Show request"), u"showRequestButton"_s))
    , m_cancel(new Button(theme, ButtonKind::Plain, tr("Cancel"), u"cancelButton"_s))
    , m_save(new Button(theme, ButtonKind::Main, {}, u"saveButton"_s))
{
    build();
    setSaving(false);
    connect(m_mend, &QLabel::linkActivated, this, &EditorFoot::followLink);
    connect(m_request, &Button::clicked, this, &EditorFoot::requestAsked);
    connect(m_cancel, &Button::clicked, this, &EditorFoot::cancelAsked);
    connect(m_save, &Button::clicked, this, &EditorFoot::saveAsked);
}

void EditorFoot::build()
{
    m_changes->setObjectName(u"changesLabel"_s);
    m_changes->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    m_mend->setObjectName(u"mendLabel"_s);
    m_mend->setTextInteractionFlags(Qt::TextBrowserInteraction);
    for (QLabel *label : {m_changes, m_cautions, m_mend}) {
        label->setFont(m_theme.font(TextRole::Label));
        label->setWordWrap(true);
    }
    m_cautions->setObjectName(u"cautionLabel"_s);
    m_cautions->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    m_cautions->setProperty("soft", true);
    m_cautions->setTextFormat(Qt::PlainText);
    m_cautions->hide();
    m_request->hide();
    auto *rule = new QFrame;
    rule->setProperty("line", true);

    auto *line = new QHBoxLayout;
    line->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    line->setSpacing(space::kSmall);
    line->addWidget(m_mend, 1);
    line->addWidget(m_request);
    line->addWidget(m_cancel);
    line->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kSmall);
    column->addWidget(rule);
    column->addWidget(m_changes);
    column->addWidget(m_cautions);
    column->addLayout(line);
}

void EditorFoot::showCautions(const BackendInfo &info, const SubscriberDraft &draft)
{
    const bool isNew = !draft.id;
    QStringList cautions;
    if (!info.tellsConflicts && !isNew && info.looksBeforeSaving)
        cautions
            << tr("%1 can't tell whether somebody else changed this meanwhile; it is read before the save.")
                   .arg(connectionTitle(info));
    else if (!info.tellsConflicts && !isNew)
        cautions << tr("Nobody can tell whether somebody else changed this: your values overwrite theirs.");
    if (const QString besides = besidesSaving(info, draft); !besides.isEmpty())
        cautions << besides;
    m_cautions->setText(cautions.join(u' '));
    m_cautions->setVisible(!cautions.isEmpty());
}

void EditorFoot::offerRequest()
{
    m_request->show();
}

void EditorFoot::showChanges(const models::SubscriberEdit &edit)
{
    ui::showChanges(m_theme, edit, *m_changes);
}

void EditorFoot::showText(const QString &richText, const QColor &ink)
{
    QString text = richText;
    text.replace(u"<a "_s, u"<a style=\"color:%1\" "_s.arg(ink.name()));
    m_mend->setText(u"<span style=\"color:%1\">%2</span>"_s.arg(ink.name(), text));
}

void EditorFoot::showFindings(const QMap<QString, QString> &sentences, const QStringList &missing)
{
    if (sentences.isEmpty()) {
        QStringList links;
        for (const QString &key : missing)
            links.append(linked(key, wording::fieldLabel(key).toHtmlEscaped()));
        const QString text = links.isEmpty() ? QString() : tr("Still needed: %1").arg(links.join(u", "_s));
        return showText(text, m_theme.tokens().softInk);
    }
    const QString &key = sentences.firstKey();
    const QString where = key.isEmpty() ? QString() : wording::fieldLabel(key) + u": "_s;
    const QString what = (where + sentences.first()).toHtmlEscaped();
    const QString text = key.isEmpty() ? what
        : sentences.size() == 1
        ? tr("1 thing to mend: %1").arg(linked(key, what))
        : tr("%n things to mend, first %1", nullptr, int(sentences.size())).arg(linked(key, what));
    showText(text, m_theme.tokens().bad.ink);
}

void EditorFoot::showLocked()
{
    const int minutes = int(Connections::kUnlocked.count());
    const QString why = tr("%1 is locked: nothing can be saved there.").arg(m_place);
    const QString unlock = tr("Unlock for %n minutes", nullptr, minutes);
    showText(why.toHtmlEscaped() + u' ' + linked(QString(kUnlockLink), unlock), m_theme.tokens().bad.ink);
}

void EditorFoot::followLink(const QString &link)
{
    if (link == kUnlockLink)
        emit unlockAsked();
    else
        emit fieldAsked(link);
}

void EditorFoot::setSaving(bool isSaving)
{
    m_request->setEnabled(!isSaving);
    m_save->setLabel(isSaving ? tr("Saving…") : tr("Save to %1", "the connection's name").arg(m_place));
}

void EditorFoot::setCanSave(bool canSave)
{
    m_save->setEnabled(canSave);
}

bool EditorFoot::canSave() const
{
    return m_save->isEnabled();
}

} // namespace tacklebox::ui
