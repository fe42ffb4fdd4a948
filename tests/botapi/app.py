"""The HTTP face: methods under /bot<TOKEN>/, files, and the person's side for a subprocess."""

import asyncio
from http import HTTPMethod

from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import RequestResponseCycle

from tests.botapi.arguments import Arguments, arguments_from_json
from tests.botapi.errors import ApiError, NotPossibleError
from tests.botapi.service import Reply, Service
from tests.botapi.steering import perform
from tests.botapi.update_queue import written


class BotApiApp:
    """A plain ASGI application, so that it can close a connection without an answer."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or drop its connection."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except (asyncio.CancelledError, ClientDisconnect):
            response = None
        if response is None:
            _drop(send)
        else:
            await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response | None:
        first, _, rest = request.url.path.removeprefix("/").partition("/")
        if first in {"person", "steer"} and request.method == HTTPMethod.POST:
            return await self._perform(request, first, rest)
        if first == "file" and rest.startswith("bot"):
            return self._download(rest.removeprefix("bot"))
        if first.startswith("bot"):
            return await self._call(request, first.removeprefix("bot"), rest)
        return _json(ApiError(404, "Not Found"))

    async def _call(self, request: Request, token: str, method: str) -> Response | None:
        try:
            arguments = await _arguments(request)
        except ApiError as refusal:
            return _json(refusal)
        reply = await self._service.answer(token, method, arguments)
        return None if reply.dropped else _answer(reply)

    def _download(self, rest: str) -> Response:
        token, _, path = rest.partition("/")
        if token != self._service.settings.token:
            return _json(ApiError(401, "Unauthorized"))
        found = [f for f in self._service.ledger.files.values() if f.path == path]
        return Response(found[0].content) if found else _json(ApiError(404, "Not Found"))

    async def _perform(self, request: Request, first: str, rest: str) -> Response:
        command = rest if first == "steer" else f"person {rest.replace('/', ' ')}"
        try:
            done = await perform(self._service, command, await request.json())
        except NotPossibleError as refusal:
            return JSONResponse({"not_possible": str(refusal)}, 422)
        return JSONResponse({"done": done})


async def _arguments(request: Request) -> Arguments:
    values = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        read = arguments_from_json(await request.body())
        return Arguments(values | read.values)
    files: dict[str, int] = {}
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = value.size or 0
            else:
                values[name] = value
    return Arguments(values, files)


def _answer(reply: Reply) -> Response:
    if reply.page is not None:
        return Response(reply.page, reply.code)
    headers = {"Retry-After": str(reply.retry_after)} if reply.retry_after else {}
    return Response(written(reply.body), reply.code, headers, "application/json")


def _json(refusal: ApiError) -> Response:
    return JSONResponse(refusal.body(), refusal.code)


def _drop(send: Send) -> None:
    """Close the connection beneath the answer: ASGI itself knows no such thing."""
    cycle = getattr(send, "__self__", None)
    if not isinstance(cycle, RequestResponseCycle):
        raise TypeError("connections are dropped only under uvicorn's own protocol")
    cycle.disconnected = True
    cycle.transport.close()
