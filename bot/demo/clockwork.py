"""Moving the demo's clock: a day, a week, or to the next reminder; what came of it, in words."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot import reminders
from bot.channels.web.pages import day_and_hour
from bot.demo.folder import KeptClock
from bot.demo.roster import council
from bot.forecast import Forecast, forecast
from bot.pages_of_work import without_rest
from bot.serving import Runner
from practice.calendar import LONDON, OFFICE_OPENS, london_day
from prompts.phrases import Phrases
from storage import people
from storage.session import Session, Store

_FURTHEST_DAYS = 45
_A_WEEK = timedelta(weeks=1)
_STEPS = {"day": timedelta(days=1), "week": _A_WEEK, "month": timedelta(days=30)}

_say = Phrases(Path(__file__).parent, "words").say


def _no_file(_now: datetime) -> int:
    return 0


class Clockwork:
    """Moves the demo's clock; what it says are sentences for people.

    `brings_in` imports the council's files that have come by a moment, and returns how many.
    """

    def __init__(
        self,
        store: Store,
        clock: KeptClock,
        service: Runner,
        brings_in: Callable[[datetime], int] = _no_file,
    ) -> None:
        self._store = store
        self._brings_in = brings_in
        self._clock = clock
        self._service = service
        self._loop: asyncio.AbstractEventLoop | None = None
        self._arrived: str | None = None

    def begin(self) -> None:
        """Take note of the event loop in which the service runs."""
        self._loop = asyncio.get_running_loop()

    def forward(self, by: str) -> None:
        """Move on by a "day", "week", "month" or to the next "reminder"; what is due is sent."""
        now = self._clock.now()
        found = None if by in _STEPS else self._next(now)
        step = found[0] - now if found else _STEPS.get(by, _STEPS["day"])
        files, new = 0, list[Forecast]()
        # At the end of a month it would be too late for what falls due within it.
        while step > timedelta():
            moved = self._clock.forward(min(step, _A_WEEK))
            step -= _A_WEEK
            files += self._brings_in(moved)
            new += self._told(moved)
        came = [_say("files", n=files)] if files else []
        self._arrived = " ".join([*came, _said_of(new, self._clock.now())])

    def _told(self, at: datetime) -> list[Forecast]:
        """Return what falls due at a moment that has come, and tell it."""
        with self._store.reading() as session:
            new = _new(session, at)
        # Whoever moved the clock waits for it, and nobody else is here.
        with without_rest():
            if self._loop is None:
                reminders.tick(self._store, self._clock.now())
            else:
                asyncio.run_coroutine_threadsafe(self._service.tick(), self._loop).result()
        return new

    def coming(self) -> str | None:
        """Return what the next reminder is and when, or None."""
        found = self._next(self._clock.now())
        return _say("coming", **_whom(found[1]), day=day_and_hour(found[0])) if found else None

    def arrived(self) -> str | None:
        """Return what the last move brought and to whom, or None."""
        return self._arrived

    def _next(self, now: datetime) -> tuple[datetime, Sequence[Forecast]] | None:
        """Return when the next reminder goes out, and all that go out then."""
        with self._store.reading() as session:
            for days in range(_FURTHEST_DAYS):
                day = london_day(now) + timedelta(days=days)
                opens = datetime.combine(day, OFFICE_OPENS, LONDON)
                new = _new(session, max(now, opens))
                if new:
                    first = min(one.goes_out for one in new)
                    return first, [one for one in new if one.goes_out == first]
        return None


def _new(session: Session, at: datetime) -> list[Forecast]:
    """Return what would be made into reminders at a moment, the featured people's first."""
    top = people.team_by_name(session, council()["council"])
    if top is None:
        return []
    teams = people.team_and_descendants(session, top.id)
    found = [one for one in forecast(session, at, teams) if one.reached and one.fate is None]
    names = list(council()["featured"].values())
    place = {name: number for number, name in enumerate(names)}
    last = len(place)
    return sorted(found, key=lambda one: place.get(one.person.name, last) if one.person else last)


def _said_of(new: Sequence[Forecast], now: datetime) -> str:
    if not new:
        return _say("nothing")
    if out := [one for one in new if one.goes_out <= now]:
        return _say("arrived", **_whom(out))
    first = min(one.goes_out for one in new)
    return _say("waits", **_whom(new), day=day_and_hour(first))


def _whom(found: Sequence[Forecast]) -> dict[str, str | int]:
    """Return how many people the reminders are for, and who they are."""
    name, *others = dict.fromkeys(one.person.name for one in found if one.person)
    who = _say("more", name=name, others=len(others)) if others else name
    return {"n": len(others) + 1, "who": who}
