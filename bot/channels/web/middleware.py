"""Middleware before every page: allowed hosts, the body limit, security headers, error pages."""

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.context import WebContext
from bot.channels.web.errors import failed
from bot.channels.web.pages import message

NOT_HERE = 404
TOO_LARGE = 413
NOT_MEANT_FOR_US = 421
MOST_BYTES = 256 * 1024
# A browser that is still sending when it is refused sees a broken line, not the refusal, and tries
# again for ever. So what is too large is read on and thrown away, up to here.
_MOST_THROWN_AWAY = 16 * 1024 * 1024

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_ONE_YEAR = 365 * 24 * 60 * 60


class SecurityMiddleware:
    """Answers only to its own names, reads no more than it must, and lets no error out raw."""

    def __init__(self, app: ASGIApp, context: WebContext) -> None:
        self._app = app
        self._context = context
        self._headers = dict(HEADERS)
        if context.secure:
            self._headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, self._headers)
        try:
            await self._answer(scope, receive, answer)
        except Exception as fault:  # noqa: BLE001 - the edge: whatever it was, it leaves as one page
            page = failed(self._context, fault)
            if not answer.begun:
                await page(scope, receive, answer)

    async def _answer(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        headers = Headers(scope=scope)
        if _host_of(headers) not in self._context.hosts:
            page = message(self._context, "wrong_host", NOT_MEANT_FOR_US)
            await page(scope, receive, answer)
        elif "\0" in scope["path"] or b"%00" in scope["query_string"]:
            # No name holds it, and neither a file system nor PostgreSQL takes it.
            await message(self._context, "not_here", NOT_HERE)(scope, receive, answer)
        elif _declared(headers) > MOST_BYTES:
            await _throw_away(receive)
            await message(self._context, "too_large", TOO_LARGE)(scope, receive, answer)
        else:
            await self._app(scope, _Measured(receive), answer)


class _Answer:
    """Sends an answer on, with the headers that every answer carries."""

    def __init__(self, send: Send, headers: dict[str, str]) -> None:
        self._send = send
        self._headers = headers
        self.begun = False

    async def __call__(self, event: Message) -> None:
        if event["type"] == "http.response.start":
            self.begun = True
            carried = MutableHeaders(scope=event)
            for name, value in self._headers.items():
                carried.setdefault(name, value)
        await self._send(event)


class _Measured:
    """Receives a request; refuses it once it is larger than any that a page sends."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._read = 0

    async def __call__(self) -> Message:
        event = await self._receive()
        self._read += len(event.get("body", b""))
        if self._read > MOST_BYTES:
            await _throw_away(self._receive)
            raise HTTPException(TOO_LARGE)
        return event


async def _throw_away(receive: Receive) -> None:
    thrown_away = 0
    more = True
    while more and thrown_away < _MOST_THROWN_AWAY:
        event = await receive()
        thrown_away += len(event.get("body", b""))
        more = bool(event.get("more_body", False))


def _declared(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else 0


def _host_of(headers: Headers) -> str:
    host = headers.get("host", "").lower()
    return host if host.endswith("]") else host.rpartition(":")[0] or host
