"""How long a text takes to read, and what the model weighs in memory; no figure is a failure.

`pytest -m benchmark -n 0 -s tests/benchmarks/test_reader.py`; docs/performance.md has the figures.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice

import pytest

from practice.evidence import Reading, look, look_quickly
from tests.benchmarks.test_speed import say
from tests.practice.texts import labelled

pytestmark = pytest.mark.benchmark

ROUNDS = 60
LONG = 200_000
_MEMORY = """
import sys
from pathlib import Path
from practice.evidence import look, look_quickly
def held():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
start = held()
look_quickly("She hid behind the sofa when he came in.")
quick = held()
for _ in range(50):
    look("She hid behind the sofa when he came in. " * 20)
print(f"{start:.0f} MB at rest, {quick:.0f} with the linear model, {held():.0f} with both")
"""


def test_a_text_of_a_hundred_words_and_a_very_long_one(capsys: pytest.CaptureFixture[str]) -> None:
    hundred = [t.text for t in labelled() if 90 <= len(t.text.split()) <= 110]
    texts = list(islice(cycle(hundred), ROUNDS))
    long = "\n".join(islice(cycle(t.text for t in labelled()), 2000))[:LONG]
    lines = [
        f"{name}: {cpu(read, texts):.1f} ms for 100 words, {cpu(read, [long]):.0f} for {LONG:,}"
        for name, read in (("both models", look), ("the linear model", look_quickly))
    ]
    say(capsys, *lines)


def cpu(read: Callable[[str], Reading], texts: list[str]) -> float:
    """Return the milliseconds of the processor that one text takes, loading left out."""
    read(texts[0][:500])
    begun = time.process_time()
    for text in texts:
        read(text)
    return (time.process_time() - begun) / len(texts) * 1e3


def test_what_it_weighs_once_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    told = subprocess.run([sys.executable, "-c", _MEMORY], capture_output=True, check=True)
    say(capsys, told.stdout.decode().strip())
