// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/patch.h"

#include "core/json.h"
#include "core/jsonpatch.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

using Tokens = std::vector<std::string>;

constexpr std::array kOwnMembers{"WebhookId",
                                 "Name",
                                 "Events",
                                 "TargetUrl",
                                 "Secret",
                                 "State",
                                 "Type",
                                 "Headers",
                                 "Properties",
                                 "Registered",
                                 "RegisteredAssociate",
                                 "Updated",
                                 "UpdatedAssociate",
                                 "ErrorsEmail"};

Error notRead(const QString &detail)
{
    Error error = invalid(Reason::JsonForm, {});
    error.detail = detail;
    return error;
}

bool isSameName(const std::string &one, const std::string &other)
{
    return QString::fromStdString(one).compare(QString::fromStdString(other), Qt::CaseInsensitive) == 0;
}

// As the object spells it; as given where it has no such member.
Result<std::string> nameIn(const Json &object, const std::string &given)
{
    std::vector<std::string> found;
    for (const auto &member : object.items()) {
        if (isSameName(member.key(), given))
            found.push_back(member.key());
    }
    if (found.size() > 1)
        return fail(notRead(u"'%1' may be one of several members"_s.arg(QString::fromStdString(given))));
    return found.empty() ? given : found.front();
}

const Json *childOf(const Json &parent, const std::string &name)
{
    if (parent.is_object()) {
        const auto member = parent.find(name);
        return member == parent.end() ? nullptr : &*member;
    }
    const bool isIndex = parent.is_array() && !name.empty() && name.size() < 7
        && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
    const size_t index = isIndex ? std::stoul(name) : 0;
    return isIndex && index < parent.size() ? &parent[index] : nullptr;
}

// The names as the document spells them.
Result<Tokens> tokensOf(const Json &document, const std::string &path)
{
    Tokens tokens;
    const Json *parent = &document;
    QString rest = QString::fromStdString(path);
    if (rest.startsWith(u'/'))
        rest.remove(0, 1);
    if (rest.isEmpty())
        return fail(notRead(u"'path' names no member"_s));
    for (QString token : rest.split(u'/')) {
        token.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
        auto name = parent && parent->is_object() ? nameIn(*parent, token.toStdString())
                                                  : Result<std::string>(token.toStdString());
        if (!name)
            return fail(name.error());
        parent = parent ? childOf(*parent, *name) : nullptr;
        tokens.push_back(*std::move(name));
    }
    return tokens;
}

std::string pathOf(const Tokens &tokens)
{
    std::string path;
    for (const std::string &token : tokens) {
        QString escaped = QString::fromStdString(token);
        escaped.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
        path += '/' + escaped.toStdString();
    }
    return path;
}

const char *ownMember(const std::string &name)
{
    const auto *found
        = std::ranges::find_if(kOwnMembers, [&name](const char *own) { return isSameName(own, name); });
    return found == kOwnMembers.end() ? nullptr : *found;
}

