// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/secret.h"

#include <QDebug>
#include <QTest>

#include <concepts>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

template<typename T>
concept IsPrintable = requires(QDebug debug, const T &value)
{
    debug << value;
};

} // namespace

class SecretTest final : public QObject
{
    Q_OBJECT

private slots:
    void isNeverPrinted();
    void sharesNoBytesWithItsSource();
    void copiesAreTheirOwn();
    void aMovedOneIsEmpty();
    void knowsMasks_data();
    void knowsMasks();
};

void SecretTest::isNeverPrinted()
{
    static_assert(IsPrintable<QByteArray>);
    static_assert(!IsPrintable<Secret>);
    static_assert(!std::convertible_to<Secret, QByteArray>);
}

void SecretTest::sharesNoBytesWithItsSource()
{
    const QByteArray source("correct horse");
    {
        const Secret secret(source);
        QCOMPARE(secret.reveal(), source);
        QVERIFY(secret.reveal().constData() != source.constData());
    }
    QCOMPARE(source, "correct horse"); // wiping the secret left it alone
}

void SecretTest::copiesAreTheirOwn()
{
    Secret copy;
    {
        const Secret original("battery staple");
        copy = original;
    }
    QCOMPARE(copy.reveal(), "battery staple");
}

void SecretTest::aMovedOneIsEmpty()
{
    Secret source("abc");
    const Secret target(std::move(source));

    QCOMPARE(target.reveal(), "abc");
    QVERIFY(source.isEmpty()); // NOLINT(bugprone-use-after-move): that is what is asked
}

void SecretTest::knowsMasks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("mask");
    QTest::newRow("bullets") << u"••••••••"_s << true;
    QTest::newRow("four bullets") << u"••••"_s << true;
    QTest::newRow("asterisks") << u"********"_s << true;
    QTest::newRow("black circles") << u"●●●●●"_s << true;
    QTest::newRow("{set}") << u"{set}"_s << true;
    QTest::newRow("[set]") << u"[set]"_s << true;
    QTest::newRow("as JSON shows it") << u"{\"set\":true}"_s << true;
    QTest::newRow("as JSON shows it, spaced") << u"{ \"set\": true }\n"_s << true;
    QTest::newRow("bullets in spaces") << u" •••• \n"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("one asterisk") << u"*"_s << false;
    QTest::newRow("a secret") << u"503bec91ecdf413562f69336b597e5b78550f548"_s << false;
    QTest::newRow("a secret with asterisks") << u"***a***"_s << false;
    QTest::newRow("a word") << u"set"_s << false;
}

void SecretTest::knowsMasks()
{
    QFETCH(QString, text);
    QTEST(looksLikeMask(text), "mask");
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::SecretTest)
#include "tst_secret.moc"
