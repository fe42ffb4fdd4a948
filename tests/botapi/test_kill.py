"""Victims: killed at seeded instants, started again, and never left behind."""

import os
import select
import sys
from pathlib import Path

import pytest

from tests.botapi import Victim, VictimDiedError, kill_repeatedly

WAITS = "import signal; print('born', flush=True); signal.pause()"
ENDS = "print('I had enough', flush=True)"
HAS_A_CHILD = """
import os, signal, sys
read, write = os.pipe()
child = os.fork()
if child == 0:
    os.write(write, b'x')
    signal.pause()
os.read(read, 1)
with open(sys.argv[1], 'w') as told:
    told.write(str(child))
signal.pause()
"""


def victim(tmp_path: Path, program: str) -> Victim:
    command = [sys.executable, "-c", program, str(tmp_path / "child")]
    return Victim(command, log=tmp_path / "log", folder=tmp_path)


def is_gone(pid: int) -> bool:
    """Return whether no process, or only one that nobody has yet buried, has this number."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state in {"Z", "X"}


def test_a_victim_lives_dies_and_lives_again(tmp_path: Path) -> None:
    with victim(tmp_path, WAITS) as process:
        lives = [(process.pid, process.alive)]
        process.kill()
        lives.append((lives[0][0], process.alive))
        process.start()
        lives.append((process.pid, process.alive))
        assert [alive for _, alive in lives] == [True, False, True]
        assert lives[0][0] != lives[2][0]
        assert process.starts == 2


def test_a_victim_that_lives_cannot_be_started(tmp_path: Path) -> None:
    with victim(tmp_path, WAITS) as process, pytest.raises(RuntimeError, match="still alive"):
        process.start()


def test_a_victim_that_was_never_started_has_no_pid(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="never started"):
        _ = victim(tmp_path, WAITS).pid


def test_nothing_is_left_behind_when_a_test_fails(tmp_path: Path) -> None:
    process = victim(tmp_path, WAITS)
    pids: list[int] = []

    def failing() -> None:
        with process:
            pids.append(process.pid)
            raise ValueError("the test failed")

    with pytest.raises(ValueError, match="the test failed"):
        failing()
    assert not process.alive
    assert is_gone(pids[0])


def test_children_die_with_their_parent(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "child")
    with victim(tmp_path, HAS_A_CHILD) as process:
        child = int((tmp_path / "child").read_text())
        assert not is_gone(child)
        process.kill()
    wait_until_gone(child)
    assert is_gone(child)


def wait_until_gone(pid: int) -> None:
    """Return once a kill that was sent has been carried out: a pidfd then becomes readable."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        select.select([watched], [], [])
    finally:
        os.close(watched)


def test_a_victim_that_ends_by_itself_is_a_failure_with_its_last_words(tmp_path: Path) -> None:
    with victim(tmp_path, ENDS) as process:
        with pytest.raises(VictimDiedError, match="I had enough"):
            process.kill_after(60)
        with pytest.raises(VictimDiedError):
            process.kill()


def test_children_die_though_their_parent_ended_by_itself(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "child")
    with victim(tmp_path, HAS_A_CHILD.removesuffix("signal.pause()\n")) as process:
        child = int((tmp_path / "child").read_text())
        with pytest.raises(VictimDiedError):
            process.kill_after(60)
    wait_until_gone(child)
    assert is_gone(child)


def test_the_same_seed_gives_the_same_lives(tmp_path: Path) -> None:
    lives = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        with victim(folder, WAITS) as process:
            lives.append(kill_repeatedly(process, seed=7, kills=5, longest=0.02))
            assert process.starts == 6
            assert process.alive
    assert lives[0] == lives[1]
    assert len(set(lives[0])) == 5


def test_each_life_counts_from_when_it_is_ready(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "child")
    program = "import sys, signal; open(sys.argv[1], 'w').write('ready'); signal.pause()"
    seen: list[str] = []
    with victim(tmp_path, program) as process:
        kill_repeatedly(
            process,
            seed=1,
            kills=3,
            longest=0.01,
            ready=lambda: seen.append((tmp_path / "child").read_text()),
        )
        seen.append((tmp_path / "child").read_text())
    assert seen == ["ready"] * 4
