# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The Tacklebox authors

# A mail server on a free port of loopback. Tells what happens as one JSON object a line on standard output;
# ends when its standard input does.

import argparse
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def tell(**facts):
    print(json.dumps(facts), flush=True)


class Handler:
    def __init__(self, options):
        self.options = options

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        if self.options.drop_ehlo > 0:
            self.options.drop_ehlo -= 1
            server.transport.abort()
        return responses

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address == self.options.refuse:
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        tell(
            mail=envelope.content.decode("utf-8"),
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            tls=session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None,
            signed_in=session.authenticated,
        )
        if self.options.defer > 0:
            self.options.defer -= 1
            return "451 4.3.0 not now"
        if self.options.drop_data > 0:
            self.options.drop_data -= 1
            server.transport.abort()
        if self.options.hold:
            await asyncio.sleep(3600)
        return "250 OK, taken"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--starttls", nargs=2, metavar=("CERTIFICATE", "KEY"))
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
    parser.add_argument("--auth", nargs=2, metavar=("USER", "PASSWORD"))
    parser.add_argument("--auth-in-clear", action="store_true")
    parser.add_argument("--refuse", help="this recipient")
    parser.add_argument("--defer", type=int, default=0, help="so many mails with 451")
    parser.add_argument("--drop-ehlo", type=int, default=0, help="so many connections at their greeting")
    parser.add_argument("--drop-data", type=int, default=0, help="so many connections when the mail is there")
    parser.add_argument("--hold", action="store_true", help="take each mail and never answer")
    parser.add_argument("--port", type=int, default=0)
    return parser.parse_args()


def context(files):
    if not files:
        return None
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(*files)
    return made


def authenticator(options):
    def check(server, session, envelope, mechanism, data):
        isRight = isinstance(data, LoginPassword) and [
            data.login.decode(),
            data.password.decode(),
        ] == options.auth
        tell(auth=mechanism, right=isRight)
        return AuthResult(success=isRight, handled=isRight)

    return check if options.auth else None


async def serve(options):
    loop = asyncio.get_running_loop()

    def connection():
        return SMTP(
            Handler(options),
            hostname="mail.test",
            tls_context=context(options.starttls),
            authenticator=authenticator(options),
            auth_required=bool(options.auth),
            auth_require_tls=not (options.auth_in_clear or options.tls),
            loop=loop,
        )

    server = await loop.create_server(connection, "127.0.0.1", options.port, ssl=context(options.tls))
    tell(port=server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)


async def main():
    await serve(arguments())


if __name__ == "__main__":
    asyncio.run(main())
