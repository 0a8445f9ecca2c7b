// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/findinglabel.h"

#include "backend/wording.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>

namespace tacklebox::ui {

using namespace Qt::StringLiterals;

FindingLabel::FindingLabel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(space::kTiny);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // a server's own words stand here, too
    m_text->setProperty("bad", true);
    m_text->setFont(theme.font(TextRole::Label));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setVisible(false);
}

void FindingLabel::setFinding(const QString &sentence)
{
    m_icon->setPixmap(m_theme.icon(u"warning"_s, m_theme.tokens().bad.ink).pixmap(size::kIcon));
    m_text->setText(sentence);
    setAccessibleName(sentence);
    setVisible(!sentence.isEmpty());
}

QString FindingLabel::text() const
{
    return m_text->text();
}

QString findingText(const Error &error)
{
    QString sentence = wording::sentence(error);
    for (const QString &name : {error.field, wording::fieldLabel(error.field)}) {
        const QString start = name + u": "_s;
        if (!name.isEmpty() && sentence.startsWith(start))
            sentence.remove(0, start.size());
    }
    if (!sentence.isEmpty())
        sentence[0] = sentence.at(0).toUpper();
    return sentence;
}

void markFault(QWidget &control, const QString &sentence)
{
    const bool isFault = !sentence.isEmpty();
    control.setAccessibleDescription(sentence);
    if (control.property("finding").toBool() == isFault)
        return;
    control.setProperty("finding", isFault);
    control.style()->unpolish(&control);
    control.style()->polish(&control);
}

} // namespace tacklebox::ui
