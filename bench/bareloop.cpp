// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/bareloop.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace tacklebox::bench {

namespace {

// CURL and CURLM are the same type to the compiler, so each has its own way to end.
template<auto End>
struct CurlEnd
{
    void operator()(auto *thing) const { End(thing); }
};

using HeaderList = std::unique_ptr<curl_slist, CurlEnd<curl_slist_free_all>>;
using Multi = std::unique_ptr<CURLM, CurlEnd<curl_multi_cleanup>>;
using Easy = std::unique_ptr<CURL, CurlEnd<curl_easy_cleanup>>;

constexpr int kLongestWaitMs = 1000;

size_t discard(char *, size_t size, size_t count, void *)
{
    return size * count;
}

HeaderList headerList(const Headers &headers)
{
    curl_slist *list = nullptr;
    for (const Header &header : headers)
        list = curl_slist_append(list, (header.name + ": " + header.value).constData());
    // libcurl's own Accept and its wait for "100 Continue" are left out, as the engine leaves them out.
    for (const char *left : {"Accept:", "Expect:"})
        list = curl_slist_append(list, left);
    return HeaderList(list);
}

Easy easyFor(const BareWork &work, const curl_slist *headers)
{
    Easy easy(curl_easy_init());
    curl_easy_setopt(easy.get(), CURLOPT_URL, work.url.constData());
    curl_easy_setopt(easy.get(), CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(work.body.size()));
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, work.body.constData());
    curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, discard);
    return easy;
}

// Takes what has ended out of the loop and counts it.
int collectFinished(CURLM *multi, std::vector<CURL *> &idle)
{
    int accepted = 0;
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(multi, &left)) {
        CURL *easy = message->easy_handle;
        long code = 0;
        if (message->data.result == CURLE_OK)
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code);
        accepted += code == 200 ? 1 : 0;
        curl_multi_remove_handle(multi, easy);
        idle.push_back(easy);
    }
    return accepted;
}

} // namespace

BareRun runBare(const BareWork &work)
{
    const HeaderList headers = headerList(work.headers);
    const Multi multi(curl_multi_init());
    curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, long(work.connections));
    std::vector<Easy> easies;
    std::vector<CURL *> idle;
    for (int i = 0; i < work.connections; ++i)
        idle.push_back(easies.emplace_back(easyFor(work, headers.get())).get());

    BareRun run;
    const auto begin = std::chrono::steady_clock::now();
    int started = 0;
    int running = 0;
    do {
        for (; !idle.empty() && started < work.requests; ++started, idle.pop_back())
            curl_multi_add_handle(multi.get(), idle.back());
        curl_multi_perform(multi.get(), &running);
        run.accepted += collectFinished(multi.get(), idle);
        if (started == work.requests || idle.empty())
            curl_multi_poll(multi.get(), nullptr, 0, running > 0 ? kLongestWaitMs : 0, nullptr);
    } while (running > 0 || started < work.requests);
    run.took = std::chrono::steady_clock::now() - begin;
    return run;
}

} // namespace tacklebox::bench
