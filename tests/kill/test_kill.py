"""Killed at any instant: nothing acknowledged is lost, nothing stored twice, nobody unanswered.

Deselected unless asked for: `pytest -m kill -n 0 tests/kill`, which prints its figures. Each life
is the program that `understory serve` runs, on SQLCipher with synchronous=FULL, killed with SIGKILL
at instants drawn from a seed, with the lease that is shipped.
"""

import sys
from pathlib import Path

import pytest

from tests.kill import kept
from tests.kill.people import Talker
from tests.kill.scene import FEWEST_KILLS, Scene, a_scene, a_team_of

pytestmark = pytest.mark.kill

KILLS = 110


def report(what: str, **figures: object) -> None:
    told = ", ".join(f"{name.replace('_', ' ')} {figure}" for name, figure in figures.items())
    sys.stdout.write(f"\n{what}: {told}\n")


@pytest.mark.parametrize(("mode", "seed"), [("polling", 1), ("webhook", 2)])
def test_conversations_go_on_as_if_nobody_had_been_killed(
    tmp_path: Path, mode: str, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_scene(tmp_path, mode, a_team_of(4)) as scene:
        with scene.talking(Talker.talk, scene.talkers):
            kills = scene.kill(seed, KILLS)
        scene.telegram.wait_until_confirmed()
        kept.wait_until_drained(scene.store, scene.now)
        again = scene.shown_again()
        rounds = sum(talker.rounds for talker in scene.talkers)
        with capsys.disabled():
            report(
                f"{mode}, {kills} kills",
                answers=len(scene.said),
                updates=len(scene.updates),
                reflections_kept=rounds,
                lost=len(scene.lost()),
                stored_twice=len(scene.doubled()),
                questions_shown_again=again,
            )
        assert kills >= FEWEST_KILLS
        assert scene.updates <= kept.updates_stored(scene.store)
        assert scene.lost() == []
        assert scene.doubled() == []
        assert kept.records(scene.store) == rounds
        assert 0 <= again <= kills
        assert kept.faults_of_the_file(scene.store) == []


@pytest.mark.parametrize(("mode", "seed"), [("polling", 3), ("webhook", 4)])
def test_many_texts_at_once_are_all_kept(
    tmp_path: Path, mode: str, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_scene(tmp_path, mode, a_team_of(12)) as scene:
        _flood(scene, seed)
        with capsys.disabled():
            report(f"{mode}, texts at once", texts=len(scene.said), lost=len(scene.lost()))
        assert scene.lost() == []
        assert scene.doubled() == []


def test_a_program_that_acknowledges_first_is_found_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_scene(tmp_path, "polling", a_team_of(12), blind=True) as scene:
        _flood(scene, seed=5)
        with capsys.disabled():
            report("acknowledged first", texts=len(scene.said), lost=len(scene.lost()))
        assert scene.lost() != []


def _flood(scene: Scene, seed: int, kills: int = 20) -> None:
    """Let everybody say ten texts while the program is killed, until Telegram holds none back."""
    with scene.talking(lambda talker: talker.say_much(10), scene.talkers):
        scene.kill(seed, kills)
    scene.telegram.wait_until_confirmed()
