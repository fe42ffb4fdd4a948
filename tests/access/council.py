"""An invented council with everybody in it: each role, each way of not being here, each record.

Who stands how to each record is written here by hand, in first names; docs/access.md says what that
opens. Nothing here asks the code under test who may do what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

import pytest

from storage.session import Store
from tests.access.table import may
from tests.conversations.play import LONDON

NOW = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)
BEFORE = NOW - timedelta(days=40)
HELD_ON = date(2026, 10, 20)
ABSENT = "0" * 32

TEAMS = {
    "Council": None,
    "North service": "Council",
    "South service": "Council",
    "North 1": "North service",
    "North 2": "North service",
    "South 1": "South service",
}


@dataclass(frozen=True)
class Somebody:
    """A person of the council: `gone` and so on say why they are not here."""

    name: str
    role: str
    team: str
    supervisor: str | None = None
    state: str = "here"
    employment: str = "permanent"


PEOPLE = (
    Somebody("Cora", "manager", "Council"),
    Somebody("Ada", "administrator", "Council"),
    Somebody("Nora", "manager", "North service", "Cora"),
    Somebody("Lena", "practice lead", "North service", "Nora"),
    Somebody("Sven", "manager", "South service", "Cora"),
    Somebody("Ruth", "manager", "North 1", "Nora"),
    Somebody("Olga", "supervisor", "North service", "Nora"),
    Somebody("Sunil", "supervisor", "North 1", "Olga"),
    Somebody("Bert", "supervisor", "North 1", "Olga"),
    Somebody("Tom", "supervisor", "North 2", "Nora"),
    Somebody("Wanda", "supervisor", "South 1", "Sven"),
    Somebody("Max", "supervisor", "South 1", "Sven"),  # moved: he was at North 1
    Somebody("Greg", "supervisor", "North 1", "Olga", state="gone"),
    Somebody("Priya", "practitioner", "North 1", "Sunil"),
    Somebody("Agnes", "practitioner", "North 1", "Sunil", employment="agency"),
    Somebody("Carl", "practitioner", "North 1", "Bert"),
    Somebody("Mona", "practitioner", "North 2", "Tom"),  # moved: she was at North 1, with Sunil
    Somebody("Yusuf", "practitioner", "South 1", "Wanda"),
    Somebody("Gail", "practitioner", "North 1", "Sunil", state="gone"),
    Somebody("Stan", "practitioner", "North 1", "Sunil", state="stopped"),
    Somebody("Nell", "practitioner", "North 1", "Sunil", state="not started"),
    Somebody("Eve", "practitioner", "North 1", "Sunil", state="never enrolled"),
)
STRANGER = "Nobody"
MOVED = {"Mona": ("North 1", "Sunil"), "Carl": ("North 1", "Greg")}
"""The team and the supervisor that people had when everything was written."""
HERE = tuple(one.name for one in PEOPLE if one.state == "here")
EVERY_DAY = ("Ada", "Lena", "Ruth", "Sunil", "Bert", "Max", "Priya", "Carl")
"""Each role, and each way to stand to a record; tests/access/test_size.py looks after that.

Max has moved, and stands to nothing that he could read before.
"""
WHO = [n if n in EVERY_DAY else pytest.param(n, marks=pytest.mark.thorough) for n in HERE]
"""Everybody here, for a test that tries much with each: the others when there is time."""
STRANGERS = (*(one.name for one in PEOPLE if one.state != "here"), STRANGER)
EVERYBODY = (*HERE, *STRANGERS)

# Each child's workers: who they are open to, and to whom they were before.
WORKERS = {
    "CH-1001": "Priya",
    "CH-1002": "Priya",
    "CH-1003": "Priya",
    "CH-1004": "Priya",
    "CH-1005": "Carl",  # passed on: it was Priya's
    "CH-1006": "Priya",
    "CH-1007": "Agnes",
    "CH-1008": "Agnes",
    "CH-2001": "Yusuf",
    "CH-3001": "Mona",
    "CH-4001": "Gail",
    "CH-5001": "Stan",
    "CH-6001": "Carl",
}
PASSED_ON = {"CH-1005": "Priya"}
TO_HAND_OVER = {("Carl", "CH-1005"), ("Sunil", "CH-4001")}
"""Whose part of a child's change of worker is not written: he took over, and she has left."""

