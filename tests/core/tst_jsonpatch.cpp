// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/jsonpatch.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

Json jsonOf(const char *text)
{
    return Json::parse(text);
}

QByteArray textOf(const Json &json)
{
    return QByteArray::fromStdString(json.dump());
}

// Order of members aside.
bool isSame(const Json &left, const Json &right)
{
    return nlohmann::json(left) == nlohmann::json(right);
}

bool isDisabled(const Json &record)
{
    return record.contains("disabled") && record["disabled"].get<bool>();
}

// What the record expects and doesn't get, or nothing.
QString complaintOf(const Json &record)
{
    const Result<Json> result = patched(record["doc"], record["patch"]);
    if (record.contains("error"))
        return result ? u"was done, and must not be"_s : QString();
    if (!result)
        return u"was refused: "_s + result.error().detail;
    if (record.contains("expected") && !isSame(*result, record["expected"]))
        return u"gave "_s + QString::fromUtf8(textOf(*result));
    return {};
}

} // namespace

class JsonPatchTest final : public QObject
{
    Q_OBJECT

private slots:
    void doesWhatThePublicSuiteSays_data();
    void doesWhatThePublicSuiteSays();
    void changes_data();
    void changes();
    void refuses_data();
    void refuses();
    void aFailedTestIsAConflict_data();
    void aFailedTestIsAConflict();
    void aTestComparesByValue_data();
    void aTestComparesByValue();
    void aRefusedPatchChangesNothing();
    void keepsTheOrderOfMembers();
    void saysWhyItRefuses();
    void refusesWhatIsNestedTooDeep();
    void merges_data();
    void merges();
};

void JsonPatchTest::doesWhatThePublicSuiteSays_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("records");
    QTest::newRow("tests") << u"tests.json"_s << 92;
    QTest::newRow("spec_tests") << u"spec_tests.json"_s << 16;
}

// Where the suite lies beside the checkout; the cases below stand for it elsewhere.
void JsonPatchTest::doesWhatThePublicSuiteSays()
{
    QFETCH(QString, name);
    QFETCH(int, records);
    QFile file(QStringLiteral(TACKLEBOX_SOURCE_DIR "/../shared/data/json-patch/") + name);
    if (!file.open(QIODevice::ReadOnly)) {
        qInfo("the public suite %s is not here", qPrintable(name));
        return;
    }
    QStringList complaints;
    int done = 0;
    const Json suite = Json::parse(file.readAll().toStdString());

    for (const Json &record : suite) {
        if (isDisabled(record))
            continue;
        const QString complaint = complaintOf(record);
        if (!complaint.isEmpty())
            complaints.append(QString::fromUtf8(textOf(record)) + u' ' + complaint);
        ++done;
    }

    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
    QCOMPARE(done, records);
}

