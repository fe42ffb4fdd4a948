"""A tick that reads what changed since the last makes what one that reads everything would."""

import random
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot import reminders
from bot.pages_of_work import without_rest
from bot.reminder_ticks import EVERYBODY_EVERY, ReminderTicks
from bot.reminders import tick
from storage import absences, audit
from storage.absences import Stretch
from storage.session import Store
from storage.tables import Reminder
from tests.benchmarks.council import NOW
from tests.benchmarks.made import lived_in_council
from tests.bot.reminders.council import Council, a_council, at
from tests.examples import all_are_drawn
from tests.storage.plans import StepCounter

MAY_29 = date(2026, 5, 29)


def held(council: Council, chance: random.Random, now: datetime) -> None:
    """Send a meeting with a plan; its dates are near, and some are of today."""
    day = now.date()
    who = chance.choice(council.practitioners)
    became = ["in depth", *chance.choices(["no change", "not discussed"], k=2)]
    meeting = council.discuss(who, became, day, now)
    near = day + timedelta(days=chance.randint(-2, 8))
    council.plan(meeting, act_by=near, action=near, who=chance.choice(["Priya", "Sunil"]))


def agreed(council: Council, chance: random.Random, now: datetime) -> None:
    if meetings := council.meetings():
        kind = chance.choice(["agreed", "returned", "submitted"])
        council.decide(chance.choice(meetings), kind, now)


def left(council: Council, chance: random.Random, now: datetime) -> None:
    """An import says that a case has ended."""
    council.end(chance.choice(council.practitioners), chance.randint(0, 2), now.date())
    note(council, now)


def note(council: Council, now: datetime) -> None:
    with council.store.writing() as session:
        audit.record(session, "imported", "involvement", None, actor=None, at=now)


def sent(council: Council, _: random.Random, now: datetime) -> None:
    council.deliver(now)


def away(council: Council, chance: random.Random, now: datetime) -> None:
    """Somebody says that they are away, or is back."""
    who = chance.choice([council.supervisor, *council.practitioners])
    with council.store.writing() as session:
        if chance.random() < 0.5:
            days = Stretch(now.date(), now.date() + timedelta(days=chance.randint(0, 5)))
            absences.say(session, who.id, days, who.id, now)
        elif last := absences.until(session, who.id, now.date()):
            absences.end(session, who.id, last, now.date(), who.id, now)


Event = Callable[[Council, random.Random, datetime], None]
EVENTS: tuple[Event, ...] = (held, agreed, left, sent, away)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4 if all_are_drawn() else 1))
def test_after_anything_a_full_tick_finds_nothing_more(store: Store, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - an invented month
    council, ticks, now = a_council(store, 2), ReminderTicks(), at(MAY_29, 7)
    made = ticks(store, now)
    for _ in range(25):
        chance.choice(EVENTS)(council, chance, now)
        made += ticks(store, now)
        before = council.messages()
        assert tick(store, now) == 0
        assert council.messages() == before
        now += chance.choice([timedelta(minutes=1), timedelta(hours=3), timedelta(days=1)])
        made += ticks(store, now)
    assert made > 2


def test_what_nothing_tells_of_is_found_within_a_quarter_of_an_hour(embedded_store: Store) -> None:
    council, ticks = a_council(embedded_store, 2), ReminderTicks()
    now = at(MAY_29, 7)
    assert ticks(embedded_store, now) == 2
    council.end(council.practitioner, 0, MAY_29)
    before = council.messages()
    assert ticks(embedded_store, now + timedelta(minutes=1)) == 0
    assert council.messages() == before
    ticks(embedded_store, now + EVERYBODY_EVERY)
    assert council.messages() != before


@pytest.mark.long
def test_a_tick_while_nothing_changes_is_no_more_work_in_a_larger_council(tmp_path: Path) -> None:
    works = []
    for teams in (1, 3):
        store, _ = lived_in_council(tmp_path, teams, 1)
        with closing(store):
            counter, ticks = StepCounter(store), ReminderTicks()
            store.engine.dispose()
            ticks(store, NOW)
            works.append(counter.steps(lambda: ticks(store, NOW)))  # noqa: B023 - asked at once
    assert works[1] <= works[0] + 30


def test_a_tick_that_is_ended_keeps_what_it_made_and_the_next_makes_the_rest(
    embedded_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = a_council(embedded_store)
    for who in council.practitioners:
        meeting = council.discuss(who, ["in depth"], date(2026, 5, 12))
        council.plan(meeting, action=date(2026, 5, 19), who=who.name.split()[0])
    now = datetime(2026, 5, 18, 9, 0, tzinfo=UTC)
    monkeypatch.setattr(reminders, "PAGE", 1)
    ticks, tell = ReminderTicks(), reminders._tell

    def told(*given: object) -> int:
        ticks.end()
        return tell(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(reminders, "_tell", told)
    ticks(embedded_store, now)
    assert len(_made(embedded_store)) == 1
    with without_rest():
        ReminderTicks()(embedded_store, now)
        every = _made(embedded_store)
        assert len(every) > 1
        ReminderTicks()(embedded_store, now)
    assert _made(embedded_store) == every


def _made(store: Store) -> list[str]:
    with store.reading() as session:
        return sorted(one.id for one in session.exec(select(Reminder)))
