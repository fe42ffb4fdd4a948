"""Whom a contact and a child name is shown to managers above both, and to nobody else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from practice.calendar import Month
from practice.contact_answers import ContactQuestion
from storage.children import child_by_ref
from storage.cipher import Cipher
from storage.encryption import seal_row
from storage.session import Store, embedded_url
from storage.tables import Contact
from tests.access.crawl import Crawl, RehearsalStore, held_to
from tests.access.people import ABOVE, ABSENT, HELD_ON, TEAMS, WHO
from tests.access.stored import make
from tests.access.table import rows
from tests.access.test_pages import BY, path_of
from tests.factories import KEY, make_store

PATH, BACK = "/contacts/doubts", "/contacts/doubts/back"
MONTH = str(Month.of(HELD_ON))


@dataclass(frozen=True)
class Call:
    """A contact of a team that names a child, who is open to a worker of a team."""

    ref: str
    team: str
    child_ref: str
    child_team: str
    surname: str

    @property
    def opens_to(self) -> frozenset[str]:
        return frozenset(ABOVE[self.team]) & frozenset(ABOVE[self.child_team])

    @property
    def named(self) -> Mapping[str, str]:
        number = int(self.child_ref[3:4])
        born = date(2010 + number, number, 2 * number).isoformat()
        forename = {"1": "Idony", "2": "Tamsyn"}[self.child_ref[3]]
        lives = f"DL{number} {number}QT"
        told = {"forename": forename, "surname": self.surname}
        return {**told, "birth_date": born, "postcode": lives}


CALLS = (
    Call("CALL-NORTH", "North 1", "CH-1001", "North 1", "Quenbury"),
    Call("CALL-SOUTH", "South 1", "CH-2001", "South 1", "Rathbourne"),
    Call("CALL-ACROSS", "North 1", "CH-2001", "South 1", "Rathbourne"),
    Call("CALL-FAR", "South 1", "CH-1001", "North 1", "Quenbury"),
)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    folder: Path = tmp_path_factory.mktemp("access")
    store = make_store(folder, waits_for_the_disk=False)
    council = make(store)
    for call in CALLS:
        council.ids[call.ref] = _stored(store, call, council.id_of(call.team))
    store.close()
    rehearsal = RehearsalStore(embedded_url(folder), Cipher(KEY))
    yield Crawl(council, rehearsal)
    rehearsal.close()


def _stored(store: Store, call: Call, team_id: str) -> str:
    with store.writing() as session:
        child = child_by_ref(session, call.child_ref)
        assert child is not None
        named = seal_row(session, "child", {"id": child.id, **call.named})
        for name, value in named.items():
            setattr(child, name, value)
        contact = Contact(ref=call.ref, team_id=team_id, received_on=HELD_ON)
        sealed = seal_row(session, "contact", {"id": contact.id, **call.named})
        session.add(Contact(**{**contact.model_dump(), **sealed}))
        return contact.id


def may_look(who: str, team: str) -> bool:
    """Say whether somebody manages a team or one above it, by hand."""
    return BY[who].role == "manager" and BY[who].team in path_of(team)


@pytest.mark.parametrize("who", WHO)
async def test_contacts_in_doubt_open_to_managers_above_alone(crawl: Crawl, who: str) -> None:
    async with crawl.browser(who) as browser:
        absent = await browser.get(PATH, params={"team": ABSENT, "month": MONTH})
        assert absent.status_code == 403
        for team in TEAMS:
            asked = {"team": crawl.council.id_of(team), "month": MONTH}
            page = held_to(who, team, await browser.get(PATH, params=asked))
            assert page.status_code == (200 if may_look(who, team) else 403), team
            assert page.status_code == 200 or page.text == absent.text, team
            for call in CALLS:
                opens = any(who in one.opens_to for one in CALLS if one.surname == call.surname)
                assert opens or call.surname not in page.text, (team, call.ref)


@pytest.mark.parametrize("who", WHO)
async def test_a_call_is_answered_by_managers_above_both_rows_alone(crawl: Crawl, who: str) -> None:
    async with crawl.browser(who) as browser:

        def sent(call: Call, contact: str, team: str) -> dict[str, str]:
            asked = {"contact": contact, "other": crawl.council.id_of(call.child_ref)}
            told = {"question": ContactQuestion.CHILD.value, "facts": "0.0", "answer": "yes"}
            where = {"team": crawl.council.id_of(team), "month": MONTH}
            return {**crawl.csrf(who), **asked, **told, **where}

        for call in CALLS:
            own = BY[who].team if BY[who].role == "manager" else call.team
            absent = await browser.post(PATH, data=sent(call, ABSENT, own))
            assert absent.status_code == 403
            answer = await browser.post(PATH, data=sent(call, crawl.council.id_of(call.ref), own))
            opens = who in call.opens_to
            assert answer.status_code == (303 if opens else 403), call.ref
            if opens:
                assert "notice=saved" in answer.headers["location"], call.ref
            else:
                assert answer.text == absent.text, call.ref
        back = {**crawl.csrf(who), "of": ABSENT, "team": crawl.council.id_of("North 1")}
        assert (await browser.post(BACK, data=back)).status_code == 403


def test_the_table_says_so() -> None:
    for name in (f"GET {PATH}", f"POST {PATH}", f"POST {BACK}"):
        assert rows("Pages")[name]["whoever is here"].startswith("managers above")