void JsonPatchTest::changes_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *tag, const char *document, const char *patch, const char *result) {
        QTest::newRow(tag) << QByteArray(document) << QByteArray(patch) << QByteArray(result);
    };
    row("nothing", R"({"a":1})", R"([])", R"({"a":1})");
    row("adds a member", R"({"a":1})", R"([{"op":"add","path":"/b","value":[2]}])", R"({"a":1,"b":[2]})");
    row("adds over a member", R"({"a":1})", R"([{"op":"add","path":"/a","value":null}])", R"({"a":null})");
    row("inserts", R"(["x","z"])", R"([{"op":"add","path":"/1","value":"y"}])", R"(["x","y","z"])");
    row("appends by length", R"(["x"])", R"([{"op":"add","path":"/1","value":"y"}])", R"(["x","y"])");
    row("appends by dash", R"({"a":[1]})", R"([{"op":"add","path":"/a/-","value":[2]}])", R"({"a":[1,[2]]})");
    row("adds the whole", R"({"a":1})", R"([{"op":"add","path":"","value":[7]}])", R"([7])");
    row("replaces the whole", R"([1])", R"([{"op":"replace","path":"","value":"all"}])", R"("all")");
    row("replaces by null", R"({"a":1})", R"([{"op":"replace","path":"/a","value":null}])", R"({"a":null})");
    row("removes", R"({"a":1,"b":[1,2]})", R"([{"op":"remove","path":"/b/0"}])", R"({"a":1,"b":[2]})");
    row("removes a null", R"({"a":null})", R"([{"op":"remove","path":"/a"}])", R"({})");
    row("moves",
        R"({"a":{"x":1},"b":[]})",
        R"([{"op":"move","from":"/a/x","path":"/b/0"}])",
        R"({"a":{},"b":[1]})");
    row("moves onto itself",
        R"({"a":1,"b":2})",
        R"([{"op":"move","from":"/a","path":"/a"}])",
        R"({"a":1,"b":2})");
    row("moves beside its like", R"({"a":1})", R"([{"op":"move","from":"/a","path":"/ab"}])", R"({"ab":1})");
    row("copies deep",
        R"({"a":{"x":[1]}})",
        R"([{"op":"copy","from":"/a","path":"/b"},{"op":"add","path":"/b/x/0","value":0}])",
        R"({"a":{"x":[1]},"b":{"x":[0,1]}})");
    row("key of digits", R"({"0":"key"})", R"([{"op":"replace","path":"/0","value":1}])", R"({"0":1})");
    row("leading zero as a key", R"({"01":1})", R"([{"op":"remove","path":"/01"}])", R"({})");
    row("case matters", R"({"a":1})", R"([{"op":"add","path":"/A","value":2}])", R"({"a":1,"A":2})");
    row("empty key", R"({"":{"":1}})", R"([{"op":"replace","path":"//","value":2}])", R"({"":{"":2}})");
    row("slash in a key", R"({"a/b":1})", R"([{"op":"replace","path":"/a~1b","value":2}])", R"({"a/b":2})");
    row("tilde in a key", R"({"~1":1})", R"([{"op":"replace","path":"/~01","value":2}])", R"({"~1":2})");
    row("unknown members",
        R"({"a":1})",
        R"([{"op":"remove","path":"/a","from":7,"value":null,"why":"old"}])",
        R"({})");
}

void JsonPatchTest::changes()
{
    QFETCH(QByteArray, document);
    QFETCH(QByteArray, patch);

    const Result<Json> result = patched(jsonOf(document), jsonOf(patch));

    QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    QTEST(textOf(*result), "result");
}

