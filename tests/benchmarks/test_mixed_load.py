"""How soon people are answered at the end of a month: beside open pages, a tick and a reader.

`python -m tests.benchmarks --full`, or alone: `pytest -m benchmark -n 0 -s
tests/benchmarks/test_mixed_load.py`. `UNDERSTORY_RECORDS` names a folder of records to serve a copy
of, whose key stands in `UNDERSTORY_KEY` unless it is the tests'; else `UNDERSTORY_MILLION`, as
`--full` does; else a council is invented. Twenty people answer at the same pace all the time:
alone, beside all the rest, and alone again. No figure is a failure.
"""

import base64
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlmodel import Session, col, func, select

from bot.channels.web.channel import WEB
from practice.access import Role
from practice.calendar import Month, start_of
from practice.supervision import due_on
from storage import web_sessions
from storage.cipher import Cipher
from storage.ids import new_id
from storage.migrate import bring_up_to_date
from storage.people import team_paths
from storage.presence import here
from storage.session import Store, embedded_url
from storage.tables import Identity, Person, Supervision
from tests.benchmarks.council import ANSWER
from tests.benchmarks.figures import FIGURES, Figure
from tests.benchmarks.lived_in import a_lived_in_council
from tests.benchmarks.million import a_million
from tests.benchmarks.test_speed import say
from tests.factories import KEY, make_store

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(0)]

QUICK = os.environ.get("UNDERSTORY_BENCHMARKS") == "quick"
SECONDS = 10 if QUICK else 40
TEAMS, YEARS = (20, 1) if QUICK else (60, 2)
ANSWERING, OPEN = 20, 50
EVERY_SECONDS = 3.0
TEAMS_OF_READER = 10
"""So many teams are below the manager who reads: those of a service, in the invented council 1."""
TEXTS = [ANSWER[:150], "It is something new", "No child", "That's enough", "Keep to myself"]
"""The same story each time, so that reading it is not measured: it is asked about as a second."""
WORK = f"a text's 95th percentile beside {OPEN} open pages, a tick and a reader"


@dataclass(frozen=True)
class Scene:
    """Records to serve, at the end of a month, and the browsers of people in it."""

    folder: Path
    key: bytes
    now: datetime
    people: Sequence[str]
    reader: str


