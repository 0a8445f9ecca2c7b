// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/coderanges.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

QList<CodeRange> codeRangesFrom(const QStringList &texts)
{
    static const QRegularExpression form(u"^(?:([1-5])xx|([1-5]\\d\\d)(?:\\s*-\\s*([1-5]\\d\\d))?)$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    QList<CodeRange> codes;
    for (const QString &list : texts) {
        for (const QString &text : list.split(u',')) {
            const QRegularExpressionMatch match = form.match(text.trimmed());
            if (!match.hasMatch())
                continue;
            const int first = match.captured(2).toInt();
            if (const int hundreds = match.captured(1).toInt() * 100; hundreds > 0)
                codes << CodeRange{hundreds, hundreds + 99};
            else
                codes << CodeRange{first, match.captured(3).isEmpty() ? first : match.captured(3).toInt()};
        }
    }
    return codes;
}

QStringList textsOf(const QList<CodeRange> &codes)
{
    QStringList texts;
    for (const CodeRange &code : codes) {
        if (code.first % 100 == 0 && code.last == code.first + 99)
            texts << u"%1xx"_s.arg(code.first / 100);
        else if (code.first == code.last)
            texts << QString::number(code.first);
        else
            texts << u"%1-%2"_s.arg(code.first).arg(code.last);
    }
    return texts;
}

} // namespace tacklebox::ui
