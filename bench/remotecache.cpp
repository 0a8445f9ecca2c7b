// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/accountserver.h"
#include "bench/cachefigures.h"
#include "bench/filledaccount.h"
#include "bench/flow.h"
#include "bench/guiclock.h"
#include "bench/options.h"
#include "bench/scratchprofile.h"
#include "core/clock.h"
#include "models/column.h"
#include "ui/jobscontroller.h"
#include "ui/jobspage.h"
#include "ui/listpanel.h"
#include "ui/subscriberscontroller.h"
#include "ui/subscriberspage.h"
#include "ui/theme.h"

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

using List = AccountServer::List;
using Time = std::chrono::steady_clock::time_point;

constexpr QSize kWindow{1280, 800};
constexpr auto kPatience = 60s;
constexpr auto kStale = 16s; // a page that is looked at again within 15 s asks its server nothing
constexpr auto kQuiet = 200ms; // a window that was just shown paints itself once more
constexpr auto kSettle = 3s; // behind the rows: whatever else a refresh brings with it

// A page in a window of its own, over a profile that was opened for it.
struct Sight
{
    std::unique_ptr<app::Services> services;
    std::unique_ptr<ui::Page> page;
    ui::TableView *table = nullptr;
};

// When the table is painted and `isThere` holds, for the first time. GUI thread.
std::future<Time> whenPainted(GuiClock &clock, const ui::TableView &table, std::function<bool()> isThere)
{
    auto painted = std::make_shared<std::promise<Time>>();
    auto *watch = new QObject(table.viewport());
    const auto look =
        [&clock, &table, watch, painted, isThere = std::move(isThere)](const QSet<const QObject *> &widgets) {
            if (!widgets.contains(table.viewport()) || !isThere())
                return;
            clock.disconnect(watch);
            watch->deleteLater();
            painted->set_value(std::chrono::steady_clock::now());
        };
    QObject::connect(&clock, &GuiClock::painted, watch, look);
    return painted->get_future();
}

// An empty id: any row.
bool hasRow(const QAbstractItemModel &model, const QString &id)
{
    if (id.isEmpty())
        return model.rowCount() > 0;
    return !model.match(model.index(0, 0), models::IdRole, id, 1, Qt::MatchExactly).isEmpty();
}

void rest(std::chrono::milliseconds time)
{
    waitUntil([] { return false; }, time);
}

class CacheBench final
{
public:
    struct Parts
    {
        Story &story;
        const Options &options;
        GuiClock &clock;
        const ui::Theme &theme;
        BareJobs &bare;
    };

    explicit CacheBench(const Parts &parts)
        : m_parts(parts)
        , m_profile(parts.options.place)
        , m_rows(parts.options[u"subscribers"_s], parts.options[u"jobs"_s], SystemClock().now())
    {
    }

    int run();

private:
    void setAnswer(List list, int number);
    std::optional<Sight> open(List list);
    void close(Sight &sight);
    std::optional<double> secondsUntilPainted(const Sight &sight, const QString &id);
    Busy record(const std::function<void()> &meanwhile);
    std::optional<Opening> openOnce(store::ConnectionKey key);
    std::optional<Refresh> refreshOnce(const Sight &sight, List list, int number);
    std::vector<Refresh> refresh(List list);

    Parts m_parts;
    ScratchProfile m_profile;
    AccountRows m_rows;
    std::unique_ptr<AccountServer> m_server;
};

void CacheBench::setAnswer(List list, int number)
{
    m_server->setAnswer(list,
                        list == List::Jobs ? m_rows.jobsAnswer(number) : m_rows.subscribersAnswer(number));
}

// The page has been painted, and has asked for nothing yet.
std::optional<Sight> CacheBench::open(List list)
{
    Sight sight;
    sight.services = openDelivering(m_parts.story, m_profile.paths());
    if (!sight.services)
        return std::nullopt;
    std::future<Time> painted;
    m_parts.story.call([&] {
        Connections &accounts = sight.services->connections();
        Backend &backend = *accounts.backend(kAccount);
        if (list == List::Jobs)
            sight.page.reset(ui::makeJobsPage(m_parts.theme, accounts, backend, nullptr));
        else
            sight.page.reset(ui::makeSubscribersPage(m_parts.theme, accounts, backend));
        sight.table = sight.page->findChild<ui::ListPanel *>()->table();
        sight.page->resize(kWindow);
        painted = whenPainted(m_parts.clock, *sight.table, [] { return true; });
        sight.page->show();
    });
    if (painted.wait_for(kPatience) == std::future_status::ready) {
        rest(kQuiet);
        return sight;
    }
    giveUp(u"the page was never painted"_s);
    close(sight);
    return std::nullopt;
}

void CacheBench::close(Sight &sight)
{
    m_parts.story.call([&] { sight.page.reset(); });
    bench::close(m_parts.story, sight.services);
}

