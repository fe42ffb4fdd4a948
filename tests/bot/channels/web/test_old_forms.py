"""A form of a session that is over: its words come back, and the screen says what to do."""

import httpx
import pytest

from tests.bot.channels.web.contexts import Council, field, over_asgi, signed_in
from tests.bot.channels.web.meetings import a_held_supervision

STORY = "visited 0417, she hid behind the sofa when he came in"
FRESH = "0123456789abcdef"
TOO_LONG = "That page was open for too long. Nothing was changed."


def fields(page: str) -> dict[str, str]:
    return {name: field(page, name) for name in ("csrf", "token", "reader")}


async def stale(council: Council, path: str = "/") -> dict[str, str]:
    """Return the fields of a page that was opened in a session before."""
    async with signed_in(council, council.practitioner) as client:
        return {**fields((await client.get(path)).text), "token": FRESH}


@pytest.mark.long
async def test_the_words_of_a_stale_page_come_back_in_the_box_with_their_card(
    council: Council,
) -> None:
    council.tell(council.practitioner, STORY)
    sent = {**await stale(council), "text": "she <b>cried</b>", "card": "one:3"}
    async with signed_in(council, council.practitioner) as client:
        answer = await client.post("/say", data=sent)
        assert answer.status_code == 403
        box = answer.text.partition("<textarea")[2].partition("</textarea>")[0]
        assert box.endswith(">she &lt;b&gt;cried&lt;/b&gt;")
        assert f"{TOO_LONG} Your words are in the box: send them again." in answer.text
        assert 'name="card" value="one:3"' in answer.text
        assert council.said(council.practitioner) == [STORY]
        again = {**fields(answer.text), "text": sent["text"]}
        assert (await client.post("/say", data=again)).status_code == 303
    assert council.said(council.practitioner) == [STORY, sent["text"]]


async def test_a_button_of_a_stale_page_is_tapped_again_on_the_one_that_comes(
    council: Council,
) -> None:
    sent = {**await stale(council), "button": "!help"}
    async with signed_in(council, council.practitioner) as client:
        answer = await client.post("/say", data=sent)
    assert answer.status_code == 403
    assert f"{TOO_LONG} Tap it again." in answer.text
    assert council.said(council.practitioner) == []


async def test_tonight_opens_from_a_page_however_old_it_is(council: Council) -> None:
    sent = {**await stale(council), "text": "tonight"}
    async with signed_in(council, council.practitioner) as client:
        assert (await client.post("/say", data=sent)).status_code == 303
        assert "01632 960 417" in (await client.get("/")).text


async def test_what_is_added_to_a_record_comes_back_in_its_box(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with a_held_supervision(tmp_path_factory.mktemp("held")) as held:
        path = f"/records/{held.record_of('CH-0402')}"

        def client() -> httpx.AsyncClient:
            token = held.session_of(held.person("Priya"))
            return over_asgi(held.context, cookies={"understory": token})

        async with client() as before:
            sent = {**fields((await before.get(path)).text), "text": "Nan rang."}
        async with client() as after:
            answer = await after.post(f"{path}/addenda", data=sent)
            assert answer.status_code == 403
            assert ">Nan rang.</textarea>" in answer.text
            assert f"{TOO_LONG} Your words are in the box" in answer.text
            again = {**fields(answer.text), "text": "Nan rang."}
            assert (await after.post(f"{path}/addenda", data=again)).status_code == 303


async def test_the_words_of_somebody_else_are_there_to_copy_and_in_nobodys_box(
    council: Council,
) -> None:
    sent = {**await stale(council), "text": "she cried"}
    async with signed_in(council, council.supervisor) as client:
        answer = await client.post("/say", data=sent)
    assert answer.status_code == 403
    assert "That page was open for too long" in answer.text
    assert "readonly>she cried</textarea>" in answer.text
    assert council.said(council.supervisor) == council.said(council.practitioner) == []


async def test_the_words_of_somebody_signed_out_are_there_to_copy(council: Council) -> None:
    sent = {**await stale(council), "text": "she cried"}
    async with over_asgi(council.context) as client:
        answer = await client.post("/say", data=sent)
        assert answer.status_code == 401
        assert "What you sent just now was not saved." in answer.text
        assert "readonly>she cried</textarea>" in answer.text
        elsewhere = {"sec-fetch-site": "cross-site"}
        answer = await client.post("/say", data=sent, headers=elsewhere)
        assert "she cried" not in answer.text
