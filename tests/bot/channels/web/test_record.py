"""A record on its page: who may read it, as it was sent, and every reading kept."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from storage.tables import Child, Person, Record
from tests import factories
from tests.bot.channels.web.contexts import Council, form, over_asgi, signed_in
from tests.bot.channels.web.meetings import SENT_AGAIN, Held, a_held_supervision
from tests.bot.channels.web.test_record_list import a_reflection
from tests.rewriting import rewriting


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_held_supervision(tmp_path_factory.mktemp("held")) as made:
        yield made


def as_person(held: Held, first_name: str) -> httpx.AsyncClient:
    token = held.session_of(held.person(first_name))
    return over_asgi(held.context, cookies={"understory": token})


@pytest.mark.parametrize("first_name", ["Sunil", "Priya", "Ruth"])
async def test_a_childs_record_opens_for_both_and_for_managers_above(
    held: Held, first_name: str
) -> None:
    record = held.record_of("CH-0402")
    async with as_person(held, first_name) as client:
        page = await client.get(f"/records/{record}")
    assert page.status_code == 200
    assert "CH-0402, discussed in depth" in page.text
    assert "I like it when nan is here" in page.text
    assert "Agreed by both, with a disagreement beside it" in page.text
    assert "I would have gone to conference." in page.text
    assert "What it may mean" in page.text
    assert held.audited(record)[-1] == ("record read", held.person(first_name).id)


async def test_it_is_refused_plainly_to_others_and_the_refusal_is_kept(held: Held) -> None:
    record = held.record_of("CH-0402")
    with held.context.store.writing() as session:
        stranger = factories.a_person(session, "Wanda West", "supervisor")
    async with over_asgi(held.context, cookies={"understory": held.session_of(stranger)}) as client:
        page = await client.get(f"/records/{record}")
    assert page.status_code == 404
    assert "No record is open to you here" in page.text
    assert "nan" not in page.text
    assert held.audited(record)[-1] == ("record refused", stranger.id)


async def test_a_looked_at_record_shows_its_line(held: Held) -> None:
    record = held.record_of("CH-0404")
    async with as_person(held, "Ruth") as client:
        page = (await client.get(f"/records/{record}")).text
    assert "CH-0404, looked at" in page
    assert "Moved to her aunt on Saturday. Settling." in page


SEEN_DIFFERENTLY = ("Priya taps Agree, but I see it differently", "Priya: 0404 is not settling.")


@pytest.mark.long
async def test_a_disagreement_with_the_list_is_for_the_two_of_the_meeting_alone(
    tmp_path: Path,
) -> None:
    with a_held_supervision(tmp_path, of_the_list=SEEN_DIFFERENTLY) as held:
        told = []
        with held.context.store.writing() as session:
            later = factories.a_person(session, "Wanda West")
            for child in session.exec(select(Child).where(col(Child.ref) == "CH-0401")):
                factories.an_involvement(session, child, later)
        for first_name in ("Sunil", "Priya", "Ruth", "Wanda"):
            async with as_person(held, first_name) as client:
                page = await client.get(f"/records/{held.record_of('CH-0401')}")
            assert page.status_code == 200, first_name
            told.append("0404 is not settling." in page.text)
            assert ("disagreement" in page.text) == told[-1], first_name
            assert ("about the list of children looked at" in page.text) == told[-1], first_name
    assert told == [True, True, False, False]


async def test_what_was_returned_shows_as_it_was_sent_until_it_is_sent_again(
    tmp_path: Path,
) -> None:
    with a_held_supervision(tmp_path, until=SENT_AGAIN) as held:
        record = held.record_of("CH-0403")
        async with as_person(held, "Ruth") as client:
            page = (await client.get(f"/records/{record}")).text
    assert "Returned by Priya Shah, and not sent again yet." in page
    assert "He drew himself outside the house." in page
    assert "Not seen since last time" not in page


async def test_what_was_sent_again_shows_as_it_was_sent_last(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        page = (await client.get(f"/records/{held.record_of('CH-0403')}")).text
    assert "Not seen since last time" in page
    assert "Agreed by both" in page


@pytest.mark.parametrize(
    ("shared", "supervisor", "manager"), [("Share with Sunil", 200, 404), ("Keep", 404, 404)]
)
async def test_a_reflection_opens_as_its_writer_chose(
    council: Council, shared: str, supervisor: int, manager: int
) -> None:
    async with signed_in(council, council.practitioner) as client:
        asked = await form(client)
        number = 0

        async def send(**what: str) -> None:
            nonlocal number
            number += 1
            token = f"{number:032x}"
            answer = await client.post("/say", data={**asked, "token": token, **what})
            assert answer.status_code == 303

        async def tap(label: str) -> None:
            page = (await client.get("/")).text
            before = page.partition(f">{label}")[0]
            assert before != page, f"there is no {label}"
            await send(button=before.rpartition('value="')[2].partition('"')[0])

        await send(text="visited 0417, she hid behind the sofa when he came in")
        await tap("Yes")
        await tap("That&#39;s enough")
        await tap(shared)
    record = reflection_of(council)
    for person, status in (
        (council.practitioner, 200),
        (council.supervisor, supervisor),
        (council.manager, manager),
    ):
        async with signed_in(council, person) as client:
            page = await client.get(f"/records/{record}")
        assert page.status_code == status, person.name
        assert ("she hid behind the sofa" in page.text) == (status == 200)
        assert ("No record is open to you here" in page.text) == (status == 404)


@pytest.mark.parametrize(
    ("visibility", "supervised", "stands"),
    [
        ("kept", True, {"practitioner": "Kept to yourself"}),
        (
            "shared",
            True,
            {"practitioner": "Shared with Sunil Rao", "supervisor": "Shared with you"},
        ),
        ("shared", False, {"practitioner": "Shared with somebody who is not here"}),
    ],
)
async def test_a_reflection_says_who_can_read_it(
    council: Council,
    visibility: str,
    supervised: bool,
    stands: dict[str, str],
) -> None:
    with council.store.writing() as session:
        record = a_reflection(session, council.practitioner, visibility, date(2026, 10, 2))
        if not supervised:
            session.get_one(Person, council.supervisor.id).left_on = date(2026, 10, 3)
    for role, words in stands.items():
        async with signed_in(council, getattr(council, role)) as client:
            page = (await client.get(f"/records/{record}")).text
            listed = (await client.get("/records")).text
        assert words in page, role
        assert words.lower().removesuffix(" sunil rao") in listed.lower(), role


@pytest.mark.parametrize(
    ("until", "child", "of_writer", "of_other"),
    [
        ("Priya taps Read", "CH-0402", "waits for Priya Shah to", "waits for you to agree it"),
        (SENT_AGAIN, "CH-0403", "Returned by Priya Shah", "Returned by you, and not sent again"),
    ],
)
async def test_where_a_record_stands_is_said_to_each_of_the_two(
    tmp_path: Path, until: str, child: str, of_writer: str, of_other: str
) -> None:
    with a_held_supervision(tmp_path, until=until) as held:
        for first_name, words in (("Sunil", of_writer), ("Ruth", of_writer), ("Priya", of_other)):
            async with as_person(held, first_name) as client:
                page = (await client.get(f"/records/{held.record_of(child)}")).text
            assert words in page, first_name


def reflection_of(council: Council) -> str:
    with council.store.reading() as session:
        return session.exec(select(Record.id).where(col(Record.kind) == "reflection")).one()


async def test_there_is_nothing_where_no_record_is(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        assert (await client.get("/records/nothing")).status_code == 404


async def test_a_record_dated_back_says_when_it_was_written(held: Held) -> None:
    record = held.record_of("CH-0404")
    async with as_person(held, "Sunil") as client:
        assert "Written on" not in (await client.get(f"/records/{record}")).text
        with held.context.store.writing() as session:
            stored = session.get_one(Record, record)
            with rewriting(session):
                stored.held_on, before = stored.held_on - timedelta(days=4), stored.held_on
        page = (await client.get(f"/records/{record}")).text
        with held.context.store.writing() as session, rewriting(session):
            session.get_one(Record, record).held_on = before
    assert "Friday 20 November 2026" in page
    assert "Written on" in page
    assert "Tuesday 24 November 2026" in page


async def test_the_childs_own_words_lead_from_the_record_to_the_chat(held: Held) -> None:
    record = held.record_of("CH-0402")
    async with as_person(held, "Sunil") as client:
        page = await client.get(f"/records/{record}")
        assert "may stand on a summary, without a name" in page.text
    with held.context.store.reading() as session:
        meeting = session.get_one(Record, record).supervision_id
    assert f'name="button" value="!quote:{meeting}"' in page.text


@pytest.mark.parametrize("first_name", ["Priya", "Ruth"])
async def test_nobody_else_is_led_there_while_none_of_it_stands(
    held: Held, first_name: str
) -> None:
    async with as_person(held, first_name) as client:
        page = await client.get(f"/records/{held.record_of('CH-0402')}")
    assert 'id="quote"' not in page.text
