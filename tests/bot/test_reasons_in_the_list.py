"""[Look at all]: every child with all that speaks for it, the worthiest first, without a number.

The situations are those of one worker's children on a Tuesday in November.
"""

from collections.abc import Mapping
from datetime import date

from bot.conversations.agenda import OnAgenda, proposed
from practice.contingencies import ActBy
from prompts.card import Tapped
from prompts.meeting import MeetingConversation
from prompts.meeting.state import Meeting
from prompts.options import Named
from prompts.steps import Json
from storage.history import ChildSoFar
from storage.tables import Child, Person

TODAY = date(2026, 11, 24)
OPENED = date(2026, 3, 2)
OCTOBER, AUGUST = date(2026, 10, 27), date(2026, 8, 4)


def child(ref: str, status: str, so_far: ChildSoFar, **more: bool) -> OnAgenda:
    family = "F1" if ref in {"CH-0405", "CH-0406"} else None
    row = Child(id=ref, ref=ref, status=status, opened_on=OPENED, family_ref=family)
    return OnAgenda(row, so_far, more.get("wished", False), prepared=more.get("prepared", False))


ITS_DAY_PASSED = child(
    "CH-0401",
    "CIN",
    ChildSoFar(OCTOBER, None, act_by=ActBy(OCTOBER, date(2026, 11, 20), "Priya rings me")),
)
OUTCOME_AND_WORSE = child(
    "CH-0402",
    "CP",
    ChildSoFar(
        OCTOBER, None, outcome_due_on=date(2026, 11, 17), last_rating=3, rated_on=OCTOBER,
        rating_before=6,
    ),
)  # fmt: skip
TURN_HAS_COME = child("CH-0403", "CLA", ChildSoFar(AUGUST, OCTOBER, meetings_since=2))
ASKED_FOR = child("CH-0404", "CIN", ChildSoFar(OCTOBER, None), wished=True, prepared=True)
SHARED = child("CH-0405", "CIN", ChildSoFar(OCTOBER, None), wished=True)
ITS_SIBLING = child("CH-0406", "CIN", ChildSoFar(OCTOBER, None))
MISSED = child("CH-0407", "assessment", ChildSoFar(None, date(2026, 9, 1)))
NOTHING_PRESSES = child("CH-0408", "CIN", ChildSoFar(OCTOBER, None))
NEVER_DISCUSSED = child("CH-0409", "CIN", ChildSoFar())
EVERYBODY = (
    NOTHING_PRESSES, SHARED, NEVER_DISCUSSED, MISSED, ASKED_FOR, ITS_SIBLING, TURN_HAS_COME,
    OUTCOME_AND_WORSE, ITS_DAY_PASSED,
)  # fmt: skip


def listed(*children: OnAgenda) -> list[str]:
    """Return the lines of [Look at all], each from the child's reference on."""
    names = ("Priya", "Sunil")
    pair = [Person(ref=name, name=name, role="practitioner", team_id="t") for name in names]
    context: Mapping[str, Json] = proposed((pair[0], pair[1]), "Priya", children, TODAY)
    talk = MeetingConversation(Meeting()).begin(context).conversation
    card = talk.take(Tapped(Named.ALL), TODAY).cards[-1]
    return [line.split(" ", 1)[1] for line in card.text.splitlines()]


def test_every_child_stands_with_all_that_speaks_for_it_the_worthiest_first() -> None:
    seen = "looked at 27 October 2026"
    deep, turn = "last in depth 27 October 2026", "4 August 2026"
    august = f"last in depth {turn}"
    due = "outcome date was 17 November 2026; a rating went down last time"
    assert listed(*EVERYBODY) == [
        f"CH-0401 · child in need · {deep} · in depth today · date to act by was 20 November 2026",
        f"CH-0402 · child protection · {deep} · rated on 27 October 2026 · in depth today · {due}",
        f"CH-0403 · looked after · {august} · {seen} · in depth today · not in depth since {turn}",
        "CH-0409 · child in need · not discussed yet",
        "CH-0407 · assessment · looked at 1 September 2026 · not discussed for 12 weeks",
        f"CH-0404 · child in need · {deep} · Priya asks to talk about this child",
        f"CH-0405 · child in need · {deep} · Priya shared a reflection",
        f"CH-0406 · child in need · {deep}",
        f"CH-0408 · child in need · {deep}",
    ]


def test_a_sibling_in_depth_says_because_of_whom_and_what_speaks_for_itself() -> None:
    first, second, third = listed(SHARED, ITS_SIBLING, NOTHING_PRESSES)
    assert first.endswith("in depth today · Priya shared a reflection")
    assert second.endswith("in depth today · sibling of CH-0405")
    assert third == "CH-0408 · child in need · last in depth 27 October 2026 · in depth today"


def test_the_order_in_which_children_come_changes_nothing() -> None:
    assert listed(*reversed(EVERYBODY)) == listed(*EVERYBODY)


def test_no_number_of_a_scale_stands_in_the_list() -> None:
    line = next(line for line in listed(*EVERYBODY) if line.startswith("CH-0402"))
    told = line.replace("CH-0402", "").replace("2026", "")
    assert "3" not in told
    assert "6" not in told
