// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/signature.h"

#include <QRegularExpression>
#include <QStringList>
#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr const char *kSecret = "503bec91ecdf413562f69336b597e5b78550f548";
constexpr const char *kBody = R"({"a":1})";
constexpr const char *kSha256 = "f6b31494986688aacbbaf2d4085f219fc4723a3c6cb72e61785a8721e089cc8c";
constexpr const char *kSha1 = "2640c235a3c30f711efe043c0dbe3e8ea3378d44";

} // namespace

class SignatureTest final : public QObject
{
    Q_OBJECT

private slots:
    void hookshotSignsTheKnownVector();
    void anotherKnownVector();
    void theNewestSecretSigns();
    void withoutSchemeOrSecretNothingIsSigned();
    void verifies_data();
    void verifies();
    void aTamperedBodyIsFound();
    void whatIsSignedVerifies();
    void secretsAreMadeAtRandom();
    void schemesHaveWordsBothWays();
};

void SignatureTest::hookshotSignsTheKnownVector()
{
    const std::vector secrets{Secret(kSecret)};

    QCOMPARE(sign(SigningScheme::Hookshot, secrets, {{}, {}, kBody}), (Headers{{"X-Signature", kSha256}}));
}

// The vector that GitHub publishes for the same construction.
void SignatureTest::anotherKnownVector()
{
    const std::vector secrets{Secret("It's a Secret to Everybody")};

    const Headers headers = sign(SigningScheme::Hookshot, secrets, {{}, {}, "Hello, World!"});

    QCOMPARE(headers.front().value, "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
}

void SignatureTest::theNewestSecretSigns()
{
    const std::vector secrets{Secret(kSecret), Secret("the one before")};

    const Headers headers = sign(SigningScheme::Hookshot, secrets, {{}, {}, kBody});

    QCOMPARE(headers, (Headers{{"X-Signature", kSha256}}));
}

void SignatureTest::withoutSchemeOrSecretNothingIsSigned()
{
    const std::vector secrets{Secret(kSecret)};
    const std::vector blank{Secret()};

    QCOMPARE(sign(SigningScheme::None, secrets, {{}, {}, kBody}), Headers{});
    QCOMPARE(sign(SigningScheme::Hookshot, {}, {{}, {}, kBody}), Headers{});
    QCOMPARE(sign(SigningScheme::Hookshot, blank, {{}, {}, kBody}), Headers{});
}

void SignatureTest::verifies_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<SignatureCheck>("check");
    const QByteArray name("X-Signature");
    QTest::newRow("bare hex") << name << QByteArray(kSha256) << SignatureCheck::Valid;
    QTest::newRow("sha256=") << name << QByteArray("sha256=") + kSha256 << SignatureCheck::Valid;
    QTest::newRow("sha1=") << name << QByteArray("sha1=") + kSha1 << SignatureCheck::Valid;
    QTest::newRow("upper-case hex") << name << QByteArray(kSha256).toUpper() << SignatureCheck::Valid;
    QTest::newRow("name in lower case") << name.toLower() << QByteArray(kSha256) << SignatureCheck::Valid;
    QTest::newRow("spaces around") << name << QByteArray(" ") + kSha256 + " " << SignatureCheck::Valid;
    QTest::newRow("bare sha1") << name << QByteArray(kSha1) << SignatureCheck::Invalid;
    QTest::newRow("sha1 called sha256") << name << QByteArray("sha256=") + kSha1 << SignatureCheck::Invalid;
    QTest::newRow("sha256 called sha1") << name << QByteArray("sha1=") + kSha256 << SignatureCheck::Invalid;
    QTest::newRow("cut short") << name << QByteArray(kSha256).chopped(1) << SignatureCheck::Invalid;
    QTest::newRow("empty") << name << QByteArray() << SignatureCheck::Invalid;
    QTest::newRow("prefix alone") << name << QByteArray("sha256=") << SignatureCheck::Invalid;
    QTest::newRow("no hex") << name << QByteArray(64, 'z') << SignatureCheck::Invalid;
    QTest::newRow("another header") << QByteArray("X-Other") << QByteArray(kSha256)
                                    << SignatureCheck::Missing;
}

void SignatureTest::verifies()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);

    const Headers headers{{"Content-Type", "application/json"}, {name, value}};

    QTEST(verify(SigningScheme::Hookshot, Secret(kSecret), headers, kBody), "check");
    QCOMPARE(verify(SigningScheme::None, Secret(kSecret), headers, kBody), SignatureCheck::NotChecked);
}

void SignatureTest::aTamperedBodyIsFound()
{
    const Headers headers{{"X-Signature", kSha256}};

    QCOMPARE(verify(SigningScheme::Hookshot, Secret(kSecret), headers, R"({"a":2})"),
             SignatureCheck::Invalid);
    QCOMPARE(verify(SigningScheme::Hookshot, Secret(kSecret), headers, R"({"a":1} )"),
             SignatureCheck::Invalid);
    QCOMPARE(verify(SigningScheme::Hookshot, Secret("another"), headers, kBody), SignatureCheck::Invalid);
}

void SignatureTest::whatIsSignedVerifies()
{
    for (const QByteArray &body :
         {QByteArray(), QByteArray("{}"), QByteArray(1 << 20, 'x'), QByteArray("\0\xff", 2)}) {
        const std::vector secrets{generateSecret(SigningScheme::Hookshot)};
        const Headers headers = sign(SigningScheme::Hookshot, secrets, {{}, {}, body});
        QCOMPARE(verify(SigningScheme::Hookshot, secrets.front(), headers, body), SignatureCheck::Valid);
    }
}

void SignatureTest::secretsAreMadeAtRandom()
{
    const Secret first = generateSecret(SigningScheme::Hookshot);
    const Secret second = generateSecret(SigningScheme::Hookshot);

    static const QRegularExpression form(uR"(\A[0-9a-f]{40}\z)"_s);
    QVERIFY(form.match(QString::fromLatin1(first.reveal())).hasMatch());
    QVERIFY(first.reveal() != second.reveal());
    QVERIFY(generateSecret(SigningScheme::None).isEmpty());
}

void SignatureTest::schemesHaveWordsBothWays()
{
    QCOMPARE(signingSchemeNames(), (QStringList{u"none"_s, u"hookshot"_s}));
    for (const QString &name : signingSchemeNames()) {
        const std::optional<SigningScheme> scheme = signingSchemeFrom(name);
        QVERIFY(scheme.has_value());
        QCOMPARE(QString(toText(*scheme)), name);
    }
    QCOMPARE(signingSchemeFrom(u"md5"), std::nullopt);
    QCOMPARE(signingSchemeFrom(u""), std::nullopt);
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::SignatureTest)
#include "tst_signature.moc"
