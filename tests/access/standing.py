"""Who stands how to each thing that is kept: its writer, the other person, managers above.

Written by hand, in first names; docs/access.md says what it opens.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.access.people import ABOVE, HERE, MOVED, PEOPLE, SUPERVISED_BY, WORKERS
from tests.access.table import may

WRITER, OTHER, SHARED_WITH = (
    "its writer",
    "the other person of the meeting",
    "whom it was shared with",
)
WORKER, SUPERVISOR = "the child's worker now", "that worker's supervisor"
MANAGERS = "managers above"


@dataclass(frozen=True)
class Meeting:
    """A supervision that was sent, in the team that its practitioner was in."""

    supervisor: str
    practitioner: str
    team: str

    @property
    def name(self) -> str:
        return f"{self.supervisor} with {self.practitioner}"


@dataclass(frozen=True)
class Thing:
    """Something kept, its row in the table, and who stands how to it. `words` stand in no other."""

    name: str
    row: str
    words: str
    stands: Mapping[str, tuple[str, ...]]
    child: str | None = None
    meeting: Meeting | None = None

    def those_who(self, deed: str) -> frozenset[str]:
        """Return the names of those here who may do this: "reads", "adds", "knows it was held"."""
        found = (
            n
            for column, names in self.stands.items()
            if deed in may(self.row, column)
            for n in names
        )
        return frozenset(found) & frozenset(HERE)

    @property
    def may_throw(self) -> bool:
        return self.name in {"Priya's draft", "Yusuf's draft", "Sunil's meeting"}


def _words(number: int) -> str:
    return f"wren{number:02}flew"


def of_child(number: int, meeting: Meeting, child: str, row: str) -> Thing:
    worker = WORKERS[child]
    stands = {
        WRITER: (meeting.supervisor,),
        OTHER: (meeting.practitioner,),
        WORKER: (worker,),
        SUPERVISOR: (SUPERVISED_BY[worker] or "",),
        MANAGERS: ABOVE[meeting.team],
    }
    return Thing(f"{child} of {meeting.name}", row, _words(number), stands, child, meeting)


def of_list(number: int, meeting: Meeting) -> Thing:
    stands = {
        WRITER: (meeting.supervisor,),
        OTHER: (meeting.practitioner,),
        MANAGERS: ABOVE[meeting.team],
    }
    row = "what was said of the whole list"
    return Thing(f"the list of {meeting.name}", row, _words(number), stands, None, meeting)


def personal_part(number: int, meeting: Meeting) -> Thing:
    stands = {
        WRITER: (meeting.supervisor,),
        OTHER: (meeting.practitioner,),
        MANAGERS: ABOVE[meeting.team],
    }
    row = "a personal part, agreed"
    return Thing(f"personal part of {meeting.name}", row, _words(number), stands, None, meeting)


def reflection(
    number: int, writer: str, shared_with: str | None = None, child: str | None = None
) -> Thing:
    row = "a shared reflection" if shared_with else "a kept reflection"
    stands = {
        WRITER: (writer,),
        SHARED_WITH: (shared_with,) if shared_with else (),
        SUPERVISOR: (SUPERVISED_BY[writer] or "",),
    }
    if child:
        stands[WORKER] = (WORKERS[child],)
    return Thing(f"{writer}'s reflection for {shared_with}", row, _words(number), stands, child)


def decision(number: int, writer: str, child: str) -> Thing:
    worker = WORKERS[child]
    team = MOVED.get(worker, (next(one.team for one in PEOPLE if one.name == worker), ""))[0]
    stands = {
        WRITER: (writer,),
        OTHER: (worker,),
        WORKER: (worker,),
        SUPERVISOR: (SUPERVISED_BY[worker] or "",),
        MANAGERS: ABOVE[team],
    }
    return Thing(f"{writer}'s decision on {child}", "a decision", _words(number), stands, child)


def preparation(number: int, writer: str, supervisor: str, child: str) -> Thing:
    stands = {WRITER: (writer,), SHARED_WITH: (supervisor,), WORKER: (WORKERS[child],)}
    stands[SUPERVISOR] = (SUPERVISED_BY[writer] or "",)
    return Thing(f"{writer}'s preparation", "a preparation", _words(number), stands, child)


def handover(number: int, writer: str, child: str) -> Thing:
    worker = WORKERS[child]
    team = next(one.team for one in PEOPLE if one.name == worker)
    stands = {
        WRITER: (writer,),
        OTHER: (worker,),
        WORKER: (worker,),
        SUPERVISOR: (SUPERVISED_BY[worker] or "",),
        MANAGERS: ABOVE[team],
    }
    return Thing(f"{writer}'s handover", "a handover", _words(number), stands, child)


def group_supervision(number: int, writer: str, child: str) -> Thing:
    decided = decision(number, writer, child)
    name = f"{writer}'s group supervision on {child}"
    return Thing(name, "a group supervision", decided.words, decided.stands, child)


def audit(number: int, writer: str, worker: str) -> Thing:
    team = next(one.team for one in PEOPLE if one.name == worker)
    supervisor = SUPERVISED_BY[worker] or ""
    stands = {WRITER: (writer,), OTHER: (worker,), SUPERVISOR: (supervisor,)}
    stands[MANAGERS] = (*ABOVE[team], *(("Lena",) if team.startswith("North") else ()))
    return Thing(f"{writer}'s audit", "an audit", _words(number), stands)


def audit_of_file(number: int, writer: str, worker: str | None = None) -> Thing:
    """Return an audit of a contact of North 1, or of an enquiry that somebody there made."""
    above = (*ABOVE["North 1"], "Lena")
    stands: dict[str, tuple[str, ...]] = {WRITER: (writer,), MANAGERS: above}
    stands[OTHER] = (worker,) if worker else ()
    of = f"{worker}'s enquiry" if worker else "a contact"
    return Thing(f"{writer}'s audit of {of}", "an audit", _words(number), stands)


def note(number: int, writer: str, worker: str, child: str | None = None) -> Thing:
    team = next(one.team for one in PEOPLE if one.name == worker)
    stands = {WRITER: (writer,), OTHER: (worker,), MANAGERS: ABOVE[team]}
    if child is None:
        row = "a personal note from before"
        return Thing(f"{writer}'s note from before", row, _words(number), stands)
    stands |= {WORKER: (WORKERS[child],), SUPERVISOR: (SUPERVISED_BY[WORKERS[child]] or "",)}
    name = f"{writer}'s note from before on {child}"
    return Thing(name, "a note from before about a child", _words(number), stands, child)


def draft(number: int, name: str, writer: str) -> Thing:
    stands = {WRITER: (writer,), SUPERVISOR: (SUPERVISED_BY[writer] or "",)}
    return Thing(name, "a draft", _words(number), stands)
