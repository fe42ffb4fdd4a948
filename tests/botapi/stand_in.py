"""The stand-in as a test holds it: people, calls, faults, clock, and ways to run it."""

import asyncio
import itertools
import json
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from typing import Any, TypeVar, cast

from tests.botapi.calls import Call
from tests.botapi.errors import NotPossibleError
from tests.botapi.faults import FaultKind
from tests.botapi.methods import METHODS
from tests.botapi.person import PATIENCE, Line, Person
from tests.botapi.service import TOKEN, Service, Settings
from tests.botapi.serving import HOST, Serving
from tests.botapi.steering import perform

S = TypeVar("S")
T = TypeVar("T")


class StandIn:
    """A Bot API server on loopback, seen from the test."""

    def __init__(self, line: Line, port: int, token: str = TOKEN) -> None:
        self._line = line
        self._finished: list[Call] = []
        self.port = port
        self.token = token

    @property
    def url(self) -> str:
        """Return the root, as TELEGRAM_API_URL wants it."""
        return f"http://{HOST}:{self.port}"

    @property
    def base_url(self) -> str:
        """Return what python-telegram-bot's Bot wants as base_url."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """Return what python-telegram-bot's Bot wants as base_file_url."""
        return f"{self.url}/file/bot"

    def person(self, chat_id: int) -> Person:
        """Return the phone of a person; their chat opens when they first say something."""
        return Person(self._line, chat_id)

    @property
    def calls(self) -> list[Call]:
        """Return every call received so far, oldest first."""
        return self._calls()[1]

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return _of(method, self.calls)

    def count(self, method: str) -> int:
        """Return how often a method was called."""
        return len(self.calls_of(method))

    def wait_for_received(self, method: str, count: int = 1, timeout: float = PATIENCE) -> None:
        """Return once so many calls of a method came in, answered or not."""

        def enough(calls: list[Call]) -> bool | None:
            return True if len(_of(method, calls)) >= count else None

        self._wait(self._calls, enough, timeout, f"{count} x {method} received")

    def wait_for_calls(self, method: str, count: int = 1, timeout: float = PATIENCE) -> list[Call]:
        """Return the calls of a method once so many were answered (or dropped)."""

        def enough(calls: list[Call]) -> list[Call] | None:
            done = [call for call in _of(method, calls) if call.finished]
            return done if len(done) >= count else None

        return self._wait(self._calls, enough, timeout, f"{count} x {method} answered")

    def fault(
        self,
        method: str,
        kind: FaultKind,
        times: int = 1,
        *,
        skip: int = 0,
        retry_after: int = 1,
    ) -> None:
        """Let the next calls of a method (or "*") go wrong, after `skip` that go well."""
        fields = {"method": method, "kind": kind.value, "times": times}
        self._line("fault", fields | {"skip": skip, "seconds": retry_after})

    def clear_faults(self) -> None:
        """Forget the faults that have not happened."""
        self._line("clear_faults", {})

    def wait_for_held(self, count: int = 1, timeout: float = PATIENCE) -> None:
        """Return once so many calls are held by a HOLD fault."""

        def enough(held: list[str]) -> bool | None:
            return True if len(held) >= count else None

        self._wait(self._held, enough, timeout, f"{count} held calls")

    def release(self) -> None:
        """Let every held call go on."""
        self._line("release", {})

    def limit(self, burst: int | None) -> None:
        """Switch rate limits on (a burst per chat, then one a second) or off."""
        self._line("limit", {"burst": burst})

    def forward(self, seconds: float) -> None:
        """Move Telegram's clock on."""
        self._line("forward", {"seconds": seconds})

    def stop_clock(self) -> None:
        """Let Telegram's clock stand still, but for `forward`."""
        self._line("stop_clock", {})

    def now(self) -> float:
        """Return Telegram's time in seconds since 1970."""
        return float(str(self._line("now", {})))

    def set_next_update_id(self, update_id: int) -> None:
        """Let updates count from here; lower than before is what a quiet week does."""
        self._line("next_update_id", {"update_id": update_id})

    def push_odd(self, body: object, seconds: float = 86_400) -> int:
        """Serve the bot what is no good update, under the next number; return that.

        A dictionary is given the number unless it has one; None for "update_id" leaves it out.
        """
        return int(str(self._line("odd", {"body": body, "seconds": seconds})))

    @property
    def pending(self) -> list[Mapping[str, object]]:
        """Return the updates the bot has not confirmed."""
        return cast(list[Mapping[str, object]], self._line("pending", {}))

    def wait_until_confirmed(self, timeout: float = PATIENCE) -> None:
        """Return once the bot has confirmed everything that was sent to it."""
        self.wait_for_pending(0, timeout)

    def wait_for_pending(self, count: int, timeout: float = PATIENCE) -> None:
        """Return once so many updates, or fewer, wait for the bot."""

        def few(pending: int) -> bool | None:
            return True if pending <= count else None

        self._wait(self._figure("pending"), few, timeout, f"at most {count} updates pending")

    def wait_for_webhook_failures(self, count: int, timeout: float = PATIENCE) -> None:
        """Return once so many deliveries to the webhook have failed."""

        def enough(failures: int) -> bool | None:
            return True if failures >= count else None

        self._wait(self._figure("failures"), enough, timeout, f"{count} failed deliveries")

    def _figure(self, name: str) -> Callable[[], tuple[int, int]]:
        def look() -> tuple[int, int]:
            read = cast(Mapping[str, object], self._line("figures", {}))
            return int(str(read["version"])), int(str(read[name]))

        return look

    def _calls(self) -> tuple[int, list[Call]]:
        """Ask only for what may have changed: a kill test makes thousands of calls."""
        read = cast(Mapping[str, object], self._line("calls", {"since": len(self._finished)}))
        calls = [Call(**call) for call in cast(list[dict[str, Any]], read["calls"])]
        whole = [*self._finished, *calls]
        self._finished += itertools.takewhile(lambda call: call.finished, calls)
        return int(str(read["version"])), whole

    def _held(self) -> tuple[int, list[str]]:
        read = cast(Mapping[str, object], self._line("held", {}))
        return int(str(read["version"])), cast(list[str], read["held"])

    def _wait(
        self,
        look: Callable[[], tuple[int, S]],
        found: Callable[[S], T | None],
        seconds: float,
        what: str,
    ) -> T:
        version, state = look()
        result = found(state)
        while result is None:
            reached = int(str(self._line("watch", {"since": version, "seconds": seconds})))
            if reached == version:
                raise AssertionError(f"waited {seconds} s in vain for {what}")
            version, state = look()
            result = found(state)
        return result


