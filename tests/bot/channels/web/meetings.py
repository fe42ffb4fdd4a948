"""A supervision that was held in the dialogue, for the pages that show what came of it."""

import pickle
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import col, select

from bot.channels.web.context import WebContext
from bot.clock import MovableClock
from bot.dialogue import Dialogue
from storage import codes, web_sessions
from storage.tables import AuditEvent, Child, Person, Record
from tests.bot.channels.web.contexts import guides
from tests.conversations.deeds import act
from tests.conversations.play import DUTY, LONDON, Stage
from tests.factories import make_store, records_in
from tests.made_once import made_once

RETURNED = "Sunil taps Open it"
LIST_AGREED = "Priya taps Agree"
SENT_AGAIN = "Sunil taps Send again"
_CHANGED = (
    "Sunil taps Add what is missing",
    *("Sunil taps Skip" for _ in range(8)),
    "Sunil taps Not seen since last time",
    "Sunil taps That's enough",
    SENT_AGAIN,
    "Priya taps Read",
    "Priya taps Agree",
)
CONVERSATION = Path(__file__).parents[3] / "conversations" / "golden" / "supervision.txt"


@dataclass(frozen=True)
class Held:
    """The context of a council in which Sunil held a supervision with Priya; Ruth is above them."""

    context: WebContext

    def person(self, first_name: str) -> Person:
        with self.context.store.reading() as session:
            found = select(Person).where(col(Person.name).startswith(first_name))
            return session.exec(found).one()

    def session_of(self, person: Person) -> str:
        with self.context.store.writing() as session:
            return web_sessions.start(session, person.id, self.context.clock.now())

    def second_code(self) -> str:
        """Return a code of somebody who is signed in already, and so must say yes there."""
        with self.context.store.writing() as session:
            priya = session.exec(select(Person).where(col(Person.name).startswith("Priya"))).one()
            web_sessions.start(session, priya.id, self.context.clock.now())
            return codes.make_code(session, priya.id, self.context.clock.now())

    def record_of(self, child_ref: str) -> str:
        with self.context.store.reading() as session:
            query = select(Record.id).join(Child, col(Child.id) == col(Record.child_id))
            return session.exec(query.where(Child.ref == child_ref)).one()

    def audited(self, noun_id: str) -> list[tuple[str, str | None]]:
        """Return the deeds done to a row on the pages, and who did each."""
        with self.context.store.reading() as session:
            deeds = col(AuditEvent.deed).regexp_match("read|refused|taken")
            query = select(AuditEvent.deed, AuditEvent.actor_id).where(
                AuditEvent.noun_id == noun_id, deeds
            )
            return list(session.exec(query.order_by(col(AuditEvent.id))))


@contextmanager
def a_held_supervision(
    folder: Path, until: str | None = None, of_the_list: Sequence[str] = (LIST_AGREED,)
) -> Iterator[Held]:
    """Hold the supervision of the golden conversation; what was returned is changed in our way.

    To the end, or until before the line `until`. `of_the_list` is what Priya says to the list of
    children looked at.
    """
    records, now = _held(until, tuple(of_the_list))
    with closing(make_store(folder, records=records, waits_for_the_disk=False)) as store:
        dialogue = Dialogue(store, guides(), DUTY)
        yield Held(WebContext(store, dialogue, MovableClock(now), guides(), "Ashdown"))


@cache
def _held(until: str | None, of_the_list: tuple[str, ...]) -> tuple[bytes, datetime]:
    """Return the records a supervision left, held once a run, and the hour it ended."""
    name = sha256(f"{until} {of_the_list}".encode()).hexdigest()[:16]

    def make(place: Path) -> None:
        with TemporaryDirectory() as folder:
            stage = Stage(Path(folder), datetime(2026, 11, 24, 10, 20, tzinfo=LONDON))
            for line in _inputs(of_the_list):
                if line == until:
                    break
                act(stage, line)
            stage.store.close()
            place.write_bytes(pickle.dumps((records_in(Path(folder)), stage.now)))

    left: tuple[bytes, datetime] = pickle.loads(made_once(f"held {name}", make).read_bytes())  # noqa: S301 - our own
    return left


def _inputs(of_the_list: Sequence[str]) -> list[str]:
    lines = CONVERSATION.read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line.strip() and not line.startswith("  ")]
    agreed = said.index(LIST_AGREED)
    return [*said[:agreed], *of_the_list, *said[agreed + 1 : said.index(RETURNED) + 1], *_CHANGED]
