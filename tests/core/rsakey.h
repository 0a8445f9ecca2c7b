// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An RSA key that signs nothing but tests, and what `openssl dgst -sha256 -sign` makes with it.
#pragma once

namespace tacklebox::test {

inline constexpr char kRsaKey[] = "-----BEGIN PRIVATE KEY-----\n"
                                  "MIICeAIBADANBgkqhkiG9w0BAQEFAASCAmIwggJeAgEAAoGBANkdtfsFYy0hRADB\n"
                                  "Rxx87AojEgnbhqZquGH2dQo+eCZ7Jy1UzFslnP5l3DoSbAPfWITADsAyu9oPhH59\n"
                                  "8vj9HIQEDW2UUl/9WMWuwK94Dq6QLUprzJ7r1mbTac/nXUCfa4TuIKNkFrHblDgI\n"
                                  "YynTcC+WJfbjnYIT7w3NixlD7VLLAgMBAAECgYEAh00doC4OTQyC/Vl1QEqVKggK\n"
                                  "8LuuYLz25I2bCGQ/qfNrSbOjmlWJTXwaztG2IH+qAShSyPGU4WJ0NgO1S/coMfLL\n"
                                  "Yc42M/K7RkLeLvBoEBIn4nyzSDvWB6lC7Y9cKQzC0xShHE0S0N3aXQAQFZrgGGYh\n"
                                  "LpjlN+l6vrWw0ymENdECQQD3S7xg+upxPP/B/yYuHqNEI6HcwOKZSeyMUS8sBD3J\n"
                                  "qSNZw8WEXHyRsIfeuNaD+fhskfjX91AOhmoMUsLxHwppAkEA4MIKGU9Iz723+8Ji\n"
                                  "OlekYli4u71Yhoke/FThB4IaV14ttQ56FTaZ5tmo8Gk1ApcfMpgrMEzzJyJFhAhf\n"
                                  "r5+FEwJBAIwrboRd1OMIm0M/t0lu7kXiGI4C+q2+XAkQvzco1EjoyPPJZrxmm+kM\n"
                                  "cYcJp/W4i1omxzDKqqMBBz0i8AIyAPkCQBUKNRXPdTp1QR7hQH7Dq5DFS23PuNTH\n"
                                  "S05Fx9cDF+Ir381+MHGB7gBNSeJPhvXaHcKHuitIWM7GB4nnmsV/Al8CQQCx2aHl\n"
                                  "izxx6WeF3cQiXDLmIGgpPXSlfPmlhrjvMHGxw/0sDMBuBiFgVjYRt4uqA/IpG39b\n"
                                  "+qZ8X2Ogmk0sujl/\n"
                                  "-----END PRIVATE KEY-----\n";

inline constexpr char kRsaSigned[] = "App-token.202601310930";
inline constexpr char kRsaSignature[] = // base64
    "BdUl9a783Z6Tks05dIQsV+ipSIPNhLf7mdnOekFL3jliht6Yh1czzSJDO5R066Og"
    "Xd4F0wTu+CnQtPhdHtFeZvpoYzHdGVIOOhGoocHLU1zBavUDDJZP0D3AbaGTyGrd"
    "pdJwW0lIysCfbw05rBWkZGQspH/1wxNTaCyRz6AeA/Q=";

} // namespace tacklebox::test
