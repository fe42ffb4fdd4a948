"""What is broken on purpose is seen: for each promise, the test that fails without its mechanism.

A test that was written together with its mechanism has perhaps never failed. Here each mechanism is
taken out in a copy of the tree, and its test run there.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

import pytest
from _pytest.mark import ParameterSet

from tests.hostile.broken_rows import ROOT, Broken, rows
from tests.hostile.copied_tree import CopiedTree

_FAILED = 1
_ONE_OF = 48
"""Of so many rows one is tried when a change lands: each starts a run of tests of its own."""
_PASSED = re.compile(r"^(\d+ failed, )?\d+ passed", re.MULTILINE)
_COMPARED = re.compile(r"^E +(?:AssertionError|assert |Failed: )", re.MULTILINE)


def test_every_row_still_fits_what_it_breaks() -> None:
    assert [wrong for row in rows() for wrong in row.faults()] == []


def test_each_row_has_a_name_of_its_own() -> None:
    assert [name for name, times in Counter(row.name for row in rows()).items() if times > 1] == []


def test_the_page_says_how_many_there_are_of_each() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([^|]+) \| (\d+) \|$", page, re.MULTILINE)
    counted = Counter(row.about for row in rows())
    assert {about: int(count) for about, count in told} == counted
    assert f"**{len(rows())} promises**" in page


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CopiedTree]:
    tree = CopiedTree(tmp_path_factory.mktemp("broken"))
    assert tree.imported_from() == [
        str(tree.root / "bot/__init__.py"),
        str(tree.root / "tests/factories.py"),
    ]
    yield tree
    tree.close()


def _when_each_is_tried() -> Iterator[ParameterSet]:
    """Yield each row, a few of every subject marked `long`, the others `thorough`."""
    for _, about in groupby(rows(), attrgetter("about")):
        for number, row in enumerate(about):
            seldom = pytest.mark.long if number % _ONE_OF == 1 else pytest.mark.thorough
            yield pytest.param(row, id=row.name, marks=seldom)


@pytest.mark.parametrize("row", list(_when_each_is_tried()))
def test_a_broken_promise_is_seen(tree: CopiedTree, row: Broken) -> None:
    with tree.broken(row):
        ran = tree.run(row.test, broken=row.file, to_the_end=row.every)
    assert ran.code == _FAILED, ran.said
    assert not (row.every and _PASSED.search(ran.said)), ran.said
    assert row.shows in ran.said if row.shows else _COMPARED.search(ran.said), ran.said
