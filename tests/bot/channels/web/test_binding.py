"""Words written on a page answer the card that the page showed."""

import re

import httpx

from bot.messages import NO_CARD
from storage import drafts
from tests.bot.channels.web.contexts import Council, form, signed_in

TOKEN = "0123456789abcdef0123456789abcde{}.text"  # noqa: S105 - a form's
STORY = "visited 0417, she hid behind the sofa"


def card_on(page: str) -> str:
    return page.partition('data-card="')[2].partition('"')[0]


async def say(client: httpx.AsyncClient, number: int, text: str, **more: str) -> str:
    asked = await form(client)
    await client.post("/say", data={**asked, "token": TOKEN.format(number), "text": text, **more})
    return (await client.get("/")).text


async def tap(client: httpx.AsyncClient, number: int, page: str, label: str) -> str:
    value = re.findall(rf'name="button" value="([^"]+)">{label}<', page)[0]
    asked = await form(client)
    await client.post("/say", data={**asked, "token": TOKEN.format(number), "button": value})
    return (await client.get("/")).text


async def test_the_page_names_the_card_that_stands(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        assert card_on((await client.get("/")).text) == NO_CARD
        page = await say(client, 1, STORY)
        with council.store.reading() as session:
            current = drafts.current(session, council.practitioner.id)
        assert current is not None
        assert card_on(page).startswith(f"{current.id}:")
        page = await tap(client, 2, page, "Not a reflection")
        assert card_on(page) == NO_CARD


async def test_words_begun_before_the_next_card_join_the_answer_before_it(
    council: Council,
) -> None:
    async with signed_in(council, council.practitioner) as client:
        first = await say(client, 1, STORY)
        page = await tap(client, 2, first, "Yes")
        began = card_on(page)
        page = await say(client, 3, "she is afraid of him I think because she hid", card=began)
        assert card_on(page) != began
        page = await say(client, 4, "and of his brother", card=began)
    assert "Added to your answer: What it may mean." in page


async def test_a_burst_that_began_a_reflection_is_one_story(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        await say(client, 1, STORY, card=NO_CARD)
        page = await say(client, 2, "her brother was there as well", card=NO_CARD)
    assert "Added to your answer: What happened." in page


async def test_words_begun_while_nothing_was_open_are_asked_about(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        await say(client, 1, "/new")
        page = await say(client, 2, "her brother was there as well", card=NO_CARD)
    assert "I kept this: &#34;her brother was there as well&#34;" in page


async def test_words_for_a_reflection_that_was_kept_begin_another(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = await say(client, 1, STORY)
        page = await tap(client, 2, page, "Yes")
        began = card_on(page)
        page = await tap(client, 3, page, "That&#39;s enough")
        page = await tap(client, 4, page, "Keep to myself")
        page = await say(client, 5, "she hides in school as well", card=began)
    assert "Which child is this about?" in page
