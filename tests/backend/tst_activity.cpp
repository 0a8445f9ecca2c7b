// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/wording.h"

#include <QTest>

#include <set>

using namespace Qt::StringLiterals;

namespace tacklebox {

class ActivityTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyVerbHasAWordAndASentence();
    void aChangeNamesItsFields();
};

void ActivityTest::everyVerbHasAWordAndASentence()
{
    std::set<QString> words;
    std::set<QString> sentences;
    for (int i = 0; i <= int(ActivityVerb::Undone); ++i) {
        ActivityEntry entry;
        entry.verb = ActivityVerb(i);
        entry.subject = u"Acme"_s;
        entry.amount = 3;
        QVERIFY(words.insert(QString(toText(entry.verb))).second);
        QVERIFY(sentences.insert(wording::sentence(entry)).second);
    }
    QVERIFY(!words.contains(QString()) && !sentences.contains(QString()));
}

void ActivityTest::aChangeNamesItsFields()
{
    ActivityEntry entry;
    entry.verb = ActivityVerb::SubscriberChanged;
    entry.subject = u"Acme"_s;
    entry.after = {{u"callback_url"_s, u"https://acme.example/"_s}, {u"name"_s, u"Acme"_s}};

    QCOMPARE(wording::sentence(entry), u"Changed the subscriber “Acme”: callback_url, name."_s);
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::ActivityTest)
#include "tst_activity.moc"
