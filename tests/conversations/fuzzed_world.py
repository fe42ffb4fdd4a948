"""A council on two channels, by a clock of its own: what is sent, shown and kept there."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bot.channels.web.channel import WEB, WebIncoming
from bot.channels.web.transcript import conversation
from bot.conversations import draft as drafted
from bot.dialogue import Dialogue
from bot.messages import NO_CARD, Incoming, Outgoing, from_json
from prompts.conversation import Conversation
from prompts.loader import shipped
from prompts.phrases import phrase
from storage import drafts, outbox, people, transcript
from storage.encryption import open_row
from storage.tables import Draft, Identity, OutboxMessage, Person
from tests.conversations.council import make_council
from tests.conversations.play import DUTY, LONDON
from tests.factories import make_store

TELEGRAM = "telegram"
LEASE = timedelta(seconds=1)
Place = tuple[str, str, int]
"""A draft, and the key and entry of an answer of it."""
CLOSINGS = tuple(
    phrase(key)
    for key in (
        "reflection.left",
        "reflection.kept",
        "reflection.discarded",
        "meeting.left",
        "errors.elsewhere",
    )
)


@dataclass(frozen=True)
class Sight:
    """What a person has before them on a channel: the newest answer of ours, and its card."""

    channel: str
    shown: Outgoing | None
    card: tuple[str, int] | None
    named: str

    @property
    def is_open(self) -> bool:
        """Whether what stands there waits for an answer in this draft."""
        return self.card is not None


@dataclass
class World:
    """A council of three, on Telegram and on the web; what each sees and what stands of it."""

    folder: Path
    seed: int

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)  # noqa: S311 - chooses, hides nothing
        self.now = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)
        self.store = make_store(self.folder, waits_for_the_disk=False)
        with self.store.writing() as session:
            make_council(session, self.now, 4)
            found = session.exec(select(Person)).all()
            self.ids = {person.name.split()[0]: person.id for person in found}
            for person_id in self.ids.values():
                session.add(
                    Identity(
                        channel=WEB, address=person_id, person_id=person_id, enrolled_at=self.now
                    )
                )
        self.guides = shipped()
        self.dialogue = Dialogue(self.store, self.guides, DUTY)
        self.updates = 0
        self.delivered = 0

    def wait(self, least: float, most: float) -> None:
        self.now += timedelta(seconds=self.rng.uniform(least, most))

    def send(self, name: str, channel: str, **what: Any) -> Incoming:
        """Give one update to the dialogue, now and then twice; deliver what it brings."""
        self.updates += 1
        key = f"{self.updates}"
        if channel == WEB:
            incoming: Incoming = WebIncoming(WEB, self.ids[name], f"{name}.{key:0>20}", **what)
        else:
            written = self.now.replace(microsecond=0)
            incoming = Incoming(
                TELEGRAM, f"chat-{name}", key, source=f"theirs {key}", written_at=written, **what
            )
        for _ in range(2 if self.rng.random() < 0.05 else 1):
            self.dialogue.receive(incoming, self.now)
        self.deliver()
        return incoming

    def deliver(self, *, surely: bool = False) -> None:
        """Settle what is due, shown up to three seconds later by Telegram's clock; some is late."""
        if self.rng.random() < 0.05 and not surely:
            return
        shown_at = (self.now + timedelta(seconds=self.rng.uniform(0, 3))).replace(microsecond=0)
        with self.store.writing() as session:
            for message in outbox.claim(session, TELEGRAM, now=self.now, lease=LEASE, most=100):
                self.delivered += 1
                outbox.settle_sent(
                    session, message.id, f"ours {self.delivered}", self.now, shown_at
                )

    def look(self, name: str, channel: str) -> Sight:
        """Return what a person sees now: on a page, the page; in Telegram, what was delivered."""
        with self.store.reading() as session:
            rows = session.exec(
                select(OutboxMessage)
                .where(OutboxMessage.person_id == self.ids[name])
                .where(OutboxMessage.channel == channel, col(OutboxMessage.shown_at) <= self.now)
                .order_by(col(OutboxMessage.id).desc())
                .limit(8)
            ).all()
            lines = transcript.lines(session, self.ids[name], channel)
            for row in rows:
                body = open_row(session, "outbox_message", row.model_dump())["body"]
                shown = from_json(body)
                if shown.text.startswith(("Priya ", "Sunil ")) or (
                    not shown.buttons and not shown.text.startswith(CLOSINGS)
                ):
                    continue  # word of something else, which changes nothing that is open
                page = conversation(lines)
                card = (row.draft_id, row.asked) if row.draft_id and row.asked else None
                return Sight(channel, shown, card, page.card if channel == WEB else NO_CARD)
        return Sight(channel, None, None, NO_CARD)

    # --- what is kept ---

    def talk(self, draft_id: str) -> Conversation[Any]:
        with self.store.reading() as session:
            row = drafts.draft(session, draft_id)
            assert row is not None
            return drafted.unopened(self.guides, row).replay(
                drafted.stored_steps(session, draft_id)
            )

    def newest_draft(self, name: str) -> str:
        with self.store.reading() as session:
            query = select(Draft.id).where(Draft.person_id == self.ids[name])
            return session.exec(query.order_by(col(Draft.id).desc()).limit(1)).first() or ""

    def last_shown(self, name: str, channel: str) -> datetime:
        with self.store.reading() as session:
            person = people.person(session, self.ids[name])
            assert person is not None
            query = select(OutboxMessage.shown_at).where(
                OutboxMessage.person_id == person.id, OutboxMessage.channel == channel
            )
            found = session.exec(query.order_by(col(OutboxMessage.id).desc()).limit(1)).first()
        return found or self.now

    def standing(self) -> Iterator[tuple[str, Place]]:
        """Yield every word of the fuzzer's that stands in an answer, with the place."""
        with self.store.reading() as session:
            ids = session.exec(select(Draft.id)).all()
        for draft_id in ids:
            for place, text in _answers(self.talk(draft_id)):
                for word in text.split():
                    if word.startswith("qz"):
                        yield word, (draft_id, *place)

    def stored(self) -> set[str]:
        """Return every word of the fuzzer's that stands in any step or note."""
        with self.store.reading() as session:
            ids = session.exec(select(Draft.id)).all()
            steps = [s for d in ids for s in drafted.stored_steps(session, d)]
        return {word for step in steps for word in re.findall(r"qz\d+x", str(step.value))}


def _answers(talk: Conversation[Any]) -> Iterator[tuple[tuple[str, int], str]]:
    now = talk.state
    for (key, entry), answer in getattr(now, "answers", {}).items():
        if isinstance(answer.value, str):
            yield (key, entry), answer.value
    for ref, looked in getattr(now, "looked", {}).items():
        if looked.text:
            yield (f"changed:{ref}", 0), looked.text
