"""Health check and webhook: what other programs ask of this one."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import NotFoundError
from bot.channels.web.words import words
from storage.errors import StorageError

router = APIRouter()

_UNAVAILABLE = 503
_SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header


@router.get("/health")
def health(request: Request) -> Response:
    """Return 200 and {"status": "ok"}, or 503 with the reason why not."""
    reason = words("health.stopping") if request.app.state.watch.stopping else None
    reason = reason or _wrong(context_of(request))
    if reason is None:
        return JSONResponse({"status": "ok"})
    return JSONResponse({"status": "unavailable", "reason": reason}, _UNAVAILABLE)


def _wrong(context: WebContext) -> str | None:
    try:
        context.store.check()
    except StorageError:
        return words("health.unreachable")
    return None


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
