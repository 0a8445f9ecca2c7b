// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/jsonpatch.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

using Pointer = Json::json_pointer;
using Sorted = nlohmann::json; // its objects are in the order of their keys

constexpr int kDeepestPatch = 512; // the library takes a stack frame for each level

Error wrongForm(const char *detail)
{
    Error error = invalid(Reason::JsonForm, {});
    error.detail = QString::fromUtf8(detail);
    return error;
}

bool isDeep(const Json &json)
{
    std::vector<std::pair<const Json *, int>> open{{&json, 1}};
    while (!open.empty()) {
        const auto [value, depth] = open.back();
        open.pop_back();
        if (depth > kDeepestPatch)
            return true;
        if (!value->is_structured())
            continue;
        for (const Json &member : *value)
            open.emplace_back(&member, depth + 1);
    }
    return false;
}

bool isSameNumber(const Sorted &left, const Sorted &right)
{
    const auto isNegative
        = [](const Sorted &number) { return !number.is_number_unsigned() && number.get<qint64>() < 0; };
    if (left.is_number_integer() && right.is_number_integer())
        return isNegative(left) == isNegative(right) && left.get<quint64>() == right.get<quint64>();
    return left.get<double>() == right.get<double>();
}

// Numbers by value, objects whatever the order of their members was.
bool isSame(const Sorted &left, const Sorted &right)
{
    if (left.is_number() && right.is_number())
        return isSameNumber(left, right);
    if (left.type() != right.type())
        return false;
    if (!left.is_structured())
        return left == right;
    if (left.size() != right.size())
        return false;
    if (left.is_array())
        return std::equal(left.begin(), left.end(), right.begin(), isSame);
    for (auto ours = left.begin(), theirs = right.begin(); ours != left.end(); ++ours, ++theirs) {
        if (ours.key() != theirs.key() || !isSame(*ours, *theirs))
            return false;
    }
    return true;
}

std::string textOf(const Json &operation, const char *member)
{
    const auto found = operation.find(member);
    return found != operation.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool hasText(const Json &operation, const char *member)
{
    return operation.contains(member) && operation[member].is_string();
}

std::optional<Error> runTest(const Json &document, const Json &operation)
{
    if (!operation.contains("value"))
        return wrongForm("operation 'test' must have member 'value'");
    const std::string path = textOf(operation, "path");
    const Pointer pointer(path);
    try {
        if (isSame(document.at(pointer), operation["value"]))
            return std::nullopt;
    } catch (const Json::exception &) {
        // What isn't there is not the same either.
    }
    return Error{ErrorKind::Conflict,
                 Reason::RemoteConflict,
                 {},
                 {},
                 u"test failed at '%1'"_s.arg(QString::fromStdString(path)),
                 {},
                 0};
}

// The library writes into what is no container, or takes away nothing and calls it done.
std::optional<Error> runChange(Json &document, const Json &operation)
{
    const Pointer path(textOf(operation, "path"));
    if (!path.empty() && !document.at(path.parent_pointer()).is_structured())
        return wrongForm("the parent of 'path' is neither an object nor an array");
    document.patch_inplace(Json::array({operation}));
    return std::nullopt;
}

std::optional<Error> runMove(Json &document, const Json &operation)
{
    const std::string from = textOf(operation, "from");
    const std::string path = textOf(operation, "path");
    Json value = document.at(Pointer(from));
    if (from == path)
        return std::nullopt;
    if (path.starts_with(from + '/'))
        return wrongForm("'from' is above 'path'");
    if (auto error = runChange(document, {{"op", "remove"}, {"path", from}}))
        return error;
    return runChange(document, {{"op", "add"}, {"path", path}, {"value", std::move(value)}});
}

// What the library refuses, it says with an exception.
std::optional<Error> run(Json &document, const Json &operation)
{
    const std::string op = operation.is_object() ? textOf(operation, "op") : std::string();
    if (op.empty() || !hasText(operation, "path"))
        return wrongForm("an operation is an object with the texts 'op' and 'path'");
    if (op == "test")
        return runTest(document, operation);
    if (op != "move" && op != "copy")
        return runChange(document, operation);
    if (!hasText(operation, "from"))
        return wrongForm("a move and a copy have the text 'from'");
    if (op == "move")
        return runMove(document, operation);
    Json value = document.at(Pointer(textOf(operation, "from")));
    return runChange(document,
                     {{"op", "add"}, {"path", textOf(operation, "path")}, {"value", std::move(value)}});
}

} // namespace

Result<Json> patched(const Json &document, const Json &patch)
{
    if (!patch.is_array())
        return fail(wrongForm("a patch is an array of operations"));
    if (isDeep(document) || isDeep(patch))
        return fail(wrongForm("nested too deep"));
    try {
        Json result = document;
        for (const Json &operation : patch) {
            if (auto error = run(result, operation))
                return fail(std::move(*error));
        }
        return result;
    } catch (const Json::exception &exception) {
        return fail(wrongForm(exception.what()));
    }
}

Result<Json> merged(const Json &document, const Json &merge)
{
    if (isDeep(document) || isDeep(merge))
        return fail(wrongForm("nested too deep"));
    try {
        Json result = document;
        result.merge_patch(merge);
        return result;
    } catch (const Json::exception &exception) {
        return fail(wrongForm(exception.what()));
    }
}

} // namespace tacklebox
