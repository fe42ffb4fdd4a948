"""One's own records: what was written or shared in, newest first, and nothing of what it says."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path

import httpx
import pytest
from sqlmodel import Session

from prompts.days import day_words
from storage import absences
from storage.absences import Stretch
from storage.record_list import PAGE
from storage.tables import Draft, Person, Record, Share, Step, Submission, Team
from tests import factories
from tests.bot.channels.web.contexts import Council, over_asgi, signed_in
from tests.bot.channels.web.meetings import SENT_AGAIN, Held, a_held_supervision
from tests.rewriting import rewriting

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_held_supervision(tmp_path_factory.mktemp("held"), until=SENT_AGAIN) as made:
        with made.context.store.writing() as session:
            factories.a_person(session, "Wanda West", "supervisor")
        yield made


def as_person(held: Held, first_name: str) -> httpx.AsyncClient:
    token = held.session_of(held.person(first_name))
    return over_asgi(held.context, cookies={"understory": token})


def text_of(page: str) -> str:
    """Return what stands in the page's main part, without marks, its spaces single."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", main.partition(">")[2])).split())


def a_reflection(session: Session, writer: Person, visibility: str, day: date) -> str:
    draft = Draft(
        kind="guide", guide="quick-reflection", version=2, person_id=writer.id, opened_at=NOON
    )
    session.add(draft)
    session.flush()
    session.add(Step(draft_id=draft.id, number=1, kind="submitted", author_id=writer.id, at=NOON))
    record = Record(
        draft_id=draft.id, kind="reflection", visibility=visibility, writer_id=writer.id,
        team_id=writer.team_id, held_on=day, guide="quick-reflection", version=2,
    )  # fmt: skip
    session.add(record)
    session.flush()
    session.add(Submission(record_id=record.id, number=1, submitted_at=NOON))
    if visibility == "shared" and writer.supervisor_id:
        session.add(Share(draft_id=draft.id, with_id=writer.supervisor_id, shared_at=NOON))
    return record.id


@pytest.mark.parametrize(
    ("first_name", "title", "returned"),
    [
        ("Sunil", "supervision with Priya Shah", "returned by Priya Shah"),
        ("Priya", "supervision with Sunil Mehta", "returned by you"),
        ("Ruth", "supervision of Priya Shah by Sunil Mehta", "returned by Priya Shah"),
    ],
)
async def test_a_supervision_stands_with_its_parts_and_where_each_stands(
    held: Held, first_name: str, title: str, returned: str
) -> None:
    async with as_person(held, first_name) as client:
        page = (await client.get("/records")).text
        links = re.findall(r'href="(/records/\w+)[?"]', page)
        opened = [(await client.get(link)).status_code for link in links]
    said = text_of(page)
    assert f"24 November 2026: {title}" in said
    assert "In depth CH-0402, 24 November 2026: agreed by both" in said
    assert f"CH-0403, 24 November 2026: {returned}" in said
    assert "Looked at CH-0401, 24 November 2026, CH-0404, 24 November 2026: agreed by both" in said
    assert opened == [200] * 4
    assert "nan" not in said
    assert "Moved to her aunt" not in said


async def test_what_waits_for_somebody_who_is_away_says_until_when(tmp_path: Path) -> None:
    with a_held_supervision(tmp_path, until="Priya taps Read") as held:
        now = held.context.clock.now()
        days = Stretch(now.date(), now.date() + timedelta(10))
        with held.context.store.writing() as session:
            absences.say(session, held.person("Priya").id, days, None, now)
        away = f"Priya Shah is away until {day_words(days.last)}"
        async with as_person(held, "Sunil") as client:
            listed = (await client.get("/records")).text
            record = re.findall(r'href="(/records/\w+)[?"]', listed)[0]
            shown = text_of((await client.get(record)).text)
        async with as_person(held, "Priya") as client:
            own = text_of((await client.get("/records")).text)
    assert f"waits for Priya Shah to agree it ({away})" in text_of(listed)
    assert f"waits for Priya Shah to agree it. {away}." in shown
    assert "is away" not in own


