// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/contentfilter.h"

#include "core/jsonexcerpt.h"
#include "core/words.h"

#include <nlohmann/json.hpp>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

using PlainJson = nlohmann::json;

constexpr int kDeepest = 32;
constexpr int kMostConditions = 200;

enum class Test { Equals, In, Exists, Greater, Less, Contains };

constexpr Words<Test, 6> kTests{{
    {Test::Equals, "equals"_L1},
    {Test::In, "in"_L1},
    {Test::Exists, "exists"_L1},
    {Test::Greater, "greater"_L1},
    {Test::Less, "less"_L1},
    {Test::Contains, "contains"_L1},
}};

PlainJson jsonFrom(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return PlainJson::parse(text.begin(), text.end()).front();
}

} // namespace

struct ContentFilter::Node
{
    enum class Kind { And, Or, Not, Condition };

    Kind kind = Kind::And;
    std::vector<Node> nodes;
    // Of a condition:
    PlainJson::json_pointer path;
    Test test = Test::Equals;
    PlainJson value;
    QString text; // as people read it
};

namespace {

using Node = ContentFilter::Node;
using Verdict = ContentFilter::Verdict;

class Reader final
{
public:
    explicit Reader(QString field)
        : m_field(std::move(field))
    {
    }

    Result<Node> object(const QJsonValue &value, const QString &place, int depth);

private:
    Result<Node> entry(const QString &key, const QJsonValue &value, const QString &place, int depth);
    Result<Node> list(Node::Kind kind, const QJsonValue &value, const QString &place, int depth);
    Result<Node> conditions(const QString &path, const QJsonValue &value, const QString &place);
    Result<Node> condition(const QString &path, const QString &name, const QJsonValue &value,
                           const QString &place);
    Result<PlainJson::json_pointer> pointer(const QString &path, const QString &place) const;
    [[nodiscard]] tl::unexpected<Error> wrong(const QString &place) const
    {
        return fail(invalid(Reason::FilterForm, m_field, place.isEmpty() ? u"filter"_s : place));
    }

    QString m_field;
    int m_count = 0;
};

QString inside(const QString &place, const QString &name)
{
    return place.isEmpty() ? name : place + u" › "_s + name;
}

Result<Node> Reader::object(const QJsonValue &value, const QString &place, int depth)
{
    if (!value.isObject() || depth > kDeepest)
        return wrong(place);
    Node node;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        Result<Node> child = entry(it.key(), it.value(), inside(place, it.key()), depth + 1);
        if (!child)
            return child;
        node.nodes.push_back(std::move(*child));
    }
    return node;
}

Result<Node> Reader::entry(const QString &key, const QJsonValue &value, const QString &place, int depth)
{
    if (key == "and"_L1)
        return list(Node::Kind::And, value, place, depth);
    if (key == "or"_L1)
        return list(Node::Kind::Or, value, place, depth);
    if (key != "not"_L1)
        return conditions(key, value, place);
    Result<Node> child = object(value, place, depth);
    if (!child)
        return child;
    Node node;
    node.kind = Node::Kind::Not;
    node.text = u"not (%1)"_s.arg(QString::fromUtf8(
        QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact).left(kMostConditions)));
    node.nodes.push_back(std::move(*child));
    return node;
}

Result<Node> Reader::list(Node::Kind kind, const QJsonValue &value, const QString &place, int depth)
{
    if (!value.isArray() || value.toArray().isEmpty())
        return wrong(place);
    Node node;
    node.kind = kind;
    int number = 0;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array) {
        Result<Node> child = object(one, inside(place, QString::number(++number)), depth);
        if (!child)
            return child;
        node.nodes.push_back(std::move(*child));
    }
    return node;
}

Result<Node> Reader::conditions(const QString &path, const QJsonValue &value, const QString &place)
{
    if (!value.isObject())
        return condition(path, u"equals"_s, value, place);
    const QJsonObject object = value.toObject();
    if (object.isEmpty())
        return wrong(place);
    Node node;
    for (auto it = object.begin(); it != object.end(); ++it) {
        Result<Node> child = condition(path, it.key(), it.value(), inside(place, it.key()));
        if (!child)
            return child;
        node.nodes.push_back(std::move(*child));
    }
    return node;
}

Result<PlainJson::json_pointer> Reader::pointer(const QString &path, const QString &place) const
{
    std::string text;
    if (path.startsWith(u'/')) {
        text = path.toStdString();
    } else {
        const QStringList names = path.split(u'.');
        for (QString name : names) {
            if (name.isEmpty())
                return wrong(place);
            name.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
            text += '/' + name.toStdString();
        }
    }
    try {
        return PlainJson::json_pointer(text);
    } catch (const PlainJson::parse_error &) {
        return wrong(place);
    }
}