ABOVE = {
    "North 1": ("Ruth", "Nora", "Cora"),
    "North 2": ("Nora", "Cora"),
    "South 1": ("Sven", "Cora"),
}
WHY_MISSED = {(who, "Priya") for who in ("Priya", "Sunil", *ABOVE["North 1"])}
"""Who may know why her supervision of last month was not held, as Sunil said."""
ENQUIRIES = ("Ruth's question to Bert",)
READ_ENQUIRIES = {(who, ENQUIRIES[0]) for who in ("Ruth", "Nora", "Cora", "Bert", "Sunil")}
"""Of North 1's summary: its owner, who asked, and whoever may see that summary."""
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


_SUNIL = Meeting("Sunil", "Priya", "North 1")
_WANDA = Meeting("Wanda", "Yusuf", "South 1")
_MONA = Meeting("Sunil", "Mona", "North 1")
_GAIL = Meeting("Sunil", "Gail", "North 1")
_STAN = Meeting("Sunil", "Stan", "North 1")
_OLGA = Meeting("Olga", "Sunil", "North 1")
_MAX = Meeting("Max", "Carl", "North 1")
_GREG = Meeting("Greg", "Priya", "North 1")
_AGNES = Meeting("Sunil", "Agnes", "North 1")
MEETINGS = (_SUNIL, _WANDA, _MONA, _GAIL, _STAN, _OLGA, _MAX, _GREG, _AGNES)
_SUPERVISED_BY = {one.name: one.supervisor for one in PEOPLE}


def _words(number: int) -> str:
    return f"wren{number:02}flew"


def _of_child(number: int, meeting: Meeting, child: str, row: str) -> Thing:
    worker = WORKERS[child]
    stands = {
        WRITER: (meeting.supervisor,),
        OTHER: (meeting.practitioner,),
        WORKER: (worker,),
        SUPERVISOR: (_SUPERVISED_BY[worker] or "",),
        MANAGERS: ABOVE[meeting.team],
    }
    return Thing(f"{child} of {meeting.name}", row, _words(number), stands, child, meeting)


def _of_list(number: int, meeting: Meeting) -> Thing:
    stands = {
        WRITER: (meeting.supervisor,),
        OTHER: (meeting.practitioner,),
        MANAGERS: ABOVE[meeting.team],
    }
    row = "what was said of the whole list"
    return Thing(f"the list of {meeting.name}", row, _words(number), stands, None, meeting)


def _personal(number: int, meeting: Meeting) -> Thing:
    stands = {
        WRITER: (meeting.supervisor,),
        OTHER: (meeting.practitioner,),
        MANAGERS: ABOVE[meeting.team],
    }
    row = "a personal part, agreed"
    return Thing(f"personal part of {meeting.name}", row, _words(number), stands, None, meeting)


def _reflection(
    number: int, writer: str, shared_with: str | None = None, child: str | None = None
) -> Thing:
    row = "a shared reflection" if shared_with else "a kept reflection"
    stands = {
        WRITER: (writer,),
        SHARED_WITH: (shared_with,) if shared_with else (),
        SUPERVISOR: (_SUPERVISED_BY[writer] or "",),
    }
    if child:
        stands[WORKER] = (WORKERS[child],)
    return Thing(f"{writer}'s reflection for {shared_with}", row, _words(number), stands, child)


def _decision(number: int, writer: str, child: str) -> Thing:
    worker = WORKERS[child]
    team = MOVED.get(worker, (next(one.team for one in PEOPLE if one.name == worker), ""))[0]
    stands = {
        WRITER: (writer,),
        OTHER: (worker,),
        WORKER: (worker,),
        SUPERVISOR: (_SUPERVISED_BY[worker] or "",),
        MANAGERS: ABOVE[team],
    }
    return Thing(f"{writer}'s decision on {child}", "a decision", _words(number), stands, child)


