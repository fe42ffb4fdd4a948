"""Rows that tests store and export, and the lines that come out."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

from storage.encryption import seal_row
from storage.session import Store
from storage.tables import (
    Child,
    Draft,
    Line,
    OutboxMessage,
    Person,
    Record,
    Seen,
    SetAside,
    Step,
    Submission,
)
from tests.factories import a_person, an_involvement

Kind = TypeVar("Kind", bound=SQLModel)

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
DAY = date(2026, 10, 5)


def a_draft(session: Session, person: Person) -> Draft:
    draft = Draft(
        kind="guide", guide="quick-reflection", version=1, person_id=person.id, opened_at=NOW
    )
    return stored(session, draft)


def a_step(
    session: Session,
    draft: Draft,
    number: int,
    value: object,
    *,
    free: bool,
    kind: str = "answered",
) -> Step:
    step = Step(
        draft_id=draft.id,
        number=number,
        kind=kind,
        value=json.dumps(value),
        sealed=free,
        author_id=draft.person_id,
        at=NOW,
    )
    return stored(session, step)


def a_record(session: Session, draft: Draft, visibility: str) -> Submission:
    person = session.get_one(Person, draft.person_id)
    record = Record(
        draft_id=draft.id,
        kind="reflection",
        visibility=visibility,
        writer_id=person.id,
        team_id=person.team_id,
        held_on=DAY,
        guide=draft.guide,
        version=1,
    )
    stored(session, record)
    return stored(session, Submission(record_id=record.id, number=1, submitted_at=NOW))


def stored(session: Session, row: Kind) -> Kind:
    table = str(row.__tablename__)
    sealed = seal_row(session, table, row.model_dump())
    session.add(type(row)(**sealed))
    session.flush()
    return row


def read(folder: Path, noun: str) -> list[dict[str, Any]]:
    lines = (folder / f"{noun}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def some_of_each(store: Store) -> None:
    with store.writing() as session:
        amara = a_person(session, fte=0.8)
        child = Child(ref="CH-1", status="CIN", forename="Zoë", birth_date="2019-02-28")
        stored(session, child)
        an_involvement(session, child, amara)
        draft = a_draft(session, amara)
        a_step(session, draft, 1, "She said: \u0000\u202e👧\u202c \ud83d", free=True)
        a_step(session, draft, 2, {"rating": 7}, free=False)
        sent = a_record(session, draft, "kept")
        stored(session, Line(submission_id=sent.id, became="something changed", text="She moved."))
        stored(session, Seen(channel="web", update_key="a/b", said="hello", seen_at=NOW))
        message = OutboxMessage(
            person_id=amara.id,
            channel="web",
            address="1",
            body="{}",
            made_at=NOW,
            not_before=NOW,
            batch="b",
        )
        stored(session, message)
        aside = SetAside(
            channel="web", update_key="k", payload="what came", error="KeyError", made_at=NOW
        )
        stored(session, aside)
