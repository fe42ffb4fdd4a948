"""Contacts about invented children, wrong in the ways that people are wrong on the telephone.

How often each error is made was written down here before anything was tried. A call is about one
child or about all children of a family; families have brothers, sisters and twins at one address.
Everything follows from the seed.
"""

import random
import string
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from practice.linkage.people import Person

MISSPELT = 0.06
"""Each of forename and surname."""
NICKNAME = 0.15
"""Of those who have one: about half."""
NO_FORENAME, NO_SURNAME, NO_BIRTH_DATE, NO_POSTCODE = 0.02, 0.01, 0.12, 0.10
OTHER_SURNAME = 0.03
NAMES_SWAPPED = 0.01
DAY_AND_MONTH_SWAPPED = 0.04
DIGIT_WRONG = 0.03
YEAR_ONLY = 0.02
MOVED, POSTCODE_MISTYPED, NO_ADDRESS = 0.08, 0.03, 0.01
TWINS = 0.04
"""Of families with two children or more: more than there are, since they are the hardest."""
ALIKE_TWINS = 0.2
"""Twins whose forenames begin with the same letter, if one does."""
WHOLE_FAMILY = 0.5
"""Calls about all children of a family."""
KNOWN = 0.3
"""Families whose children are on the list of children."""

TODAY = date(2026, 11, 29)

_NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
FORENAMES: list[str] = _NAMES["forenames"].split()
COMMON_SURNAMES: list[str] = _NAMES["surnames"].split()
RARE_SURNAMES = [a + b for a in _NAMES["beginnings"].split() for b in _NAMES["endings"].split()]
_CALLED: dict[str, str] = _NAMES["called"]


@dataclass(frozen=True)
class Child:
    ref: str
    family: int
    forename: str
    surname: str
    birth_date: date
    postcode: str
    twin: bool = False

    @property
    def row(self) -> Person:
        return Person(self.ref, self.forename, self.surname, self.birth_date, self.postcode)


@dataclass
class Council:
    """Contacts, whose they are in truth and what is wrong with each; the children on a list."""

    contacts: list[Person] = field(default_factory=list)
    child_of: dict[str, Child] = field(default_factory=dict)
    errors: dict[str, set[str]] = field(default_factory=dict)
    known: list[Child] = field(default_factory=list)


