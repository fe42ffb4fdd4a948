"""How soon pages and messages are answered, beside a bare page of FastAPI and Jinja.

`pytest -m benchmark -n 0 -s tests/benchmarks/test_pages.py`; docs/performance.md has the figures.
The same server serves both, one after the other in each round, to 1 and to 50 people. No figure is
a failure.
"""

import json
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import FastAPI, Form
from fastapi.responses import HTMLResponse
from jinja2 import Environment

from bot.channels.web.stream import Watch
from storage import codes
from storage.tables import Person
from tests import factories
from tests.benchmarks.council import ANSWER
from tests.benchmarks.test_speed import say
from tests.bot.channels.web.contexts import Server, serving
from tests.bot.channels.web.meetings import Held, a_held_supervision

pytestmark = pytest.mark.benchmark

PEOPLE, ROUNDS = 50, 3
LINES = 60
REFLECTION = [ANSWER[:150], "It is something new", "No child", "That's enough", "Keep to myself"]
"""The same story each time, so that reading it is not measured: it is asked about as a second."""
_BARE = Environment(autoescape=True).from_string(
    "<!doctype html><title>{{ title }}</title><ol>"
    "{% for line in lines %}<li><time>{{ line.at }}</time><p>{{ line.text }}</p></li>{% endfor %}"
    '</ol><form method="post"><textarea name="text"></textarea></form>'
)


def bare(held: Held) -> FastAPI:
    """Return an application of one page with 60 lines: no records, nobody signed in."""
    app = FastAPI()
    lines = [{"at": "9:02", "text": ANSWER} for _ in range(LINES)]

    @app.get("/")
    def show() -> HTMLResponse:
        return HTMLResponse(_BARE.render(title="Bare", lines=lines))

    @app.post("/say")
    def answer(text: Annotated[str, Form()]) -> HTMLResponse:
        return HTMLResponse(_BARE.render(title="Bare", lines=[{"at": "9:02", "text": text}]))

    app.state.watch = Watch(held.context.store, held.context.clock)
    return app


def test_a_page_and_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with a_held_supervision(tmp_path) as held:
        _measure(held, capsys)


def _measure(held: Held, capsys: pytest.CaptureFixture[str]) -> None:
    tokens = [held.session_of(_somebody(held, number)) for number in range(PEOPLE)]
    reader, record = held.session_of(held.person("Ruth")), held.record_of("CH-0402")
    with serving(held.context) as ours, serving(held.context, bare(held)) as theirs:
        for token in tokens:
            _ask(ours, [token], times=10, texts=REFLECTION)
        for many in (1, PEOPLE):
            took: dict[str, list[float]] = defaultdict(list)
            for _ in range(ROUNDS):
                times = 40 if many == 1 else 5
                took["bare page"] += _ask(theirs, tokens[:many], times=times)
                took["message"] += _ask(ours, tokens[:many], times=times, texts=REFLECTION)
                took["conversation"] += _ask(ours, tokens[:many], times=times)
                took["record"] += _ask(ours, [reader] * many, times, path=f"/records/{record}")
            _tell(capsys, many, took)


def _tell(capsys: pytest.CaptureFixture[str], many: int, took: dict[str, list[float]]) -> None:
    beside = statistics.median(took["bare page"])
    for what, seconds in took.items():
        middle = statistics.median(seconds)
        p95 = statistics.quantiles(seconds, n=20)[-1]
        say(
            capsys,
            f"{many} at once, {what}: {middle * 1e3:.1f} ms (p95 {p95 * 1e3:.1f}),"
            f" {middle / beside:.1f} bare pages",
        )


def _ask(server: Server, tokens: list[str], times: int, **more: Any) -> list[float]:
    host, _, port = server.address.removeprefix("http://").partition(":")
    task = {"host": host, "port": int(port), "tokens": tokens, "times": times}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.askers"],
        input=json.dumps({**task, "path": "/", "texts": [], **more}),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[float] = json.loads(done.stdout)["seconds"]
    return found


def _somebody(held: Held, number: int) -> Person:
    now = held.context.clock.now()
    with held.context.store.writing() as session:
        person = factories.a_person(session, f"Sam {number}")
        codes.use_code(session, codes.make_code(session, person.id, now), "web", person.id, now)
    return person