// From the asking until the row was painted. None: it never was, as stderr says.
std::optional<double> CacheBench::secondsUntilPainted(const Sight &sight, const QString &id)
{
    std::future<Time> painted;
    Time begin;
    m_parts.story.call([&] {
        painted = whenPainted(
            m_parts.clock, *sight.table, [model = sight.table->model(), id] { return hasRow(*model, id); });
        begin = std::chrono::steady_clock::now();
        sight.page->activate();
    });
    if (painted.wait_for(kPatience) == std::future_status::ready)
        return std::chrono::duration<double>(painted.get() - begin).count();
    giveUp(u"the rows were never painted"_s);
    return std::nullopt;
}

Busy CacheBench::record(const std::function<void()> &meanwhile)
{
    std::vector<GuiClock::Dispatch> dispatches;
    m_parts.story.call([&] { m_parts.clock.beginRecording(); });
    meanwhile();
    m_parts.story.call([&] { dispatches = m_parts.clock.endRecording(); });
    return busyOf(dispatches);
}

std::optional<Opening> CacheBench::openOnce(store::ConnectionKey key)
{
    std::optional<Sight> sight = open(List::Jobs);
    if (!sight)
        return std::nullopt;
    const std::optional<double> own = secondsUntilPainted(*sight, {});
    QSize size;
    double page = 0;
    m_parts.story.call([&] {
        size = sight->table->size();
        const Time begin = std::chrono::steady_clock::now();
        (void)sight->page->grab();
        page = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    });
    close(*sight);
    std::optional<BareTimes> bare;
    m_parts.story.call([&] { bare = m_parts.bare.measure(m_profile.paths().data, key.value, size); });
    return own && bare ? std::optional(Opening{*own, page, *bare}) : std::nullopt;
}

std::optional<Refresh> CacheBench::refreshOnce(const Sight &sight, List list, int number)
{
    Refresh refresh;
    refresh.idle = record([] { rest(kStale); });
    setAnswer(list, number);
    const QString id = list == List::Jobs ? m_rows.newestJob(number) : m_rows.newestSubscriber(number);
    const int before = m_server->requests();
    bool isPainted = false;
    refresh.busy = record([&] {
        isPainted = secondsUntilPainted(sight, id).has_value();
        rest(kSettle);
    });
    refresh.requests = m_server->requests() - before;
    return isPainted ? std::optional(refresh) : std::nullopt;
}

// As many as were asked for; fewer: one failed, and stderr says why.
std::vector<Refresh> CacheBench::refresh(List list)
{
    std::vector<Refresh> refreshes;
    std::optional<Sight> sight = open(list);
    bool isGood = sight && secondsUntilPainted(*sight, {}).has_value();
    rest(kSettle); // the first one, behind the opening
    for (int number = 1; isGood && number <= m_parts.options[u"refreshes"_s]; ++number) {
        std::fprintf(stderr, "refresh %d\n", number);
        const std::optional<Refresh> one = refreshOnce(*sight, list, number);
        isGood = one.has_value();
        if (one)
            refreshes.push_back(*one);
    }
    if (sight)
        close(*sight);
    return refreshes;
}

int CacheBench::run()
{
    m_server = m_profile.isValid() ? AccountServer::start() : nullptr;
    if (!m_server)
        return giveUp(u"nothing to measure with"_s);
    setAnswer(List::Jobs, 0);
    setAnswer(List::Subscribers, 0);
    std::fprintf(
        stderr, "filling the cache with %d subscribers and %d jobs\n", m_rows.subscribers(), m_rows.jobs());
    const auto key = addFilledAccount(m_parts.story, m_profile.paths(), m_server->url(), m_rows);
    if (!key)
        return 1;
    CacheFigures figures;
    while (int(figures.openings.size()) < m_parts.options[u"pairs"_s]) {
        const std::optional<Opening> opening = openOnce(*key);
        if (!opening)
            return 1;
        figures.openings.push_back(*opening);
    }
    figures.jobs = refresh(List::Jobs);
    figures.subscribers = refresh(List::Subscribers);
    const auto wanted = size_t(m_parts.options[u"refreshes"_s]);
    if (figures.jobs.size() < wanted || figures.subscribers.size() < wanted)
        return 1;
    print(m_parts.options, tableOf(figures), jsonOf(figures));
    return 0;
}

} // namespace

} // namespace tacklebox::bench

int main(int argc, char **argv)
{
    using namespace tacklebox;
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    bench::GuiClock application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false); // windows come and go
    const std::optional<bench::Options> options
        = bench::optionsFrom(u"Opens and refreshes the pages of an account with a large cache."_s,
                             {{u"subscribers"_s, u"Subscribers in the cache."_s, 10'000},
                              {u"jobs"_s, u"Jobs in the cache."_s, 1'000'000},
                              {u"pairs"_s, u"Openings of the page of jobs."_s, 10},
                              {u"refreshes"_s, u"Refreshes of each page."_s, 3}});
    if (!options)
        return 2;
    const ui::Theme theme(ui::Scheme::Light);
    bench::BareJobs bare(theme);
    return bench::Story::run([&](bench::Story &story) {
        return bench::CacheBench({story, *options, application, theme, bare}).run();
    });
}
