"""What is added to a record once it is locked: by whom, once, and dated."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from storage.tables import Addendum, AuditEvent
from tests import factories
from tests.bot.channels.web.contexts import field, over_asgi
from tests.bot.channels.web.meetings import SENT_AGAIN, Held, a_held_supervision

LATER = "Nan rang: she <b>slept</b> through.\r\nI will see her on Friday."
LABEL = "Add to this record"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    with a_held_supervision(tmp_path) as made:
        with made.context.store.writing() as session:
            factories.a_person(session, "Wanda West", "supervisor")
        yield made


def as_person(held: Held, first_name: str) -> httpx.AsyncClient:
    token = held.session_of(held.person(first_name))
    return over_asgi(held.context, cookies={"understory": token})


def stored(held: Held) -> int:
    with held.context.store.reading() as session:
        return len(session.exec(select(Addendum.id)).all())


def deeds(held: Held, record: str) -> list[str]:
    with held.context.store.reading() as session:
        query = select(AuditEvent.deed).where(
            AuditEvent.noun_id == record, col(AuditEvent.deed).startswith("addendum")
        )
        return list(session.exec(query))


async def form(client: httpx.AsyncClient, record: str) -> dict[str, str]:
    page = (await client.get(f"/records/{record}")).text
    return {"csrf": field(page, "csrf"), "token": field(page, "token")}


async def csrf(client: httpx.AsyncClient) -> dict[str, str]:
    page = (await client.get("/leave")).text
    return {"csrf": field(page, "csrf"), "token": "0123456789abcdef"}


@pytest.mark.parametrize("first_name", ["Sunil", "Priya"])
async def test_either_of_the_two_adds_beneath_it_with_name_day_and_hour(
    held: Held, first_name: str
) -> None:
    record = held.record_of("CH-0402")
    async with as_person(held, first_name) as client:
        asked = await form(client, record)
        answer = await client.post(f"/records/{record}/addenda", data={**asked, "text": LATER})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/records/{record}#added")
    async with as_person(held, "Ruth") as client:
        page = (await client.get(f"/records/{record}")).text
    beneath = page.partition("Added later")[2]
    assert f"Wednesday 25 November 2026, 9:00 · {held.person(first_name).name}" in beneath
    assert "she &lt;b&gt;slept&lt;/b&gt; through.\nI will see her on Friday." in beneath
    assert deeds(held, record) == ["addendum added"]


async def test_sending_twice_stores_once(held: Held) -> None:
    record = held.record_of("CH-0402")
    async with as_person(held, "Priya") as client:
        asked = {**await form(client, record), "text": "Once."}
        for _ in range(2):
            answer = await client.post(f"/records/{record}/addenda", data=asked)
            assert answer.status_code == 303
        assert stored(held) == 1
        asked["token"] = (await form(client, record))["token"]
        await client.post(f"/records/{record}/addenda", data=asked)
    assert stored(held) == 2
    assert deeds(held, record) == ["addendum added"] * 2


@pytest.mark.parametrize(
    ("first_name", "status", "said"),
    [
        ("Ruth", 403, "This record is not yours to add to"),
        ("Wanda", 404, "No record is open to you here"),
    ],
)
async def test_nobody_else_adds_and_the_refusal_is_kept(
    held: Held, first_name: str, status: int, said: str
) -> None:
    record = held.record_of("CH-0402")
    async with as_person(held, first_name) as client:
        page = (await client.get(f"/records/{record}")).text
        answer = await client.post(
            f"/records/{record}/addenda", data={**await csrf(client), "text": LATER}
        )
    assert LABEL not in page
    assert (answer.status_code, said in answer.text) == (status, True)
    assert (stored(held), deeds(held, record)) == (0, ["addendum refused"])


async def test_a_record_that_is_not_agreed_is_not_added_to(tmp_path: Path) -> None:
    with a_held_supervision(tmp_path, until=SENT_AGAIN) as held:
        record = held.record_of("CH-0403")
        async with as_person(held, "Sunil") as client:
            page = (await client.get(f"/records/{record}")).text
            answer = await client.post(
                f"/records/{record}/addenda", data={**await csrf(client), "text": LATER}
            )
        assert LABEL not in page
        assert (answer.status_code, stored(held)) == (403, 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [(" \n\u202e", "There was nothing to send."), ("x" * 20_001, "Send it in parts of up to")],
)
async def test_what_cannot_be_added_is_said_and_stays_in_the_box(
    held: Held, text: str, said: str
) -> None:
    record = held.record_of("CH-0402")
    async with as_person(held, "Priya") as client:
        asked = await form(client, record)
        answer = await client.post(f"/records/{record}/addenda", data={**asked, "text": text})
    assert answer.status_code == 422
    assert said in answer.text
    assert text.strip() in answer.text
    assert stored(held) == 0


async def test_nothing_is_added_where_no_record_is(held: Held) -> None:
    async with as_person(held, "Priya") as client:
        answer = await client.post(
            "/records/nothing/addenda", data={**await csrf(client), "text": LATER}
        )
    assert answer.status_code == 404


async def test_text_that_names_another_child_is_asked_about_before_it_is_added(held: Held) -> None:
    record, text = held.record_of("CH-0402"), "Saw 0403 in school today, he waved."
    async with as_person(held, "Priya") as client:
        asked = await form(client, record)
        page = await client.post(f"/records/{record}/addenda", data={**asked, "text": text})
        assert page.status_code == 422
        assert "This names CH-0403, whom this record is not about." in page.text
        assert text in page.text
        assert stored(held) == 0
        again = {name: field(page.text, name) for name in ("csrf", "token", "sure")}
        answer = await client.post(f"/records/{record}/addenda", data={**again, "text": text})
    assert answer.status_code == 303
    assert stored(held) == 1


@pytest.mark.long
@pytest.mark.parametrize("text", ["CH-0402 rang me.", "Nobody is named here.", "CH-9999 came."])
async def test_text_that_names_no_other_child_of_theirs_is_added(held: Held, text: str) -> None:
    record = held.record_of("CH-0402")
    async with as_person(held, "Sunil") as client:
        asked = await form(client, record)
        await client.post(f"/records/{record}/addenda", data={**asked, "text": text})
    assert stored(held) == 1
