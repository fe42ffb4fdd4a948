"""The FastAPI application: its routers, its middleware and its static files."""

from functools import cache

from fastapi import APIRouter, FastAPI

from bot.channels.web import (
    between_teams,
    chat,
    contact_doubts,
    drawn_children,
    enquiry,
    enter,
    expected_and_came,
    guide_preview,
    guides,
    health,
    inspection,
    journal,
    journal_entry,
    own_children,
    quality,
    record,
    record_list,
    sessions,
    settings,
    stream,
    summary,
    summary_file,
    summary_list,
    summary_rows,
    summary_shown,
    whole,
)
from bot.channels.web.context import WebContext
from bot.channels.web.errors import answer_faults
from bot.channels.web.middleware import SecurityMiddleware
from bot.channels.web.static_files import PATH, KeptFiles
from bot.channels.web.stream import Watch


def create_app(context: WebContext) -> FastAPI:
    """Return the application; `app.state.watch.stop()` ends its open streams."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.context = context
    app.state.watch = Watch(context.store, context.clock)
    app.state.check = health.Check(context.store)
    app.add_middleware(SecurityMiddleware, context=context)
    answer_faults(app, context)
    app.mount(PATH, KeptFiles(), name="static")
    app.router.routes.extend(_pages().routes)
    return app


@cache
def _pages() -> APIRouter:
    """Return every page, worked out for all applications of a process: that takes FastAPI long."""
    pages = APIRouter()
    for part in (
        # One after the other is asked whether a page is its own: what is opened most comes first.
        chat,
        stream,
        record,
        record_list,
        whole,
        enter,
        sessions,
        settings,
        summary,
        summary_file,
        summary_list,
        summary_rows,
        summary_shown,
        enquiry,
        contact_doubts,
        drawn_children,
        inspection,
        between_teams,
        quality,
        expected_and_came,
        own_children,
        guides,
        guide_preview,
        journal,
        journal_entry,
        health,
    ):
        pages.include_router(part.router)
    return pages


def reopen(app: FastAPI) -> None:
    """Let the application be served again after a server of it ended."""
    app.state.watch = Watch(app.state.context.store, app.state.context.clock)
