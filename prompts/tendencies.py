"""What one person's own reflections show often and seldom, and which questions they left. Pure.

It counts for the writer alone: it is no measure, and is shown to nobody else.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from prompts.guide import Guide
from prompts.interview.path import PROBE
from prompts.interview.state import Interview

FEWEST = 4
"""Of fewer reflections nothing is said."""
_OFTEN, _SELDOM = 0.5, 0.25
_MOST = 3
"""Of each list: a longer one is a reckoning, and nobody takes it to heart."""
_OF_A_CHILD = frozenset({"child_voice", "seen_alone", "impact"})
"""What a reflection about no child cannot show."""


@dataclass(frozen=True)
class Reflected:
    """One reflection: where its interview stands, and what its confirmed claims show."""

    told: Interview
    shows: frozenset[str]


@dataclass(frozen=True)
class Counted:
    """Something that was so in `times` of the reflections, of the `of` in which it could be."""

    name: str
    times: int
    of: int


@dataclass(frozen=True)
class Tendencies:
    """What stands often and seldom (indicators), and the follow-ups that were left (titles)."""

    reflections: int
    often: tuple[Counted, ...]
    seldom: tuple[Counted, ...]
    left: tuple[Counted, ...]


def tendencies(newest: Guide, written: Sequence[Reflected]) -> Tendencies | None:
    """Return what these reflections show, by what the newest guide asks; None of too few."""
    if len(written) < FEWEST:
        return None
    asked_for = dict.fromkeys(name for probe in newest.probes for name in probe.shows or ())
    counted = [_shown(name, written) for name in asked_for]
    told = [one for one in counted if one.of >= FEWEST]
    often = [one for one in told if one.times >= _OFTEN * one.of]
    seldom = [one for one in told if one.times <= _SELDOM * one.of]
    return Tendencies(
        len(written),
        tuple(_most_first(often)[:_MOST]),
        tuple(sorted(seldom, key=lambda one: one.times / one.of)[:_MOST]),
        tuple(_most_first(_left(written))[:_MOST]),
    )


def _shown(name: str, written: Collection[Reflected]) -> Counted:
    could = [one for one in written if one.told.about() or name not in _OF_A_CHILD]
    return Counted(name, sum(name in one.shows for one in could), len(could))


def _left(written: Iterable[Reflected]) -> list[Counted]:
    """Return the follow-ups that were asked and left, by their titles."""
    asked, left = Counter[str](), Counter[str]()
    for one in written:
        for probe_id in one.told.probes:
            title = one.told.guide.probe(probe_id).title
            answer = one.told.answers.get((PROBE + probe_id, 0))
            asked[title] += 1
            left[title] += answer is None or answer.skipped
    return [Counted(title, left[title], times) for title, times in asked.items() if left[title]]


def _most_first(found: Sequence[Counted]) -> list[Counted]:
    return sorted(found, key=lambda one: -one.times / one.of)