void JsonPatchTest::refuses_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("patch");
    const auto row = [](const char *tag, const char *document, const char *patch) {
        QTest::newRow(tag) << QByteArray(document) << QByteArray(patch);
    };
    row("an object as patch", "{}", R"({"op":"add","path":"/a","value":1})");
    row("an operation that is a text", "{}", R"(["add"])");
    row("no op", "{}", R"([{"path":"/a","value":1}])");
    row("op is a number", "{}", R"([{"op":1,"path":"/a","value":1}])");
    row("unknown op", R"({"a":1})", R"([{"op":"set","path":"/a","value":1}])");
    row("op in capitals", R"({"a":1})", R"([{"op":"Replace","path":"/a","value":1}])");
    row("no path", "{}", R"([{"op":"add","value":1}])");
    row("path is null", "{}", R"([{"op":"add","path":null,"value":1}])");
    row("path without a slash", R"({"a":1})", R"([{"op":"replace","path":"a","value":1}])");
    row("test without a slash", R"({"a":1})", R"([{"op":"test","path":"a","value":1}])");
    row("lonely tilde", R"({"a~":1})", R"([{"op":"remove","path":"/a~"}])");
    row("tilde before a letter", R"({"a~b":1})", R"([{"op":"remove","path":"/a~b"}])");
    row("add without value", "[]", R"([{"op":"add","path":"/0"}])");
    row("replace without value", "[1]", R"([{"op":"replace","path":"/0"}])");
    row("test without value", "[null]", R"([{"op":"test","path":"/0"}])");
    row("test without value or target", "[]", R"([{"op":"test","path":"/0"}])");
    row("index above the length", "[1]", R"([{"op":"add","path":"/2","value":1}])");
    row("index beyond every integer", "[1]", R"([{"op":"add","path":"/99999999999999999999","value":1}])");
    row("negative index", "[1]", R"([{"op":"add","path":"/-1","value":1}])");
    row("add at 1e0", "[1,2]", R"([{"op":"add","path":"/1e0","value":1}])");
    row("replace at 1e0", "[1,2]", R"([{"op":"replace","path":"/1e0","value":1}])");
    row("remove at 1e0", "[1,2]", R"([{"op":"remove","path":"/1e0"}])");
    row("move from 1e0", R"({"a":[1,2]})", R"([{"op":"move","from":"/a/1e0","path":"/b"}])");
    row("copy from 1e0", R"({"a":[1,2]})", R"([{"op":"copy","from":"/a/1e0","path":"/b"}])");
    row("two zeros", "[1]", R"([{"op":"replace","path":"/00","value":1}])");
    row("a zero before", "[1,2]", R"([{"op":"add","path":"/01","value":1}])");
    row("a name in a list", "[1]", R"([{"op":"add","path":"/bar","value":1}])");
    row("dash of what is there", "[1]", R"([{"op":"remove","path":"/-"}])");
    row("parent missing", "{}", R"([{"op":"add","path":"/a/b","value":1}])");
    row("parent of replace missing", "{}", R"([{"op":"replace","path":"/a/b","value":1}])");
    row("parent is a text", R"({"a":"x"})", R"([{"op":"add","path":"/a/b","value":1}])");
    row("parent is null", R"({"a":null})", R"([{"op":"add","path":"/a/b","value":1}])");
    row("the whole is a text", R"("x")", R"([{"op":"add","path":"/a","value":1}])");
    row("remove from a text", R"({"a":"x"})", R"([{"op":"remove","path":"/a/b"}])");
    row("remove what isn't there", R"({"a":1})", R"([{"op":"remove","path":"/b"}])");
    row("remove below what isn't there", R"({"a":1})", R"([{"op":"remove","path":"/b/c"}])");
    row("remove an index that isn't there", "[1]", R"([{"op":"remove","path":"/1"}])");
    row("remove the whole", R"({"a":1})", R"([{"op":"remove","path":""}])");
    row("replace what isn't there", R"({"a":1})", R"([{"op":"replace","path":"/b","value":1}])");
    row("move without from", R"({"a":1})", R"([{"op":"move","path":"/a"}])");
    row("copy without from", R"({"a":1})", R"([{"op":"copy","path":"/a"}])");
    row("from is null", R"({"a":1})", R"([{"op":"copy","from":null,"path":"/b"}])");
    row("from without a slash", R"({"a":1})", R"([{"op":"move","from":"a","path":"/b"}])");
    row("move from nowhere", R"({"a":1})", R"([{"op":"move","from":"/b","path":"/a"}])");
    row("move from nowhere onto itself", R"({"a":1})", R"([{"op":"move","from":"/b","path":"/b"}])");
    row("copy from nowhere", R"({"a":1})", R"([{"op":"copy","from":"/b","path":"/a"}])");
    row("move into itself", R"({"a":{"b":1}})", R"([{"op":"move","from":"/a","path":"/a/b"}])");
    row("move into its successor", R"([{"a":1},{"a":2}])", R"([{"op":"move","from":"/0","path":"/0/b"}])");
    row("move into a text that moved up", R"(["x",{},"y"])", R"([{"op":"move","from":"/0","path":"/1/b"}])");
    row("move the whole", R"({"a":1})", R"([{"op":"move","from":"","path":"/a"}])");
}

void JsonPatchTest::refuses()
{
    QFETCH(QByteArray, document);
    QFETCH(QByteArray, patch);

    const Result<Json> result = patched(jsonOf(document), jsonOf(patch));

    QVERIFY2(!result, qPrintable(result ? QString::fromUtf8(textOf(*result)) : QString()));
    QCOMPARE(result.error().kind, ErrorKind::InvalidValue);
    QCOMPARE(result.error().reason, Reason::JsonForm);
    QVERIFY(!result.error().detail.isEmpty());
}

