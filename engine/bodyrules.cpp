// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/bodyrules.h"

#include "core/builtinviews.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

const QString kField = u"payload_render_view"_s;

} // namespace

ViewTemplates::ViewTemplates(QHash<QString, QByteArray> own)
    : m_own(std::move(own))
{
}

Result<PayloadTemplate> ViewTemplates::find(const QString &name) const
{
    const auto known = m_parsed.constFind(name);
    if (known != m_parsed.constEnd())
        return *known;
    const BuiltInView *builtIn = builtInView(name);
    const auto own = m_own.constFind(name);
    if (!builtIn && own == m_own.constEnd())
        return fail(unknownView(name, names()));
    Result<PayloadTemplate> parsed
        = PayloadTemplate::from(builtIn ? QByteArray(builtIn->text) : *own, kField);
    if (parsed)
        m_parsed.insert(name, *parsed);
    return parsed;
}

QStringList ViewTemplates::names() const
{
    QStringList names;
    for (const BuiltInView &view : builtInViews())
        names.append(view.name);
    QStringList own = m_own.keys();
    own.sort();
    return names + own;
}

Error unknownView(const QString &name, const QStringList &names)
{
    Error error = invalid(Reason::UnknownChoice, kField, name);
    error.detail = names.join(u", "_s);
    return error;
}

Result<BodyRules> bodyRulesFrom(const Fields &fields, const ViewTemplates &views)
{
    BodyRules rules;
    rules.subscriber = fields.value("name"_L1).toString();
    if (const auto scheme = signingSchemeFrom(fields.value("signing_scheme"_L1).toString()))
        rules.eventHeaders = eventHeadersOf(*scheme);

    BodyForm form;
    form.properties = propertiesFrom(fields.value("properties"_L1).toObject());
    const QString name = fields.value(kField).toString();
    if (!name.isEmpty()) {
        Result<PayloadTemplate> view = views.find(name);
        if (!view)
            return fail(view.error());
        form.view = std::move(*view);
    }
    if (const BuiltInView *builtIn = builtInView(name)) {
        rules.eventHeaders |= builtIn->headers;
        rules.contentType = builtIn->contentType;
    }
    if (!form.isPlain())
        rules.form = std::make_shared<const BodyForm>(std::move(form));
    return rules;
}

} // namespace tacklebox::engine
