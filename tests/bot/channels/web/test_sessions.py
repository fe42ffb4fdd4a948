"""A session: whom it is of, when it ends, and what whoever was signed out is told."""

from datetime import timedelta

import httpx
import pytest

from bot.clock import MovableClock
from storage import web_sessions
from tests.bot.channels.web.contexts import Council, form, over_asgi, signed_in, try_code

pytestmark = pytest.mark.usefixtures("no_wait_after_a_wrong_code")


async def test_signing_out_ends_the_session_itself(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        token = client.cookies["understory"]
        answer = await client.post("/leave", data=await form(client, "/leave"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/enter")
    with council.store.reading() as session:
        now = council.context.clock.now()
        assert web_sessions.with_person(session, token, now)[1] is None


async def test_without_scripts_the_browser_is_told_to_clear_and_the_page_says_so(
    council: Council,
) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = (await client.get("/leave")).text
        answer = await client.post("/leave", data=await form(client, "/leave"))
    assert "What you typed here and did not send is removed from this phone or computer." in page
    assert answer.headers["clear-site-data"] == '"cache", "storage"'


async def test_a_form_of_a_page_opened_before_a_restart_still_works(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        asked = await form(client)
        token = client.cookies["understory"]
    async with over_asgi(council.context, cookies={"understory": token}) as client:
        sent = {**asked, "token": "0123456789abcdef.text", "text": "/help"}
        assert (await client.post("/say", data=sent)).status_code == 303


async def test_the_browser_of_a_code_s_owner_is_no_second_device(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        before = client.cookies["understory"]
        answer = await try_code(client, council.code(council.practitioner))
        assert answer.headers["location"] == "/"
        after = answer.cookies["understory"]
    assert after != before
    assert not is_signed_in(council, before)
    assert is_signed_in(council, after)


async def test_who_signs_in_ends_the_session_of_whoever_was_there(council: Council) -> None:
    async with signed_in(council, council.supervisor) as client:
        before = client.cookies["understory"]
        refused = await try_code(client, "WRONG-CODE")
        assert refused.status_code == 422
        assert is_signed_in(council, before)
        answer = await try_code(client, council.code(council.practitioner))
        assert answer.headers["location"] == "/"
    assert not is_signed_in(council, before)


def is_signed_in(council: Council, token: str) -> bool:
    with council.store.reading() as session:
        return web_sessions.with_person(session, token, council.context.clock.now())[1] is not None


async def test_a_session_that_nobody_uses_ends_and_an_open_page_does_not_keep_it(
    council: Council,
) -> None:
    clock = council.context.clock
    assert isinstance(clock, MovableClock)
    async with signed_in(council, council.practitioner) as client:
        statuses = [await next_day(clock, client, "/here", "empty") for _ in range(4)]
        assert statuses == [200, 200, 401, 401]
    async with signed_in(council, council.practitioner) as client:
        statuses = [await next_day(clock, client, "/records", "document") for _ in range(4)]
        assert statuses == [200] * 4


async def next_day(clock: MovableClock, client: httpx.AsyncClient, path: str, dest: str) -> int:
    """Return the status of what a browser asks for a day later, as a page or by a script."""
    clock.forward(timedelta(hours=24))
    return (await client.get(path, headers={"sec-fetch-dest": dest})).status_code


async def test_a_session_that_was_ended_is_cleared_and_one_that_ran_out_is_not(
    council: Council,
) -> None:
    clock = council.context.clock
    assert isinstance(clock, MovableClock)
    async with signed_in(council, council.practitioner) as client:
        with council.store.writing() as session:
            web_sessions.end(session, client.cookies["understory"], clock.now())
        for accept in ("text/html", "*/*"):
            answer = await client.get("/", headers={"accept": accept})
            assert answer.headers["clear-site-data"] == '"cache", "storage"'
    async with signed_in(council, council.practitioner) as client:
        clock.forward(timedelta(days=14))
        assert "clear-site-data" not in (await client.get("/")).headers


async def test_whoever_was_signed_out_by_others_is_told_so_and_that_what_they_typed_is_lost(
    council: Council,
) -> None:
    clock = council.context.clock
    async with signed_in(council, council.practitioner) as client:
        assert (await client.get("/signed-out")).headers["location"] == "/enter"
        with council.store.writing() as session:
            web_sessions.end(session, client.cookies["understory"], clock.now())
        led = await client.get("/records", headers={"accept": "text/html"})
        assert led.headers["location"] == "/signed-out"
        page = await client.get("/signed-out")
    assert "You are signed out" in page.text
    assert "What you typed and did not send is lost" in page.text
    assert 'href="/enter"' in page.text
    assert page.headers["clear-site-data"] == '"cache", "storage"'


async def test_a_session_that_ran_out_is_not_said_to_have_lost_what_the_page_still_holds(
    council: Council,
) -> None:
    clock = council.context.clock
    assert isinstance(clock, MovableClock)
    async with signed_in(council, council.practitioner) as client:
        clock.forward(timedelta(days=14))
        page = await client.get("/signed-out")
    assert "What you typed and did not send was not sent." in page.text
    assert "clear-site-data" not in page.headers
