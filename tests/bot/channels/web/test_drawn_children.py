"""Six children drawn by lot, each opened as a thread: on the demo's council."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest
from sqlmodel import col, select

from bot.demo.caseloads import ONE_CHILD
from bot.drawn import MOST, lot
from practice.calendar import london_day
from storage.encryption import open_row
from storage.tables import AuditEvent, Child, Person, Record, Team
from tests.bot.channels.web.contexts import over_asgi
from tests.bot.channels.web.meetings import Held
from tests.bot.channels.web.of_the_demo import a_demo

PATH = "/inspection/children"
CHILD = re.compile(r'href="(/inspection/child\?[^"]+)">(CH-\d+)<')
RECORD = re.compile(r'href="/records/([0-9a-f]{32})\?')
AT = {"month": "2026-11", "months": "12"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_demo(tmp_path_factory.mktemp("demo")) as made:
        yield made


def the(demo: Held, role: str, *, on_top: bool = False) -> Person:
    """Return somebody of a role; a manager of the whole council where `on_top`."""
    with demo.context.store.reading() as session:
        found = select(Person).join(Team, col(Team.id) == col(Person.team_id))
        today = london_day(demo.context.clock.now())
        found = found.where(col(Person.started_on) <= today, col(Person.left_on).is_(None))
        if on_top:
            found = found.where(col(Team.parent_id).is_(None))
        one = session.exec(found.where(Person.role == role).order_by(Person.name)).first()
        assert one is not None
        return one


def as_the(demo: Held, person: Person) -> httpx.AsyncClient:
    return over_asgi(demo.context, cookies={"understory": demo.session_of(person)})


def a_seed_that_draws(refs: list[str], wanted: str) -> int:
    """Return a number with which a child is drawn: what is tried is that child's thread."""
    return next(
        seed for seed in range(10_000)
        if wanted in sorted(refs, key=lambda ref: lot(seed, ref))[:MOST]
    )  # fmt: skip


def refs_on(page: str) -> list[str]:
    return re.findall(r'<span class="us-ref">(CH-\d+)</span>', page)


async def test_without_a_number_it_draws_and_the_address_repeats_the_draw(demo: Held) -> None:
    async with as_the(demo, the(demo, "manager", on_top=True)) as client:
        led = await client.get(PATH, params=AT)
        first = await client.get(led.headers["location"])
        again = await client.get(led.headers["location"])
        other = await client.get(PATH, params={**AT, "seed": "7"}, follow_redirects=True)
    assert (led.status_code, first.status_code) == (303, 200)
    assert len(CHILD.findall(first.text)) == MOST
    assert CHILD.findall(first.text) == CHILD.findall(again.text)
    refs = refs_on(first.text)
    seed = re.findall(r"The number (\d+) drew 6 of (\d+)", first.text)
    assert seed[0][1] == str(len(refs))
    assert "are not as they were" not in first.text
    assert [ref for _, ref in CHILD.findall(other.text)] == sorted(
        refs_on(other.text), key=lambda ref: lot(7, ref)
    )[:MOST]


async def test_the_audit_keeps_who_drew_with_which_number(demo: Held) -> None:
    manager = the(demo, "manager", on_top=True)
    async with as_the(demo, manager) as client:
        page = await client.get(PATH, params={**AT, "seed": "417"}, follow_redirects=True)
    mark = re.findall(r"of=(\d+-[0-9a-f]{8})", page.text)[0]
    with demo.context.store.reading() as session:
        asked = select(AuditEvent).where(AuditEvent.deed == "children drawn")
        told = [
            open_row(session, "audit_event", one.model_dump())["detail"]
            for one in session.exec(asked.where(AuditEvent.actor_id == manager.id))
        ]
    assert f"417 of {mark}" in told


async def test_a_child_opens_as_one_thread_of_what_both_agreed(demo: Held) -> None:
    manager = the(demo, "manager", on_top=True)
    async with as_the(demo, manager) as client:
        listed = await client.get(PATH, params={**AT, "seed": "1"}, follow_redirects=True)
        seed = a_seed_that_draws(refs_on(listed.text), ONE_CHILD)
        listed = await client.get(PATH, params={**AT, "seed": seed}, follow_redirects=True)
        address = {ref: unescape(at) for at, ref in CHILD.findall(listed.text)}[ONE_CHILD]
        page = (await client.get(address)).text
        record = unescape(re.findall(r'href="(/records/[^"]+)"', page)[0])
        opened = await client.get(record)
    assert "shown dad how" in page
    headings = [
        "The question that moved one of the two",
        "The plan before",
        "The plan they agreed then",
        "What does not stand here",
    ]
    assert all(f">{heading}</h2>" in page for heading in headings)
    numbers = re.findall(r": (\d+)\. ", page[page.index("from 0 to 10") :])
    assert numbers == ["4", "7"]
    # What one of the two has not agreed yet stands nowhere but in the count.
    waits = r"1 supervision is not agreed by both, and does not stand here\."
    assert re.search(waits, page)
    assert opened.status_code == 200
    assert f'href="{address.replace("&", "&amp;")}">Back to the child' in opened.text
    shown = set(RECORD.findall(page))
    assert len(shown) == 3
    assert shown <= read_by(demo, manager)


def read_by(demo: Held, person: Person) -> set[str]:
    with demo.context.store.reading() as session:
        found = select(AuditEvent.noun_id).where(
            AuditEvent.actor_id == person.id, AuditEvent.deed == "record read"
        )
        return {str(one) for one in session.exec(found)}


async def test_it_says_that_records_changed_since_and_keeps_no_draw_it_cannot(demo: Held) -> None:
    async with as_the(demo, the(demo, "manager", on_top=True)) as client:
        asked = {**AT, "seed": "7", "of": "3-0123abcd"}
        changed = await client.get(PATH, params=asked)
        thread = await client.get("/inspection/child", params={**asked, "number": "1"})
        wrong = [
            await client.get(PATH, params={**asked, **one})
            for one in ({"seed": "x"}, {"of": "3"}, {"months": "5"}, {"month": "2027-03"})
        ]
        beyond = await client.get("/inspection/child", params={**asked, "number": "7"})
    assert "(3 children then, " in changed.text
    assert "(3 children then, " in thread.text
    assert [one.status_code for one in [*wrong, beyond]] == [404] * 5


async def test_a_supervisor_draws_from_their_own_team_and_nobody_else_draws(demo: Held) -> None:
    supervisor = the(demo, "supervisor")
    async with as_the(demo, supervisor) as client:
        page = await client.get(PATH, params={**AT, "seed": "7"}, follow_redirects=True)
    with demo.context.store.reading() as session:
        found = (
            select(Child.ref)
            .join(Record, col(Record.child_id) == col(Child.id))
            .where(Record.team_id == supervisor.team_id)
        )
        theirs = set(session.exec(found))
    assert page.status_code == 200
    assert set(refs_on(page.text)) <= theirs
    assert refs_on(page.text)
    for role in ("practitioner", "practice lead"):
        async with as_the(demo, the(demo, role)) as client:
            for path in (PATH, "/inspection/child"):
                asked = {**AT, "seed": "7", "number": "1"}
                refused = await client.get(path, params=asked)
                assert refused.status_code == 403, (role, path)


async def test_a_month_in_which_nothing_was_held_says_so(demo: Held) -> None:
    async with as_the(demo, the(demo, "manager", on_top=True)) as client:
        asked = {"month": "2020-01", "months": "1", "seed": "7"}
        page = await client.get(PATH, params=asked, follow_redirects=True)
    assert "no supervision in depth was agreed by both people" in page.text
    assert CHILD.findall(page.text) == []
