"""An invented council with everybody in it: each role, each way of not being here, each record.

Its people stand in people.py, and who stands how to what is kept in standing.py. Nothing here asks
the code under test who may do what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from storage.session import Store
from tests.access.people import (
    ABOVE,
    ABSENT,
    DEVICES_OF,
    ENQUIRIES,
    EVERYBODY,
    PEOPLE,
    READ_ENQUIRIES,
    STRANGERS,
    SUPERVISED_BY,
    TEAMS,
    WHO,
    WORKERS,
)
from tests.access.standing import (
    Meeting,
    Thing,
    audit,
    audit_of_file,
    decision,
    draft,
    group_supervision,
    handover,
    note,
    of_child,
    of_list,
    personal_part,
    preparation,
    reflection,
)

__all__ = [
    "ABOVE",
    "ABSENT",
    "ALONE",
    "AUDITS",
    "AUDITS_OF_FILES",
    "DEVICES_OF",
    "DRAFTS",
    "ENQUIRIES",
    "EVERYBODY",
    "LISTS",
    "MEETINGS",
    "NOTES",
    "PEOPLE",
    "READ_ENQUIRIES",
    "RECORDS",
    "STRANGERS",
    "TEAMS",
    "THINGS",
    "WHO",
    "WORKERS",
    "AccessCouncil",
    "Thing",
    "named_to",
]

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

RECORDS: tuple[Thing, ...] = (
    of_child(1, _SUNIL, "CH-1001", "a child's, agreed"),
    of_child(2, _SUNIL, "CH-1002", "a child's, sent"),
    of_child(3, _SUNIL, "CH-1003", "a child's, returned"),
    of_child(4, _SUNIL, "CH-1004", "a line of the list, agreed"),
    of_child(5, _SUNIL, "CH-1005", "a child's, agreed"),
    of_child(6, _WANDA, "CH-2001", "a child's, agreed"),
    of_child(7, _MONA, "CH-3001", "a child's, agreed"),
    of_child(8, _GAIL, "CH-4001", "a child's, agreed"),
    of_child(9, _STAN, "CH-5001", "a child's, sent"),
    of_child(10, _MAX, "CH-6001", "a child's, agreed"),
    of_child(11, _GREG, "CH-1006", "a child's, agreed"),
    of_child(12, _AGNES, "CH-1007", "a child's, agreed"),
    # She left before agreeing it, so who held it answers for it.
    of_child(13, _GAIL, "CH-1004", "a child's, sent"),
    personal_part(20, _SUNIL),
    personal_part(21, _WANDA),
    personal_part(22, _MONA),
    personal_part(23, _GAIL),
    personal_part(24, _OLGA),
    personal_part(25, _GREG),
    reflection(30, "Priya", "Sunil", "CH-1001"),
    reflection(31, "Priya"),
    reflection(32, "Sunil", "Olga"),
    reflection(33, "Sunil"),
    reflection(34, "Yusuf", "Wanda", "CH-2001"),
    reflection(35, "Yusuf"),
    reflection(36, "Gail", "Sunil"),
    reflection(37, "Gail"),
    reflection(38, "Ada"),
    reflection(39, "Lena", "Nora"),
    # She has moved since: it stays with whom it was shared with.
    reflection(41, "Mona", "Sunil", "CH-3001"),
    # He has left since: it is closed, and goes to nobody else by itself.
    reflection(42, "Carl", "Greg", "CH-6001"),
)
ALONE: tuple[Thing, ...] = (
    decision(60, "Sunil", "CH-1001"),
    decision(61, "Ruth", "CH-6001"),
    # She has moved since, and her child with her: another supervisor reads it, too.
    decision(62, "Sunil", "CH-3001"),
    preparation(63, "Priya", "Sunil", "CH-1001"),
    preparation(64, "Mona", "Sunil", "CH-3001"),
    preparation(65, "Carl", "Greg", "CH-6001"),
    handover(66, "Priya", "CH-1005"),
    group_supervision(67, "Sunil", "CH-1001"),
    group_supervision(68, "Wanda", "CH-2001"),
)
AUDITS = (audit(70, "Lena", "Priya"), audit(71, "Sven", "Yusuf"))
AUDITS_OF_FILES = (audit_of_file(74, "Nora"), audit_of_file(75, "Nora", "Priya"))
NOTES = (note(72, "Sunil", "Priya", "CH-1002"), note(73, "Sunil", "Priya"))
ALONE = (*ALONE, *AUDITS, *AUDITS_OF_FILES, *NOTES)
RECORDS = (*RECORDS, *ALONE)
LISTS = (of_list(40, _SUNIL),)
# Made in the conversation itself.
DRAFTS = (
    draft(50, "Priya's draft", "Priya"),
    draft(51, "Priya's draft, thrown away", "Priya"),
    draft(52, "Yusuf's draft", "Yusuf"),
    draft(53, "Gail's draft", "Gail"),
    draft(54, "Sunil's meeting", "Sunil"),
    draft(55, "Sunil's part about a child", "Sunil"),
    draft(56, "Priya's reading", "Priya"),
)
THINGS = (*RECORDS, *LISTS, *DRAFTS)


def named_to(ref: str) -> frozenset[str]:
    """Return those here to whom a child may be named."""
    worker = WORKERS[ref]
    team = next(one.team for one in PEOPLE if one.name == worker)
    readers = {name for one in THINGS if one.child == ref for name in one.those_who("reads")}
    meeting_of = {"CH-1008": {"Sunil"}}.get(ref, set())
    workers = {worker, SUPERVISED_BY[worker] or ""}
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
