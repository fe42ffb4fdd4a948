"""People who write in bursts, late, twice, by reply, offline and on two channels at once.

The fuzzer knows what each of its messages was written for: the card that its writer had before
them, or nothing. Every message holds a word of its own, by which it is found in what is kept.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bot.channels.web.channel import WEB, WebIncoming
from bot.channels.web.transcript import conversation
from bot.conversations import draft as drafted
from bot.conversations.binding import time_to_answer
from bot.dialogue import Dialogue
from bot.messages import NO_CARD, Incoming, Outgoing, from_json
from practice.terms import StepKind
from prompts.conversation import Conversation
from prompts.kept import kept_after
from prompts.loader import load_guides
from prompts.options import Named
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
_MOVES = {Named.MOVE_HERE, Named.ELSEWHERE}
"""What moves words that stand where they were meant: nobody here taps it."""
_CLOSINGS = tuple(
    phrase(key)
    for key in (
        "reflection.left",
        "reflection.kept",
        "reflection.discarded",
        "meeting.left",
        "errors.elsewhere",
    )
)
_SUBJECTS = ("she", "he", "mum", "the school", "her nan", "dad", "the nurse")
_DEEDS = ("told me about", "would not speak of", "drew", "was afraid of", "asked me for")
_THINGS = ("the stairs", "a dog", "the night", "his brother", "the garden", "food")


@dataclass
class Message:
    """What was written: the word that names it, and what it may stand under.

    `begins` says that nothing was open.
    """

    word: str
    places: frozenset[Place]
    begins: bool = False


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
class Fuzzer:
    """A council of three, two of whom write; `messages` are those written so far."""

    folder: Path
    seed: int
    messages: list[Message] = field(default_factory=list)
    asked_about: int = 0

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
        self.guides = load_guides()
        self.dialogue = Dialogue(self.store, self.guides, DUTY)
        self.updates = 0
        self.delivered = 0

    # --- the world ---

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
                    not shown.buttons and not shown.text.startswith(_CLOSINGS)
                ):
                    continue  # word of something else, which changes nothing that is open
                page = conversation(lines)
                card = (row.draft_id, row.asked) if row.draft_id and row.asked else None
                return Sight(channel, shown, card, page.card if channel == WEB else NO_CARD)
        return Sight(channel, None, None, NO_CARD)

    # --- what they do ---

    def step(self) -> None:
        """Let somebody do something."""
        name, channel = self.rng.choice(("Priya", "Sunil")), self.rng.choice((TELEGRAM, WEB))
        deeds = (self.writes, self.writes_in_a_burst, self.writes_late, self.replies, self.taps)
        weights = (30, 22, 14, 10, 24)
        self.rng.choices(deeds, weights)[0](name, channel)

    def writes(self, name: str, channel: str) -> tuple[Sight, Message] | None:
        """Read what stands there, take the time, and write."""
        self.wait(20, 90)
        self.deliver()
        self.wait(20, 90)
        return self.write(name, self.look(name, channel))

    def write(self, name: str, sight: Sight) -> tuple[Sight, Message] | None:
        """Send words written for what was before the writer; a command where nothing is clear."""
        is_closed = sight.shown is None or sight.shown.text.startswith(_CLOSINGS)
        if self._sorts(name, sight) or not (sight.is_open or is_closed):
            return None
        message = self.worded(sight)
        text = self.words(message)
        before = self.newest_draft(name)
        self.send(name, sight.channel, text=text, **self.carried(sight))
        self.may_begin(name, message, before)
        return sight, message

    def may_begin(self, name: str, message: Message, before: str) -> None:
        """Let words stand in a story that they began, where they are for nothing that is open."""
        began = self.newest_draft(name)
        is_away = all(self.is_ended(draft_id) for draft_id, _, _ in message.places)
        if began != before and (message.begins or is_away):
            message.places = frozenset({(began, "story", 0)})

    def is_ended(self, draft_id: str) -> bool:
        ends = {StepKind.SUBMITTED, StepKind.DISCARDED}
        return any(step.kind in ends for step in self.talk(draft_id).steps)

    def writes_in_a_burst(self, name: str, channel: str) -> None:
        """Write, and go on before the answer can have been read."""
        first = self.writes(name, channel)
        if first is None:
            return
        for _ in range(self.rng.randint(1, 3)):
            self.go_on(name, *first)

    def go_on(self, name: str, sight: Sight, begun: Message) -> None:
        """Write more for the same card before what came of the first words can have been read."""
        message = Message(self.a_word(), begun.places)
        text = self.words(message)
        last = self.last_shown(name, sight.channel)
        room = (last - self.now + time_to_answer(text)).total_seconds() - 1.5
        self.wait(0, max(room, 0) if sight.channel == TELEGRAM else 5)
        self.messages.append(message)
        self.send(name, sight.channel, text=text, **self.carried(sight))

    def carried(self, sight: Sight) -> dict[str, str]:
        """Return what a page sends with words: the card that it showed."""
        return {"card": sight.named} if sight.channel == WEB else {}

    def writes_late(self, name: str, channel: str) -> None:
        """Write while this device has no line, go on with the other one, and come back.

        It shows all that was sent to it before: what Telegram takes after that counts as seen.
        """
        self.deliver(surely=True)
        self.wait(30, 90)
        sight = self.look(name, channel)
        other = WEB if channel == TELEGRAM else TELEGRAM
        for _ in range(self.rng.randint(1, 3)):
            self.rng.choice((self.writes, self.taps))(name, other)
        first = self.write(name, sight)
        if first is not None and self.rng.random() < 0.5:
            self.go_on(name, *first)

    def replies(self, name: str, _: str) -> None:
        """Reply in Telegram to an older card."""
        self.wait(30, 90)
        with self.store.reading() as session:
            rows = session.exec(
                select(OutboxMessage)
                .where(OutboxMessage.person_id == self.ids[name])
                .where(OutboxMessage.channel == TELEGRAM, col(OutboxMessage.shown_at) <= self.now)
                .where(col(OutboxMessage.draft_id).is_not(None))
                .order_by(col(OutboxMessage.id).desc())
                .limit(6)
            ).all()
        if not rows:
            return
        row = self.rng.choice(rows)
        card = (row.draft_id or "", row.asked or 0)
        message = self.worded(Sight(TELEGRAM, None, card, NO_CARD))
        before = self.newest_draft(name)
        self.send(name, TELEGRAM, text=self.words(message), replies_to=row.external_id)
        self.may_begin(name, message, before)

    def taps(self, name: str, channel: str) -> None:
        """Tap something that stands there, or begin something."""
        self.wait(10, 60)
        self.deliver()
        sight = self.look(name, channel)
        if self._sorts(name, sight):
            return
        shown = [b.data for row in (sight.shown.buttons if sight.shown else ()) for b in row]
        buttons = [button for button in shown if button.rpartition(":")[2] not in _MOVES]
        if not buttons or self.rng.random() < 0.1:
            command = "/supervise" if name == "Sunil" else "/continue"
            self.send(name, channel, text=command)
            return
        self.send(name, channel, button=self.rng.choice(buttons))

    # --- what they mean ---

    def a_word(self) -> str:
        return f"qz{len(self.messages)}x"

    def words(self, message: Message) -> str:
        said = [self.rng.choice(words) for words in (_SUBJECTS, _DEEDS, _THINGS)]
        return " ".join([message.word, *said])

    def worded(self, sight: Sight) -> Message:
        places = self.places_of(*sight.card) if sight.card else frozenset()
        message = Message(self.a_word(), places, begins=sight.card is None)
        self.messages.append(message)
        return message

    def places_of(self, draft_id: str, asked: int) -> frozenset[Place]:
        """Return what words written for a card may stand under: what its step asked."""
        steps = self.talk(draft_id).steps[:asked]
        if not steps or kept_after(steps).waiting:
            return frozenset()
        step = next(step for step in reversed(steps) if step.kind == StepKind.ASKED)
        key, _, ref = (step.question or "").partition(":")
        if key.startswith("#"):
            return frozenset()
        if key == "looked":
            return frozenset({(draft_id, f"changed:{ref}", 0)})
        asks_child = key == "child"
        return frozenset({(draft_id, "story" if asks_child else step.question or "", step.entry)})

    def _sorts(self, name: str, sight: Sight) -> bool:
        """Answer the card that asks where words belong, as their writer meant; say if it stood."""
        options = (
            [b.data.rpartition(":")[2] for row in sight.shown.buttons for b in row]
            if (sight.shown)
            else []
        )
        if Named.LEAVE_OUT.value not in options or sight.card is None:
            return False
        talk = self.talk(sight.card[0])
        if not talk.kept.waiting or talk.asked != sight.card[1]:
            return False
        self.asked_about += 1
        self.wait(3, 20)
        option = self.meant(sight.card[0], talk)
        self.send(name, sight.channel, button=f"{sight.card[0]}:{sight.card[1]}:{option}")
        return True

    def meant(self, draft_id: str, talk: Conversation[Any]) -> str:
        """Return the option that puts the first of the kept words where they were meant."""
        words = talk.kept.first.words
        held = [m for m in self.messages if m.word in words.split()]
        wanted = held[0].places
        assert all(m.places == wanted for m in held), f"two thoughts were kept as one: {words}"
        before, here = talk._place_before(), talk.place_here()
        if before and (draft_id, before.key, before.entry) in wanted:
            return Named.ADD_BEFORE
        if here and (draft_id, here.key, here.entry) in wanted:
            return Named.ANSWER_HERE
        return Named.LEAVE_OUT

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
