"""Captions, albums, forwarded messages and edits, through the real python-telegram-bot."""

import json

import pytest
from sqlmodel import select

from prompts.phrases import phrase
from storage.encryption import open_row
from storage.session import Store
from storage.tables import Draft, Step
from tests.bot.served import served, some_services
from tests.botapi import InThread, Person, Shown

STORY = "visited 0417, she hid behind the sofa when he came in"
NOT_KEPT = phrase("spoken.beside", kind="photo")


async def all_said(person: Person) -> list[Shown]:
    """Return what the bot has said so far: it answers in order, so one more answer ends it."""
    asked = person.say("/help")
    await person.seen("/new starts a reflection", after=asked)
    said = [shown for shown in person.screen() if shown.from_bot]
    return [shown for shown in said if not shown.text.startswith("/new")]


def answers(store: Store, question: str) -> list[object]:
    with store.reading() as session:
        rows = session.exec(select(Step).where(Step.question == question)).all()
        opened = [open_row(session, "step", row.model_dump()) for row in rows]
    return [json.loads(row["value"]) for row in opened if row["kind"] == "answered"]


def joined(store: Store) -> str:
    with store.reading() as session:
        row = session.exec(select(Step).where(Step.kind == "joined")).one()
        return str(open_row(session, "step", row.model_dump())["value"])


async def test_a_caption_is_kept_and_the_picture_is_said_not_to_be(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.send_photo(caption=STORY)
        shown = await priya.seen("Is this a reflection about CH-0417?")
        assert shown.text.startswith(NOT_KEPT)
        assert len(await all_said(priya)) == 1


@pytest.mark.parametrize(
    "captions", [[STORY, "", ""], ["", STORY, ""], ["", "", STORY]], ids=["first", "second", "last"]
)
async def test_an_album_with_a_caption_is_one_message(
    store: Store, telegram: InThread, priya: Person, captions: list[str]
) -> None:
    priya.send_album(captions)
    async with served(some_services(store, telegram)):
        await priya.seen("Is this a reflection about CH-0417?")
        assert len(await all_said(priya)) == 1


async def test_an_album_without_words_is_answered_once(
    store: Store, telegram: InThread, priya: Person
) -> None:
    priya.send_album(["", "", "", "", ""])
    async with served(some_services(store, telegram)):
        await priya.seen(phrase("help.unreadable"))
        assert len(await all_said(priya)) == 1
        priya.send_album(["", ""])
        assert len(await all_said(priya)) == 2


@pytest.mark.parametrize("origin", ["user", "hidden", "chat", "channel"])
async def test_a_forwarded_message_is_kept_as_somebody_elses_words(
    store: Store, telegram: InThread, priya: Person, origin: str
) -> None:
    async with served(some_services(store, telegram)):
        priya.forward("0417 told me she is scared.\nCome tonight", **{origin: "Lee Ray"})
        await priya.seen("Is this a reflection about CH-0417?")
    kept = "Forwarded from Lee Ray:\n> 0417 told me she is scared.\n> Come tonight"
    assert answers(store, "story") == [kept]


async def test_a_forwarded_word_is_no_word_for_the_bot(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection")
        priya.forward("yes", user="Lee")
        await priya.seen("Added to your answer")
    assert answers(store, "child") == []
    assert "Forwarded from Lee:\\n> yes" in joined(store)


async def test_an_edit_of_what_was_not_understood_is_read_as_sent_again(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection about")
        missed = priya.say("CH-9999")
        await priya.seen("I cannot find that child")
        priya.edit(missed, "CH-4170")
        await priya.seen("Did you mean CH-0417?")
        priya.edit(missed, "CH-0417")
        await priya.seen("1 of at most 2")
    assert answers(store, "child") == ["CH-0417"]


async def test_an_edited_command_or_thanks_becomes_what_it_says_now(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        sent = priya.say("thanks")
        await priya.seen(phrase("spoken.at_rest.thanks"))
        priya.edit(sent, STORY)
        await priya.seen("Is this a reflection about CH-0417?")
        priya.edit(sent, f"{STORY}, and cried")
        await priya.seen(phrase("help.amended"))
    assert answers(store, "story")[-1] == f"{STORY}, and cried"


async def test_an_edited_caption_amends_its_answer(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        picture = priya.send_photo(caption=STORY)
        await priya.seen("Is this a reflection")
        priya.edit(picture, f"{STORY}, and cried")
        await priya.seen(phrase("help.amended"))
    assert answers(store, "story")[-1] == f"{STORY}, and cried"


async def test_an_edit_after_going_on_changes_nothing_and_says_so(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection about")
        missed = priya.say("CH-4170")
        await priya.seen("I cannot find that child")
        priya.tap("Yes")
        await priya.seen("1 of at most 2")
        priya.edit(missed, "CH-0417")
        await priya.seen(phrase("help.not_amended_gone_on"))
    with store.reading() as session:
        assert len(session.exec(select(Draft)).all()) == 1
