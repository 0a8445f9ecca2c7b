// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/arguments.h"

#include <QCoreApplication>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

bool isOption(const QString &word)
{
    return word.startsWith(u"--"_s);
}

} // namespace

Error usage(const QString &sentence)
{
    return {ErrorKind::Usage, Reason::Unspecified, {}, {}, sentence, {}, 0};
}

Result<Arguments> Arguments::parse(const QStringList &words, std::span<const Option> options)
{
    Arguments result;
    for (qsizetype at = 0; at < words.size(); ++at) {
        const QString &word = words[at];
        if (word == "--"_L1) {
            result.m_words += words.sliced(at + 1);
            break;
        }
        if (!isOption(word)) {
            result.m_words += word;
            continue;
        }
        const QString name = word.section(u'=', 0, 0).sliced(2);
        const auto option = std::ranges::find_if(
            options, [&](const Option &one) { return name == QLatin1StringView(one.name); });
        if (option == options.end())
            return fail(usage(Texts::tr("There is no option --%1 here.").arg(name)));

        QStringList &values = result.m_values[name];
        const bool hasInline = word.contains(u'=');
        if (option->takes == Takes::Nothing) {
            if (hasInline)
                return fail(usage(Texts::tr("--%1 takes no value.").arg(name)));
            continue;
        }
        if (hasInline) {
            values += word.section(u'=', 1);
            continue;
        }
        if (at + 1 >= words.size() || isOption(words[at + 1]))
            return fail(
                usage(Texts::tr("--%1 needs a value: %2.").arg(name, QLatin1StringView(option->value))));
        values += words[++at];
        while (option->takes == Takes::Values && at + 1 < words.size() && !isOption(words[at + 1]))
            values += words[++at];
    }
    return result;
}

QString Arguments::value(QLatin1StringView option) const
{
    const QStringList all = m_values.value(option);
    return all.isEmpty() ? QString() : all.last();
}

QStringList Arguments::values(QLatin1StringView option) const
{
    return m_values.value(option);
}

QStringList Arguments::list(QLatin1StringView option) const
{
    QStringList result;
    for (const QString &value : m_values.value(option)) {
        for (const QString &part : value.split(u',', Qt::SkipEmptyParts))
            result += part.trimmed();
    }
    return result;
}

Arguments Arguments::with(QLatin1StringView option, const QStringList &values) const
{
    Arguments other = *this;
    if (values.isEmpty())
        other.m_values.remove(option);
    else
        other.m_values.insert(option, values);
    return other;
}

Result<std::optional<int>> Arguments::number(QLatin1StringView option, int least, int most) const
{
    if (!has(option))
        return std::optional<int>();
    bool isNumber = false;
    const int number = value(option).toInt(&isNumber);
    if (!isNumber)
        return fail(usage(Texts::tr("--%1 wants a whole number, not “%2”.").arg(option, value(option))));
    if (number < least || number > most)
        return fail(usage(Texts::tr("--%1 goes from %2 to %3.").arg(option).arg(least).arg(most)));
    return std::optional(number);
}

} // namespace tacklebox::tackle
