"""Plays a golden conversation: every line a person says or taps, and all that is said back.

A transcript is plain text. `# at 2026-11-24 21:50` sets London's clock, `Priya: words` says them,
`Priya taps Yes` taps a button of the newest card that has it, `Priya sends a photo`,
`Priya sends a photo with the caption: words` and `Priya forwards from Lee: words` too,
`Priya edits: words` rewrites her last message, `# restart` closes and opens everything again,
`Priya at once: words` says them before anybody could have read the newest card, `Priya after 3 s:
words` that long after it, `Priya replies to "CH-0402 · 1": words` in reply to the newest message
that holds the quoted words. `# Omar has 4 more children` adds them to a practitioner of Sunil's,
`# CH-0401 and CH-0402 are siblings` makes them one family,
`# CH-0401 is born on 2026-03-02`, `# CH-0401 is called Kayden Marsh`,
`# CH-0401 has the status care leaver` and
`# CH-0401 tells things: does not speak` say who a child is, `# Priya has only CH-0401` lets the
others be nobody's, `# CH-0401 goes from Priya to Omar on 2026-12-04` ends the one's work with the
child that day and begins the other's, `# Omar has the code P-15` sets a reference,
`# Omar talks here` lets somebody be enrolled, `# Lena is a practice lead` adds one,
`# contact CO-7 of 2026-10-03 from police about neglect: no further action` and
`# enquiry EN-7 of 2026-10-12 by Priya: no further action` put rows into the council's files,
`# tick` looks for reminders,
`# Sunil has left` lets that be so and noticed. `# guides choices` opens all with the guides of that
folder of tests/conversations/guides.
A `\\n` in a line is a line break, `{4000}` after a word repeats it to that many characters.
What the bot says is written beneath each, with its rows of buttons. What a text shows is found by
a reader of fixed sentences (fixed_reader.py): one that is new stands in found_sentences.toml.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot import reminders, undelivered
from bot.conversations.draft import stored_steps, unopened
from bot.dialogue import Dialogue
from bot.evidence_reader import EvidenceReader
from bot.messages import Incoming, Outgoing, from_json
from bot.update import DutyNumbers
from prompts.loader import Guides, load_guides, shipped
from prompts.options import Named, encode
from storage import drafts, outbox, people
from storage.encryption import open_row
from storage.session import Session, Store
from storage.tables import OutboxMessage, Person
from tests import nine_parts
from tests.conversations import fixed_reader
from tests.conversations.council import council_records
from tests.factories import make_store

SHIPPED = "shipped"
"""The guides that ship, where a conversation names no folder of its own."""
LEASE = timedelta(seconds=1)
LONDON = ZoneInfo("Europe/London")
DUTY = DutyNumbers("01632 960 100", "01632 960 417")


@cache
def loaded(guides: str | None) -> Guides:
    """Return the guides with nine parts, those that ship, or those of a folder of `guides`."""
    if guides is None:
        return nine_parts.guides()
    folder = Path(__file__).parent / "guides"
    return shipped() if guides == SHIPPED else load_guides(folder / guides)


@dataclass(frozen=True)
class Put:
    """What was put for somebody, opened."""

    row: OutboxMessage
    message: Outgoing


def newest(session: Session) -> str:
    """Return the id of the message that was put last; none has an id before ""."""
    found = session.connection().exec_driver_sql("SELECT max(id) FROM outbox_message").scalar()
    return str(found or "")


def put_after(session: Session, last: str) -> list[Put]:
    """Return what was put after a message, in order."""
    if newest(session) == last:
        return []
    query = select(OutboxMessage).where(OutboxMessage.id > last).order_by(col(OutboxMessage.id))
    return [
        Put(row, from_json(open_row(session, "outbox_message", row.model_dump())["body"]))
        for row in session.exec(query)
    ]


@dataclass
class Stage:
    """A small council, its people by first name, and the lines of a conversation so far."""

    folder: Path
    now: datetime
    children: int = 5
    lines: list[str] = field(default_factory=list)
    shown: dict[str, list[Outgoing]] = field(default_factory=dict)
    numbered: list[tuple[str, str]] = field(default_factory=list)
    updates: int = 0
    taps: dict[str, int] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        records = council_records(self.now, self.children)
        self.store: Store = make_store(self.folder, records=records, waits_for_the_disk=False)
        self.open()

    def open(self, guides: str | None = None) -> None:
        """Open the dialogue anew, as after a restart: it keeps nothing between updates."""
        self.guides = loaded(guides)
        self.read_by(fixed_reader.at_once())

    def read_by(self, reader: EvidenceReader) -> None:
        """Let another evidence reader read, as after an upgrade."""
        self.dialogue = Dialogue(self.store, self.guides, DUTY, reader)

    def address(self, name: str) -> str:
        return f"chat-{name}"

    def receive(self, name: str, **what: object) -> None:
        """Give one update of a person's to the dialogue and write down what was said to anybody."""
        self.updates += 1
        if "written_at" not in what:
            self.now += timedelta(seconds=1)
        source = what.pop("source", str(self.updates))
        incoming = Incoming(
            "telegram",
            self.address(name),
            str(self.updates),
            source=str(source),
            **what,  # type: ignore[arg-type]
        )
        self.taps[name] = self.taps.get(name, 0) + 1
        with self.store.reading() as session:
            last = newest(session)
        self.dialogue.receive(incoming, self.now)
        with self.store.reading() as session:
            put = put_after(session, last)
            self.write_down(session, name, put)
            self.hold_to_account(session, name, put)
        self.deliver()

    def hold_to_account(self, session: Session, name: str, put: Sequence[Put]) -> None:
        """Assert that the card shown last has the buttons of the card that the draft stands at."""
        person = people.person_at(session, "telegram", self.address(name), self.now.date())
        if person is None:
            return
        for one in put:
            labels = [button.label for button in one.message.every_button()]
            assert len(set(labels)) == len(labels), f"two buttons say the same: {labels}"
        mine = [one for one in put if one.row.person_id == person.id and one.row.draft_id]
        current = drafts.current(session, person.id) if mine else None
        if current is None or mine[-1].row.draft_id != current.id:
            return
        shown = [b.data for b in mine[-1].message.every_button() if ":" in b.data]
        talk = unopened(self.guides, current).replay(stored_steps(session, current.id))
        place = f"{current.id}:{talk.asked}"
        expected = [f"{place}:{encode(tap.option)}" for tap in talk.card().taps()]
        # Where a child may be hurt, the duty number stands before all else.
        duty = f"{place}:{Named.TONIGHT}"
        assert [one for one in shown if one != duty] == [one for one in expected if one != duty]

    def write_down(self, session: Session, name: str, put: Sequence[Put]) -> None:
        for one in put:
            who = session.get(Person, one.row.person_id or "")
            to = who.name.split()[0] if who else name
            self.shown.setdefault(to, []).append(one.message)
            held = one.row.not_before.astimezone(LONDON)
            self.say(one.message, "" if to == name else to, held if held > self.now else None)

    def write_new(self, after: str) -> None:
        with self.store.reading() as session:
            self.write_down(session, "", put_after(session, after))

    def tick(self) -> None:
        """Look for reminders, as each minute does, and write down what was made."""
        with self.store.reading() as session:
            last = newest(session)
        reminders.tick(self.store, self.now)
        self.write_new(last)
        self.deliver()

    def deliver(self) -> None:
        """Settle what is due, as delivery would: what was shown can be answered."""
        with self.store.writing() as session:
            for message in outbox.claim(session, "telegram", now=self.now, lease=LEASE, most=100):
                name = f"ours {len(self.numbered)}"
                self.numbered.append((name, from_json(message.body).text))
                outbox.settle_sent(session, message.id, name, self.now)
                if message.id in self.waiting:
                    whom = message.address.removeprefix("chat-")
                    said = from_json(message.body).text.partition("\n")[0]
                    self.lines.append(f"  (now sent to {whom}) {said}")
            unsent = session.connection().exec_driver_sql(
                "SELECT id FROM outbox_message WHERE sent_at IS NULL AND failed_at IS NULL"
            )
            self.waiting = set(unsent.scalars())
            before = self.heard(session)
        self.write_heard(before)

    def hear(self) -> None:
        """Let senders hear what became of what they told, as delivery does."""
        with self.store.writing() as session:
            before = self.heard(session)
        self.write_heard(before)

    def heard(self, session: Session) -> str | None:
        """Return the newest message before senders were told, where any was."""
        last = newest(session)
        return last if undelivered.tell_senders(session, self.now) else None

    def write_heard(self, before: str | None) -> None:
        if before is not None:
            self.write_new(before)
            self.deliver()

    def say(self, message: Outgoing, to: str, held: datetime | None) -> None:
        if message.deletes:
            self.lines.append("  (the message with the code is taken away)")
            return
        mark = f"(to {to}) " if to else ""
        mark += f"(held until {held:%a %d %b %H:%M}) " if held else ""
        for number, line in enumerate(message.text.split("\n")):
            shortened = (
                line if len(line) < 300 else f"{line[:120]} … {line[-40:]} ({len(line)} letters)"
            )
            self.lines.append(f"  {mark if number == 0 else ''}{shortened}")
        if message.picture:
            self.lines.append(f"  (a picture: {message.picture.words})")
        for row in message.buttons:
            self.lines.append("  " + " ".join(f"[{button.label}]" for button in row))

    def looks_the_same(self, name: str) -> None:
        """Tap that a child of the list has no change, and where it is asked was seen alone."""
        labels = {button.label for row in self.shown[name][-1].buttons for button in row}
        seen = "No change, seen alone"
        self.tap(name, seen if seen in labels else "No change")

    def tap(self, name: str, label: str, nth: int = 1) -> None:
        """Tap a button of the newest message that has it, or of the nth newest such message."""
        found = [
            button.data
            for message in reversed(self.shown.get(name, []))
            for row in message.buttons
            for button in row
            if button.label == label
        ]
        assert len(found) >= nth, f"{name} has no button [{label}]"
        self.receive(name, button=found[nth - 1])