def test_answers_at_the_end_of_a_month(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scene = a_scene(tmp_path)
    with served(scene) as server:
        crowd = Crowds(scene, server)
        crowd.alone(5.0)
        before = crowd.alone(SECONDS)
        ticked: dict[str, float] = {}
        beside = crowd.beside_all(lambda: ticked.update(server.tick()))
        after = crowd.alone(SECONDS)
    alone = statistics.mean([p95(before["answers"]), p95(after["answers"])])
    ratio = p95(beside["answers"]) / alone
    FIGURES.append(Figure(WORK, "the same people alone", ratio, floor="aim 3"))
    say(
        capsys,
        f"a tick of {ticked['reminders']:.0f} reminders took {ticked['seconds']:.1f} s",
        *(
            f"{name}: {told(found['answers'])}; pages {told(found['pages'])}"
            for name, found in (("alone", before), ("beside", beside), ("alone", after))
        ),
        f"{WORK}: {ratio:.2f} times that alone",
    )


def p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def told(seconds: Sequence[float]) -> str:
    if len(seconds) < 2:
        return "none"
    middle = statistics.median(seconds)
    return f"{len(seconds)}, median {middle * 1e3:.0f} ms, p95 {p95(seconds) * 1e3:.0f} ms"


def a_scene(tmp_path: Path) -> Scene:
    """Return a scene in a copy of the records that were named, or of a million, or invented."""
    folder, million = tmp_path / "records", os.environ.get("UNDERSTORY_MILLION")
    folder.mkdir()
    if million:
        a_million(Path(million)).close()
    given = os.environ.get("UNDERSTORY_RECORDS", million)
    key = KEY
    if given:
        key = base64.b64decode(os.environ.get("UNDERSTORY_KEY", "")) or KEY
        shutil.copy(Path(given) / "understory.db", folder)
    else:
        with closing(make_store(folder)) as store:
            a_lived_in_council(store, TEAMS, YEARS)
    with closing(Store(embedded_url(folder), Cipher(key))) as store:
        bring_up_to_date(store)
        with store.writing() as session:
            now, people, reader = peopled(session, after_the_last=not given)
    return Scene(folder, key, now, people, reader)


def peopled(session: Session, *, after_the_last: bool) -> tuple[datetime, list[str], str]:
    """Enrol everybody on pages; return the moment, and the browsers of some and of a manager."""
    newest = session.scalar(select(func.max(col(Supervision.held_on))))
    assert newest is not None
    # In an invented council everybody met in the last month: it is the end of the next.
    month = Month.of(newest).next() if after_the_last else Month.of(newest)
    now = start_of(due_on(month)).replace(hour=10)
    everybody = session.exec(select(Person).where(here(now.date())).order_by(Person.id)).all()
    enrol(session, everybody, now)
    workers = [one for one in everybody if one.role == Role.PRACTITIONER][:OPEN]
    paths = team_paths(session)
    above = {one.id: sum(one.team_id in path for path in paths.values()) for one in everybody}
    managers = [one for one in everybody if one.role == Role.MANAGER]
    reader = min(managers, key=lambda one: abs(above[one.id] - TEAMS_OF_READER))
    tokens = [web_sessions.start(session, one.id, now) for one in (*workers, reader)]
    return now, tokens[:-1], tokens[-1]


def enrol(session: Session, everybody: Sequence[Person], now: datetime) -> None:
    known = set(session.exec(select(Identity.person_id).where(Identity.channel == WEB)).all())
    rows = [
        {"id": new_id(), "channel": WEB, "address": one.id, "person_id": one.id}
        | {"enrolled_at": now}
        for one in everybody
        if one.id not in known
    ]
    if rows:
        session.connection().execute(insert(Identity), rows)


@dataclass
class Server:
    """The program in a process of its own."""

    process: "subprocess.Popen[str]"
    address: str

    def tick(self) -> dict[str, float]:
        """Let it tick; return how long that took and how many reminders were made."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("tick\n")
        self.process.stdin.flush()
        found: dict[str, float] = json.loads(self.process.stdout.readline())
        return found


@contextmanager
def served(scene: Scene) -> Iterator[Server]:
    options = ["--data", str(scene.folder), "--key", base64.b64encode(scene.key).decode()]
    command = [sys.executable, "-m", "tests.benchmarks.served_apart", *options]
    command += ["--now", scene.now.isoformat()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield Server(process, process.stdout.readline().strip())
        finally:
            process.stdin.close()


@dataclass(frozen=True)
class Crowds:
    """People at the pages of a server: the same twenty each time, at the same pace."""

    scene: Scene
    server: Server

    def alone(self, seconds: float) -> dict[str, list[float]]:
        """Let them answer for so long."""
        return self._answering({"open": [], "readers": []}, lambda: time.sleep(seconds))

    def beside_all(self, tick: Callable[[], None]) -> dict[str, list[float]]:
        """Let them answer while pages are open, somebody reads, and a tick goes on to its end."""

        def meanwhile() -> None:
            ends = time.monotonic() + SECONDS
            tick()
            if QUICK:
                # A short tick is no month's end: the rest goes on for as long as people alone did.
                time.sleep(max(0.0, ends - time.monotonic()))

        more = {"open": list(self.scene.people[:OPEN]), "readers": [self.scene.reader]}
        return self._answering(more, meanwhile)

    def _answering(
        self, more: dict[str, Any], meanwhile: Callable[[], None]
    ) -> dict[str, list[float]]:
        host, _, port = self.server.address.removeprefix("http://").partition(":")
        task = {"host": host, "port": int(port), "every_seconds": EVERY_SECONDS, "texts": TEXTS}
        task |= {"answering": list(self.scene.people[:ANSWERING]), **more}
        with subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.crowd"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as crowd:
            assert crowd.stdin
            crowd.stdin.write(json.dumps(task) + "\n")
            crowd.stdin.flush()
            meanwhile()
            answered, _ = crowd.communicate("stop\n")
        found: dict[str, list[float]] = json.loads(answered)
        return found