std::string textIn(const Json &operation, const char *member)
{
    const auto found = operation.find(member);
    return found != operation.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// One operation, in the strict words. An own member that the document lacks is put there first.
Result<Json> strictOperations(const Json &document, const Json &operation)
{
    if (!operation.is_object() || !operation.contains("path") || !operation["path"].is_string())
        return fail(notRead(u"an operation is an object with the texts 'op' and 'path'"_s));
    const std::string op = textIn(operation, "op");
    if (op != "add" && op != "replace" && op != "remove" && op != "test")
        return fail(notRead(u"there is no '%1' in a patch there"_s.arg(QString::fromStdString(op))));
    auto tokens = tokensOf(document, textIn(operation, "path"));
    if (!tokens)
        return fail(tokens.error());
    Json strict = Json::array();
    const char *own = ownMember(tokens->front());
    if (own && !document.contains(tokens->front())) {
        tokens->front() = own;
        strict.push_back({{"op", "add"}, {"path", pathOf({own})}, {"value", nullptr}});
    }
    Json done = operation;
    done["path"] = pathOf(*tokens);
    if (own && op == "remove" && tokens->size() == 1)
        done = {{"op", "replace"}, {"path", pathOf(*tokens)}, {"value", nullptr}};
    strict.push_back(std::move(done));
    return strict;
}

// What lies deeper in a merge than its own members.
std::optional<Error> addMerge(const Tokens &at, const Json *before, const Json &merge, Json &operations)
{
    const std::string path = pathOf(at);
    if (merge.is_object() && before && before->is_array()) {
        operations.push_back({{"op", "add"}, {"path", path + "/-"}, {"value", merge}});
        return std::nullopt;
    }
    if (!merge.is_object() || !before || !before->is_object()) {
        const auto value = merge.is_object() ? merged(Json::object(), merge) : Result<Json>(merge);
        if (!value)
            return value.error();
        operations.push_back({{"op", before ? "replace" : "add"}, {"path", path}, {"value", *value}});
        return std::nullopt;
    }
    for (const auto &member : merge.items()) {
        const auto name = nameIn(*before, member.key());
        if (!name)
            return name.error();
        Tokens deeper = at;
        deeper.push_back(*name);
        const Json *child = childOf(*before, *name);
        if (member.value().is_null() && child)
            operations.push_back({{"op", "remove"}, {"path", pathOf(deeper)}});
        else if (!member.value().is_null()) {
            if (auto error = addMerge(deeper, child, member.value(), operations))
                return error;
        }
    }
    return std::nullopt;
}

Result<Json> operationsOfMerge(const Json &document, const Json &merge)
{
    Json operations = Json::array();
    for (const auto &member : merge.items()) {
        const auto name = nameIn(document, member.key());
        if (!name)
            return fail(name.error());
        if (auto error = addMerge({*name}, childOf(document, *name), member.value(), operations))
            return fail(*std::move(error));
    }
    return operations;
}

struct Patched
{
    Json strict = Json::array();
    Json document;
};

// Each operation finds the document as the one before it left it.
Result<Patched> patchedStepwise(const Json &document, const Json &operations)
{
    Patched patch{Json::array(), document};
    for (const Json &operation : operations) {
        auto strict = strictOperations(patch.document, operation);
        if (!strict)
            return fail(strict.error());
        auto next = patched(patch.document, *strict);
        if (!next)
            return fail(next.error());
        patch.document = *std::move(next);
        for (Json &one : *strict)
            patch.strict.push_back(std::move(one));
    }
    return patch;
}

Result<Patched> patchedBy(const Json &document, const Json &patch)
{
    if (!document.is_object())
        return fail(notRead(u"what is patched is an object"_s));
    if (patch.is_array())
        return patchedStepwise(document, patch);
    if (!patch.is_object())
        return fail(notRead(u"a patch is a list of operations, or an object to merge"_s));
    const auto operations = operationsOfMerge(document, patch);
    if (!operations)
        return fail(operations.error());
    return patchedStepwise(document, *operations);
}

} // namespace

Result<Json> strictPatch(const Json &document, const Json &patch)
{
    return patchedBy(document, patch).map([](const Patched &done) { return done.strict; });
}

Result<Json> patchedThere(const Json &document, const Json &patch)
{
    return patchedBy(document, patch).map([](const Patched &done) { return done.document; });
}

Result<Done> checkMakes(const QJsonObject &before, const QJsonValue &patch, const QJsonObject &after)
{
    const auto made = patchedThere(json::value(before), json::value(patch));
    if (!made)
        return fail(made.error());
    const Json same = Json::array({{{"op", "test"}, {"path", ""}, {"value", json::value(after)}}});
    return patched(*made, same).map([](const Json &) { return Done{}; });
}

} // namespace tacklebox::dialects::superoffice
