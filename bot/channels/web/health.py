"""Health check and webhook: what other programs ask of this one."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from bot.channels.web.context import context_of
from bot.channels.web.errors import NotFoundError
from bot.channels.web.words import words
from storage.errors import StorageError

router = APIRouter()

_UNAVAILABLE = 503
_SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header


@router.get("/health")
def health(request: Request) -> Response:
    """Return 200 and {"status": "ok"}, or 503 with the reason why not.

    Where the evidence reader answers late or not at all, which holds nobody up, that is said too.
    """
    context = context_of(request)
    if request.app.state.watch.stopping:
        return _unavailable("health.stopping")
    try:
        context.store.check()
    except StorageError:
        return _unavailable("health.unreachable")
    trouble = context.reader_trouble()
    said = {"evidence_reader": trouble} if trouble else {}
    return JSONResponse({"status": "ok", **said})


def _unavailable(reason: str) -> Response:
    return JSONResponse({"status": "unavailable", "reason": words(reason)}, _UNAVAILABLE)


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
