"""What people of the access table write in the conversation itself: sent alone, and drafts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.dialogue import Dialogue
from bot.messages import Incoming
from storage.ids import new_id
from storage.tables import Draft, Record
from tests.access.council import (
    ALONE,
    AUDITS,
    AUDITS_OF_FILES,
    DRAFTS,
    NOTES,
    RECORDS,
    AccessCouncil,
)
from tests.access.people import ABSENT, NOW
from tests.access.standing import OTHER, SHARED_WITH, WRITER, Thing
from tests.bot.channels.web.contexts import DUTY, guides
from tests.conversations import fixed_reader


@dataclass
class _Writers:
    """People who write in the conversation itself, two days ago."""

    made: AccessCouncil
    at: datetime = NOW - timedelta(days=2)

    def __post_init__(self) -> None:
        self.dialogue = Dialogue(self.made.store, guides(), DUTY, fixed_reader.at_once())

    def does(self, name: str, **what: str) -> None:
        self.at += timedelta(minutes=1)
        address, key, source = self.made.address(name), new_id(), new_id()
        incoming = Incoming("telegram", address, key, source=source, **what)  # type: ignore[arg-type]
        self.dialogue.receive(incoming, self.at)

    def newest(self, name: str, kind: str = "guide") -> str:
        with self.made.store.reading() as session:
            query = select(Draft.id).where(Draft.person_id == self.made.id_of(name))
            query = query.where(Draft.kind == kind).order_by(col(Draft.opened_at).desc())
            return session.exec(query).first() or ABSENT

    def begins(self, thing: Thing, name: str) -> None:
        self.does(name, text=f"/new It was so: {thing.words} and then")
        self.made.ids[thing.name] = self.newest(name)

    def sends(self, one: Thing) -> None:
        """Let a reflection be written, and shared or kept; or what else is written alone."""
        (writer,) = one.stands[WRITER]
        if one in ALONE:
            self._sends_alone(one, writer)
            return
        shares = one.row == "a shared reflection"
        self.begins(one, writer)
        last = "Share" if shares else "Keep to myself"
        for words in (one.child or "No child", "That's enough", last):
            self.does(writer, text=words)
        with self.made.store.reading() as session:
            query = select(Record).where(Record.draft_id == self.made.ids[one.name])
            record = session.exec(query).one()
        kept = (record.visibility, bool(record.child_id))
        assert kept == ("shared" if shares else "kept", bool(one.child)), one.name
        self.made.ids[one.name] = record.id

    def _sends_alone(self, one: Thing, writer: str) -> None:
        command, last = _ALONE[one.row]
        last = last.format(*one.stands.get(SHARED_WITH, ()))
        story = f"It was so: {one.words} and then"
        says: tuple[str, ...]
        if one.row == "a group supervision":
            self.does(writer, button=f"!group:{self.made.id_of(one.stands[OTHER][0])}")
            skips = ("Skip", "Skip", "Skip")
            says = (story, one.child or "", *skips, "So it was", "That's enough", last)
        elif one.row == "a handover":
            says = (f"/{command} {one.child}", story, "That's enough", last)
        else:
            says = (f"/{command} {story}", one.child or "", "That's enough", last)
        for words in says[:2]:
            self.does(writer, text=words)
        draft_id = self.newest(writer)
        for words in says[2:]:
            self.does(writer, text=words)
        with self.made.store.reading() as session:
            self.made.ids[one.name] = session.exec(
                select(Record.id).where(Record.draft_id == draft_id)
            ).one()


_ALONE = {
    "a decision": ("decision", "Send the decision"),
    "a preparation": ("prepare", "Send to {}"),
    "a handover": ("handover", "Send the handover"),
    "a group supervision": ("group", "Send to the file"),
}
"""By its row, the command that begins it, and what sends it."""


def write_drafts(made: AccessCouncil) -> None:
    """Let people write what stands in no meeting, and begin what they have not sent."""
    people_write = _Writers(made)
    for one in RECORDS:
        if one.meeting is None and one not in (*AUDITS, *AUDITS_OF_FILES, *NOTES):
            people_write.sends(one)
    priyas, thrown, yusufs, gails, meeting, part, reading = DRAFTS
    people_write.begins(thrown, "Priya")
    people_write.does("Priya", button=f"!discard:{made.ids[thrown.name]}:yes")
    for draft, name in ((priyas, "Priya"), (yusufs, "Yusuf"), (gails, "Gail")):
        people_write.begins(draft, name)
    people_write.does("Sunil", button=f"!supervise:{made.id_of('Agnes')}")
    made.ids[meeting.name] = people_write.newest("Sunil", "meeting")
    people_write.does("Sunil", text="Start")
    made.ids[part.name] = people_write.newest("Sunil")
    people_write.does("Sunil", text=f"She said: {part.words} and then")
    people_write.does("Priya", button=f"!agree:{made.id_of('Sunil with Priya')}")
    made.ids[reading.name] = people_write.newest("Priya", "reading")