def _preparation(number: int, writer: str, supervisor: str, child: str) -> Thing:
    stands = {WRITER: (writer,), SHARED_WITH: (supervisor,), WORKER: (WORKERS[child],)}
    stands[SUPERVISOR] = (_SUPERVISED_BY[writer] or "",)
    return Thing(f"{writer}'s preparation", "a preparation", _words(number), stands, child)


def _handover(number: int, writer: str, child: str) -> Thing:
    worker = WORKERS[child]
    team = next(one.team for one in PEOPLE if one.name == worker)
    stands = {
        WRITER: (writer,),
        OTHER: (worker,),
        WORKER: (worker,),
        SUPERVISOR: (_SUPERVISED_BY[worker] or "",),
        MANAGERS: ABOVE[team],
    }
    return Thing(f"{writer}'s handover", "a handover", _words(number), stands, child)


def _group(number: int, writer: str, child: str) -> Thing:
    decided = _decision(number, writer, child)
    name = f"{writer}'s group supervision on {child}"
    return Thing(name, "a group supervision", decided.words, decided.stands, child)


def _audit(number: int, writer: str, worker: str) -> Thing:
    team = next(one.team for one in PEOPLE if one.name == worker)
    supervisor = _SUPERVISED_BY[worker] or ""
    stands = {WRITER: (writer,), OTHER: (worker,), SUPERVISOR: (supervisor,)}
    stands[MANAGERS] = (*ABOVE[team], *(("Lena",) if team.startswith("North") else ()))
    return Thing(f"{writer}'s audit", "an audit", _words(number), stands)


def _audit_of_file(number: int, writer: str, worker: str | None = None) -> Thing:
    """Return an audit of a contact of North 1, or of an enquiry that somebody there made."""
    above = (*ABOVE["North 1"], "Lena")
    stands: dict[str, tuple[str, ...]] = {WRITER: (writer,), MANAGERS: above}
    stands[OTHER] = (worker,) if worker else ()
    of = f"{worker}'s enquiry" if worker else "a contact"
    return Thing(f"{writer}'s audit of {of}", "an audit", _words(number), stands)


def _note(number: int, writer: str, worker: str, child: str | None = None) -> Thing:
    team = next(one.team for one in PEOPLE if one.name == worker)
    stands = {WRITER: (writer,), OTHER: (worker,), MANAGERS: ABOVE[team]}
    if child is None:
        row = "a personal note from before"
        return Thing(f"{writer}'s note from before", row, _words(number), stands)
    stands |= {WORKER: (WORKERS[child],), SUPERVISOR: (_SUPERVISED_BY[WORKERS[child]] or "",)}
    name = f"{writer}'s note from before on {child}"
    return Thing(name, "a note from before about a child", _words(number), stands, child)


def _draft(number: int, name: str, writer: str) -> Thing:
    stands = {WRITER: (writer,), SUPERVISOR: (_SUPERVISED_BY[writer] or "",)}
    return Thing(name, "a draft", _words(number), stands)


