// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/signingsecret.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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
    void signsThePublishedVectors_data();
    void signsThePublishedVectors();
    void checksTheStandardWebhooksSuite();
    void signsWithEd25519();
    void carriesBothSecretsWhereTheSchemeCan_data();
    void carriesBothSecretsWhereTheSchemeCan();
    void writesHookshotAsTheReceiverWantsIt();
    void everySchemeVerifiesWhatItSigns_data();
    void everySchemeVerifiesWhatItSigns();
    void refusesSecretsOfAnotherForm_data();
    void refusesSecretsOfAnotherForm();
    void knowsWhenItWasSigned();
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
    QCOMPARE(signingSchemeNames(),
             (QStringList{u"none"_s,
                          u"hookshot"_s,
                          u"superoffice"_s,
                          u"standard-webhooks"_s,
                          u"standard-webhooks-ed25519"_s,
                          u"github"_s,
                          u"stripe"_s}));
    for (const QString &name : signingSchemeNames()) {
        const std::optional<SigningScheme> scheme = signingSchemeFrom(name);
        QVERIFY(scheme.has_value());
        QCOMPARE(QString(toText(*scheme)), name);
    }
    QCOMPARE(signingSchemeFrom(u"md5"), std::nullopt);
    QCOMPARE(signingSchemeFrom(u""), std::nullopt);
}

