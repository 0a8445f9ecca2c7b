// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/fault.h"

#include <openssl/x509_vfy.h>

namespace tacklebox::transport {

namespace {

Outcome certificateFault(int chainError)
{
    switch (chainError) {
    case X509_V_OK: // the chain was good, so it was libcurl that refused the name
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return Outcome::TlsWrongHost;
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return Outcome::TlsExpired;
    default:
        return Outcome::TlsUntrusted;
    }
}

} // namespace

std::optional<Outcome> faultOf(CURLcode code, const Sightings &seen)
{
    switch (code) {
    case CURLE_OK:
        return {};
    case CURLE_OPERATION_TIMEDOUT:
        return Outcome::TimedOut;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return Outcome::DnsFailed;
    case CURLE_PEER_FAILED_VERIFICATION:
        return certificateFault(seen.chainError);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CLIENTCERT:
        return Outcome::TlsFailed;
    case CURLE_WRITE_ERROR:
    case CURLE_FILESIZE_EXCEEDED:
    case CURLE_OUT_OF_MEMORY:
        return Outcome::TooLarge;
    case CURLE_ABORTED_BY_CALLBACK:
        return seen.isBlocked  ? Outcome::BlockedAddress
            : seen.wouldRepeat ? Outcome::ClosedEarly
                               : Outcome::Aborted;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_SEND_FAIL_REWIND:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: // an answer that isn't HTTP/1
        return seen.isTooLarge ? Outcome::TooLarge : Outcome::ClosedEarly;
    default:
        return seen.isBlocked && !seen.isConnecting ? Outcome::BlockedAddress : Outcome::ConnectFailed;
    }
}

} // namespace tacklebox::transport