bool hasRightForm(Test test, const QJsonValue &value)
{
    switch (test) {
    case Test::In:
        return value.isArray() && !value.toArray().isEmpty();
    case Test::Exists:
        return value.isBool();
    case Test::Greater:
    case Test::Less:
        return value.isDouble() || value.isString();
    case Test::Contains:
    case Test::Equals:
        break;
    }
    return true;
}

Result<Node> Reader::condition(const QString &path, const QString &name, const QJsonValue &value,
                               const QString &place)
{
    const std::optional<Test> test = valueFrom(kTests, name);
    if (!test || !hasRightForm(*test, value) || ++m_count > kMostConditions)
        return wrong(place);
    Result<PlainJson::json_pointer> member = pointer(path, place);
    if (!member)
        return fail(member.error());
    Node node;
    node.kind = Node::Kind::Condition;
    node.path = std::move(*member);
    node.test = *test;
    node.value = jsonFrom(value);
    node.text = u"%1 %2 %3"_s.arg(path, name, excerptOf(node.value));
    return node;
}

// Numbers by value, texts by character: ISO dates of one form sort as text. Others don't compare.
std::optional<bool> isLess(const PlainJson &a, const PlainJson &b)
{
    if ((a.is_number() && b.is_number()) || (a.is_string() && b.is_string()))
        return a < b;
    return std::nullopt;
}

bool holds(const PlainJson &whole, const PlainJson &part)
{
    if (whole.is_string() && part.is_string())
        return whole.get_ref<const std::string &>().find(part.get_ref<const std::string &>())
            != std::string::npos;
    if (whole.is_array())
        return std::ranges::find(whole, part) != whole.end();
    return whole.is_object() && part.is_string() && whole.contains(part.get_ref<const std::string &>());
}

bool isMet(const Node &condition, const PlainJson *member)
{
    if (condition.test == Test::Exists)
        return (member != nullptr) == condition.value.get<bool>();
    if (!member)
        return false;
    switch (condition.test) {
    case Test::Equals:
        return *member == condition.value;
    case Test::In:
        return std::ranges::find(condition.value, *member) != condition.value.end();
    case Test::Greater:
        return isLess(condition.value, *member).value_or(false);
    case Test::Less:
        return isLess(*member, condition.value).value_or(false);
    case Test::Contains:
        return holds(*member, condition.value);
    case Test::Exists:
        break;
    }
    return false;
}

Verdict judgeNode(const Node &node, const PlainJson &payload);

// Null where the path leads nowhere. One with an empty name throws where the payload has an array.
const PlainJson *memberAt(const PlainJson &payload, const PlainJson::json_pointer &path)
{
    try {
        return payload.contains(path) ? &payload.at(path) : nullptr;
    } catch (const PlainJson::exception &) {
        return nullptr;
    }
}

Verdict judgeCondition(const Node &node, const PlainJson &payload)
{
    const PlainJson *member = memberAt(payload, node.path);
    if (isMet(node, member))
        return {};
    return {false, node.text, member ? excerptOf(*member) : QString()};
}

Verdict judgeOr(const Node &node, const PlainJson &payload)
{
    Verdict first;
    for (const Node &child : node.nodes) {
        Verdict verdict = judgeNode(child, payload);
        if (verdict.passes)
            return verdict;
        if (first.passes)
            first = std::move(verdict);
    }
    return first;
}

Verdict judgeNode(const Node &node, const PlainJson &payload)
{
    switch (node.kind) {
    case Node::Kind::Condition:
        return judgeCondition(node, payload);
    case Node::Kind::Or:
        return judgeOr(node, payload);
    case Node::Kind::Not:
        return judgeNode(node.nodes.front(), payload).passes ? Verdict{false, node.text, {}} : Verdict{};
    case Node::Kind::And:
        break;
    }
    for (const Node &child : node.nodes) {
        if (Verdict verdict = judgeNode(child, payload); !verdict.passes)
            return verdict;
    }
    return {};
}

} // namespace

Result<ContentFilter> ContentFilter::from(const QJsonValue &value, const QString &field)
{
    ContentFilter filter;
    if (value.isNull() || value.isUndefined() || (value.isObject() && value.toObject().isEmpty()))
        return filter;
    Result<Node> root = Reader(field).object(value, {}, 0);
    if (!root)
        return fail(root.error());
    filter.m_root = std::make_shared<const Node>(std::move(*root));
    return filter;
}

struct JudgedPayload::Parsed
{
    PlainJson json; // discarded where the payload is no JSON
};

ContentFilter::Verdict ContentFilter::judge(const JudgedPayload &payload) const
{
    if (!m_root)
        return {};
    if (!payload.m_parsed) {
        const QByteArray &bytes = payload.m_bytes;
        payload.m_parsed = std::make_shared<JudgedPayload::Parsed>(
            JudgedPayload::Parsed{PlainJson::parse(bytes.begin(), bytes.end(), nullptr, false)});
    }
    return judgeNode(*m_root, payload.m_parsed->json);
}

} // namespace tacklebox
