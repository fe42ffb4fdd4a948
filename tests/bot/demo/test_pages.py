"""The demo's opening page: whom to be, and what day it is."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.channels.web.app import create_app
from bot.clock import MovableClock
from bot.demo.pages import ROLES, Part, roles_pages
from storage import people
from tests.bot.channels.web.contexts import Council, a_council, form, over_asgi


class Clockwork:
    """Moves the clock, and says what it was told."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        self.moves: list[str] = []

    def forward(self, by: str) -> None:
        self.moves.append(by)
        self.clock.forward(timedelta(days=7 if by == "week" else 1))

    def coming(self) -> str | None:
        return "The next reminder is for Sunil Rao, on Friday 30 October."

    def arrived(self) -> str | None:
        return "A reminder came for Sunil Rao." if self.moves else None


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    with a_council(tmp_path, roles=ROLES) as made:
        yield made


@pytest.fixture
def clockwork(council: Council) -> Clockwork:
    assert isinstance(council.context.clock, MovableClock)
    return Clockwork(council.context.clock)


@pytest.fixture
async def client(council: Council, clockwork: Clockwork) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(council.context)
    parts = [
        Part(council.practitioner.id, council.supervisor.id),
        Part(council.supervisor.id, council.practitioner.id),
        Part(council.manager.id),
    ]
    app.include_router(roles_pages(parts, clockwork))
    async with over_asgi(council.context, app) as browser:
        yield browser


async def test_it_shows_whom_one_can_be_and_what_they_would_do(client: httpx.AsyncClient) -> None:
    page = (await client.get(ROLES)).text
    assert "Be Priya Nair" in page
    assert "Supervisor · Assessment East" in page
    assert "Share it with Sunil or keep it to yourself." in page
    assert "Hold a supervision with Priya" in page
    assert "Monday 12 October 2026, 9:02" in page
    assert "Change" not in page


async def test_choosing_somebody_signs_in_as_them_and_the_strip_leads_back(
    client: httpx.AsyncClient, council: Council
) -> None:
    chosen = {**await form(client, ROLES), "person": council.supervisor.id}
    answer = await client.post(ROLES, data=chosen)
    page = (await client.get("/")).text
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Sunil Rao, supervisor" in page
    assert f'href="{ROLES}"' in page


async def test_somebody_whose_browser_is_new_is_enrolled(
    client: httpx.AsyncClient, council: Council
) -> None:
    with council.store.writing() as session:
        people.stop_address(session, "web", council.manager.id, council.context.clock.now())
    await client.post(ROLES, data={**await form(client, ROLES), "person": council.manager.id})
    assert "Hello Marian." in (await client.get("/")).text


async def test_nobody_else_can_be_chosen(client: httpx.AsyncClient, council: Council) -> None:
    chosen = {**await form(client, ROLES), "person": council.elsewhere.id}
    assert (await client.post(ROLES, data=chosen)).status_code == 404


@pytest.mark.parametrize("by", ["day", "reminder", "week", "month"])
async def test_the_clock_moves_on_and_says_what_it_brought(
    client: httpx.AsyncClient, clockwork: Clockwork, by: str
) -> None:
    answer = await client.post(f"{ROLES}/clock", data={**await form(client, ROLES), "by": by})
    page = (await client.get(ROLES)).text
    assert answer.status_code == 303
    assert clockwork.moves == [by]
    assert "A reminder came for Sunil Rao." in page
    assert "Monday 12 October" not in page


async def test_the_clock_moves_by_nothing_else(
    client: httpx.AsyncClient, clockwork: Clockwork
) -> None:
    answer = await client.post(f"{ROLES}/clock", data={**await form(client, ROLES), "by": "year"})
    assert answer.status_code == 404
    assert clockwork.moves == []


@pytest.mark.parametrize("path", [ROLES, f"{ROLES}/clock"])
async def test_its_forms_are_refused_without_their_token(
    client: httpx.AsyncClient, council: Council, path: str
) -> None:
    chosen = {"csrf": "f" * 64, "person": council.supervisor.id, "by": "day"}
    assert (await client.post(path, data=chosen)).status_code == 403


async def test_only_the_demo_has_this_page(council: Council) -> None:
    context = replace(council.context, roles=None)
    async with over_asgi(context) as served:
        assert (await served.get(ROLES)).status_code == 404


async def test_a_browser_of_the_demo_is_known_by_its_name(client: httpx.AsyncClient) -> None:
    says = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"
    fields = await form(client, ROLES)
    person = re.findall(r'name="person" value="(\w+)"', (await client.get(ROLES)).text)[0]
    headers = {"user-agent": says}
    await client.post(ROLES, data={**fields, "person": person}, headers=headers)
    assert "Firefox on Windows (this one)" in (await client.get("/settings")).text
