"""Copied words on the page of a record: which, since when, and whether it is so again."""

from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.channels.web.context import WebContext
from bot.clock import MovableClock
from storage import web_sessions
from storage.tables import Child, Person, Record
from tests.bot.channels.web.contexts import guides, over_asgi
from tests.bot.copies import AGAIN, NOW, WORDS, reflect, send, supervise
from tests.conversations.play import Stage

HEADING = "Copied from an earlier record"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW, children=3)


async def page_of_last_record(stage: Stage, first_name: str) -> str:
    """Return the page of the record that was sent last, as this person reads it."""
    context = WebContext(stage.store, stage.dialogue, MovableClock(stage.now), guides(), "Ashdown")
    with stage.store.writing() as session:
        person = session.exec(select(Person).where(col(Person.name).startswith(first_name))).one()
        token = web_sessions.start(session, person.id, stage.now)
        last = session.exec(select(Record.id).order_by(col(Record.id).desc())).first()
    async with over_asgi(context, cookies={"understory": token}) as client:
        page = await client.get(f"/records/{last}")
    assert page.status_code == 200
    return page.text.replace("&#34;", '"')


async def test_a_record_shows_the_copied_words_beside_the_earlier_ones(tmp_path: Path) -> None:
    stage = Stage(tmp_path, NOW, children=1)
    supervise(stage, WORDS)
    send(stage)
    assert HEADING not in await page_of_last_record(stage, "Sunil")
    supervise(stage, f"{WORDS} Then she told me: I want to sleep at my nan's on Fridays now.")
    send(stage)
    for first_name in ("Sunil", "Priya", "Ruth"):
        page = await page_of_last_record(stage, first_name)
        assert HEADING in page, first_name
        assert f'<h3>"{WORDS[:-1]}"</h3>' in page, first_name
        assert f'Sunil wrote this before, on Tuesday 24 November 2026: "{WORDS[:-1]}"' in page
        assert "Sunil did not say that it is so again, so it does not count." in page


async def test_a_record_shows_that_its_writer_said_it_is_so_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path, NOW, children=1)
    for again in (False, True):
        supervise(stage, WORDS)
        if again:
            stage.tap("Sunil", AGAIN)
        send(stage)
    page = await page_of_last_record(stage, "Priya")
    assert "Sunil said that it is so again." in page


async def test_the_earlier_words_stand_on_the_page_only_for_who_may_open_them(
    stage: Stage,
) -> None:
    reflect(stage, WORDS, "Keep to myself")
    reflect(stage, WORDS, "Share with Sunil")
    own = await page_of_last_record(stage, "Priya")
    assert "Priya wrote this before, on Tuesday 24 November 2026.</p>" in own
    assert HEADING not in await page_of_last_record(stage, "Sunil")


async def test_words_about_another_family_stand_on_the_page_as_a_day_alone(stage: Stage) -> None:
    reflect(stage, WORDS, "Share with Sunil")
    reflect(stage, WORDS, "Share with Sunil", child="0402")
    page = await page_of_last_record(stage, "Sunil")
    assert "Priya wrote this before, on Tuesday 24 November 2026.</p>" in page
    assert "0401" not in page


async def test_a_brothers_words_stand_on_the_page(stage: Stage) -> None:
    with stage.store.writing() as session:
        refs = ["CH-0401", "CH-0402"]
        for child in session.exec(select(Child).where(col(Child.ref).in_(refs))):
            child.family_ref = "F-1"
            session.add(child)
    reflect(stage, WORDS, "Share with Sunil")
    reflect(stage, WORDS, "Share with Sunil", child="0402")
    assert f'24 November 2026: "0401. {WORDS[:-1]}"' in await page_of_last_record(stage, "Sunil")


async def test_a_manager_is_told_of_no_reflection_that_was_shared_with_another(
    tmp_path: Path,
) -> None:
    stage = Stage(tmp_path, NOW, children=1)
    reflect(stage, WORDS, "Share with Sunil")
    supervise(stage, WORDS)
    send(stage)
    page = await page_of_last_record(stage, "Priya")
    assert "It stands in an earlier record, of Tuesday 24 November 2026: " in page
    assert HEADING not in await page_of_last_record(stage, "Ruth")
