"""Every page asks who is there, and every form whether it is ours."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from bot.channels.web.app import create_app
from tests.bot.channels.web.contexts import Council, over_asgi, signed_in

OPEN = {"/enter", "/enter/waiting", "/signed-out", "/health", "/telegram/{path}", "/static"}
UNSIGNED_FORMS = {"/enter", "/enter/waiting"}
FROM_TELEGRAM = {"/telegram/{path}"}


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Yield the method and path of every route."""
    for route in iter_route_contexts(app.routes):
        for method in sorted(route.methods or {"GET"}):
            yield method, route.path or "?"


def asked(path: str) -> str:
    path = path.replace("{showing_id}", "nothing")
    return path.replace("{record_id}", "nothing").replace("{path}", "nothing")


def test_the_list_of_open_pages_names_only_pages_there_are(council: Council) -> None:
    assert {path for _, path in routes(create_app(council.context))} >= OPEN


async def test_every_other_page_asks_for_a_signed_in_person(council: Council) -> None:
    app = create_app(council.context)
    seen = 0
    async with over_asgi(council.context, app, cookies={"understory": "nobody"}) as client:
        for method, path in routes(app):
            if path in OPEN:
                continue
            seen += 1
            answer = await client.request(method, asked(path))
            assert answer.status_code == 401, f"{method} {path}"
            assert "You are signed out" in answer.text
    assert seen >= 8


async def test_a_page_that_is_looked_for_leads_to_where_one_comes_in(council: Council) -> None:
    for context, door in (
        (council.context, "/enter"),
        (replace(council.context, roles="/roles"), "/roles"),
    ):
        async with over_asgi(context) as client:
            answer = await client.get("/summary", headers={"accept": "text/html,*/*"})
        assert (answer.status_code, answer.headers["location"]) == (303, door)


@pytest.mark.parametrize("csrf", [{}, {"csrf": ""}, {"csrf": "f" * 64}, {"csrf": "ü"}])
async def test_every_form_is_refused_without_its_token(
    council: Council, csrf: dict[str, str]
) -> None:
    app = create_app(council.context)
    seen = 0
    async with signed_in(council, council.practitioner, app) as client:
        for method, path in routes(app):
            if method != "POST" or path in FROM_TELEGRAM:
                continue
            seen += 1
            words = {"token": "0123456789abcdef.text", "text": "words", "code": "ABCD"}
            answer = await client.post(asked(path), data={**words, **csrf})
            wanted = 422 if path in UNSIGNED_FORMS else 403
            assert answer.status_code == wanted, path
            assert "open for too long" in answer.text
        assert (await client.get("/leave")).status_code == 200
    assert seen >= 3
    assert council.said(council.practitioner) == []


async def test_a_form_is_refused_with_the_token_of_another_session(council: Council) -> None:
    async with signed_in(council, council.supervisor) as other:
        page = (await other.get("/leave")).text
    async with signed_in(council, council.practitioner) as client:
        csrf = page.split('name="csrf" value="')[1].partition('"')[0]
        answer = await client.post("/leave", data={"csrf": csrf})
    assert answer.status_code == 403


def test_nothing_describes_the_routes_to_outsiders(council: Council) -> None:
    paths = {path for _, path in routes(create_app(council.context))}
    assert not paths & {"/docs", "/redoc", "/openapi.json"}
