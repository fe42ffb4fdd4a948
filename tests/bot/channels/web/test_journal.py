"""The journal: one's own reflections for oneself alone, and an entry made from chosen ones."""

import re
from html import unescape
from pathlib import Path

import httpx
import pytest
from sqlmodel import Session, col, select

from bot.channels.web.record_seen import seen_words
from storage import records
from storage.journal import PAGE
from storage.tables import AuditEvent, OutboxMessage, Person, Step
from tests.bot.channels.web.contexts import Council, a_council, field, signed_in

STORY = "visited 0417, Mia hid behind the sofa when Dean came in. I told Mia's mum."
FOUND = (
    "visited 0417, she hid behind the sofa when he came in",
    "0417 today. He would not take his coat off",
    "0417 again. He hid behind the door",
    "0417 at school. He said he wants to stay at his school",
)
KEPT = "Tapping my pen at the meeting: I was cross with Sunil"


def tell(council: Council, person: Person, *said: str) -> None:
    """Say it, word for word, or tap a button by its label ("[Yes]")."""
    for words in said:
        council.tell(person, words)


def share(council: Council, story: str = STORY) -> None:
    tell(council, council.practitioner, story, "yes")
    tell(council, council.practitioner, "she may have been frightened of him", "That's enough")
    tell(council, council.practitioner, "Share with Sunil")


def keep(council: Council, story: str = KEPT) -> None:
    tell(council, council.practitioner, story, "no child", "That's enough", "Keep to myself")


def text_of(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main.partition(">")[2])).split())


def boxes(page: str) -> list[str]:
    return re.findall(r'name="reflection" value="(\w+)"', page)


def the_entry(page: str) -> str:
    return unescape(page.partition('name="text"')[2].partition(">")[2].partition("</textarea>")[0])


async def made(client: httpx.AsyncClient, *chosen: str) -> httpx.Response:
    csrf = field((await client.get("/journal")).text, "csrf")
    return await client.post("/journal/entry", data={"csrf": csrf, "reflection": list(chosen)})


async def test_the_journal_lists_ones_own_reflections_with_their_first_words(
    council: Council,
) -> None:
    share(council)
    keep(council)
    async with signed_in(council, council.practitioner) as client:
        page = (await client.get("/journal")).text
        opened = (await client.get(re.findall(r'href="(/records/\w+\?[^"]+)"', page)[0])).text
    said = text_of(page)
    assert "Monday 12 October 2026 · CH-0417" in said
    assert "visited 0417, Mia hid behind the sofa" in said
    assert "(shared with Sunil Rao)" in said
    assert "about no child" in said
    assert "(kept to yourself)" in said
    assert len(boxes(page)) == 2
    assert 'href="/journal?page=1">Back to your journal' in opened


async def test_a_reflection_shared_with_somebody_is_not_in_their_journal(council: Council) -> None:
    share(council)
    for person in (council.supervisor, council.manager, council.elsewhere):
        async with signed_in(council, person) as client:
            page = (await client.get("/journal")).text
        assert boxes(page) == []
        assert "sofa" not in page
        assert "There is nothing here yet." in page


async def test_an_entry_holds_what_was_written_and_neither_a_reference_nor_a_name(
    council: Council,
) -> None:
    share(council)
    keep(council)
    async with signed_in(council, council.practitioner) as client:
        ids = boxes((await client.get("/journal")).text)
        page = (await made(client, *ids)).text
    entry = the_entry(page)
    assert "visited a child, [name] hid behind the sofa when [name] came in." in entry
    assert "I told [name]'s mum." in entry
    assert "I was cross with [name]" in entry
    assert "she may have been frightened of him" in entry
    assert "I wrote 2 reflections on my work with children, in October 2026." in entry
    assert not re.search(r"0417|CH-|Mia|Dean|Sunil|Priya", entry)
    assert "Read it before you paste it." in page
    assert "Social Work England asks for at least 2 pieces" in page


async def test_a_peer_reflection_goes_beneath_the_entry_as_it_was_changed(council: Council) -> None:
    keep(council)
    async with signed_in(council, council.practitioner) as client:
        page = (await made(client, *boxes((await client.get("/journal")).text))).text
        sent = {
            "csrf": field(page, "csrf"),
            "text": f"{the_entry(page)}\r\nI changed this.",
            "peer_who": "a worker in my team, Wanda West",
            "peer_said": "0417 may need you to wait",
            "peer_changes": "I wait",
        }
        answer = await client.post("/journal/entry/peer", data=sent)
        entry = the_entry(answer.text)
        file = await client.post("/journal/entry/file", data={**sent, "text": entry})
    assert "\nI changed this.\n\nPeer reflection\n" in entry
    assert "Who I talked with: a worker in my team, [name]\n" in entry
    assert "What they said: A child may need you to wait\nWhat changes for me: I wait" in entry
    assert 'id="peer_who" name="peer_who" value=""' in answer.text
    assert file.text == f"{entry.strip()}\n"
    assert file.headers["content-type"].startswith("text/plain")
    assert "attachment" in file.headers["content-disposition"]