// GitHub's and Standard Webhooks' own; the others computed once with `openssl dgst`.
void SignatureTest::signsThePublishedVectors_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("github") << u"github"_s << QByteArray("It's a Secret to Everybody")
                            << QByteArray("Hello, World!")
                            << QByteArray(
                                   "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    QTest::newRow("standard webhooks")
        << u"standard-webhooks"_s << QByteArray("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        << QByteArray(R"({"test": 2432232314})")
        << QByteArray("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    QTest::newRow("standard webhooks, no prefix")
        << u"standard-webhooks"_s << QByteArray("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        << QByteArray(R"({"test": 2432232314})")
        << QByteArray("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    QTest::newRow("superoffice")
        << u"superoffice"_s << QByteArray("Something Super Secret")
        << QByteArray(
               R"({"EventId":"8337ae4a-1dd6-40fd-8dc7-a050664a0af7","Event":"contact.changed","PrimaryKey":18})")
        << QByteArray("XIXMpqIqbfulXX+z4zDNPgBwA7UNM1hCzJYkiudQ7P4=");
    QTest::newRow("stripe")
        << u"stripe"_s << QByteArray("whsec_test") << QByteArray(R"({"a":1})")
        << QByteArray("t=1614265330,v1=50041a14d42235317bc163894f49b9bd969aeb2e4daafdbf9df1933c941d3d1b");
}

void SignatureTest::signsThePublishedVectors()
{
    QFETCH(QString, scheme);
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, body);
    const std::vector secrets{Secret(secret)};
    const SignedContent content{"msg_p5jXN8AQM9LWM0D4loKWxJek", fromMillis(1614265330'000), body};

    const Headers headers = sign(*signingSchemeFrom(scheme), secrets, content);

    QTEST(headers.back().value, "value");
}

// The project's own data, read where it lies beside the checkout.
void SignatureTest::checksTheStandardWebhooksSuite()
{
    QFile file(QStringLiteral(TACKLEBOX_SOURCE_DIR "/../shared/data/standard-webhooks/signatures.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("the public suite is not here");
    const QJsonArray vectors = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &value : vectors) {
        const QJsonObject vector = value.toObject();
        const SignedContent content{vector[u"id"].toString().toUtf8(),
                                    fromMillis(vector[u"timestamp"].toInteger() * 1000),
                                    vector[u"payload"].toString().toUtf8()};
        const std::vector secrets{Secret(vector[u"secret"].toString().toUtf8())};

        const Headers headers = sign(SigningScheme::StandardWebhooks, secrets, content);

        QCOMPARE(headers.back().value, vector[u"signature"].toString().toUtf8());
    }
}

void SignatureTest::signsWithEd25519()
{
    // RFC 8032 section 7.1, the second test: a seed, its public key, and one byte signed.
    const QByteArray seed
        = QByteArray::fromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    const QByteArray publicKey
        = QByteArray::fromHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    QCOMPARE(ed25519PublicKey(seed), publicKey);
    QCOMPARE(
        ed25519Sign(seed, "\x72").toHex(),
        QByteArray(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
            "1d8c387b2eaeb4302aeeb00d291612bb0c00"));

    const Secret secret("whsk_" + seed.toBase64());
    QCOMPARE(publicKeyText(SigningScheme::StandardWebhooksEd25519, secret), "whpk_" + publicKey.toBase64());
    const std::vector secrets{secret};
    const Headers headers
        = sign(SigningScheme::StandardWebhooksEd25519, secrets, {"id", fromMillis(0), kBody});
    QVERIFY(headers.back().value.startsWith("v1a,"));
    const Secret known("whpk_" + publicKey.toBase64());
    QCOMPARE(verify(SigningScheme::StandardWebhooksEd25519, known, headers, kBody), SignatureCheck::Valid);
    QCOMPARE(verify(SigningScheme::StandardWebhooksEd25519, known, headers, "{}"), SignatureCheck::Invalid);
}

void SignatureTest::carriesBothSecretsWhereTheSchemeCan_data()
{
    QTest::addColumn<SigningScheme>("scheme");
    QTest::addColumn<bool>("both");
    for (const QString &name : signingSchemeNames()) {
        const SigningScheme scheme = *signingSchemeFrom(name);
        if (scheme != SigningScheme::None)
            QTest::newRow(qPrintable(name)) << scheme << carriesTwo(scheme);
    }
}

void SignatureTest::carriesBothSecretsWhereTheSchemeCan()
{
    QFETCH(SigningScheme, scheme);
    QFETCH(bool, both);
    const std::vector secrets{generateSecret(scheme), generateSecret(scheme)};

    const Headers headers = sign(scheme, secrets, {"job", fromMillis(1614265330'000), kBody});

    QCOMPARE(verify(scheme, secrets.front(), headers, kBody), SignatureCheck::Valid);
    QCOMPARE(verify(scheme, secrets.back(), headers, kBody) == SignatureCheck::Valid, both);
}

void SignatureTest::writesHookshotAsTheReceiverWantsIt()
{
    const std::vector secrets{Secret(kSecret)};
    const SignedContent content{{}, {}, kBody};
    const auto value = [&](const HookshotForm &form) {
        const Headers headers = sign(SigningScheme::Hookshot, secrets, content, form);
        return headers.front().value;
    };

    QCOMPARE(value({Digest::Sha256, true}), QByteArray("sha256=") + kSha256);
    QCOMPARE(value({Digest::Sha1, false}), QByteArray(kSha1));
    QCOMPARE(value({Digest::Sha1, true}), QByteArray("sha1=") + kSha1);
}

void SignatureTest::everySchemeVerifiesWhatItSigns_data()
{
    carriesBothSecretsWhereTheSchemeCan_data();
}

void SignatureTest::everySchemeVerifiesWhatItSigns()
{
    QFETCH(SigningScheme, scheme);
    const std::vector secrets{generateSecret(scheme)};
    QVERIFY(!checkSecret(scheme, secrets.front(), u"secret"_s));
    for (const QByteArray &body : {QByteArray(), QByteArray(kBody), QByteArray(100'000, 'x')}) {
        const Headers headers = sign(scheme, secrets, {"job", fromMillis(1614265330'000), body});

        QCOMPARE(verify(scheme, secrets.front(), headers, body), SignatureCheck::Valid);
        QCOMPARE(verify(scheme, secrets.front(), headers, body + ' '), SignatureCheck::Invalid);
        QCOMPARE(verify(scheme, generateSecret(scheme), headers, body), SignatureCheck::Invalid);
        QCOMPARE(verify(scheme, secrets.front(), {}, body), SignatureCheck::Missing);
    }
}

void SignatureTest::refusesSecretsOfAnotherForm_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("not base64") << u"standard-webhooks"_s << QByteArray("whsec_!!!");
    QTest::newRow("too short") << u"standard-webhooks"_s
                               << QByteArray("whsec_") + QByteArray(23, 'x').toBase64();
    QTest::newRow("too long") << u"standard-webhooks"_s
                              << QByteArray("whsec_") + QByteArray(65, 'x').toBase64();
    QTest::newRow("symmetric for private")
        << u"standard-webhooks-ed25519"_s << QByteArray("whsec_") + QByteArray(32, 'x').toBase64();
    QTest::newRow("private key too short")
        << u"standard-webhooks-ed25519"_s << QByteArray("whsk_") + QByteArray(31, 'x').toBase64();
    QTest::newRow("empty") << u"github"_s << QByteArray();
}

void SignatureTest::refusesSecretsOfAnotherForm()
{
    QFETCH(QString, scheme);
    QFETCH(QByteArray, secret);

    const auto error = checkSecret(*signingSchemeFrom(scheme), Secret(secret), u"secret"_s);

    QVERIFY(error);
    QCOMPARE(error->reason, Reason::SecretForm);
    QCOMPARE(error->field, u"secret"_s);
}

void SignatureTest::knowsWhenItWasSigned()
{
    const Instant at = fromMillis(1614265330'000);
    for (const SigningScheme scheme : {SigningScheme::Stripe, SigningScheme::StandardWebhooks}) {
        const std::vector secrets{generateSecret(scheme)};
        QCOMPARE(signedAt(scheme, sign(scheme, secrets, {"job", at, kBody})), std::optional(at));
    }
    QVERIFY(!signedAt(SigningScheme::GitHub, {{"webhook-timestamp", "1614265330"}}));
    QVERIFY(!signedAt(SigningScheme::Stripe, {{"Stripe-Signature", "t=99999999999999999,v1=a"}}));
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::SignatureTest)
#include "tst_signature.moc"
