"""The access table (docs/access.md) as the tests read it: its rows by heading and first column."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "access.md"
Rows = Mapping[str, Mapping[str, str]]


@cache
def rows(heading: str) -> Rows:
    """Return the table under a heading: by its first column, what each other column says."""
    part = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = next(one for one in part if one.startswith(f"{heading}\n"))
    lines = [line for line in text.splitlines() if line.startswith("|")]
    names = _columns(lines[0])
    found = {
        first: dict(zip(names[1:], rest, strict=True)) for first, *rest in map(_columns, lines[2:])
    }
    assert len(found) == len(lines) - 2, f"two rows of one name under {heading}"
    return found


def _columns(line: str) -> list[str]:
    return [one.strip().strip("`") for one in line.strip("|").split("|")]


def may(row: str, column: str) -> frozenset[str]:
    """Return what a column of a record's row says: of reads, adds and knows it was held, which."""
    said = rows("Records")[row][column]
    return frozenset() if said == "no" else frozenset(said.split(", "))
