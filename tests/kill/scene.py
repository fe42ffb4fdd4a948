"""A scene for kill tests: Telegram, the records, people on their phones, and a program to kill."""

import base64
import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.session import Session, Store
from storage.tables import Identity, Person
from tests.bot.served import A_TUESDAY, free_port
from tests.botapi import StandIn, running_apart
from tests.factories import KEY, a_person, a_team, make_store
from tests.kill import kept
from tests.kill.lives import Lives
from tests.kill.people import PATIENCE, Talker

STARTING_SECONDS = 0.3
LONGEST_LIFE_SECONDS = 3.0
FIRST_CHAT = 601
_ENDS_WITHIN_SECONDS = 180.0
_KILLS_FOR_SECONDS = float(os.environ.get("UNDERSTORY_KILLS_FOR", "30"))
"""`.ci/run thorough` takes 220, which a slow machine needs to kill them all."""
FEWEST_KILLS = 10
"""Fewer would show nothing, however slow a machine is."""


@dataclass
class Scene:
    """A stand-in for Telegram, the records, people on their phones, and a program to kill.

    `clock` holds by how many seconds the program's clock is ahead, as each life reads at its start.
    """

    telegram: StandIn
    store: Store
    talkers: list[Talker]
    enough: threading.Event
    lives: Lives
    first_call: str
    clock: Path
    address: str
    heard: int = 0
    ahead: timedelta = field(default_factory=timedelta)

    @property
    def said(self) -> list[str]:
        return [mark for talker in self.talkers for mark in talker.said]

    @property
    def updates(self) -> set[int]:
        return {number for talker in self.talkers for number in talker.updates}

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def kill(
        self,
        seed: int,
        kills: int,
        *,
        answering: bool = False,
        longest: float = LONGEST_LIFE_SECONDS,
        answers: Callable[[], int] | None = None,
    ) -> int:
        """Kill so many lives at instants that `seed` leads to; the last life goes on.

        Every fourth is killed while it starts, the others once Telegram has heard from them. Return
        how many were killed: fewer where that takes minutes, as on a machine that does other work.
        Where they are `answering`, every other one is killed once it has sent something, so that
        such a machine gets on too; what it did is counted by `answers`, where that is nothing of
        Telegram's. No life is longer than `longest` seconds from there.
        """
        draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
        ends_at = time.monotonic() + _KILLS_FOR_SECONDS
        for number in range(kills):
            if time.monotonic() >= ends_at:
                return number
            sent, done = self.telegram.count("sendMessage"), answers() if answers else 0
            if number % 4 == 0:
                self.lives.kill_after(draw.uniform(0, STARTING_SECONDS))
            else:
                sends = answering and number % 2 == 1
                if sends and answers:
                    _wait_for_more(answers, done)
                    sends = False
                call, heard = ("sendMessage", sent) if sends else (self.first_call, self.heard)
                self.telegram.wait_for_received(call, heard + 1, PATIENCE)
                self.lives.kill_after(draw.uniform(0, longest))
            self._start()
        return kills

    def kill_while(self, change: Callable[[], None]) -> None:
        """Kill the life, and start the next once something has changed that it did not see."""
        self.lives.kill_after(0)
        change()
        self._start()

    def _start(self) -> None:
        self.heard = self.telegram.count(self.first_call)
        self.lives.start()

    def move_on(self, to: datetime) -> None:
        """Let it be later, for Telegram and for the lives that start from now on."""
        by = to - self.now
        self.telegram.forward(by.total_seconds())
        self.ahead += by
        self.clock.write_text(str(self.ahead.total_seconds()))

    @contextmanager
    def talking(self, talk: Callable[[Talker], None], talkers: Sequence[Talker]) -> Iterator[None]:
        """Let people talk while the block runs; it ends once they have, and raises their faults."""
        threads = [threading.Thread(target=talk, args=(talker,), daemon=True) for talker in talkers]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.enough.set()
            ends_at = time.monotonic() + _ENDS_WITHIN_SECONDS
            for thread in threads:
                thread.join(max(0.0, ends_at - time.monotonic()))
        for talker, thread in zip(talkers, threads, strict=True):
            if talker.fault is not None:
                raise talker.fault
            assert not thread.is_alive(), f"{talker.phone.chat_id} talks still: {talker.last!r}"

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
        return len(taken) - kept.messages_sent(self.store)


def _wait_for_more(count: Callable[[], int], than: int) -> None:
    kept.wait_while(lambda: [] if count() > than else ["nothing more"], "said")


@contextmanager
def a_scene(
    folder: Path,
    mode: str,
    enrolled: Callable[[Session], Sequence[Person]],
    *,
    blind: bool = False,
    begins: datetime | None = None,
    by_sentence: bool = False,
) -> Iterator[Scene]:
    """Give a scene with the people that `enrolled` makes, each in a chat, in their order.

    It `begins` now, unless told a later moment. `by_sentence` its lives load no model to read
    with: each would spend most of its time on that.
    """
    data = folder / "records"
    data.mkdir()
    store = make_store(data)
    with store.writing() as session:
        chats = range(FIRST_CHAT, FIRST_CHAT + len(_enrol(session, enrolled(session))))
    enough = threading.Event()
    clock = folder / "clock"
    clock.write_text("0")
    with running_apart(folder / "telegram") as telegram:
        talkers = [Talker(telegram.person(chat), enough) for chat in chats]
        for talker in talkers:
            talker.phone.start_earlier("Sam")
        port = free_port()
        options = [*_options(data, telegram, mode, port, blind=blind), "--clock", str(clock)]
        options += ["--by-sentence"] if by_sentence else []
        lives = Lives(options, folder / "log")
        first_call = "setWebhook" if mode == "webhook" else "getUpdates"
        address = f"http://127.0.0.1:{port}"
        scene = Scene(telegram, store, talkers, enough, lives, first_call, clock, address)
        if begins is not None:
            scene.move_on(begins)
        with lives:
            yield scene
            assert telegram.token.partition(":")[2] not in lives.log
            assert "zz" not in lives.log
    store.close()


def a_team_of(count: int) -> Callable[[Session], Sequence[Person]]:
    """Return what makes so many people of one team, whom nobody supervises."""

    def enrolled(session: Session) -> Sequence[Person]:
        team = a_team(session)
        return [a_person(session, team=team) for _ in range(count)]

    return enrolled


def _enrol(session: Session, people: Sequence[Person]) -> Sequence[Person]:
    for chat, person in enumerate(people, FIRST_CHAT):
        session.add(
            Identity(
                channel="telegram",
                address=str(chat),
                person_id=person.id,
                enrolled_at=A_TUESDAY,
            )
        )
    return people


def _options(data: Path, telegram: StandIn, mode: str, port: int, *, blind: bool) -> list[str]:
    options = ["--data", str(data), "--key", base64.b64encode(KEY).decode()]
    options += ["--api-url", telegram.url, "--token", telegram.token]
    options += ["--mode", mode, "--port", str(port)]
    return [*options, "--blind"] if blind else options
