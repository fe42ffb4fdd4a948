"""Records of a large council: every person has answered ten questions, 370 characters each."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import insert

from storage.encryption import seal
from storage.ids import new_id
from storage.session import Session, Store
from storage.tables import Draft, Identity, Person, Step
from tests.factories import a_team, make_store

NOW = datetime(2026, 11, 24, 10, 20, tzinfo=UTC)
ANSWER = ("She hid behind the sofa when he came in and talked at once when he had gone. " * 5)[:370]
_BEFORE = ANSWER.replace("hid", "sat")
"""What people wrote earlier that day: the same words again would be asked about."""
ANSWERS_EACH = 10
CHAT = 1_000_000
"""The chat of the first person; the others follow."""


def a_large_council(folder: Path, people: int) -> Store:
    """Return records in which so many people, each on Telegram, have answered before."""
    store = make_store(folder)
    with store.writing() as session:
        team_id = a_team(session).id
        ids = [new_id() for _ in range(people)]
        _add(session, Person, ({"id": i, "ref": i, "team_id": team_id, **_SOMEBODY} for i in ids))
        _add(session, Identity, (_identity(i, n) for n, i in enumerate(ids)))
        drafts = {person_id: new_id() for person_id in ids}
        _add(session, Draft, (_draft(d, p) for p, d in drafts.items()))
        _add(session, Step, _steps(session, drafts))
    return store


_SOMEBODY = {"name": "Sam", "role": "practitioner", "employment": "permanent"}


def _add(session: Session, table: type, rows: Iterator[dict[str, object]]) -> None:
    session.connection().execute(insert(table), list(rows))


def _identity(person_id: str, number: int) -> dict[str, object]:
    return {
        "id": new_id(),
        "channel": "telegram",
        "address": str(CHAT + number),
        "person_id": person_id,
        "enrolled_at": NOW,
    }


def _draft(draft_id: str, person_id: str) -> dict[str, object]:
    return {
        "id": draft_id,
        "kind": "guide",
        "guide": "quick-reflection",
        "version": 1,
        "person_id": person_id,
        "opened_at": NOW - timedelta(days=1),
    }


def _steps(session: Session, drafts: dict[str, str]) -> Iterator[dict[str, object]]:
    kinds = ["opened", *["answered"] * ANSWERS_EACH, "submitted"]
    for person_id, draft_id in drafts.items():
        for number, kind in enumerate(kinds, 1):
            row_id, answered = new_id(), kind == "answered"
            text = seal(session, f'"{_BEFORE}"', "step", row_id, "value")
            yield {
                "id": row_id,
                "draft_id": draft_id,
                "number": number,
                "kind": kind,
                "question": "story" if answered else None,
                "entry": 0,
                "value": text if answered else None,
                "sealed": answered,
                "author_id": person_id,
                "at": NOW - timedelta(days=1),
            }
