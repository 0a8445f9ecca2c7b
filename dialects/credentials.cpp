// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/credentials.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

using Secrets = std::map<QString, Secret>;
using Step = std::function<Async<Done>()>;
using Action = SecretEdit::Action;

enum class Place { Nowhere, Keychain, Profile };

// In the keychain, and for what is sealed.
QString nameOf(const ConnectionId &id, const QString &field)
{
    return u"connection/%1/%2"_s.arg(id.value, field);
}

Error lost(const QString &field)
{
    return {ErrorKind::NotAuthorised, Reason::SecretMissing, field, {}, {}, {}, 0};
}

Error missingKey()
{
    return {ErrorKind::NotAuthorised, Reason::MasterKeyMissing, {}, {}, {}, {}, 0};
}

Error atField(Error error, const QString &field)
{
    error.field = field;
    return error;
}

// One after the other, up to the first that fails.
Async<Done> inTurn(QObject *context, QList<Step> steps)
{
    if (steps.isEmpty())
        return ready<Done>(Done{});
    const Step first = steps.takeFirst();
    return first().then(context, [context, steps](const Result<Done> &done) {
        return done ? inTurn(context, steps) : ready<Done>(fail(done.error()));
    });
}

// For what is done as well as can be: the others go on, but for the one reason that is told.
Step forgiving(QObject *context, const Step &step, std::optional<Reason> told = {})
{
    return [context, step, told] {
        return step().then(context, [told](const Result<Done> &done) -> Result<Done> {
            if (!done && done.error().reason == told)
                return done;
            return Done{};
        });
    };
}

std::optional<Error> refusalOf(const SecretEdits &edits)
{
    for (const auto &[field, edit] : edits) {
        if (edit.action == Action::Clear)
            continue;
        if (edit.value.isEmpty())
            return invalid(Reason::SecretForm, field);
        if (looksLikeMask(QString::fromUtf8(edit.value.reveal())))
            return invalid(Reason::SecretIsMask, field);
    }
    return std::nullopt;
}

} // namespace

// One write() under way.
struct Credentials::Writing
{
    ConnectionId id;
    SecretEdits edits;
    Places before;
    std::map<QString, std::optional<store::SecretPlace>> after; // of what is edited
    std::map<QString, std::optional<Secret>> found; // in the keychain, before it was written over

    [[nodiscard]] QList<QString> fieldsSet() const
    {
        QList<QString> fields;
        for (const auto &[field, edit] : edits) {
            if (edit.action == Action::Set)
                fields.append(field);
        }
        return fields;
    }

    [[nodiscard]] Place placeBefore(const QString &field) const
    {
        const auto place = before.constFind(field);
        if (place == before.cend())
            return Place::Nowhere;
        return place->sealed.isEmpty() ? Place::Keychain : Place::Profile;
    }
};

