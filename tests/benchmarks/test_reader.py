"""How long a text takes to read, and what the model weighs in memory; no figure is a failure.

`pytest -m benchmark -n 0 -s tests/benchmarks/test_reader.py`; docs/performance.md has the figures.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path

import pytest

from bot.dialogue import Dialogue
from bot.evidence_reader import EvidenceReader
from bot.messages import Incoming
from bot.update import DutyNumbers
from practice.evidence import Reading, look, look_quickly
from prompts.loader import shipped
from tests.benchmarks.council import CHAT, NOW, a_large_council
from tests.benchmarks.test_speed import say
from tests.practice.texts import labelled

pytestmark = pytest.mark.benchmark

ROUNDS = 60
RUSH = 50
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


def test_a_rush_of_people_with_a_story_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stories = [t.text for t in labelled() if 90 <= len(t.text.split()) <= 150][: 3 * RUSH]
    took: dict[str, list[float]] = {"both models": [], "the linear model": []}
    for number in range(3):
        told = stories[number * RUSH : (number + 1) * RUSH]
        for (name, seconds), reads in zip(took.items(), (look, look_quickly), strict=True):
            reads(told[0])
            folder = tmp_path / f"{name} {number}"
            folder.mkdir()
            seconds += rush(folder, told, reads)
    say(capsys, *(f"{RUSH} stories at once, {name}: {spread(s)}" for name, s in took.items()))


def rush(folder: Path, stories: list[str], reads: Callable[[str], Reading]) -> list[float]:
    """Return the seconds until each of so many people, who tell at once, has an answer stored."""
    with closing(a_large_council(folder, len(stories))) as store:
        reader = EvidenceReader(reads)
        dialogue = Dialogue(store, shipped(), DutyNumbers("1", "2"), reader)

        def tell(person: int) -> float:
            begun = time.perf_counter()
            told = Incoming("telegram", str(CHAT + person), str(person), text=stories[person])
            assert dialogue.receive(told, NOW).stored
            return time.perf_counter() - begun

        with ThreadPoolExecutor(len(stories)) as people:
            seconds = list(people.map(tell, range(len(stories))))
        reader.close()
        return seconds


def spread(seconds: list[float]) -> str:
    *_, most = statistics.quantiles(seconds, n=20)
    return f"median {statistics.median(seconds):.2f} s, p95 {most:.2f}, last {max(seconds):.2f}"
