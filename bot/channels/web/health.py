"""Health check and webhook: what other programs ask of this one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from bot.channels.web.context import context_of
from bot.channels.web.errors import NotFoundError
from bot.channels.web.words import words
from storage.clock_jumps import dated_ahead
from storage.errors import StorageError
from storage.seen import how_many_set_aside
from storage.session import Store

router = APIRouter()

_UNAVAILABLE = 503
_SECONDS = 3.0
_SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header


class Found(NamedTuple):
    """How many updates are set aside, and how many rows are dated later than now."""

    set_aside: int
    dated_ahead: int


class Check:
    """Looks whether the records answer, in a thread of its own: pages that wait hold it up never.

    Whoever asks while one look is under way is told what that one finds.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, "health")
        self._under_way: asyncio.Future[Found] | None = None

    async def done_within(self, seconds: float, now: datetime) -> Found:
        """Return what the records tell, once they answered.

        Raises StorageError, or TimeoutError where they are late. A look that is late
        stays under way: the next who ask wait for it.
        """
        if self._under_way is None or self._under_way.done():
            loop = asyncio.get_running_loop()
            self._under_way = loop.run_in_executor(self._thread, self._look, now)
        return await asyncio.wait_for(asyncio.shield(self._under_way), seconds)

    def _look(self, now: datetime) -> Found:
        self._store.check()
        with self._store.reading() as session:
            return Found(how_many_set_aside(session), dated_ahead(session, now))


@router.get("/health")
async def health(request: Request) -> Response:
    """Return 200 and {"status": "ok"}, or 503 with the reason why not.

    Where the evidence reader answers late or not at all, which holds nobody up, that is said too,
    and how many updates could not be read and are kept; and where rows are dated in the future,
    since the clock was ahead, or is late. Of the parts that run apart, `down` names those that
    broke and are being begun again.
    """
    context = context_of(request)
    if request.app.state.watch.stopping:
        return _unavailable("health.stopping")
    down = context.parts_down()
    try:
        found = await request.app.state.check.done_within(_SECONDS, context.clock.now())
    except (StorageError, TimeoutError):
        return _unavailable("health.unreachable", down)
    if down:
        return _unavailable("health.part_down", down)
    trouble = context.reader_trouble()
    said: dict[str, object] = {"evidence_reader": trouble} if trouble else {}
    if found.set_aside:
        said["set_aside"] = found.set_aside
    if found.dated_ahead:
        said["clock"] = words("health.dated_ahead", count=str(found.dated_ahead))
    return JSONResponse({"status": "ok", **said})


def _unavailable(reason: str, down: tuple[str, ...] = ()) -> Response:
    said: dict[str, object] = {"status": "unavailable", "reason": words(reason)}
    return JSONResponse({**said, "down": list(down)} if down else said, _UNAVAILABLE)


@router.post("/telegram/{path}")
async def webhook(request: Request) -> Response:
    """Pass an update on to whoever stores it, and answer with their status.

    What proves that it comes from Telegram is its secret header: an address ends up in logs.
    """
    context = context_of(request)
    if context.webhook is None:
        raise NotFoundError
    return Response(
        status_code=await context.webhook(await request.body(), request.headers.get(_SECRET, ""))
    )
