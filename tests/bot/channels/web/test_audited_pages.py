"""What the pages open is audited, and who has seen a record stands on its page."""

from datetime import timedelta
from pathlib import Path

from sqlmodel import col, select

from bot.channels.web.record_seen import seen_words
from storage import audit, records
from storage.account import account
from storage.tables import AuditEvent
from tests.bot.channels.web.contexts import Council, form, over_asgi, signed_in
from tests.bot.channels.web.meetings import Held, a_held_supervision


def seen(held: Held, record_id: str) -> dict[str, str]:
    with held.context.store.reading() as session:
        record = records.record(session, record_id)
        assert record is not None
        return dict(seen_words(session, record))


def note(held: Held, deed: str, record_id: str | None, name: str | None, minutes: int) -> None:
    at = held.context.clock.now() + timedelta(minutes=minutes)
    with held.context.store.writing() as session:
        actor = held.person(name).id if name else None
        audit.record(session, deed, "record", record_id, actor=actor, at=at)


async def test_who_has_seen_a_record_stands_on_it(tmp_path: Path) -> None:
    with a_held_supervision(tmp_path) as held:
        record = held.record_of("CH-0402")
        assert set(seen(held, record)) == {"Priya Shah"}
        note(held, audit.QUOTED, record, "Ruth", 1)
        note(held, audit.REFUSED, record, "Ruth", 2)
        note(held, audit.EXPORTED, None, None, -60 * 24 * 365)
        assert set(seen(held, record)) == {"Priya Shah", "Ruth Adeyemi"}
        note(held, audit.EXPORTED, None, None, 3)
        exported = f"{account()}, on the server"
        assert seen(held, record)[exported].startswith("Exported everything on ")
        assert list(seen(held, record))[:2] == [exported, "Ruth Adeyemi"]
        cookies = {"understory": held.session_of(held.person("Ruth"))}
        async with over_asgi(held.context, cookies=cookies) as client:
            await client.get(f"/records/{record}")
            page = await client.get(f"/records/{record}")
        assert "Who has seen this record" in page.text
        assert "Read 2 times, last on" in page.text
        assert "Saw words of it in a list on" in page.text


async def test_summaries_and_lists_refused_on_pages_are_kept(council: Council) -> None:
    async with signed_in(council, council.supervisor) as client:
        await client.get("/summary", params={"team": council.elsewhere.team_id})
        await client.get("/summary", params={"team": "x" * 10_000})
    async with signed_in(council, council.practitioner) as client:
        await client.get("/summary")
    with council.context.store.reading() as session:
        query = select(AuditEvent.noun_id, AuditEvent.actor_id).where(
            AuditEvent.deed == "summary refused"
        )
        refused = list(session.exec(query.order_by(col(AuditEvent.number))))
    assert refused == [
        (council.elsewhere.team_id, council.supervisor.id),
        (None, council.supervisor.id),
        (council.practitioner.team_id, council.practitioner.id),
    ]


async def test_a_list_of_records_that_is_opened_is_kept(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        await client.get("/records")
    with council.context.store.reading() as session:
        query = select(AuditEvent.actor_id).where(AuditEvent.deed == "list read")
        assert session.exec(query).all() == [council.practitioner.id]


async def test_a_code_refused_on_the_page_is_kept_with_where_from(council: Council) -> None:
    async with over_asgi(council.context) as client:
        fields = await form(client, "/enter")
        answer = await client.post("/enter", data={**fields, "code": "ABCD-EFGH-JKMN-PQRS-TVWX"})
    assert answer.status_code == 422
    with council.context.store.reading() as session:
        query = select(AuditEvent).where(AuditEvent.deed == "code refused")
        refused = session.exec(query).one()
    assert refused.origin
    assert "ABCD" not in str(refused.model_dump())
