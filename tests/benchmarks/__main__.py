"""`python -m tests.benchmarks`: measure, print one table, and say what became slower since a run.

`--quick` leaves out what takes minutes and grows to 4 times only; `--full` makes a million records,
in the folder of `--million` where one is named. It first checks that it would notice a build that
became slower. The figures of a run are written with `--json PATH` and compared with `--against
PATH`: exit code 1 where something became slower.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import figures

FOLDER = Path(__file__).parent
_QUICK = (
    *("test_speed.py", "test_waiting_letters.py", "test_open_pages.py"),
    *("test_everything.py", "test_mixed_load.py"),
)
_ALONE = ("-q", "-n", "0", "-p", "no:randomly")


def main() -> int:
    """Measure and return the exit code."""
    chosen = _options()
    if chosen.million is not None:
        os.environ["UNDERSTORY_MILLION"] = str(chosen.million)
    os.environ["UNDERSTORY_BENCHMARKS"] = "quick" if chosen.quick else "full"
    noticed = _would_notice()
    files = [str(FOLDER / name) for name in _QUICK] if chosen.quick else [str(FOLDER)]
    code = pytest.main([*_ALONE, "-m", "benchmark", *files])
    run = figures.Run(list(figures.FIGURES))
    figures.show(run)
    if chosen.json is not None:
        run.write(chosen.json)
    return _compared(run, chosen.against) or int(noticed or code)


def _would_notice() -> int:
    """Return 0 where a slowed-down build is noticed, by a process of its own."""
    check = [sys.executable, "-m", "pytest", *_ALONE, str(FOLDER / "test_figures.py")]
    return subprocess.run(check, check=False).returncode


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure, and print one table of figures.")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="some minutes: sizes of 1 and 4")
    size.add_argument("--full", action="store_true", help="everything, sizes of 1, 4, 16 and 1 M")
    parser.add_argument("--million", type=Path, help="where a million records are made and left")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--against", type=Path, help="the figures of a run before")
    return parser.parse_args()


def _compared(run: figures.Run, before: Path | None) -> int:
    if before is None:
        return 0
    lines = list(figures.slower(figures.Run.read(before).figures, run.figures))
    sys.stdout.write("".join(f"slower: {line}\n" for line in lines))
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())
