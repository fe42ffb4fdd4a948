"""What the program promises, each with the edit that breaks it and the test that must then fail."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "broken"


@dataclass(frozen=True)
class Broken:
    """One promise (`says`), broken by putting `becomes` in the place of `was` in a file.

    `test` is the one that must fail then, as pytest names it. `shows` is a part of what it says;
    where it is empty, any comparison that fails will do. Of a test with several variants one must
    fail, or `every`.
    """

    about: str
    says: str
    file: str
    was: str
    becomes: str
    test: str
    shows: str = ""
    every: bool = False

    @property
    def name(self) -> str:
        """What this row is called in a run of tests, where `-k` takes no blanks."""
        return f"{self.about}: {self.says}".replace(" ", "_")

    def edited(self, text: str) -> str:
        """Return the text of the file, broken."""
        return text.replace(self.was, self.becomes)

    def faults(self) -> Iterator[str]:
        """Yield what of this row has come to be wrong: its file, its words, its test."""
        path = ROOT / self.file
        found = path.read_text(encoding="utf-8").count(self.was) if path.is_file() else 0
        if found != 1:
            yield f"{self.name}: what is to be replaced stands {found} times in {self.file}"
        if self.was.split() == self.becomes.split():
            yield f"{self.name}: replacing it changes nothing"
        test_file, _, test = self.test.partition("::")
        if test.partition("[")[0] not in tests_of(test_file):
            yield f"{self.name}: there is no such test: {self.test}"


@cache
def rows() -> tuple[Broken, ...]:
    """Return every row, in the order of the files and as they stand there."""
    return tuple(row for path in sorted(FOLDER.glob("*.toml")) for row in _rows_of(path))


def _rows_of(path: Path) -> Iterator[Broken]:
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    for row in read["promise"]:
        yield Broken(read["about"], **row)


@cache
def tests_of(file: str) -> frozenset[str]:
    """Return the names of a file's tests but kills and benchmarks; none where it is not there."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    module = ast.parse(path.read_text(encoding="utf-8"))
    marks = [ast.unparse(one) for one in module.body if isinstance(one, ast.Assign)]
    if any(one.startswith("pytestmark") and _takes_minutes(one) for one in marks):
        return frozenset()
    return frozenset(
        one.name
        for one in module.body
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        and not any(_takes_minutes(ast.unparse(mark)) for mark in one.decorator_list)
    )


def _takes_minutes(mark: str) -> bool:
    return mark.rpartition("pytest.mark.")[2] in {"kill", "benchmark"}
