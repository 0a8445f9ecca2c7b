// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/templatetags.h"

#include <algorithm>

namespace tacklebox {

namespace {

using Kind = TemplateTag::Kind;

// The renderer goes down on the stack with each of them.
constexpr size_t kDeepestTags = 32;

struct Delimiters
{
    QByteArray begin = "{{";
    QByteArray end = "}}";

    [[nodiscard]] bool areBraces() const { return begin == "{{" && end == "}}"; }
};

QString lineOf(const QByteArray &text, qsizetype at)
{
    return QString::number(text.first(at).count('\n') + 1);
}

// {{=<% %>=}}, without the braces.
bool takeDelimiters(const QByteArray &content, Delimiters &delimiters)
{
    if (content.size() < 5 || !content.endsWith('='))
        return false;
    const QByteArrayList both = content.sliced(1, content.size() - 2).simplified().split(' ');
    if (both.size() != 2 || both.first().contains('=') || both.last().contains('='))
        return false;
    delimiters = {both.first(), both.last()};
    return true;
}

TemplateTag tagFrom(const QByteArray &content)
{
    const auto named = [&content](Kind kind) {
        return TemplateTag{kind, content.sliced(1).trimmed(), 0, 0, 0};
    };
    switch (content.isEmpty() ? '\0' : content.front()) {
    case '#':
    case '^':
        return named(Kind::SectionBegin);
    case '/':
        return named(Kind::SectionEnd);
    case '>':
        return named(Kind::Partial);
    case '!':
        return named(Kind::Comment);
    case '=':
        return named(Kind::Delimiters);
    case '&':
        return named(Kind::Variable);
    default:
        return {Kind::Variable, content, 0, 0, 0};
    }
}

std::optional<Error> checkSections(const QByteArray &text, const std::vector<TemplateTag> &tags,
                                   const QString &field)
{
    const auto fault = [&](Reason reason, const TemplateTag &tag) {
        Error error = invalid(reason, field, QString::fromUtf8(tag.name).left(60));
        error.detail = lineOf(text, tag.begin);
        return error;
    };
    std::vector<TemplateTag> open;
    for (const TemplateTag &tag : tags) {
        if (tag.kind == Kind::Partial)
            return fault(Reason::ViewPartial, tag);
        if (tag.kind == Kind::SectionBegin) {
            open.push_back(tag);
            if (open.size() > kDeepestTags)
                return fault(Reason::ViewTooMuch, tag);
        } else if (tag.kind == Kind::SectionEnd) {
            if (open.empty() || open.back().name != tag.name)
                return fault(Reason::ViewSection, open.empty() ? tag : open.back());
            open.pop_back();
        }
    }
    return open.empty() ? std::nullopt : std::optional(fault(Reason::ViewSection, open.back()));
}

} // namespace

Result<std::vector<TemplateTag>> templateTags(const QByteArray &text, const QString &field)
{
    std::vector<TemplateTag> tags;
    Delimiters delimiters;
    for (qsizetype at = text.indexOf(delimiters.begin); at >= 0; at = text.indexOf(delimiters.begin, at)) {
        const auto unread = [&] { return fail(invalid(Reason::ViewForm, field, lineOf(text, at))); };
        qsizetype start = at + delimiters.begin.size();
        const bool isTriple = delimiters.areBraces() && text.size() > start && text.at(start) == '{';
        if (isTriple)
            ++start;
        const QByteArray closing = isTriple ? QByteArray("}}}") : delimiters.end;
        const qsizetype end = text.indexOf(closing, start);
        if (end < 0)
            return unread();
        const QByteArray content = text.sliced(start, end - start).trimmed();
        TemplateTag tag = isTriple ? TemplateTag{Kind::Variable, content, 0, 0, 0} : tagFrom(content);
        if (content.startsWith('=')) {
            tag.kind = Kind::Delimiters;
            if (!takeDelimiters(content, delimiters))
                return unread();
        }
        tag.begin = at;
        tag.end = end;
        tag.behind = end + closing.size();
        at = tag.behind;
        tags.push_back(std::move(tag));
    }
    if (std::optional<Error> error = checkSections(text, tags, field))
        return fail(std::move(*error));
    return tags;
}

} // namespace tacklebox
