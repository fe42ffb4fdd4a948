"""The people of the invented council of the access table, and which children are whose.

Each role, and each way of not being here.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

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
SUPERVISED_BY = {one.name: one.supervisor for one in PEOPLE}

DEVICES_OF = ("Priya", "Sunil", "Yusuf")
ASKING = ("Priya", "Yusuf")
"""Whose chat and browser are tried by others, and who is asked whether a further one is theirs."""