void JsonPatchTest::aFailedTestIsAConflict_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("patch");
    const auto row = [](const char *tag, const char *document, const char *patch) {
        QTest::newRow(tag) << QByteArray(document) << QByteArray(patch);
    };
    row("another value", R"({"a":1})", R"([{"op":"test","path":"/a","value":2}])");
    row("another fraction", R"({"a":1.2})", R"([{"op":"test","path":"/a","value":1.5}])");
    row("a text for a number", R"({"a":10})", R"([{"op":"test","path":"/a","value":"10"}])");
    row("a number for true", R"({"a":true})", R"([{"op":"test","path":"/a","value":1}])");
    row("null for false", R"({"a":false})", R"([{"op":"test","path":"/a","value":null}])");
    row("another case", R"({"a":"X"})", R"([{"op":"test","path":"/a","value":"x"}])");
    row("fewer items", R"({"a":[1,2]})", R"([{"op":"test","path":"/a","value":[1]}])");
    row("items in another order", R"({"a":[1,2]})", R"([{"op":"test","path":"/a","value":[2,1]}])");
    row("a member more", R"({"a":{"b":1}})", R"([{"op":"test","path":"/a","value":{"b":1,"c":2}}])");
    row("a member fewer", R"({"a":{"b":1,"c":2}})", R"([{"op":"test","path":"/a","value":{"b":1}}])");
    row("another key", R"({"a":{"b":1}})", R"([{"op":"test","path":"/a","value":{"c":1}}])");
    row("nothing there", R"({"a":1})", R"([{"op":"test","path":"/b","value":null}])");
    row("nothing above", R"({"a":1})", R"([{"op":"test","path":"/b/c","value":1}])");
    row("no such index", "[1]", R"([{"op":"test","path":"/1","value":1}])");
    row("1e0", "[1,2]", R"([{"op":"test","path":"/1e0","value":2}])");
    row("a zero before", "[1,2]", R"([{"op":"test","path":"/01","value":2}])");
    row("two zeros", "[1]", R"([{"op":"test","path":"/00","value":1}])");
    row("a name in a list", "[1]", R"([{"op":"test","path":"/bar","value":1}])");
    row("another sign", "[-1]", R"([{"op":"test","path":"/0","value":18446744073709551615}])");
    row("its neighbour beyond a double",
        "[9007199254740993]",
        R"([{"op":"test","path":"/0","value":9007199254740992}])");
}

void JsonPatchTest::aFailedTestIsAConflict()
{
    QFETCH(QByteArray, document);
    QFETCH(QByteArray, patch);

    const Result<Json> result = patched(jsonOf(document), jsonOf(patch));

    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Conflict);
    QCOMPARE(result.error().reason, Reason::RemoteConflict);
    QVERIFY(result.error().detail.contains(u'/'));
}

void JsonPatchTest::aTestComparesByValue_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *tag, const char *document, const char *value) {
        QTest::newRow(tag) << QByteArray(document) << QByteArray(value);
    };
    row("null", "null", "null");
    row("text", R"("é")", R"("\u00e9")");
    row("a whole number with decimals", "1", "1.0");
    row("an exponent", "100.0", "1e2");
    row("members in another order", R"({"a":1,"b":{"c":1,"d":2}})", R"({"b":{"d":2,"c":1},"a":1})");
    row("likewise in a list", R"([{"a":1,"b":2}])", R"([{"b":2,"a":1.0}])");
    row("the largest", "18446744073709551615", "18446744073709551615");
}

void JsonPatchTest::aTestComparesByValue()
{
    QFETCH(QByteArray, document);
    QFETCH(QByteArray, value);
    const Json patch = Json::array({{{"op", "test"}, {"path", ""}, {"value", jsonOf(value)}}});

    const Result<Json> result = patched(jsonOf(document), patch);

    QVERIFY(result);
    QCOMPARE(textOf(*result), textOf(jsonOf(document)));
}

void JsonPatchTest::aRefusedPatchChangesNothing()
{
    const Json document = jsonOf(R"({"a":1})");
    const Json patch = jsonOf(
        R"([{"op":"replace","path":"/a","value":2},{"op":"test","path":"/a","value":1},{"op":"spam","path":""}])");

    const Result<Json> result = patched(document, patch);

    // In turn: the test sees what stood before it, and nothing behind it counts.
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Conflict);
    QCOMPARE(textOf(document), QByteArray(R"({"a":1})"));
}

