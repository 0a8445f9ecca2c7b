// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"

#include "core/retrypolicy.h"
#include "core/signingsecret.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

constexpr std::chrono::hours kLongestOverlap{7 * 24};

Error noSecret(const QString &field, const QString &subject)
{
    return {ErrorKind::Conflict,
            Reason::Unspecified,
            field,
            subject,
            Texts::tr("nothing is signed for this subscriber, so there is no secret to rotate."),
            {},
            0};
}

Error notHere(const QString &field)
{
    return {ErrorKind::Unsupported, Reason::NotOfThisApi, field, {}, {}, {}, 0};
}

// Null: it signs in one way alone, and takes any text for a secret.
const Field *schemeField(const std::vector<Field> &fields)
{
    const auto scheme = std::ranges::find(fields, FieldRule::Signing, &Field::rule);
    return scheme == fields.end() ? nullptr : &*scheme;
}

Result<Secret> newSecret(const Subscriber &subscriber, const Field &secretField, const Field *schemeField)
{
    if (!schemeField) {
        const auto known = subscriber.secrets.find(secretField.key);
        if (known != subscriber.secrets.end() && !known->isSet)
            return fail(noSecret(secretField.key, subscriber.name));
        return generateSecret(SigningScheme::Hookshot);
    }
    const QString name = subscriber.fields[schemeField->key].toString();
    const auto scheme = signingSchemeFrom(name);
    if (!scheme || *scheme == SigningScheme::None)
        return fail(noSecret(schemeField->key, name));
    return generateSecret(*scheme);
}

void rotateSecret(Session &session, const Subscriber &subscriber, std::chrono::seconds overlap)
{
    const std::vector<Field> fields = session.backend().info().subscriberFields;
    const Field *field = fieldOfKind(fields, FieldKind::Secret);
    const Field *scheme = schemeField(fields);
    if (!field)
        return session.finish(notHere({}));
    // Without schemes, the new secret takes the old one's place at once.
    if (!scheme && overlap > std::chrono::seconds(0))
        return session.finish(notHere(u"overlap"_s));
    const auto made = newSecret(subscriber, *field, scheme);
    if (!made)
        return session.finish(made.error());
    const Secret &secret = *made;
    SubscriberDraft draft;
    draft.id = subscriber.id;
    draft.base = subscriber.fields;
    draft.secrets[field->key] = {SecretEdit::Action::Set, secret, overlap};
    session.with(session.backend().save(draft), [&session, secret](const Subscriber &saved) {
        const QString text = QString::fromUtf8(secret.reveal());
        if (session.output().isJson()) {
            session.output().document({{"id", json::text(saved.id.value)}, {"secret", json::text(text)}});
        } else {
            session.output().note(Texts::tr("The new secret of “%1”, shown this once:")
                                      .arg(saved.name.isEmpty() ? saved.id.value : saved.name));
            session.output().text(text);
        }
        session.finish();
    });
}

void rotateSubscriber(Session &session, const Arguments &arguments)
{
    std::chrono::milliseconds overlap{0};
    if (arguments.has("overlap"_L1)) {
        const auto given = durationFrom(arguments.value("overlap"_L1));
        if (!given || *given > kLongestOverlap)
            return session.finish(invalid(Reason::OutOfRange, u"overlap"_s, u"0s–7d"_s));
        overlap = *given;
    }
    session.with(session.backend().subscriber({arguments.words().first()}, {}),
                 [&session, overlap](const Subscriber &found) {
                     rotateSecret(session, found, std::chrono::ceil<std::chrono::seconds>(overlap));
                 });
}

} // namespace

std::vector<Command> rotateCommands()
{
    return {
        {"subscribers rotate",
         "ID",
         QT_TRANSLATE_NOOP("Tackle", "make a new secret and show it once"),
         1,
         1,
         {{"overlap",
           Takes::Value,
           "DURATION",
           QT_TRANSLATE_NOOP("Tackle",
                             "how long the old one signs too, 0s to 7d, where the scheme carries two")}},
         rotateSubscriber},
    };
}

} // namespace tacklebox::tackle
