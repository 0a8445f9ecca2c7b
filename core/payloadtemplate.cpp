// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/payloadtemplate.h"

#include "core/eventnames.h"
#include "core/payload.h"
#include "core/templatetags.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

struct PayloadTemplate::Parsed
{
    kainjow::mustache::mustache view;
    qsizetype bytes;
    bool isPayload; // nothing but the payload's own bytes
};

namespace {

bool isBlank(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
}

// The line of a tag that stands alone on it, where the renderer would leave an empty one.
struct Line
{
    qsizetype begin;
    qsizetype behind;
};

std::optional<Line> lineAround(const QByteArray &text, const TemplateTag &tag)
{
    if (tag.kind != TemplateTag::Kind::Comment && tag.kind != TemplateTag::Kind::Delimiters)
        return std::nullopt;
    const qsizetype begin = tag.begin == 0 ? 0 : text.lastIndexOf('\n', tag.begin - 1) + 1;
    const qsizetype newline = text.indexOf('\n', tag.behind);
    const qsizetype end = newline < 0 ? text.size() : newline;
    const QByteArrayView whole(text);
    if (!isBlank(whole.sliced(begin, tag.begin - begin))
        || !isBlank(whole.sliced(tag.behind, end - tag.behind)))
        return std::nullopt;
    return Line{begin, newline < 0 ? end : end + 1};
}

// As the renderer gets it: its variables marked, and nothing left of lines that say nothing.
std::string marked(const QByteArray &text, const std::vector<TemplateTag> &tags)
{
    std::string result;
    qsizetype at = 0;
    const auto take = [&](qsizetype until) {
        result.append(text.constData() + at, size_t(std::max<qsizetype>(until - at, 0)));
        at = std::max(at, until);
    };
    for (const TemplateTag &tag : tags) {
        if (const auto line = lineAround(text, tag)) {
            take(line->begin);
            at = std::max(at, tag.begin);
            take(tag.behind);
            at = line->behind;
        } else if (tag.kind == TemplateTag::Kind::Variable) {
            take(tag.end);
            result += kVariableMark;
        }
    }
    take(text.size());
    return result;
}

} // namespace

PayloadTemplate::PayloadTemplate(std::shared_ptr<Parsed> parsed)
    : m_parsed(std::move(parsed))
{
}

Result<PayloadTemplate> PayloadTemplate::from(const QByteArray &text, const QString &field)
{
    if (text.size() > kMaxViewBytes)
        return fail(invalid(Reason::TooLarge, field, u"64 KiB"_s));
    if (text.trimmed().isEmpty())
        return fail(invalid(Reason::Required, field));
    if (const QByteArray read = QString::fromUtf8(text).toUtf8(); read != text) {
        const auto odd = std::ranges::mismatch(text, read).in1 - text.begin();
        return fail(invalid(Reason::ViewForm, field, QString::number(text.first(odd).count('\n') + 1)));
    }
    const auto tags = templateTags(text, field);
    if (!tags)
        return fail(tags.error());
    auto parsed = std::make_shared<Parsed>(
        Parsed{{marked(text, *tags)}, text.size(), text.trimmed() == "{{{data}}}"});
    if (!parsed->view.is_valid())
        return fail(invalid(Reason::ViewForm, field, u"1"_s)); // the tags were found otherwise: never seen
    parsed->view.set_custom_escape(jsonEscaped);
    return PayloadTemplate(std::move(parsed));
}

Result<QByteArray> PayloadTemplate::fill(const EventFacts &event, const QString &field) const
{
    if (m_parsed->isPayload)
        return event.payload;
    try {
        EventNames names(event, m_parsed->bytes);
        return QByteArray::fromStdString(m_parsed->view.render(names));
    } catch (const TooMuch &) {
        return fail(invalid(Reason::ViewTooMuch, field));
    }
}

Result<QByteArray> PayloadTemplate::render(const EventFacts &event, const QString &field) const
{
    Result<QByteArray> body = fill(event, field);
    if (!body || m_parsed->isPayload)
        return body;
    std::optional<Error> error = checkPayload(*body, field);
    if (!error)
        return body;
    if (error->reason == Reason::JsonForm)
        error->reason = Reason::ViewBody;
    error->subject = error->reason == Reason::ViewBody ? event.type : error->subject;
    return fail(std::move(*error));
}

} // namespace tacklebox