def council(seed: int, families: int = 3000, calls: int = 3000) -> Council:
    chance = random.Random(seed)  # noqa: S311
    homes = [f"DL{chance.randint(1, 9)} {_inward(chance)}" for _ in range(families // 8)]
    surnames = _surnames(chance)
    every = [list(_family(chance, number, surnames, homes)) for number in range(families)]
    made = Council()
    for children in every:
        if chance.random() < KNOWN:
            made.known += children
    for _ in range(calls):
        children = chance.choice(every)
        about = children if chance.random() < WHOLE_FAMILY else [chance.choice(children)]
        for child in about:
            _add(made, chance, child, homes)
    return made


def _add(made: Council, chance: random.Random, child: Child, homes: list[str]) -> None:
    ref = f"K{len(made.contacts):06}"
    row, wrong = _heard(chance, replace(child.row, ref=ref), homes)
    made.contacts.append(row)
    made.child_of[ref] = child
    made.errors[ref] = wrong


def _surnames(chance: random.Random) -> tuple[list[str], list[float]]:
    rare = chance.sample(RARE_SURNAMES, len(RARE_SURNAMES))
    names = [*COMMON_SURNAMES, *rare]
    return names, list(accumulate(1 / (rank + 3) ** 0.8 for rank in range(len(names))))


def _family(
    chance: random.Random, number: int, surnames: tuple[list[str], list[float]], homes: list[str]
) -> Iterator[Child]:
    count = chance.choices((1, 2, 3, 4), (30, 38, 22, 10))[0]
    names, weights = surnames
    surname = chance.choices(names, cum_weights=weights)[0]
    postcode = chance.choice(homes)
    twins = count > 1 and chance.random() < TWINS
    births = _births(chance, count, twins)
    forenames = _forenames(chance, count, twins and chance.random() < ALIKE_TWINS)
    for at, (born, forename) in enumerate(zip(births, forenames, strict=True)):
        own = (
            surname
            if chance.random() > 0.1 or twins
            else chance.choices(names, cum_weights=weights)[0]
        )
        yield Child(f"C{number:05}-{at}", number, forename, own, born, postcode, twins and at < 2)


def _births(chance: random.Random, count: int, twins: bool) -> list[date]:
    born = [TODAY - timedelta(days=chance.randint(0, 17 * 365)) for _ in range(count)]
    return [born[0], born[0], *born[2:]] if twins else born


def _forenames(chance: random.Random, count: int, alike: bool) -> list[str]:
    weights = [1 / (rank % 50 + 5) ** 0.7 for rank in range(len(FORENAMES))]
    chosen = list(dict.fromkeys(chance.choices(FORENAMES, weights, k=count * 10)))[:count]
    like_the_first = [name for name in FORENAMES if name[0] == chosen[0][0] and name not in chosen]
    if alike and like_the_first:
        chosen[1] = chance.choice(like_the_first)
    return chosen


def _heard(chance: random.Random, row: Person, homes: list[str]) -> tuple[Person, set[str]]:
    """Return what was written down of a child, and the names of the errors that were made."""
    wrong: set[str] = set()

    def happens(error: str, share: float) -> bool:
        made = chance.random() < share
        wrong.update({error} if made else ())
        return made

    forename, surname = _names_heard(chance, row, happens)
    postcode = _postcode_heard(chance, row.postcode, homes, happens)
    if happens("names swapped", NAMES_SWAPPED):
        forename, surname = surname, forename
    assert isinstance(row.birth_date, date)
    born = _born(chance, row.birth_date, wrong)
    shares = (("forename", NO_FORENAME), ("surname", NO_SURNAME), ("postcode", NO_POSTCODE))
    said = [
        chance.choice(["", "unknown"]) if happens(f"no {name}", share) else value
        for (name, share), value in zip(shares, (forename, surname, postcode), strict=True)
    ]
    return Person(row.ref, said[0], said[1], born, said[2]), wrong


def _names_heard(
    chance: random.Random, row: Person, happens: Callable[[str, float], bool]
) -> tuple[str, str]:
    forename, surname = row.forename, row.surname
    if forename in _CALLED and happens("nickname", NICKNAME):
        forename = _CALLED[forename]
    if happens("other surname", OTHER_SURNAME):
        other = chance.choice(COMMON_SURNAMES)
        surname = chance.choice([f"{surname}-{other}", other])
    forename = _misspelt(chance, forename) if happens("misspelt", MISSPELT) else forename
    surname = _misspelt(chance, surname) if happens("misspelt", MISSPELT) else surname
    return forename, surname


def _postcode_heard(
    chance: random.Random, postcode: str, homes: list[str], happens: Callable[[str, float], bool]
) -> str:
    if happens("no address", NO_ADDRESS):
        return "ZZ99 3VZ"
    if happens("moved", MOVED):
        return chance.choice(homes)
    if happens("postcode mistyped", POSTCODE_MISTYPED):
        return _misspelt(chance, postcode, string.ascii_uppercase)
    return postcode


def _born(chance: random.Random, born: date, wrong: set[str]) -> date | str | None:
    drawn = chance.random()
    shares = (NO_BIRTH_DATE, DAY_AND_MONTH_SWAPPED, DIGIT_WRONG, YEAR_ONLY)
    kinds = ("no birth date", "day and month swapped", "digit wrong", "year only")
    which = next((k for k, upto in zip(kinds, accumulate(shares), strict=True) if drawn < upto), "")
    if which == "day and month swapped" and (born.day > 12 or born.day == born.month):
        return born
    wrong.update({which} - {""})
    if which == "no birth date":
        return None
    if which == "day and month swapped":
        return born.replace(month=born.day, day=born.month)
    if which == "digit wrong":
        return _digit_wrong(chance, born)
    return born.replace(month=1, day=1) if which == "year only" else born


def _digit_wrong(chance: random.Random, born: date) -> date:
    while True:
        digits = list(f"{born:%Y%m%d}")
        digits[chance.randint(3, 7)] = str(chance.randint(0, 9))
        try:
            changed = date.fromisoformat("".join(digits))
        except ValueError:
            continue
        if changed != born:
            return changed


def _misspelt(chance: random.Random, text: str, letters: str = string.ascii_lowercase) -> str:
    at = chance.randrange(1, len(text))
    kind = chance.choice(("left out", "doubled", "wrong", "exchanged", "heard"))
    if kind == "left out":
        return text[:at] + text[at + 1 :]
    if kind == "doubled":
        return text[:at] + text[at] + text[at:]
    if kind == "exchanged":
        return text[: at - 1] + text[at : at + 1] + text[at - 1 : at] + text[at + 1 :]
    heard = {"ph": "f", "ck": "k", "ie": "y", "y": "ie", "c": "k", "ei": "ie", "th": "t", "s": "z"}
    if kind == "heard" and (found := [p for p in heard if p in text[1:]]):
        part = chance.choice(found)
        return text[0] + text[1:].replace(part, heard[part], 1)
    return text[:at] + chance.choice(letters) + text[at + 1 :]


def _inward(chance: random.Random) -> str:
    return f"{chance.randint(1, 9)}{''.join(chance.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}"


def how_often(made: Council) -> Counter[str]:
    return Counter(error for errors in made.errors.values() for error in errors)
