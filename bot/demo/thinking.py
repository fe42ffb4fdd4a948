"""What lenses are chosen by in the invented council, as bot.conversations.thinking finds it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversations.thinking import LATELY, NOT_AGAIN, chosen_by
from bot.demo.cases import Case
from bot.demo.roster import Worker
from practice.ages import age_on, is_unborn
from prompts.interview.claims import claims
from prompts.interview.state import Interview
from prompts.steps import Json


@dataclass(frozen=True)
class _Told:
    """A record in depth: its day, its child, what it shows, and which lenses it asked."""

    day: date
    ref: str
    shown: frozenset[str]
    lenses: tuple[str, ...]


class Thought:
    """What pairs of people showed in their records, and which lenses were asked.

    `families` counts the children of each family.
    """

    def __init__(self) -> None:
        self.families: Counter[str | None] = Counter()
        self._by_pair: dict[tuple[str, str], list[_Told]] = defaultdict(list)
        self._by_child: dict[str, list[_Told]] = defaultdict(list)

    def note(self, worker: Worker, case: Case, day: date, told: Interview) -> None:
        """Take note of a record in depth that is told to its end."""
        shown = claims(told).keys() - told.taken_out
        new = _Told(day, case.child.ref, frozenset(shown), tuple(told.lenses))
        self._by_pair[_pair(worker)].append(new)
        self._by_child[case.child.ref].append(new)

    def note_families(self, cases: Sequence[Case]) -> None:
        """Take note of the families that these children are of."""
        known = [case.child.family_ref for case in cases]
        self.families = Counter(family for family in known if family)

    def values(self, worker: Worker, case: Case, day: date) -> Mapping[str, Json]:
        """Return what a part is opened with: about the child, and about the pair."""
        born_on = case.born_on
        lately = [told for told in self._by_pair[_pair(worker)] if told.day >= day - LATELY]
        recent = self._by_child[case.child.ref][-NOT_AGAIN:]
        return {
            "status": case.child.status,
            "age": age_on(born_on, day),
            "unborn": is_unborn(born_on, day),
            "communication": case.child.communication,
            "family_count": max(1, self.families[case.child.family_ref]),
            **chosen_by(
                [lens for told in recent for lens in told.lenses],
                Counter(name for told in lately for name in told.shown),
                Counter(lens for told in lately for lens in told.lenses),
            ),
        }


def _pair(worker: Worker) -> tuple[str, str]:
    return worker.person.id, worker.supervisor.id
