"""A further browser comes in once its owner has said yes on one that is known."""

import re

import httpx
import pytest

from bot.channels.web.browser_names import browser_name
from bot.channels.web.channel import WEB, WebChannel
from bot.delivery import Delivery
from storage.ids import new_id
from tests.bot.channels.web.contexts import (
    FIREFOX,
    Council,
    field,
    form,
    over_asgi,
    signed_in,
    try_code,
)


async def delivered(council: Council) -> None:
    """Deliver what waits, as the service does at once."""
    delivery = Delivery(council.store, {WEB: WebChannel()}, council.context.clock)
    await delivery.sweep()
    await delivery.settled()


async def say_yes(council: Council, client: httpx.AsyncClient, label: str) -> None:
    await delivered(council)
    page = await client.get("/")
    button = re.search(rf'name="button" value="([^"]+)"[^>]*>\s*{label}', page.text)
    assert button, "there is no such button"
    sent = {"csrf": field(page.text, "csrf"), "token": new_id(), "button": button[1]}
    assert (await client.post("/say", data=sent)).status_code == 303


async def test_a_code_alone_signs_no_second_browser_in(council: Council) -> None:
    async with (
        signed_in(council, council.practitioner) as known,
        over_asgi(council.context) as new,
    ):
        answer = await try_code(new, council.code(council.practitioner))
        assert (answer.status_code, answer.headers["location"]) == (303, "/enter/waiting")
        assert "understory" not in new.cookies
        assert (await new.get("/")).status_code == 401
        waits = await new.post("/enter/waiting", data=await form(new, "/enter/waiting"))
        assert (waits.status_code, "No yes has come yet." in waits.text) == (422, True)
        await delivered(council)
        assert "with Firefox on Windows" in (await known.get("/")).text
        await say_yes(council, known, "Yes, let it in")
        answer = await new.post("/enter/waiting", data=await form(new, "/enter/waiting"))
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert "Priya Nair" in (await new.get("/")).text
        await say_yes(council, known, "It was not me")
        assert (await new.get("/")).status_code == 401
        assert (await known.get("/")).status_code == 200


async def test_a_browser_that_was_not_theirs_is_never_let_in(council: Council) -> None:
    async with (
        signed_in(council, council.practitioner) as known,
        over_asgi(council.context) as new,
    ):
        await try_code(new, council.code(council.practitioner))
        await say_yes(council, known, "It was not me")
        answer = await new.post("/enter/waiting", data=await form(new, "/enter/waiting"))
        assert '<h1 class="govuk-heading-l">This device was not let in</h1>' in answer.text
        assert 'href="/enter"' in answer.text
        assert "Say yes" not in answer.text
        assert "I have said yes" not in answer.text
        assert (await new.get("/enter/waiting")).headers["location"] == "/enter"
        assert (await new.get("/")).status_code == 401


async def test_nobody_waits_with_the_token_of_another_or_with_none(council: Council) -> None:
    async with over_asgi(council.context) as client:
        assert (await client.get("/enter/waiting")).headers["location"] == "/enter"
        sent = await form(client, "/enter")
        assert (await client.post("/enter/waiting", data=sent)).headers["location"] == "/enter"
        client.cookies.set("understory-waiting", "guessed")
        assert (await client.post("/enter/waiting", data=sent)).headers["location"] == "/enter"


@pytest.mark.parametrize(
    ("says", "name"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36 Edg/140", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604",
            "Safari on an iPhone",
        ),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_known_by_names_of_ours_alone(says: str, name: str) -> None:
    assert browser_name(says) == name
