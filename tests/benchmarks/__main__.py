"""`python -m tests.benchmarks`: measure, print one table, and say what became slower since a run.

`--quick` leaves out what takes minutes and grows to 4 times only; `--full` makes a million records,
in the folder of `--million` where one is named; `--only` measures the files that are named alone.
A million is made once, and all that is measured on it reads it or a copy.
It first checks that it would notice a build that became slower. Each file is measured by a process
of its own: one that fails or dies is named, and takes no other's figures with it. The figures of a
run are written with `--json PATH`, as far as it has come, and compared with `--against PATH`: exit
code 1 where something became slower, or was not measured to its end.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import figures

FOLDER = Path(__file__).parent
_QUICK = (
    *("test_speed.py", "test_waiting_letters.py", "test_open_pages.py"),
    *("test_floor.py", "test_everything.py", "test_mixed_load.py"),
)
_LONGEST = ("test_summaries.py", "test_mixed_load.py", "test_million.py", "test_big.py")
"""Of all: they come last, so that whoever ends a run early has the rest."""


def main() -> int:
    """Measure and return the exit code."""
    chosen = _options()
    os.environ["UNDERSTORY_BENCHMARKS"] = "quick" if chosen.quick else "full"
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if not chosen.quick:
            os.environ["UNDERSTORY_MILLION"] = str(chosen.million or Path(folder) / "million")
        return _measure(chosen)


def _measure(chosen: argparse.Namespace) -> int:
    faults = [] if _would_notice() else ["a slowed-down build was not noticed"]
    run = figures.Run([])
    for name in chosen.only or (_QUICK if chosen.quick else _every()):
        found, is_whole = _measured(name)
        run.figures.extend(found)
        faults += [] if is_whole else [f"{name} failed, or did not come to its end"]
        if chosen.json is not None:
            run.write(chosen.json)
    figures.show(run)
    faults += _slower(run, chosen.against)
    sys.stdout.write("".join(f"{line}\n" for line in faults))
    return bool(faults)


def _every() -> Iterator[str]:
    names = sorted(path.name for path in FOLDER.glob("test_*.py"))
    yield from (name for name in names if name not in (*_LONGEST, "test_figures.py"))
    yield from _LONGEST


def _measured(name: str) -> tuple[Sequence[figures.Figure], bool]:
    """Return the figures of one file, and whether all of it was measured and held."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.json"
        apart = [sys.executable, "-m", "tests.benchmarks.measured_apart", str(FOLDER / name)]
        done = subprocess.run([*apart, str(path)], check=False)
        found = figures.Run.read(path).figures if path.exists() else []
    return found, done.returncode == 0


def _would_notice() -> bool:
    """Say whether a slowed-down build is noticed, by a process of its own."""
    check = [sys.executable, "-m", "pytest", "-q", "-n", "0", str(FOLDER / "test_figures.py")]
    return subprocess.run(check, check=False).returncode == 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure, and print one table of figures.")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="some minutes: sizes of 1 and 4")
    size.add_argument("--full", action="store_true", help="everything, sizes of 1, 4, 16 and 1 M")
    parser.add_argument("--only", nargs="+", metavar="FILE", help="measure these files alone")
    parser.add_argument("--million", type=Path, help="where a million records are made and left")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--against", type=Path, help="the figures of a run before")
    return parser.parse_args()


def _slower(run: figures.Run, before: Path | None) -> list[str]:
    if before is None:
        return []
    return [
        f"slower: {line}" for line in figures.slower(figures.Run.read(before).figures, run.figures)
    ]


if __name__ == "__main__":
    sys.exit(main())
