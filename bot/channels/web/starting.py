"""While the records are being opened, every page says whom to ring, and health says why."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, Response

from bot.channels.web.middleware import HEADERS
from bot.channels.web.pages import message_without_records
from bot.channels.web.server import listen
from bot.channels.web.words import words
from bot.clock import Clock
from bot.update import DutyNumbers

_UNAVAILABLE = 503
_METHODS = ["GET", "HEAD", "POST"]


@contextmanager
def answering(
    host: str, port: int, duty: DutyNumbers, clock: Clock | None = None
) -> Iterator[None]:
    """Answer at an address, from the settings alone, until the block ends.

    Raises PortInUseError or ListenError. Port 0 is no address that anybody knows yet: nothing
    answers there.
    """
    if port == 0:
        yield
        return
    with listen(host, port) as listening:
        app = _app(duty, clock or Clock())
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_config=None, ws="none"))
        thread = Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join()


def _app(duty: DutyNumbers, clock: Clock) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    @app.get("/health")
    def health() -> Response:
        said = {"status": "unavailable", "reason": words("health.starting")}
        return JSONResponse(said, _UNAVAILABLE, HEADERS)

    @app.api_route("/{path:path}", methods=_METHODS)
    def page(path: str) -> Response:  # noqa: ARG001 - every address
        said = message_without_records("starting", duty, clock.now())
        return HTMLResponse(said, _UNAVAILABLE, HEADERS)

    return app