async def test_what_waits_says_for_whom(tmp_path: Path) -> None:
    with a_held_supervision(tmp_path, until="Priya taps Read") as held:
        for first_name, waits in (("Sunil", "waits for Priya Shah"), ("Priya", "waits for you")):
            async with as_person(held, first_name) as client:
                said = text_of((await client.get("/records")).text)
            assert f"CH-0402, 24 November 2026, CH-0403, 24 November 2026: {waits}" in said


async def test_others_see_nothing_of_it(held: Held) -> None:
    async with as_person(held, "Wanda") as client:
        said = text_of((await client.get("/records")).text)
    assert "There is nothing here yet." in said
    assert "CH-" not in said


async def test_a_manager_sees_of_a_personal_part_only_that_it_was_held(tmp_path: Path) -> None:
    with a_held_supervision(tmp_path) as held:
        part = a_personal_part(held)
        found = {}
        for first_name in ("Sunil", "Priya", "Ruth"):
            async with as_person(held, first_name) as client:
                page = (await client.get("/records")).text
            found[first_name] = f"/records/{part}" in page
            assert ("Own part Priya Shah: held" in text_of(page)) != found[first_name]
            assert ("you see only that it was held" in page) == (first_name == "Ruth")
    assert found == {"Sunil": True, "Priya": True, "Ruth": False}


def a_personal_part(held: Held) -> str:
    """Give the meeting that was held a personal part."""
    with held.context.store.writing() as session:
        beside = session.get_one(Record, held.record_of("CH-0402"))
        part = a_reflection(session, held.person("Sunil"), "personal", beside.held_on)
        record = session.get_one(Record, part)
        with rewriting(session):
            record.kind, record.other_id = "personal", beside.other_id
            record.supervision_id, record.team_id = beside.supervision_id, beside.team_id
    return part


async def test_reflections_say_with_whom_they_are_shared_and_stay_off_others_lists(
    council: Council,
) -> None:
    with council.store.writing() as session:
        kept = a_reflection(session, council.practitioner, "kept", date(2026, 10, 2))
        shared = a_reflection(session, council.practitioner, "shared", date(2026, 10, 1))
    pages = {}
    for person in (council.practitioner, council.supervisor, council.manager):
        async with signed_in(council, person) as client:
            pages[person.id] = (await client.get("/records")).text
    own, supervisors, managers = pages.values()
    assert text_of(own).index("kept to yourself") < text_of(own).index("shared with Sunil Rao")
    assert (f"/records/{kept}" in own, f"/records/{shared}" in own) == (True, True)
    assert "1 October 2026: reflection by Priya Nair" in text_of(supervisors)
    assert "shared with you" in supervisors
    assert f"/records/{kept}" not in supervisors
    assert "reflection by" not in text_of(managers)


async def test_it_comes_in_pages(council: Council) -> None:
    with council.store.writing() as session:
        for number in range(PAGE + 1):
            day = date(2026, 8, 1) + timedelta(days=number)
            a_reflection(session, council.practitioner, "kept", day)
    async with signed_in(council, council.practitioner) as client:
        first = (await client.get("/records")).text
        second = (await client.get("/records?page=2")).text
        beyond = [
            (await client.get("/records", params={"page": number})).status_code
            for number in ("3", "0", "-1", "two", "99999999", "²")
        ]
    assert (first.count("your reflection"), second.count("your reflection")) == (PAGE, 1)
    assert "1 August 2026" in second
    assert ('href="/records?page=2"' in first, 'href="/records?page=1"' in second) == (True, True)
    assert "Older records" not in second
    assert beyond == [404] * 6


def options(page: str, field: str) -> dict[str, str]:
    """Return the options of a field of the form by their labels; none where it is not there."""
    found = re.search(rf'<select[^>]* name="{field}">(.*?)</select>', page, re.DOTALL)
    pairs = re.findall(r'<option value="(\w*)"[^>]*>([^<]+)<', found[1]) if found else []
    return {unescape(label): value for value, label in pairs}