async def test_an_entry_is_stored_nowhere(council: Council) -> None:
    keep(council)

    def rows(session: Session) -> tuple[int, ...]:
        return tuple(len(session.exec(select(table)).all()) for table in (Step, OutboxMessage))

    with council.store.reading() as session:
        before = rows(session)
    async with signed_in(council, council.practitioner) as client:
        page = (await made(client, *boxes((await client.get("/journal")).text))).text
        sent = {"csrf": field(page, "csrf"), "text": "my own entry", "peer_said": "wait"}
        await client.post("/journal/entry/peer", data=sent)
        await client.post("/journal/entry/file", data=sent)
    with council.store.reading() as session:
        assert rows(session) == before
        deeds = set(session.exec(select(AuditEvent.deed).where(col(AuditEvent.noun) == "record")))
    assert deeds == {"record sent", "record quoted", "record read"}


async def test_nobody_elses_reflection_goes_into_an_entry(council: Council) -> None:
    share(council)
    async with signed_in(council, council.practitioner) as client:
        (shared,) = boxes((await client.get("/journal")).text)
    async with signed_in(council, council.supervisor) as client:
        tell(council, council.supervisor, KEPT, "no child", "That's enough", "Keep to myself")
        (own,) = boxes((await client.get("/journal")).text)
        assert (await client.get(f"/records/{shared}")).status_code == 200
        taken = [await made(client, *ids) for ids in ((shared,), (own, shared), ("0" * 32,))]
    assert [(one.status_code, one.text) for one in taken] == [(404, taken[0].text)] * 3
    assert "sofa" not in taken[0].text
    with council.store.reading() as session:
        record = records.record(session, shared)
        assert record is not None
        refused = select(AuditEvent.actor_id).where(AuditEvent.deed == "record refused")
        assert set(session.exec(refused)) == {council.supervisor.id}
        assert "Sunil Rao" in dict(seen_words(session, record))


async def test_none_chosen_or_too_many_is_said_beside_the_list(council: Council) -> None:
    keep(council)
    async with signed_in(council, council.practitioner) as client:
        none = await made(client)
        many = await made(client, *(f"{n:032}" for n in range(7)))
    assert (none.status_code, many.status_code) == (422, 422)
    assert "No reflection was chosen" in none.text
    assert "Choose 6 at most." in many.text


async def test_words_of_a_form_of_a_session_before_come_back(council: Council) -> None:
    keep(council)
    async with signed_in(council, council.practitioner) as client:
        page = (await made(client, *boxes((await client.get("/journal")).text))).text
        sent = {name: field(page, name) for name in ("csrf", "reader")}
    sent |= {"text": "my own entry", "peer_said": "wait"}
    async with signed_in(council, council.practitioner) as client:
        for path in ("/journal/entry/peer", "/journal/entry/file"):
            answer = await client.post(path, data=sent)
            assert answer.status_code == 403
            assert the_entry(answer.text) == "my own entry"
            assert ">wait</textarea>" in answer.text
            assert "Nothing was done." in answer.text


async def test_what_one_tends_to_ask_is_counted_for_oneself(council: Council) -> None:
    for story in FOUND[:3]:
        share(council, story)
    async with signed_in(council, council.practitioner) as client:
        few = (await client.get("/journal")).text
        share(council, FOUND[3])
        keep(council)
        page = (await client.get("/journal")).text
        second = (await client.get("/journal?page=2")).status_code
    async with signed_in(council, council.supervisor) as client:
        of_others = (await client.get("/journal")).text
    assert "What you tend to ask yourself" not in few + of_others
    said = text_of(page)
    assert "Counted over your last 5 reflections" in said
    often = said.partition("What you often write")[2].partition("What you seldom")[0]
    seldom = said.partition("What you seldom write")[2].partition("Questions you left")[0]
    left = said.partition("Questions you left")[2].partition("Your reflections")[0]
    assert often == " The child's words or what they did: in 3 of 4 "
    assert "What changed your view: in none of 5" in seldom
    assert "Your own practice: 4 of the 4 times it was asked" in left
    assert second == 404


@pytest.mark.long
async def test_older_reflections_are_on_the_next_page(council: Council) -> None:
    for number in range(PAGE + 1):
        keep(council, f"{KEPT}, time {number + 1}")
    async with signed_in(council, council.practitioner) as client:
        pages = [(await client.get(f"/journal?page={n}")).text for n in (1, 2)]
    assert [len(boxes(page)) for page in pages] == [PAGE, 1]
    assert "time 1&#34;" in pages[1]
    assert 'href="/journal?page=2"' in pages[0]
    assert f"Counted over your last {PAGE} reflections" in pages[0]


@pytest.mark.parametrize(("pieces", "said"), [(0, None), (1, "at least 1 piece in"), (3, "3 pie")])
async def test_what_the_regulator_asks_is_a_setting(
    tmp_path: Path, pieces: int, said: str | None
) -> None:
    with a_council(tmp_path, cpd_pieces=pieces) as council:
        keep(council)
        async with signed_in(council, council.practitioner) as client:
            page = (await client.get("/journal")).text
    assert ("Social Work England" in page) == (said is not None)
    assert said is None or said in page


async def test_the_command_and_the_list_of_records_lead_to_the_journal(council: Council) -> None:
    council.tell(council.practitioner, "/journal")
    async with signed_in(council, council.practitioner) as client:
        chat, listed = (await client.get("/")).text, (await client.get("/records")).text
    assert 'href="/journal"' in chat
    assert "Open your journal" in chat
    assert 'href="/journal">Your journal</a>' in listed