void JsonPatchTest::keepsTheOrderOfMembers()
{
    const Json document = jsonOf(R"({"z":1,"m":2,"a":3})");
    const Json patch = jsonOf(
        R"([{"op":"replace","path":"/m","value":0},{"op":"add","path":"/b","value":4},{"op":"remove","path":"/z"}])");

    const Result<Json> result = patched(document, patch);

    QVERIFY(result);
    QCOMPARE(textOf(*result), QByteArray(R"({"m":0,"a":3,"b":4})"));
}

void JsonPatchTest::saysWhyItRefuses()
{
    const Result<Json> result = patched(jsonOf(R"({"a":1})"), jsonOf(R"([{"op":"remove","path":"/gone"}])"));
    const Result<Json> failed = patched(jsonOf(R"({"key":"s3cret"})"),
                                        jsonOf(R"([{"op":"test","path":"/key","value":"hunter2"}])"));

    QVERIFY(!result);
    QVERIFY(result.error().detail.contains("gone"_L1));
    QVERIFY(!failed);
    QCOMPARE(failed.error().detail, u"test failed at '/key'"_s);
}

void JsonPatchTest::refusesWhatIsNestedTooDeep()
{
    const Json deep = Json::parse(std::string(100'000, '[') + std::string(100'000, ']'));
    const Json patch = Json::array({{{"op", "add"}, {"path", ""}, {"value", 1}}});
    const Json fair = Json::parse(std::string(500, '[') + std::string(500, ']'));

    QCOMPARE(patched(deep, patch).error().reason, Reason::JsonForm);
    QCOMPARE(patched(Json::object(), deep).error().reason, Reason::JsonForm);
    QCOMPARE(merged(deep, Json::object()).error().reason, Reason::JsonForm);
    QCOMPARE(merged(Json::object(), deep).error().reason, Reason::JsonForm);
    QVERIFY(patched(fair, patch));
}

void JsonPatchTest::merges_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("merge");
    QTest::addColumn<QByteArray>("result");
    const auto row = [](const char *tag, const char *document, const char *merge, const char *result) {
        QTest::newRow(tag) << QByteArray(document) << QByteArray(merge) << QByteArray(result);
    };
    row("nothing", R"({"hook":1})", R"({})", R"({"hook":1})");
    row("over a member", R"({"hook":1,"way":2})", R"({"hook":"x"})", R"({"hook":"x","way":2})");
    row("a member more", R"({"hook":1})", R"({"way":2})", R"({"hook":1,"way":2})");
    row("null takes away", R"({"hook":1,"way":2})", R"({"hook":null})", R"({"way":2})");
    row("null of what isn't there", R"({"hook":1})", R"({"way":null})", R"({"hook":1})");
    row("a null that was there stays", R"({"hook":null})", R"({"way":1})", R"({"hook":null,"way":1})");
    row("a list whole", R"({"hook":[1,2]})", R"({"hook":[3]})", R"({"hook":[3]})");
    row("nulls in a list stay", R"({})", R"({"hook":[null]})", R"({"hook":[null]})");
    row("an object in an object",
        R"({"hook":{"a":1,"b":2}})",
        R"({"hook":{"b":null,"c":3}})",
        R"({"hook":{"a":1,"c":3}})");
    row("an object over a text", R"({"hook":"x"})", R"({"hook":{"a":1}})", R"({"hook":{"a":1}})");
    row("an object over a list", R"({"hook":[1]})", R"({"hook":{"a":1}})", R"({"hook":{"a":1}})");
    row("a text over an object", R"({"hook":{"a":1}})", R"({"hook":"x"})", R"({"hook":"x"})");
    row("nulls in a new object", R"({})", R"({"hook":{"a":{"b":null}}})", R"({"hook":{"a":{}}})");
    row("a text for the whole", R"({"hook":1})", R"("x")", R"("x")");
    row("null for the whole", R"({"hook":1})", "null", "null");
    row("a list for the whole", R"({"hook":1})", "[1]", "[1]");
    row("an object over a list as the whole", "[1]", R"({"hook":1,"way":null})", R"({"hook":1})");
}

void JsonPatchTest::merges()
{
    QFETCH(QByteArray, document);
    QFETCH(QByteArray, merge);

    const Result<Json> result = merged(jsonOf(document), jsonOf(merge));

    QVERIFY(result);
    QTEST(textOf(*result), "result");
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::JsonPatchTest)

#include "tst_jsonpatch.moc"