RECORDS: tuple[Thing, ...] = (
    _of_child(1, _SUNIL, "CH-1001", "a child's, agreed"),
    _of_child(2, _SUNIL, "CH-1002", "a child's, sent"),
    _of_child(3, _SUNIL, "CH-1003", "a child's, returned"),
    _of_child(4, _SUNIL, "CH-1004", "a line of the list, agreed"),
    _of_child(5, _SUNIL, "CH-1005", "a child's, agreed"),
    _of_child(6, _WANDA, "CH-2001", "a child's, agreed"),
    _of_child(7, _MONA, "CH-3001", "a child's, agreed"),
    _of_child(8, _GAIL, "CH-4001", "a child's, agreed"),
    _of_child(9, _STAN, "CH-5001", "a child's, sent"),
    _of_child(10, _MAX, "CH-6001", "a child's, agreed"),
    _of_child(11, _GREG, "CH-1006", "a child's, agreed"),
    _of_child(12, _AGNES, "CH-1007", "a child's, agreed"),
    # She left before agreeing it, so who held it answers for it.
    _of_child(13, _GAIL, "CH-1004", "a child's, sent"),
    _personal(20, _SUNIL),
    _personal(21, _WANDA),
    _personal(22, _MONA),
    _personal(23, _GAIL),
    _personal(24, _OLGA),
    _personal(25, _GREG),
    _reflection(30, "Priya", "Sunil", "CH-1001"),
    _reflection(31, "Priya"),
    _reflection(32, "Sunil", "Olga"),
    _reflection(33, "Sunil"),
    _reflection(34, "Yusuf", "Wanda", "CH-2001"),
    _reflection(35, "Yusuf"),
    _reflection(36, "Gail", "Sunil"),
    _reflection(37, "Gail"),
    _reflection(38, "Ada"),
    _reflection(39, "Lena", "Nora"),
    # She has moved since: it stays with whom it was shared with.
    _reflection(41, "Mona", "Sunil", "CH-3001"),
    # He has left since: it is closed, and goes to nobody else by itself.
    _reflection(42, "Carl", "Greg", "CH-6001"),
)
ALONE: tuple[Thing, ...] = (
    _decision(60, "Sunil", "CH-1001"),
    _decision(61, "Ruth", "CH-6001"),
    # She has moved since, and her child with her: another supervisor reads it, too.
    _decision(62, "Sunil", "CH-3001"),
    _preparation(63, "Priya", "Sunil", "CH-1001"),
    _preparation(64, "Mona", "Sunil", "CH-3001"),
    _preparation(65, "Carl", "Greg", "CH-6001"),
    _handover(66, "Priya", "CH-1005"),
    _group(67, "Sunil", "CH-1001"),
    _group(68, "Wanda", "CH-2001"),
)
AUDITS = (_audit(70, "Lena", "Priya"), _audit(71, "Sven", "Yusuf"))
AUDITS_OF_FILES = (_audit_of_file(74, "Nora"), _audit_of_file(75, "Nora", "Priya"))
NOTES = (_note(72, "Sunil", "Priya", "CH-1002"), _note(73, "Sunil", "Priya"))
ALONE = (*ALONE, *AUDITS, *AUDITS_OF_FILES, *NOTES)
RECORDS = (*RECORDS, *ALONE)
LISTS = (_of_list(40, _SUNIL),)
# Made in the conversation itself.
DRAFTS = (
    _draft(50, "Priya's draft", "Priya"),
    _draft(51, "Priya's draft, thrown away", "Priya"),
    _draft(52, "Yusuf's draft", "Yusuf"),
    _draft(53, "Gail's draft", "Gail"),
    _draft(54, "Sunil's meeting", "Sunil"),
    _draft(55, "Sunil's part about a child", "Sunil"),
    _draft(56, "Priya's reading", "Priya"),
)
THINGS = (*RECORDS, *LISTS, *DRAFTS)


def named_to(ref: str) -> frozenset[str]:
    """Return those here to whom a child may be named."""
    worker = WORKERS[ref]
    team = next(one.team for one in PEOPLE if one.name == worker)
    readers = {name for one in THINGS if one.child == ref for name in one.those_who("reads")}
    meeting_of = {"CH-1008": {"Sunil"}}.get(ref, set())
    workers = {worker, _SUPERVISED_BY[worker] or ""}
    return frozenset(readers | meeting_of | workers | {*ABOVE[team]})


@dataclass
class AccessCouncil:
    """The council in its records, with everything by its name."""

    store: Store
    ids: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def id_of(self, name: str) -> str:
        """Return the id of a person, a team, a child, a meeting or a thing, by its name."""
        return self.ids.get(name, ABSENT)

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {found: name for name, found in self.ids.items()}

    def address(self, name: str) -> str:
        return f"chat-{name}"


DEVICES_OF = ("Priya", "Sunil", "Yusuf")
ASKING = ("Priya", "Yusuf")
"""Whose chat and browser are tried by others, and who is asked whether a further one is theirs."""
