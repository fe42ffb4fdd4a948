"""What somebody can work out who has a file that left the service, and knows what counts what.

It is written from what docs/measures.md says of the figures, not from what leaves things out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from scipy.optimize import linprog

Number = tuple[str, str]
"""A figure, and which of its numbers: n counts, of is what it is counted from, rest is not n."""

# The first is as many as all the others together, or more.
AT_LEAST: tuple[tuple[Number, tuple[Number, ...]], ...] = (
    (("contacts.recorded", "n"), (("contacts.true", "n"), ("contacts.on_open_cases", "n"))),
    (("contacts.recorded", "n"), (("contacts.nfa_share", "of"),)),
    (("contacts.recorded", "n"), (("contacts.domestic_abuse_share", "of"),)),
    (("contacts.domestic_abuse_share", "n"), (("contacts.triaged_share", "of"),)),
    (("contacts.true", "n"), (("contacts.repeat_share", "of"),)),
    (("referrals.count", "n"), (("referrals.repeat_share", "of"),)),
    (("section47.count", "n"), (("section47.to_conference", "of"),)),
    (("children.changed_worker_share", "n"), (("children.changed_twice_share", "n"),)),
    (("children.discussed_share", "n"), (("outcomes.rated_share", "of"),)),
    (("outcomes.rated_share", "n"), (("outcomes.improving_share", "of"),)),
    (("actions.done_share", "of"), (("actions.done_share", "n"), ("actions.carried_over", "n"))),
)
SAME: Mapping[Number, Number] = {
    ("contacts.true", "of"): ("contacts.recorded", "n"),
    ("contacts.on_open_cases", "of"): ("contacts.recorded", "n"),
    ("children.changed_twice_share", "of"): ("children.changed_worker_share", "of"),
    ("actions.carried_over", "of"): ("actions.done_share", "of"),
}
_MOST = 10**6


def numbers(measure: Mapping[str, Any]) -> dict[Number, float]:
    """Return the numbers of a figure's month that a document shows."""
    key, n, of = measure["key"], measure["numerator"], measure["denominator"]
    shown = {(key, "n"): n, (key, "of"): of}
    if n is not None and of is not None:
        shown[key, "rest"] = of - n
    return {SAME.get(name, name): value for name, value in shown.items() if value is not None}


class Attack:
    """Everything that is known of a month, as inequalities; `ends` of a number are what it can be.

    What is left over of a sum is a number too: left over 3 is what the fourth does not tell.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._shown: dict[Number, float] = {}
        for measure in document["measures"]:
            self._shown |= numbers(measure)
        self._percent = {
            one["key"]: one["value"]
            for one in document["measures"]
            if one["unit"] == "share" and one["value"] is not None and one["numerator"] is None
        }
        self._keys = {one["key"] for one in document["measures"]}
        self._place: dict[Number, int] = {}
        self._equal = list(self._equalities())
        self._above = list(self._inequalities())

    def ends(self, number: Number) -> tuple[float, float]:
        """Return the least and the most that a number can be."""
        number = SAME.get(number, number)
        if number in self._shown:
            return self._shown[number], self._shown[number]
        if number not in self._place:
            return 0, _MOST
        width = len(self._place)
        equal = [(self._row(signs, width), value) for signs, value in self._equal]
        above = [(self._row(signs, width), value) for signs, value in self._above]
        found = []
        for way in (1, -1):
            aim = self._row({number: way}, width)
            made = linprog(
                aim,
                A_eq=[row for row, _ in equal] or None,
                b_eq=[value for _, value in equal] or None,
                A_ub=[row for row, _ in above] or None,
                b_ub=[value for _, value in above] or None,
                bounds=(0, _MOST),
                method="highs",
            )
            assert made.status == 0, made.message
            found.append(round(way * made.fun, 6))
        return found[0], found[1]

    def _row(self, signs: Mapping[Number, float], width: int) -> list[float]:
        row = [0.0] * width
        for number, sign in signs.items():
            row[self._place[number]] = sign
        return row

    def _equalities(self) -> Iterator[tuple[dict[Number, float], float]]:
        """Yield each sum: of n and rest, and of parts and what is left over."""
        lines: list[tuple[Number, tuple[Number, ...]]] = [
            (SAME.get((key, "of"), (key, "of")), ((key, "n"), (key, "rest")))
            for key in sorted(self._keys)
            if not key.startswith(("workforce.caseload", "supervision.minutes"))
            and not key.endswith((".count", "recorded"))
        ]
        lines += [
            (total, (*parts, (f"left over {place}", "n")))
            for place, (total, parts) in enumerate(AT_LEAST)
            if {total[0], *(part[0] for part in parts)} <= self._keys
        ]
        for total, parts in lines:
            signs: dict[Number, float] = {}
            known = 0.0
            for number, sign in ((total, -1), *((part, 1) for part in parts)):
                if number in self._shown:
                    known -= sign * self._shown[number]
                else:
                    self._place.setdefault(number, len(self._place))
                    signs[number] = signs.get(number, 0) + sign
            if signs:
                yield signs, known

    def _inequalities(self) -> Iterator[tuple[dict[Number, float], float]]:
        """Yield what a share in whole per cent says of two numbers that are not shown."""
        for key, share in self._percent.items():
            n, of = (key, "n"), (key, "of")
            if n in self._place and of in self._place:
                yield {n: 1, of: -(share + 0.005)}, 0
                yield {n: -1, of: share - 0.005}, 0
