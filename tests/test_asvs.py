"""What docs/asvs.md says is met stands where it says, and each requirement has one line."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| (\d+)\.(\d+)\.(\d+) \| ([12]) \| (.+?) \| (met|n/a|open) \| (.+) \|$")
REQUIREMENTS = 253
"""How many requirements of levels 1 and 2 version 5.0.0 has."""


def rows() -> list[tuple[str, ...]]:
    lines = [line for line in PAGE.splitlines() if re.match(r"\| \d", line)]
    found = [_ROW.match(line) for line in lines]
    assert all(found), [line for line, one in zip(lines, found, strict=True) if not one]
    return [one.groups() for one in found if one]


@cache
def all_tests() -> str:
    return "\n".join(one.read_text(encoding="utf-8") for one in (ROOT / "tests").rglob("*.py"))


def test_each_requirement_has_one_line_in_its_order() -> None:
    ids = [tuple(map(int, row[:3])) for row in rows()]
    assert len(ids) == REQUIREMENTS
    assert ids == sorted(set(ids))


def test_the_figures_at_the_top_are_those_of_the_lines() -> None:
    counted = Counter(row[5] for row in rows())
    said = re.search(r"\*\*(\d+) met, (\d+) not applicable, (\d+) open\.\*\*", PAGE)
    assert said
    assert [int(one) for one in said.groups()] == [counted[s] for s in ("met", "n/a", "open")]


def test_every_file_and_test_it_names_is_there() -> None:
    named = {name for row in rows() for name in re.findall(r"`([^`]+)`", row[6])}
    paths = {name for name in named if "/" in name.strip("/") and " " not in name}
    missing = {name for name in paths if not (ROOT / name).exists()}
    tried = {name for name in named if name.startswith("test_")}
    missing |= {name for name in tried if f"def {name}(" not in all_tests()}
    assert not missing
    assert (len(paths) > 50, len(tried) > 30) == (True, True)


def test_the_page_of_threats_says_how_many_are_open() -> None:
    opened = sum(row[5] == "open" for row in rows())
    security = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert f"lists {opened} requirements that are not met" in security
