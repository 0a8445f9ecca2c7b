// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/reply.h"

#include <nlohmann/json.hpp>

#include <QJsonDocument>
#include <QSet>

#include <limits>
#include <vector>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

Error notJson(const QString &detail)
{
    return {ErrorKind::Failed, Reason::ReplyNotJson, {}, {}, detail, {}, 0};
}

// Looks for a key that comes twice in one object; builds nothing.
class KeyCheck final : public nlohmann::json_sax<nlohmann::json>
{
public:
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t &) override { return true; }
    bool string(string_t &) override { return true; }
    bool binary(binary_t &) override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool start_object(std::size_t) override
    {
        m_keys.emplace_back();
        return true;
    }
    bool end_object() override
    {
        m_keys.pop_back();
        return true;
    }
    bool key(string_t &name) override
    {
        const auto length = m_keys.back().size();
        m_keys.back().insert(QByteArray::fromStdString(name));
        if (m_keys.back().size() == length)
            m_doubled = QString::fromStdString(name);
        return m_doubled.isEmpty();
    }
    // The library's own words quote the reply, which may hold a token.
    bool parse_error(std::size_t at, const std::string &, const nlohmann::detail::exception &) override
    {
        m_detail = u"at byte %1"_s.arg(at);
        return false;
    }

    [[nodiscard]] const QString &doubled() const { return m_doubled; }
    [[nodiscard]] const QString &detail() const { return m_detail; }

private:
    std::vector<QSet<QByteArray>> m_keys;
    QString m_doubled;
    QString m_detail;
};

} // namespace

Error wrongType(const QString &member, const QString &wanted)
{
    return {ErrorKind::Failed, Reason::ReplyWrongType, {}, member, u"not "_s + wanted, {}, 0};
}

Result<QJsonValue> jsonFrom(const QByteArray &body)
{
    KeyCheck check;
    if (!nlohmann::json::sax_parse(body.begin(), body.end(), &check)) {
        if (!check.doubled().isEmpty())
            return fail({ErrorKind::Failed, Reason::ReplyDoubledKey, {}, check.doubled(), {}, {}, 0});
        return fail(notJson(check.detail()));
    }
    // Qt reads documents, not values: a text or a number at the top stands in an array here.
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson('[' + body + ']', &error);
    if (error.error != QJsonParseError::NoError)
        return fail(notJson(error.errorString()));
    return document.array().at(0);
}

Result<QJsonObject> objectFrom(const QJsonValue &value, const QString &member)
{
    if (!value.isObject())
        return fail(wrongType(member, u"an object"_s));
    return value.toObject();
}

Result<QJsonArray> arrayFrom(const QJsonValue &value, const QString &member)
{
    if (!value.isArray())
        return fail(wrongType(member, u"an array"_s));
    return value.toArray();
}

Result<QString> textFrom(const QJsonValue &value, const QString &member)
{
    if (value.isNull() || value.isUndefined())
        return QString();
    if (value.isString())
        return value.toString();
    constexpr qint64 kNone = std::numeric_limits<qint64>::min();
    if (const qint64 whole = value.toInteger(kNone); whole != kNone)
        return QString::number(whole);
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 17);
    return fail(wrongType(member, u"a text"_s));
}

Result<bool> flagFrom(const QJsonValue &value, const QString &member)
{
    if (value.isNull() || value.isUndefined())
        return false;
    if (value.isBool())
        return value.toBool();
    if (value.isDouble() && (value.toDouble() == 0 || value.toDouble() == 1))
        return value.toDouble() == 1;
    return fail(wrongType(member, u"true or false"_s));
}

} // namespace tacklebox::dialects
