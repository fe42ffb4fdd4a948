"""People who write in bursts, late, twice, by reply, offline and on two channels at once.

The fuzzer knows what each of its messages was written for: the card that its writer had before
them, or nothing. Every message holds a word of its own, by which it is found in what is kept.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, select

from bot.channels.web.channel import WEB
from bot.conversations.binding import time_to_answer
from bot.messages import NO_CARD
from practice.terms import StepKind
from prompts.conversation import Conversation
from prompts.kept import kept_after
from prompts.options import Named
from storage.tables import OutboxMessage
from tests.conversations.fuzzed_world import CLOSINGS, TELEGRAM, Place, Sight, World

_MOVES = {Named.MOVE_HERE, Named.ELSEWHERE}
"""What moves words that stand where they were meant: nobody here taps it."""
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


@dataclass
class Fuzzer(World):
    """Two of a council who write; `messages` are those written so far."""

    messages: list[Message] = field(default_factory=list)
    asked_about: int = 0

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
        is_closed = sight.shown is None or sight.shown.text.startswith(CLOSINGS)
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
