"""The FastAPI application: its routers, its middleware and its static files."""

import mimetypes
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope
from typing_extensions import override

from bot.channels.web import (
    chat,
    enter,
    health,
    record,
    record_list,
    sessions,
    settings,
    stream,
    summary,
    summary_list,
)
from bot.channels.web.context import WebContext
from bot.channels.web.errors import answer_faults
from bot.channels.web.middleware import SecurityMiddleware
from bot.channels.web.stream import Watch

_STATIC = Path(__file__).parent / "static"
# A system's own table may call a script something that no browser runs.
mimetypes.add_type("text/javascript", ".js")


class _Static(StaticFiles):
    """Style, scripts and the picture: kept by browsers, but asked after each time."""

    @override
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def create_app(context: WebContext) -> FastAPI:
    """Return the application; `app.state.watch.stop()` ends its open streams."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.context = context
    app.state.watch = Watch(context.store, context.clock)
    app.state.check = health.Check(context.store)
    app.add_middleware(SecurityMiddleware, context=context)
    answer_faults(app, context)
    app.mount("/static", _Static(directory=_STATIC), name="static")
    for part in (
        chat,
        stream,
        enter,
        sessions,
        settings,
        summary,
        summary_list,
        record_list,
        record,
        health,
    ):
        app.include_router(part.router)
    return app


def reopen(app: FastAPI) -> None:
    """Let the application be served again after a server of it ended."""
    app.state.watch = Watch(app.state.context.store, app.state.context.clock)
