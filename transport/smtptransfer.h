// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One mail on one easy handle of libcurl, with what the conversation showed. Only on the smtp thread.
#pragma once

#include "transport/smtpclient.h"

#include <curl/curl.h>

#include <array>

namespace tacklebox::transport {

class SmtpTransfer final
{
public:
    // `mustEnd` is asked about once a second while the server is waited for.
    SmtpTransfer(MailOrder order, std::function<bool()> mustEnd);

    [[nodiscard]] MailOutcome perform(); // waits; once

private:
    // What was asked last.
    enum class Stage { Connecting, Greeting, StartingTls, SigningIn, Sender, Recipient, Message };

    static size_t readMessage(char *buffer, size_t size, size_t count, void *self);
    static int goesOn(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
    static int listen(CURL *easy, curl_infotype type, char *data, size_t size, void *self);

    [[nodiscard]] CURL *handle() const { return m_easy.get(); }
    void setServer();
    void setMail();
    void heedCommand(QByteArrayView line);
    void heedAnswer(QByteArrayView line);
    [[nodiscard]] MailOutcome outcome(CURLcode code) const;
    [[nodiscard]] MailFault faultOf(CURLcode code) const;
    [[nodiscard]] MailFault faultOfStage() const;

    struct CloseEasy
    {
        void operator()(CURL *easy) const { curl_easy_cleanup(easy); }
    };
    struct FreeList
    {
        void operator()(curl_slist *list) const { curl_slist_free_all(list); }
    };

    std::unique_ptr<curl_slist, FreeList> m_recipients;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
    MailOrder m_order;
    std::function<bool()> m_mustEnd;
    qsizetype m_read = 0; // bytes of the message
    bool m_isHandedOver = false; // all of them: what the server makes of it, it alone knows
    Stage m_stage = Stage::Connecting;
    bool m_isLeaving = false; // what it answers to that tells nothing
    int m_code = 0; // of the server's last answer
    QByteArray m_words; // likewise
    std::unique_ptr<CURL, CloseEasy> m_easy; // last: it uses all of the above
};

} // namespace tacklebox::transport
