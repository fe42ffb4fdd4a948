"""Killed at any instant: nothing acknowledged is lost, nothing stored twice, nobody unanswered.

Deselected unless asked for: `pytest -m kill -n 0 tests/kill`, which prints its figures. Each life
is the program that `understory serve` runs, on SQLCipher with synchronous=FULL, killed with SIGKILL
at instants drawn from a seed, with the lease that is shipped.
"""

import base64
import random
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.session import Store
from storage.tables import Identity
from tests.bot.served import A_TUESDAY, free_port
from tests.botapi import StandIn, running_apart
from tests.factories import KEY, a_person, a_team, make_store
from tests.kill import kept
from tests.kill.lives import Lives
from tests.kill.people import PATIENCE, Talker

pytestmark = pytest.mark.kill

STARTING_SECONDS = 0.3
LONGEST_LIFE_SECONDS = 3.0
FIRST_CHAT = 601


@dataclass
class Scene:
    """A stand-in for Telegram, the records, people on their phones, and a program to kill."""

    telegram: StandIn
    store: Store
    talkers: list[Talker]
    enough: threading.Event
    lives: Lives
    first_call: str
    heard: int = 0

    @property
    def said(self) -> list[str]:
        return [mark for talker in self.talkers for mark in talker.said]

    @property
    def updates(self) -> set[int]:
        return {number for talker in self.talkers for number in talker.updates}

    def kill(self, seed: int, kills: int) -> None:
        """Kill so many lives at instants that `seed` leads to; the last life goes on.

        Every fourth is killed while it starts, the others once Telegram has heard from them.
        """
        draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
        for number in range(kills):
            if number % 4 == 0:
                self.lives.kill_after(draw.uniform(0, STARTING_SECONDS))
            else:
                self.telegram.wait_for_received(self.first_call, self.heard + 1, PATIENCE)
                self.lives.kill_after(draw.uniform(0, LONGEST_LIFE_SECONDS))
            self.heard = self.telegram.count(self.first_call)
            self.lives.start()

    def lost(self) -> list[str]:
        """Return the texts that Telegram was told of and that are stored nowhere."""
        counted = kept.times_stored(self.store, self.said)
        return [mark for mark, times in counted.items() if times == 0]

    def doubled(self) -> list[str]:
        counted = kept.times_stored(self.store, self.said)
        return [mark for mark, times in counted.items() if times > 1]

    def shown_again(self) -> int:
        """Return how many messages Telegram took more often than the outbox sent them."""
        taken = [call for call in self.telegram.calls_of("sendMessage") if call.accepted]
        return len(taken) - kept.messages(self.store)[0]


@contextmanager
def a_scene(folder: Path, mode: str, people: int, *, blind: bool = False) -> Iterator[Scene]:
    data = folder / "records"
    data.mkdir()
    store = make_store(data)
    with store.writing() as session:
        team = a_team(session)
        for chat in range(FIRST_CHAT, FIRST_CHAT + people):
            person = a_person(session, team=team)
            session.add(
                Identity(
                    channel="telegram",
                    address=str(chat),
                    person_id=person.id,
                    enrolled_at=A_TUESDAY,
                )
            )
    enough = threading.Event()
    with running_apart(folder / "telegram") as telegram:
        talkers = [
            Talker(telegram.person(chat), enough) for chat in range(FIRST_CHAT, FIRST_CHAT + people)
        ]
        for talker in talkers:
            talker.phone.start_earlier("Sam")
        with Lives(_options(data, telegram, mode, blind=blind), folder / "log") as lives:
            first_call = "setWebhook" if mode == "webhook" else "getUpdates"
            yield Scene(telegram, store, talkers, enough, lives, first_call)
            assert telegram.token.partition(":")[2] not in lives.log
            assert "zz" not in lives.log
    store.close()


def _options(data: Path, telegram: StandIn, mode: str, *, blind: bool) -> list[str]:
    port = free_port() if mode == "webhook" else 0
    options = ["--data", str(data), "--key", base64.b64encode(KEY).decode()]
    options += ["--api-url", telegram.url, "--token", telegram.token]
    options += ["--mode", mode, "--port", str(port)]
    return [*options, "--blind"] if blind else options


def report(what: str, **figures: object) -> None:
    told = ", ".join(f"{name.replace('_', ' ')} {figure}" for name, figure in figures.items())
    sys.stdout.write(f"\n{what}: {told}\n")


@pytest.mark.parametrize(("mode", "seed"), [("polling", 1), ("webhook", 2)])
def test_conversations_go_on_as_if_nobody_had_been_killed(
    tmp_path: Path, mode: str, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    kills = 110
    with a_scene(tmp_path, mode, people=4) as scene:
        threads = [threading.Thread(target=talker.talk) for talker in scene.talkers]
        for thread in threads:
            thread.start()
        try:
            scene.kill(seed, kills)
        finally:
            scene.enough.set()
            for thread in threads:
                thread.join()
        for talker in scene.talkers:
            if talker.fault is not None:
                raise talker.fault
        scene.telegram.wait_until_confirmed()
        again = _when_drained(scene)
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
        assert scene.updates <= kept.updates_stored(scene.store)
        assert scene.lost() == []
        assert scene.doubled() == []
        assert kept.records(scene.store) == rounds
        assert 0 <= again <= kills
        assert kept.faults_of_the_file(scene.store) == []


def _when_drained(scene: Scene) -> int:
    """Return how many messages were shown again, once the outbox holds none that waits."""
    while kept.messages(scene.store)[1]:
        taken = scene.telegram.count("sendMessage")
        scene.telegram.wait_for_calls("sendMessage", taken)
    return scene.shown_again()


@pytest.mark.parametrize(("mode", "seed"), [("polling", 3), ("webhook", 4)])
def test_many_texts_at_once_are_all_kept(
    tmp_path: Path, mode: str, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_scene(tmp_path, mode, people=12) as scene:
        _flood(scene, seed)
        with capsys.disabled():
            report(f"{mode}, texts at once", texts=len(scene.said), lost=len(scene.lost()))
        assert scene.lost() == []
        assert scene.doubled() == []


def test_a_program_that_acknowledges_first_is_found_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_scene(tmp_path, "polling", people=12, blind=True) as scene:
        _flood(scene, seed=5)
        with capsys.disabled():
            report("acknowledged first", texts=len(scene.said), lost=len(scene.lost()))
        assert scene.lost() != []


def _flood(scene: Scene, seed: int, kills: int = 20) -> None:
    """Let everybody say ten texts while the program is killed, until Telegram holds none back."""
    threads = [threading.Thread(target=talker.say_much, args=(10,)) for talker in scene.talkers]
    for thread in threads:
        thread.start()
    scene.kill(seed, kills)
    for thread in threads:
        thread.join()
    scene.telegram.wait_until_confirmed()
