// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/eventnames.h"

#include "core/jsonwalk.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

using Data = EventNames::Data;

// Deeper parts of a payload are there as JSON alone: going down takes the stack.
constexpr int kDeepestNames = 64;
constexpr qsizetype kMostNameBytes = 64 * 1024 * 1024;
constexpr std::string_view kPayloadMember = "data";
constexpr std::string_view kJson = "json ";
constexpr std::string_view kHas = "has ";

const Data *flag(bool is)
{
    static const Data truth(true);
    static const Data falsehood(false);
    return is ? &truth : &falsehood;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

std::string quoted(const std::string &text)
{
    return '"' + jsonEscaped(text) + '"';
}

Data ownNames(const EventFacts &event)
{
    Data own;
    const QString iso = toIso(event.at);
    const auto name = [&own](const char *key, const QString &value) { own[key] = Data(value.toStdString()); };
    name("type", event.type);
    name("status", event.status);
    name("order_id", event.orderId);
    name("address", event.address);
    name("id", event.id);
    name("time", iso);
    name("time_precise", iso.chopped(1) + u"0000Z"_s); // seven decimals
    name("unix_time", QString::number(toMillis(event.at) / 1000));
    name("subject", event.type.section(u':', 0, 0).section(u'.', 0, 0));
    name("subscriber", event.subscriber);
    return own;
}

qsizetype itemsIn(QByteArrayView list)
{
    JsonWalk walk(list);
    walk.step(); // [
    qsizetype count = 0;
    for (QByteArrayView item; walk.takeItem(item);)
        ++count;
    return count;
}

} // namespace

std::string jsonEscaped(const std::string &text)
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::string escaped;
    escaped.reserve(text.size() + 8);
    for (const char c : text) {
        switch (c) {
        case '"':
        case '\\':
            escaped += {'\\', c};
            break;
        case '\n':
            escaped += "\\n";
            break;
        case '\r':
            escaped += "\\r";
            break;
        case '\t':
            escaped += "\\t";
            break;
        default:
            if (quint8(c) < 0x20)
                escaped += {'\\', 'u', '0', '0', kHex[quint8(c) >> 4], kHex[quint8(c) & 15]};
            else
                escaped += c;
        }
    }
    return escaped;
}

EventNames::EventNames(const EventFacts &event, qsizetype viewBytes)
    : m_event(event)
    , m_viewBytes(viewBytes)
    , m_own(ownNames(event))
{
}

void EventNames::push(const Data *data)
{
    m_bytes += m_viewBytes + 64;
    if (m_bytes > kMostNameBytes)
        throw TooMuch();
    m_sections.push_back(data);
}

void EventNames::pop()
{
    m_sections.pop_back();
}

const Data *EventNames::get(const std::string &name) const
{
    std::string_view path = name;
    const bool isVariable = path.ends_with(kVariableMark);
    if (isVariable)
        path.remove_suffix(1);
    path = trimmed(path);
    if (path.starts_with(kJson))
        return asJson(path.substr(kJson.size()));
    if (path.starts_with(kHas))
        return flag(find(trimmed(path.substr(kHas.size()))));
    const Data *found = find(path);
    if (isVariable)
        return asVariable(found);
    // What a section skips.
    const bool isNothing
        = !found || found->is_invalid() || (found->is_string() && found->string_value().empty());
    return isNothing ? flag(false) : found;
}

// The first name decides where the rest is looked for.
const Data *EventNames::find(std::string_view path) const
{
    if (path == ".")
        return m_sections.empty() ? &payload() : m_sections.back();
    const Data *found = nullptr;
    for (bool isFirst = true; isFirst || found;) {
        const size_t dot = path.find('.');
        const std::string name(path.substr(0, dot));
        found = isFirst ? startOf(name) : found->get(name);
        isFirst = false;
        if (dot == std::string_view::npos)
            break;
        path.remove_prefix(dot + 1);
    }
    return found;
}

const Data *EventNames::startOf(const std::string &name) const
{
    for (auto section = m_sections.rbegin(); section != m_sections.rend(); ++section) {
        if (const Data *found = (*section)->get(name))
            return found;
    }
    if (const Data *own = m_own.get(name))
        return own;
    return name == kPayloadMember ? &payload() : payload().get(name);
}

const Data &EventNames::payload() const
{
    if (!m_payload) {
        m_payload.emplace();
        build(*m_payload, jsonIn(m_event.payload), 0);
    }
    return *m_payload;
}

// In place: what is known of a part is known by its address.
void EventNames::build(Data &target, QByteArrayView value, int depth) const
{
    m_raw[&target] = value;
    const char first = value.isEmpty() ? 'n' : value.front();
    JsonWalk walk(value);
    walk.step();
    if (first == '{' && depth < kDeepestNames) {
        target = Data(Data::type::object);
        QByteArrayView key;
        for (QByteArrayView member; walk.takeMember(key, member);)
            build(target[unquoted(key)], member, depth + 1);
    } else if (first == '[' && depth < kDeepestNames) {
        target = Data(Data::type::list);
        // The library has no way to fill a list in place, and m_raw knows each item by where it is.
        auto &items = const_cast<kainjow::mustache::list &>(target.list_value());
        items.reserve(size_t(itemsIn(value)));
        for (QByteArrayView item; walk.takeItem(item);)
            build(items.emplace_back(), item, depth + 1);
    } else if (first == 't' || first == 'f') {
        target = Data(first == 't');
    } else if (first == 'n') {
        target = Data(Data::type::invalid);
    } else if (first == '"') {
        target = Data(unquoted(value));
    } else {
        target = Data(std::string(value.begin(), value.end()));
    }
}

const Data *EventNames::asVariable(const Data *found) const
{
    if (!found || found->is_invalid())
        return nullptr;
    if (found->is_bool())
        return text(found->is_true() ? "true" : "false");
    if (found->is_string())
        return text(found->string_value());
    const auto raw = m_raw.find(found);
    return raw == m_raw.end() ? nullptr : text({raw->second.begin(), raw->second.end()});
}

const Data *EventNames::asJson(std::string_view paths) const
{
    while (!paths.empty()) {
        const size_t bar = paths.find('|');
        const std::string_view path = trimmed(paths.substr(0, bar));
        paths.remove_prefix(bar == std::string_view::npos ? paths.size() : bar + 1);
        const Data *found = find(path);
        if (!found)
            continue;
        if (const auto raw = m_raw.find(found); raw != m_raw.end())
            return text({raw->second.begin(), raw->second.end()});
        if (found->is_string() && !found->string_value().empty())
            return text(quoted(found->string_value()));
    }
    return text("null");
}

const Data *EventNames::text(std::string value) const
{
    m_texts += qsizetype(value.size());
    if (m_texts > kMostNameBytes)
        throw TooMuch();
    m_text = Data(value);
    return &m_text;
}

} // namespace tacklebox
