// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Signatures by a private key in PEM. HMAC and Ed25519 stand with the signing schemes: tst_signature.
#include "core/digest.h"
#include "tests/core/rsakey.h"

#include <QTest>

using namespace tacklebox;

class tst_Digest : public QObject
{
    Q_OBJECT

private slots:
    void signsAsOpensslDoes();
    void signsByNothingElse_data();
    void signsByNothingElse();
};

void tst_Digest::signsAsOpensslDoes()
{
    const QByteArray signature = rsaSha256Sign(Secret(test::kRsaKey), test::kRsaSigned);
    QCOMPARE(signature.toBase64(), QByteArray(test::kRsaSignature));
    QVERIFY(rsaSha256Sign(Secret(test::kRsaKey), "another") != signature);
}

void tst_Digest::signsByNothingElse_data()
{
    const QByteArray key = test::kRsaKey;
    QTest::addColumn<QByteArray>("pem");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no PEM") << QByteArray("s3cret");
    QTest::newRow("half a key") << key.first(key.size() / 2);
    QTest::newRow("no line behind its head") << QByteArray(key).replace("-----\n", "-----");
    QTest::newRow("another kind of key")
        << QByteArray("-----BEGIN PRIVATE KEY-----\n"
                      "MC4CAQAwBQYDK2VwBCIEIACU5QEKrOspv1XppKxq423AWYWAS0wss2Wmaz9FWOHq\n"
                      "-----END PRIVATE KEY-----\n");
    QTest::newRow("a passphrase before it")
        << QByteArray("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                      "MIIBvTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIi1JIBsVBC8cCAggA\n"
                      "MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAECBBBWpBHIvjC6zopCJKBoQ0CdBIIB\n"
                      "YIUPWg1cqxIfYR7n1Q+vF65SOLkJNzvXIvad2vlz3FlEVJcucZZdlSYbMCWiS221\n"
                      "LMSoQvL5isM0Wfz9+b9CGoD+AM/SY8o4jEbICGhjdKYWhyImkHg843IGg0ZsEpCq\n"
                      "BDS7lZxyIiDVtJjHQn1LqWK88STHtGCU2Xm/lkU3rqEZj13FUt5CS/wQGTNaubBD\n"
                      "RAKL1fMfwUxINnyJFWfyo5edxKUsdBLO7e4Eq5AHp5G6QfageA3Uf7G+xMWRo5Pp\n"
                      "xvmk2EtSvc5TAF7PsCD3C8o7fV19KVb05kbN9a/wZ0a9iLTs8vOmQwAdlDRLjgtF\n"
                      "r9OBqEFGyZUZxvMHl8MvmxXTCX07DZlnpt/KRS1XXNxzN93z3h1I7XPBBzHHHHto\n"
                      "tY5qQ4zpNOkFsQK74P6vR0qB5Da5GpKs3ODyKaRg0cd9fDmsDhH9sttjIjocBEEM\n"
                      "KQhQ+szF3HqCvzjI4GPSTnE=\n"
                      "-----END ENCRYPTED PRIVATE KEY-----\n");
}

void tst_Digest::signsByNothingElse()
{
    QFETCH(QByteArray, pem);
    QCOMPARE(rsaSha256Sign(Secret(pem), "text"), QByteArray());
}

QTEST_GUILESS_MAIN(tst_Digest)
#include "tst_digest.moc"
