"""The audit says of every opening who opened what, whichever channel it was on."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.channels.web.context import WebContext
from storage import audit
from storage.session import Store
from storage.tables import AuditEvent, Person, Record
from tests.bot.channels.web.meetings import LIST_AGREED, a_held_supervision
from tests.bot.staged import NOW
from tests.conversations.deeds import act
from tests.conversations.play import Stage
from tests.factories import make_store


def events(store: Store, *deeds: str) -> list[tuple[str, str | None, str | None]]:
    """Return deed, noun's id and who, oldest first."""
    with store.reading() as session:
        query = (
            select(AuditEvent.deed, AuditEvent.noun_id, Person.name)
            .outerjoin(Person, col(Person.id) == col(AuditEvent.actor_id))
            .where(col(AuditEvent.deed).in_(deeds))
        )
        return list(session.exec(query.order_by(col(AuditEvent.number))))


def a_shared_reflection(stage: Stage) -> str:
    for line in (
        "Priya: visited 0401, she hid behind the sofa when he came in",
        "Priya taps Yes",
        "Priya taps That's enough",
        "Priya taps Share with Sunil",
    ):
        act(stage, line)
    with stage.store.reading() as session:
        return session.exec(select(Record.id)).one()


def test_a_reflection_read_in_chat_is_read_and_one_refused_is_refused(stage: Stage) -> None:
    record_id = a_shared_reflection(stage)
    stage.receive("Sunil", button=f"!read:{record_id}")
    stage.receive("Ruth", button=f"!read:{record_id}")
    assert [(deed, who) for deed, _, who in events(stage.store, audit.READ, audit.REFUSED)] == [
        (audit.READ, "Sunil Mehta"),
        (audit.REFUSED, "Ruth Adeyemi"),
    ]


def test_every_part_that_is_read_to_be_agreed_is_read(tmp_path: Path) -> None:
    with a_held_supervision(tmp_path, until=LIST_AGREED) as held:
        store = held.context.store
        with store.reading() as session:
            sent = set(session.exec(select(Record.id)))
        read = {noun for _, noun, who in events(store, audit.READ) if who == "Priya Shah"}
    assert read == sent
    assert len(sent) > 3


@pytest.mark.parametrize(
    ("who", "deed"), [("Sunil", "summary read"), ("Priya", "own children read")]
)
def test_a_summary_in_chat_is_read(stage: Stage, who: str, deed: str) -> None:
    stage.receive(who, text="/summary")
    ((told, _, name),) = events(stage.store, "summary read", "summary refused", "own children read")
    assert (told, (name or "").split()[0]) == (deed, who)


def test_a_list_of_what_is_due_is_read(stage: Stage) -> None:
    stage.receive("Sunil", text="/due")
    assert [who for _, _, who in events(stage.store, "list read")] == ["Sunil Mehta"]


def test_a_refused_code_says_where_from_in_no_words(stage: Stage) -> None:
    code = "ABCD-EFGH-JKMN-PQRS-TVWX"
    for sender in ("Stranger", "Stranger", "Other"):
        stage.receive(sender, text=f"/start {code}")
    with stage.store.reading() as session:
        refused = session.exec(select(AuditEvent).where(AuditEvent.deed == "code refused")).all()
    assert [one.actor_id for one in refused] == [None] * 3
    assert sorted(Counter(one.origin for one in refused).values()) == [1, 2]
    assert "Stranger" not in str([one.model_dump() for one in refused])
    assert audit.check(stage.store).found == []


@pytest.mark.long
def test_whoever_tries_codes_fills_no_disk(tmp_path: Path) -> None:
    store = make_store(tmp_path, waits_for_the_disk=False)
    where = [f"web/10.0.0.{n % 20}" for n in range(40 * 20)]
    limits = (audit.MOST_REFUSED_THERE, audit.MOST_REFUSED)
    with store.writing() as session:
        for one in [*["web/10.1.1.1"] * (limits[0] + 30), *where, *where]:
            audit.code_refused(session, ValueError(), one, NOW)
        audit.code_refused(session, ValueError(), "web/10.2.2.2", NOW + timedelta(hours=2))
    told = Counter(
        deed for deed, _, _ in events(store, "code refused", "codes refused: more are not written")
    )
    assert told["code refused"] <= limits[1] + 1
    assert told["codes refused: more are not written"] <= 22
    assert limits == (100, 1000)
    store.close()


def test_summaries_of_teams_that_are_not_there_say_nothing_of_what_was_asked(
    tmp_path: Path,
) -> None:
    from bot.permissions import open_summary  # noqa: PLC0415
    from storage.access import viewer_of  # noqa: PLC0415

    with a_held_supervision(tmp_path) as held:
        context: WebContext = held.context
        with context.store.writing() as session:
            viewer = viewer_of(session, held.person("Ruth"))
            allowed = open_summary(session, viewer, "x" * 10**6, "summary read", NOW)
        assert not allowed
        assert [noun for _, noun, _ in events(context.store, "summary refused")] == [None]