async def test_it_is_narrowed_to_a_child_or_to_what_waits(held: Held) -> None:
    async with as_person(held, "Sunil") as client:
        page = (await client.get("/records")).text
        child = options(page, "child")["CH-0403"]
        about = text_of((await client.get("/records", params={"child": child})).text)
        you = text_of((await client.get("/records", params={"waits": "you"})).text)
        others = text_of((await client.get("/records", params={"waits": "others"})).text)
    assert list(options(page, "child")) == [
        "Every child", "CH-0401", "CH-0402", "CH-0403", "CH-0404"
    ]  # fmt: skip
    assert options(page, "practitioner") == {}
    for said in (about, you):
        assert "CH-0403, 24 November 2026: returned by Priya Shah" in said
        assert "CH-0402, 24 November" not in said
    assert "No record fits all of that." in others
    assert "Show all records" in others


async def test_a_supervisor_narrows_it_to_one_practitioner(council: Council) -> None:
    with council.store.writing() as session:
        team = session.get_one(Team, council.team.id)
        sunil = session.get_one(Person, council.supervisor.id)
        omar = factories.a_person(session, "Omar Hill", team=team, supervisor=sunil)
        for writer in (omar, council.practitioner):
            for day in range(1, PAGE + 2):
                a_reflection(session, writer, "shared", date(2026, 8, 1) + timedelta(days=day))
    async with signed_in(council, council.supervisor) as client:
        page = (await client.get("/records")).text
        chosen = options(page, "practitioner")
        narrowed = (await client.get("/records", params={"practitioner": chosen["Omar Hill"]})).text
        older = re.findall(r'href="(/records\?[^"]+)"', narrowed)
        follows = (await client.get(unescape(older[-1]))).text
    assert list(chosen) == ["Everybody", "Omar Hill", "Priya Nair"]
    assert "by Priya Nair" not in narrowed + follows
    assert (narrowed.count("reflection by Omar Hill"), follows.count("by Omar Hill")) == (PAGE, 1)
    assert older == [f"/records?practitioner={chosen['Omar Hill']}&amp;page=2"]


async def test_what_is_not_of_ones_own_list_is_not_found(held: Held) -> None:
    async with as_person(held, "Sunil") as client:
        theirs = options((await client.get("/records")).text, "child")["CH-0403"]
        asked = [
            (await client.get("/records", params=params)).status_code
            for params in (
                {"waits": "me"},
                {"child": "CH-0403"},
                {"practitioner": "Priya Shah"},
                {"child": "", "practitioner": "", "waits": ""},
            )
        ]
    async with as_person(held, "Wanda") as client:
        others = (await client.get("/records", params={"child": theirs})).status_code
    assert (asked, others) == ([404, 404, 404, 200], 404)


async def test_every_page_leads_to_it(council: Council) -> None:
    async with signed_in(council, council.supervisor) as client:
        page = (await client.get("/records")).text
    links = re.findall(r'class="us-nav__link" href="([^"]+)"', page)
    assert links == ["/", "/records", "/summary", "/settings", "/leave"]
    assert 'href="/records" aria-current="page"' in page


async def test_what_a_leaver_left_unsigned_waits_for_who_answers_for_it(tmp_path: Path) -> None:
    with a_held_supervision(tmp_path, until="Priya taps Read") as held:
        with held.context.store.writing() as session:
            priya = session.get_one(Person, held.person("Priya").id)
            priya.left_on = date(2026, 11, 24)
        told = {}
        for first_name in ("Sunil", "Ruth"):
            async with as_person(held, first_name) as client:
                told[first_name] = text_of((await client.get("/records")).text)
    for said in told.values():
        assert "Priya Shah left before agreeing it, so Sunil Mehta answers for it" in said
        assert "waits for Priya" not in said