Credentials::Credentials(Parts parts, Rules rules, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_rules(rules)
    , m_last(ready<Done>(Done{}))
{
}

Async<Credentials::Places> Credentials::places(const ConnectionId &id)
{
    return m_parts.store.read<Places>({}, [id](store::Connection &connection) -> Result<Places> {
        const auto key = store::findConnection(connection, id);
        if (!key)
            return fail(key.error());
        return store::connectionSecrets(connection, *key);
    });
}

Async<Secrets> Credentials::read(const Connection &connection)
{
    return places(connection.id)
        .then(this, [this, id = connection.id](const Result<Places> &standing) -> Async<Secrets> {
            if (!standing)
                return ready<Secrets>(fail(standing.error()));
            const auto opened = std::make_shared<Secrets>();
            QList<Step> steps;
            for (auto place = standing->cbegin(); place != standing->cend(); ++place) {
                steps.append([this, id, field = place.key(), sealed = place->sealed, opened] {
                    return (sealed.isEmpty() ? fetch(id, field) : unseal(id, field, sealed))
                        .then(this, [field, opened](const Result<Secret> &secret) -> Result<Done> {
                            if (!secret)
                                return fail(atField(secret.error(), field));
                            opened->emplace(field, *secret);
                            return Done{};
                        });
                });
            }
            return inTurn(this, steps).then(this, [opened](const Result<Done> &done) -> Result<Secrets> {
                if (!done)
                    return fail(done.error());
                return *opened;
            });
        });
}

Async<Secret> Credentials::fetch(const ConnectionId &id, const QString &field)
{
    return m_parts.keychain.read(nameOf(id, field))
        .then(this, [field](const Result<std::optional<Secret>> &entry) -> Result<Secret> {
            if (!entry)
                return fail(entry.error());
            return *entry ? Result<Secret>(**entry) : fail(lost(field));
        });
}

Async<Secret> Credentials::unseal(const ConnectionId &id, const QString &field, const QByteArray &sealed)
{
    return m_parts.sealer.open().then(this, [this, name = nameOf(id, field), sealed](secrets::KeyState) {
        return m_parts.sealer.unsealNamed(sealed, name); // which knows why there is no key
    });
}

Async<Done> Credentials::write(const Connection &connection, SecretEdits edits)
{
    if (auto refusal = refusalOf(edits))
        return ready<Done>(fail(std::move(*refusal)));
    const auto writing = std::make_shared<Writing>();
    writing->id = connection.id;
    writing->edits = std::move(edits);
    m_last = m_last.then(this, [this, writing](const Result<Done> &) { return start(writing); });
    return m_last;
}

Async<Done> Credentials::start(const WritingPointer &writing)
{
    return inTurn(
        this,
        {[this, writing] {
             return places(writing->id).then(this, [writing](const Result<Places> &standing) -> Result<Done> {
                 if (!standing)
                     return fail(standing.error());
                 writing->before = *standing;
                 return Done{};
             });
         },
         [this, writing] { return keep(writing); },
         [this, writing] { return note(writing); },
         [this, writing] { return tidy(writing); }});
}

// Puts what is set in its place; the profile doesn't know of it yet.
Async<Done> Credentials::keep(const WritingPointer &writing)
{
    for (const auto &[field, edit] : writing->edits)
        writing->after[field] = std::nullopt;
    if (writing->fieldsSet().isEmpty())
        return ready<Done>(Done{});
    if (m_rules.isSealing)
        return seal(writing);
    return keepInKeychain(writing).then(this, [this, writing](const Result<Done> &kept) -> Async<Done> {
        if (kept)
            return ready<Done>(kept);
        return putBack(writing).then(this, [this, writing, error = kept.error()](const Result<Done> &) {
            return error.reason == Reason::KeychainUnavailable ? seal(writing) : ready<Done>(fail(error));
        });
    });
}

// Each is read before it is written over, so that it can be put back.
Async<Done> Credentials::keepInKeychain(const WritingPointer &writing)
{
    QList<Step> steps;
    for (const QString &field : writing->fieldsSet()) {
        const QString name = nameOf(writing->id, field);
        steps.append([this, writing, field, name] {
            using Entry = std::optional<Secret>;
            return m_parts.keychain.read(name).then(
                this, [this, writing, field, name](const Result<Entry> &entry) -> Async<Done> {
                    if (!entry)
                        return ready<Done>(fail(entry.error()));
                    writing->found[field] = *entry;
                    writing->after[field] = store::SecretPlace{{}, m_parts.clock.now()};
                    return m_parts.keychain.write(name, writing->edits.at(field).value);
                });
        });
    }
    return inTurn(this, steps);
}

Async<Done> Credentials::seal(const WritingPointer &writing)
{
    return m_parts.sealer.open().then(this, [this, writing](secrets::KeyState state) -> Result<Done> {
        if (state == secrets::KeyState::ThisRunOnly && !m_rules.mayBeLost)
            return fail(m_parts.sealer.why().value_or(missingKey()));
        for (const QString &field : writing->fieldsSet()) {
            const Secret &secret = writing->edits.at(field).value;
            const auto sealed = m_parts.sealer.sealNamed(secret, nameOf(writing->id, field));
            if (!sealed)
                return fail(sealed.error());
            writing->after[field] = store::SecretPlace{*sealed, m_parts.clock.now()};
        }
        return Done{};
    });
}

Async<Done> Credentials::note(const WritingPointer &writing)
{
    const auto change
        = [id = writing->id, after = writing->after](store::Connection &connection) -> Result<Done> {
        const auto key = store::findConnection(connection, id);
        if (!key)
            return fail(key.error());
        for (const auto &[field, place] : after) {
            if (auto done = store::writeConnectionSecret(connection, *key, field, place); !done)
                return done;
        }
        return Done{};
    };
    return m_parts.store.write<Done>(change).then(
        this, [this, writing](const Result<Done> &noted) -> Async<Done> {
            if (noted)
                return ready<Done>(noted);
            return putBack(writing).then(this, [noted](const Result<Done> &) { return noted; });
        });
}

// No copy stays where the profile doesn't look any more. A locked keychain keeps what is cleared, which its
// owner has to know.
Async<Done> Credentials::tidy(const WritingPointer &writing)
{
    QList<Step> steps;
    for (const auto &[field, place] : writing->after) {
        const Place before = writing->placeBefore(field);
        const bool wasThere = before == Place::Keychain;
        const bool isLeft = place ? wasThere && !place->sealed.isEmpty() : wasThere || !m_rules.isSealing;
        if (!isLeft)
            continue;
        std::optional<Reason> told;
        if (!place && before != Place::Profile)
            told = Reason::KeychainLocked;
        steps.append(forgiving(this, removal(nameOf(writing->id, field)), told));
    }
    return inTurn(this, steps);
}

Async<Done> Credentials::putBack(const WritingPointer &writing)
{
    QList<Step> steps;
    for (const auto &[field, secret] : std::exchange(writing->found, {})) {
        const QString name = nameOf(writing->id, field);
        const auto write = [this, name, old = secret] { return m_parts.keychain.write(name, *old); };
        steps.append(forgiving(this, secret ? Step(write) : removal(name)));
    }
    return inTurn(this, steps);
}

std::function<Async<Done>()> Credentials::removal(const QString &name)
{
    return [this, name] { return m_parts.keychain.remove(name); };
}

Async<Done> Credentials::forget(const Connection &connection)
{
    m_last = m_last.then(this, [this, id = connection.id](const Result<Done> &) {
        return places(id).then(this, [this, id](const Result<Places> &standing) {
            return standing ? inTurn(this, removals(id, *standing)) : ready<Done>(fail(standing.error()));
        });
    });
    return m_last;
}

// Of one that is sealed in the profile an older copy may be left.
QList<Step> Credentials::removals(const ConnectionId &id, const Places &standing)
{
    QList<Step> steps;
    for (auto place = standing.cbegin(); place != standing.cend(); ++place) {
        const Step step = removal(nameOf(id, place.key()));
        if (place->sealed.isEmpty())
            steps.append(forgiving(this, step, Reason::KeychainLocked));
        else if (!m_rules.isSealing)
            steps.append(forgiving(this, step));
    }
    return steps;
}

} // namespace tacklebox::dialects
