"""Which file feeds which figure, from what each measure says that it needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prompts.phrases import Phrases
from reports.casework import wording as casework
from reports.casework.measures import CASEWORK, WRITTEN_HERE
from reports.measures import MEASURES
from reports.wording import TEMPLATES, of_measure

_WORKED_WITH = ("involvements.started_on", "involvements.ended_on")
_OPEN_CASES = frozenset({"children.discussed_share", "supervision.held_share"})

ANNEX_A: Mapping[str, frozenset[str]] = {
    "contacts": frozenset(
        {"contact_ref", "received_on", "source", "child_ref", "birth_date", "team"}
    ),
    "referrals": frozenset(
        {"referral_ref", "received_on", "source", "outcome", "child_ref", "team"}
    ),
    "assessments": frozenset(
        {"assessment_ref", "child_ref", "started_on", "authorised_on", "child_seen_on", "outcome",
         "person_ref", "team"}
    ),
    "section47": frozenset(
        {"enquiry_ref", "child_ref", "strategy_discussion_on", "started_on", "outcome",
         "person_ref", "team"}
    ),
    "conferences": frozenset(
        {"conference_ref", "enquiry_ref", "child_ref", "held_on", "plan_made"}
    ),
    "children": frozenset({"child_ref", "birth_date", "status", "opened_on", "closed_on"}),
    "plans": frozenset(
        {"plan_ref", "child_ref", "kind", "started_on", "ended_on", "last_visit_on", "seen_alone"}
    ),
}  # fmt: skip
"""What lists 1 to 8 of an Annex A workbook hold of each kind."""

say = Phrases(TEMPLATES, "quality").say


@dataclass(frozen=True)
class Fed:
    """A file, the columns of it that figures rest on, and these figures by key, in their order.

    `not_by_annex_a` are those of them that Annex A holds too little for.
    """

    file: str
    columns: tuple[str, ...]
    figures: tuple[str, ...]
    not_by_annex_a: tuple[str, ...]


def needs() -> dict[str, tuple[str, ...]]:
    """Return, by figure, what it is counted from: "contacts.outcome", or `WRITTEN_HERE`."""
    found = {one.key: one.needs for one in CASEWORK}
    for one in MEASURES:
        found[one.key] = (WRITTEN_HERE, *(_WORKED_WITH if one.key in _OPEN_CASES else ()))
    return found


def feeds() -> list[Fed]:
    """Return the map: every file that feeds a figure, those of the front door first."""
    files = dict.fromkeys(file_of(need) for wants in needs().values() for need in wants)
    return [_fed(file) for file in files]


def _fed(file: str) -> Fed:
    wants = {key: [need for need in of if file_of(need) == file] for key, of in needs().items()}
    columns = dict.fromkeys(column_of(need) for of in wants.values() for need in of)
    fed = tuple(key for key, of in wants.items() if of)
    held = ANNEX_A.get(file, frozenset())
    short = (key for key in fed if any(column_of(n) not in held for n in wants[key]))
    without = () if file == WRITTEN_HERE else tuple(short)
    return Fed(file, tuple(filter(None, columns)), fed, without)


def fed_by(source: str) -> tuple[str, ...]:
    """Return the figures that rest on a file, or on one column of it: "contacts.outcome"."""
    return tuple(key for key, of in needs().items() if source in {*of, *map(file_of, of)})


def file_of(need: str) -> str:
    """Return the file of a need."""
    return need.partition(".")[0]


def column_of(need: str) -> str:
    """Return the column of a need, empty where it is of no file."""
    return need.partition(".")[2]


def label(key: str) -> str:
    """Return what a figure is called, whichever it is."""
    return casework.label(key) if key in _OF_FILES else of_measure(f"{key}.label")


_OF_FILES = frozenset(one.key for one in CASEWORK)


def map_rows() -> Iterator[tuple[str, str, str, str]]:
    """Yield the map in words: file, columns, figures, and those that Annex A does not feed."""
    for one in feeds():
        name = say("map.records") if one.file == WRITTEN_HERE else one.file
        short = set(one.not_by_annex_a)
        lacking = _listed(one.not_by_annex_a)
        if short and short == set(one.figures):
            lacking = say("map.none")
        yield name, ", ".join(one.columns), _listed(one.figures), lacking


def _listed(keys: tuple[str, ...]) -> str:
    return "; ".join(map(label, keys))
