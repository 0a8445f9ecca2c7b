// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/interruption.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <chrono>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// Tells who delivers, whenever that changes: the lock is taken in the background, at once or when its
// holder ends.
class StateTeller final : public QObject
{
public:
    explicit StateTeller(Session &session)
        : QObject(&session)
        , m_session(session)
    {
        startTimer(kInterval);
    }

protected:
    void timerEvent(QTimerEvent *timer) override
    {
        ++m_looks;
        if (isOver()) {
            killTimer(timer->timerId());
            return;
        }
        const bool isDelivering = m_session.services().isDelivering();
        // The lock gets a moment before anybody is told that another has it.
        if (m_told == isDelivering || (!isDelivering && m_looks < kPatience))
            return;
        m_told = isDelivering;
        if (m_session.output().isJson())
            m_session.output().line({{"delivering", isDelivering}});
        else if (isDelivering)
            m_session.output().text(Texts::tr("Delivering; end with Ctrl+C."));
        else
            m_session.output().text(Texts::tr("This process stands by: it delivers as soon as it may."));
    }

private:
    // A full disk may pass; a damaged database won't.
    bool isOver()
    {
        const auto trouble = m_session.services().deliveryTrouble();
        if (trouble && trouble->reason == Reason::DatabaseDamaged) {
            m_session.finish(*trouble);
            return true;
        }
        if (trouble && trouble != m_toldTrouble)
            m_session.explain(*trouble);
        m_toldTrouble = trouble;
        return false;
    }

    static constexpr std::chrono::milliseconds kInterval{100};
    static constexpr int kPatience = 20;

    Session &m_session;
    std::optional<bool> m_told;
    std::optional<Error> m_toldTrouble;
    int m_looks = 0;
};

// With the secrets sealed, jobs wait for ever: waiting for an empty queue is then an error.
void serve(Session &session, const Arguments &arguments)
{
    auto *interruption = new Interruption(&session);
    QObject::connect(interruption, &Interruption::requested, &session, [&session] { session.finish(); });
    new StateTeller(session);

    const bool untilIdle = arguments.has("until-idle"_L1);
    session.services().openedKey().then(&session, [&session, untilIdle](const Result<Done> &opened) {
        if (!opened && untilIdle)
            return session.finish(opened.error());
        if (!opened)
            session.explain(opened.error());
        if (untilIdle)
            session.with(session.services().untilIdle(), [&session](Done) { session.finish(); });
    });
}

} // namespace

std::vector<Command> serveCommands()
{
    return {{"serve",
             "",
             QT_TRANSLATE_NOOP("Tackle", "deliver what is queued, until Ctrl+C"),
             0,
             0,
             {{"until-idle",
               Takes::Nothing,
               nullptr,
               QT_TRANSLATE_NOOP("Tackle", "end when nothing is waiting, sending or retrying")}},
             serve,
             Needs::Delivering}};
}

} // namespace tacklebox::tackle
