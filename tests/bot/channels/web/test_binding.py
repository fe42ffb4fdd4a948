"""Words written on a page answer the card that the page showed."""

import re
from datetime import timedelta

import httpx
import pytest

from bot.clock import MovableClock
from bot.messages import NO_CARD, Button, Outgoing, to_json
from practice.terms import StepKind
from storage import drafts, outbox
from storage.drafts import StepRow
from storage.outbox import NewMessage
from storage.tables import Person
from tests.bot.channels.web.contexts import Council, form, signed_in
from tests.factories import a_child, an_involvement

TOKEN = "0123456789abcdef0123456789abcde{}.text"  # noqa: S105 - a form's
STORY = "visited 0417, she hid behind the sofa"


def clock_of(council: Council) -> MovableClock:
    clock = council.context.clock
    assert isinstance(clock, MovableClock)
    return clock


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


async def test_the_way_into_a_draft_stands_only_while_that_waits(council: Council) -> None:
    """An invitation comes by itself and stands; its draft may be over before it is tapped."""
    person, now = council.practitioner, council.context.clock.now()
    async with signed_in(council, person) as client:
        await say(client, 1, STORY)
        with council.store.writing() as session:
            current = drafts.current(session, person.id)
            assert current is not None
            body = to_json(
                Outgoing("Sunil asks.", ((Button("Go on", f"!continue:{current.id}"),),))
            )
            invitation = NewMessage(person.id, "web", person.id, body, told="view")
            outbox.put(session, [invitation], at=now, sent=True)
        assert ">Go on<" in (await client.get("/")).text
        over = StepRow(99, StepKind.DISCARDED, None, 0, None, False, person.id, now)
        with council.store.writing() as session:
            drafts.add_steps(session, current.id, [over])
        page = (await client.get("/")).text
        assert ">Go on<" not in page
        assert "Sunil asks." in page


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


FIRST = "he shouted go away through the door"
ASKED = "You wrote this just as I asked something new"


async def after_a_first_message(council: Council, client: httpx.AsyncClient) -> str:
    """Return the page after the first of two messages: its words answered, the next card shown."""
    page = await say(client, 1, STORY)
    page = await tap(client, 2, page, "Yes")
    clock_of(council).forward(timedelta(seconds=20))
    page = await say(client, 3, FIRST, card=card_on(page), begun="9000")
    assert "Your own practice" in page
    return page


async def a_second_message(
    council: Council, client: httpx.AsyncClient, words: str, begun: float | None, sent: float
) -> str:
    """Return the page after a second message, begun and sent so many seconds after the card."""
    page = await after_a_first_message(council, client)
    clock_of(council).forward(timedelta(seconds=sent))
    since = {} if begun is None else {"begun": str(round((sent - begun) * 1000))}
    return await say(client, 4, words, card=card_on(page), **since)


@pytest.mark.parametrize(
    ("words", "begun", "sent"),
    [
        ("and threw a shoe at it", 0.5, 2.5),
        ("and threw a shoe at it", None, 2.5),
        ("and i should of asked about the bruise properly", 1.0, 9.0),
        ("he threw a shoe at it", 0.4, 6.0),
        ("the dog was barking all the time", 0.1, 0.2),
        ("I would have asked her mum to leave us", 0.9, 12.0),
        ("oh and his nan was there", 4.0, 9.0),
    ],
)
async def test_the_second_of_two_messages_is_asked_about_though_the_next_card_was_shown(
    council: Council, words: str, begun: float | None, sent: float
) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = await a_second_message(council, client, words, begun, sent)
        assert ASKED in page
        page = await tap(client, 5, page, "Add it to What it may mean")
    assert "Added to your answer: What it may mean." in page
    assert "Your own practice" in page.rpartition("Added to your answer")[2]


@pytest.mark.parametrize(
    ("words", "begun", "sent"),
    [
        ("and I should have asked about the bruise", 8.0, 17.0),
        ("the dog was barking all the time", 1.0, 2.0),
        ("because he was afraid", 1.5, 3.5),
        ("The dog was barking all the time.", 3.0, 9.0),
        ("The dog was barking all the time.", None, 0.1),
        ("the dog was barking all the time", None, 0.1),
    ],
)
async def test_words_that_do_not_go_on_answer_the_card_that_the_page_showed(
    council: Council, words: str, begun: float | None, sent: float
) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = await a_second_message(council, client, words, begun, sent)
    assert ASKED not in page


async def test_a_button_that_is_typed_at_once_is_a_button(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = await a_second_message(council, client, "that's enough", 0.2, 1.0)
    assert "Check what you wrote" in page


async def test_after_a_tap_no_sentence_is_there_to_go_on_with(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = await tap(client, 2, await say(client, 1, STORY), "Yes")
        clock_of(council).forward(timedelta(seconds=9))
        page = await say(client, 3, "she is afraid of him", card=card_on(page), begun="6000")
    assert ASKED not in page


async def test_a_third_message_goes_with_the_second(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = await after_a_first_message(council, client)
        page = await say(client, 4, "and threw a shoe", card=card_on(page), begun="100")
        page = await say(client, 5, "and then a cup", card=card_on(page), begun="100")
        page = await tap(client, 6, page, "Add it to What it may mean")
    assert "message waits after it" not in page


@pytest.mark.parametrize("begun", ["", "-5", "soon", "9" * 40, "1e3"])
async def test_a_page_that_says_nonsense_of_when_is_believed_in_the_rest(
    council: Council, begun: str
) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = await after_a_first_message(council, client)
        page = await say(client, 4, "The dog was barking.", card=card_on(page), begun=begun)
    assert "The dog was barking." in page
    assert ASKED not in page


async def test_words_below_something_else_that_name_another_child_are_asked_about(
    council: Council,
) -> None:
    with council.store.writing() as session:
        worker = session.get_one(Person, council.practitioner.id)
        an_involvement(session, a_child(session, "CH-0388"), worker)
    async with signed_in(council, council.practitioner) as client:
        page = await tap(client, 2, await say(client, 1, STORY), "Yes")
        await say(client, 3, "/due")
        await say(client, 4, "mum rang me after that", card=NO_CARD)
        await say(client, 5, "/due")
        page = await say(client, 6, "visited 0388 and he would not talk to me", card=NO_CARD)
        assert "together" not in page
        page = await tap(client, 7, page, "Leave it out")
    assert "New visit, or part of this one?" in page
