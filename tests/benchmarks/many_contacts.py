"""Two million invented contacts about a million children, as a CSV file; and their linking, timed.

`python -m tests.benchmarks.many_contacts FILE` links the contacts of the file and prints what it
took as JSON: a process of its own, so that its peak of memory is its own.
"""

import csv
import json
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np

from practice.linkage.linking import scored
from practice.linkage.people import Person, people
from practice.linkage.proposals import LIKELY
from tests.practice.linkage.invented import COMMON_SURNAMES, FORENAMES, RARE_SURNAMES

COLUMNS = ("contact_ref", "forename", "surname", "birth_date", "postcode")
FORENAMES_IN_USE = 15_000
SURNAMES_IN_USE = 40_000


def write_contacts(path: Path, contacts: int, seed: int = 1) -> None:
    """Write contacts with a slip in one of ten names and dates and a tenth of them missing."""
    chance = np.random.default_rng(seed)
    children = contacts // 2
    forename = _skewed(chance, FORENAMES_IN_USE, children, 0.75)
    surname = _skewed(chance, SURNAMES_IN_USE, children, 0.65)
    born = np.datetime64("2008-12-01") + chance.integers(0, 18 * 365, children)
    home = chance.integers(0, children // 8, children)
    about = chance.integers(0, children, contacts)
    slip = chance.integers(0, 40, contacts)
    names = _names([*FORENAMES], ["", *"aeiouynlr"], FORENAMES_IN_USE)
    surnames = _names([*COMMON_SURNAMES, *RARE_SURNAMES], ["", "s", "son", "er"], SURNAMES_IN_USE)
    with path.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        for number, (child, wrong) in enumerate(zip(about.tolist(), slip.tolist(), strict=True)):
            said = [names[forename[child]], surnames[surname[child]], str(born[child])]
            said.append(f"D{home[child] // 5000} {home[child] % 10}{_letters(int(home[child]))}")
            rows.writerow([f"K{number}", *_heard(said, wrong, number)])


def rows_of(path: Path) -> Iterator[Person]:
    with path.open(encoding="utf-8", newline="") as lines:
        for ref, forename, surname, born, postcode in list_after_header(lines):
            yield Person(ref, forename, surname, born, postcode)


def list_after_header(lines: Iterator[str]) -> Iterator[list[str]]:
    rows = csv.reader(lines)
    next(rows)
    return rows


def peak() -> int:
    """Return the peak in kilobytes since this program began: getrusage knows its parent's too."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def _heard(said: list[str], wrong: int, number: int) -> list[str]:
    if wrong < 4:
        said[wrong] = ""
    elif wrong < 8:
        text, at = said[wrong - 4], 1 + number % max(len(said[wrong - 4]) - 2, 1)
        said[wrong - 4] = text[:at] + text[at + 1 :]
    return said


def _skewed(
    chance: np.random.Generator, values: int, count: int, by: float
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    share = 1 / np.arange(5, values + 5) ** by
    return chance.choice(values, count, p=share / share.sum())


def _names(stems: list[str], endings: list[str], count: int) -> list[str]:
    """Return so many different names: the stems, then with endings, then two together."""
    more = (a + b for b, a in product(endings, stems))
    double = (a + b.lower() for a, b in product(stems, stems))
    return list(dict.fromkeys([*more, *double]))[:count]


def _letters(number: int) -> str:
    return chr(65 + number // 10 % 20) + chr(65 + number // 200 % 25)


def main(path: Path) -> None:
    begun = time.monotonic()
    rows = people(rows_of(path))
    read = time.monotonic()
    pairs = scored(rows)
    took = {
        "reading": round(read - begun, 1),
        "linking": round(time.monotonic() - read, 1),
        "processor": round(time.process_time(), 1),
        "peak_mb": peak() // 1024,
        "proposed": len(pairs.left),
        "likely": int((pairs.probability >= LIKELY).sum()),
    }
    sys.stdout.write(json.dumps(took) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