def _of(method: str, calls: list[Call]) -> list[Call]:
    return [call for call in calls if call.method.lower() == method.lower()]


class InThread(StandIn):
    """The stand-in in a background thread of the test's own process."""

    def __init__(self, settings: Settings, port: int = 0) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="botapi", daemon=True)
        self._thread.start()
        self._service = self._run(_made(settings))
        self._serving = Serving(self._service, port)
        self._run(self._serving.open())
        super().__init__(self._send, self._serving.port, settings.token)

    def close_door(self) -> None:
        """Be unreachable: refuse connections and cut those that are open."""
        self._run(self._serving.close())

    def open_door(self) -> None:
        """Be reachable again, on the same port, with everything that was known."""
        self._run(self._serving.open())

    def stop(self) -> None:
        """End the server and its thread."""
        self._run(self._service.close())
        self._run(self._serving.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _send(self, command: str, fields: Mapping[str, object]) -> object:
        return self._run(perform(self._service, command, fields))

    def _run(self, work: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


async def _made(settings: Settings) -> Service:
    return Service(settings, METHODS)


def remote(port: int, token: str = TOKEN) -> StandIn:
    """Return the test's side of a stand-in that runs as `python -m tests.botapi`."""

    def send(command: str, fields: Mapping[str, object]) -> object:
        who, _, rest = command.partition(" ")
        path = f"person/{rest.replace(' ', '/')}" if who == "person" else f"steer/{command}"
        answer = _posted(port, f"/{path}", json.dumps(dict(fields)))
        if "not_possible" in answer:
            raise NotPossibleError(answer["not_possible"])
        return cast(object, answer["done"])

    return StandIn(send, port, token)


def _posted(port: int, path: str, body: str) -> Any:
    """Return the answer; an httpx client for each command would take ten times as long."""
    with closing(HTTPConnection(HOST, port)) as connection:
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        return json.loads(connection.getresponse().read())


@contextmanager
def running(settings: Settings | None = None) -> Iterator[InThread]:
    """Give a stand-in on a free loopback port, and end it afterwards."""
    stand_in = InThread(settings or Settings())
    try:
        yield stand_in
    finally:
        stand_in.stop()
