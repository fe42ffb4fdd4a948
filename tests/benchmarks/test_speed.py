"""How fast an answer is kept, as ratios of one run; no time is a failure.

Deselected unless asked for: `pytest -m benchmark -n 0 tests/benchmarks`. What the figures were, and
on what, is in docs/performance.md.
"""

import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlmodel import func, select

from storage.session import Store
from storage.tables import Seen
from tests.benchmarks import theirs
from tests.benchmarks.council import ANSWER, ANSWERS_EACH, a_large_council
from tests.benchmarks.figures import FIGURES, Figure
from tests.benchmarks.ours import BareRows, Reflections
from tests.botapi import InThread, running

pytestmark = pytest.mark.benchmark

BARE = "a bare row to the commit"
PEOPLE = 10_000
ROUNDS = 40
WARMING = 5


@pytest.fixture
def telegram() -> Iterator[InThread]:
    with running() as stand_in:
        yield stand_in


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = a_large_council(tmp_path, PEOPLE)
    yield made
    made.close()


def told(seconds: Sequence[float]) -> str:
    low, *_, high = statistics.quantiles(seconds, n=10)
    middle = statistics.median(seconds)
    return f"{middle * 1e3:.2f} ms (p10 {low * 1e3:.2f}, p90 {high * 1e3:.2f})"


def say(capsys: pytest.CaptureFixture[str], *lines: str) -> None:
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")


def test_an_update_from_incoming_to_the_commit_against_a_bare_committed_row(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reflections, bare = Reflections(store), BareRows(tmp_path)
    for _ in range(WARMING):
        list(reflections.one())
    updates: list[tuple[str, float]] = []
    rows: list[float] = []
    ratios: list[float] = []
    for _ in range(ROUNDS):
        ours = list(reflections.one())
        theirs_now = [bare.one() for _ in range(4 * len(ours))]
        updates += ours
        rows += theirs_now
        seconds = [one for _, one in ours]
        ratios.append(statistics.median(seconds) / statistics.median(theirs_now))
    texts = [seconds for kind, seconds in updates if kind == "text"]
    every = [seconds for _, seconds in updates]
    say(
        capsys,
        f"a bare committed row: {told(rows)}",
        f"an update of a reflection: {told(every)}",
        f"of these, an answer of {len(ANSWER)} characters: {told(texts)}",
        f"an update / a bare row: {statistics.median(every) / statistics.median(rows):.1f}"
        f" (median of {ROUNDS} rounds {statistics.median(ratios):.1f})",
        f"an answer / a bare row: {statistics.median(texts) / statistics.median(rows):.1f}",
    )
    FIGURES.append(Figure("an update, to the commit", BARE, statistics.median(ratios)))
    FIGURES.append(
        Figure("an answer, to the commit", BARE, statistics.median(texts) / statistics.median(rows))
    )
    with store.reading() as session:
        seen = session.exec(select(func.count()).select_from(Seen)).one()
    assert seen >= len(updates)


async def test_an_answer_against_a_conversation_handler_with_pickles(
    store: Store, telegram: InThread, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reflections = Reflections(store)
    application = await theirs.an_application(telegram, tmp_path, PEOPLE)
    list(reflections.one())
    await theirs.one(application, 0)
    ours: list[float] = []
    pickled: list[float] = []
    for number in range(8):
        ours += [seconds for kind, seconds in reflections.one() if kind == "text"]
        pickled.append(await theirs.one(application, number))
    await application.shutdown()
    size = await _size(tmp_path / "answers.pickle")
    say(
        capsys,
        f"{PEOPLE} people with {ANSWERS_EACH} answers each; their pickle is {size / 1e6:.0f} MB",
        f"ConversationHandler and PicklePersistence, flushed: {told(pickled)}",
        f"ours, an answer to the commit: {told(ours)}",
        f"rate of ours / theirs: {statistics.median(pickled) / statistics.median(ours):.0f}",
    )
    slower = statistics.median(ours) / statistics.median(pickled)
    FIGURES.append(Figure("an answer, to the commit", "a pickle flushed", slower))
    assert size > PEOPLE * ANSWERS_EACH * len(ANSWER)


async def _size(path: Path) -> int:
    return path.stat().st_size  # noqa: ASYNC240 - once, at the end
