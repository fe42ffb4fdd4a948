"""A practitioner's own children in a month, on the demo's council: the page and the chat."""

import re
from collections.abc import Iterator

import pytest
from sqlmodel import col, select

from bot.demo.caseloads import ONE_CHILD
from practice.calendar import london_day
from storage import children
from storage.tables import AuditEvent, Child, Person
from tests.bot.channels.web.meetings import Held
from tests.bot.channels.web.of_the_demo import a_demo
from tests.bot.channels.web.test_drawn_children import as_the, the

RECORD = re.compile(r'href="/records/([0-9a-f]{32})\?')


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_demo(tmp_path_factory.mktemp("demo")) as made:
        yield made


def priya(demo: Held) -> Person:
    with demo.context.store.reading() as session:
        return session.exec(select(Person).where(col(Person.name).startswith("Priya"))).one()


def theirs(demo: Held, person: Person) -> set[str]:
    today = london_day(demo.context.clock.now())
    with demo.context.store.reading() as session:
        return {child.ref for child, _ in children.caseload(session, person.id, today)}


async def test_it_shows_each_child_with_its_goal_words_actions_and_question(demo: Held) -> None:
    person = priya(demo)
    async with as_the(demo, person) as client:
        page = (await client.get("/progress", params={"month": "2026-10"})).text
        opened = await client.get(f"/records/{RECORD.findall(page)[0]}?back=/progress")
    assert re.search(r"\d+ children are open to you\. \d+ have a goal\.", page)
    assert re.search(r"nearer the goal, \d+ unchanged and \d+ further from it\.", page)
    assert "The question that goes with you" in page
    with demo.context.store.reading() as session:
        every = set(session.exec(select(Child.ref)))
    shown = {ref for ref in every if ref in page}
    assert shown == theirs(demo, person)
    assert ONE_CHILD in shown
    assert opened.status_code == 200
    assert ">Back to your children<" in opened.text
    assert set(RECORD.findall(page)) <= quoted(demo, person)


def quoted(demo: Held, person: Person) -> set[str]:
    with demo.context.store.reading() as session:
        asked = select(AuditEvent.noun_id).where(
            AuditEvent.actor_id == person.id, AuditEvent.deed == "record quoted"
        )
        return {str(one) for one in session.exec(asked)}


async def test_nobody_elses_children_can_be_asked_for(demo: Held) -> None:
    async with as_the(demo, priya(demo)) as client:
        own = await client.get("/progress", params={"month": "2026-10"})
        asked = {"month": "2026-10", "person": the(demo, "supervisor").id, "team": "x"}
        same = await client.get("/progress", params=asked)
        assert (await client.get("/summary")).status_code == 403
    assert own.text == same.text


async def test_whoever_has_no_child_is_told_so_and_not_led_there(demo: Held) -> None:
    async with as_the(demo, the(demo, "manager", on_top=True)) as client:
        page = (await client.get("/progress")).text
    assert "No child is open to you today" in page
    assert 'href="/progress"' not in page
