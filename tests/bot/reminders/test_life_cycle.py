"""Whatever happens in whatever order: at most one message an address, and none that is cleared.

Meetings, agreements, returns, endings, ticks and deliveries come at random moments, late ones and
two ticks at once among them. What is due is counted again by hand from what was drawn.
"""

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Literal
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import reminders
from bot.messages import from_json
from bot.reminders import missed, summary, tick
from practice.calendar import london, london_day
from storage.session import Store
from tests.bot.reminders.council import CHANNELS, Council, Posted, a_council, at
from tests.examples import examples
from tests.factories import make_store
from tests.storage.conftest import Server

PEOPLE, CHILDREN = 2, 2
START = date(2026, 5, 20)
# The only days from 20 May to the end of July 2026 on which England rests, weekends apart.
HOLIDAYS = {date(2026, 5, 25)}
LAST_WORKING_DAYS = {5: date(2026, 5, 29), 6: date(2026, 6, 30), 7: date(2026, 7, 31)}
FIVE_BEFORE = {5: date(2026, 5, 21), 6: date(2026, 6, 23), 7: date(2026, 7, 24)}
Key = tuple[str, str, int]

Word = Literal["in depth", "no change", "something changed", "not discussed"]
WORDS: tuple[Word, ...] = ("in depth", "no change", "something changed", "not discussed")


@dataclass(frozen=True)
class Event:
    """One thing that happens, some hours after the thing before."""

    after: int
    kind: str
    person: int = 0
    words: tuple[Word, ...] = ()
    part: int = 0


_AFTER = st.integers(0, 40)
_PERSON, _PART = st.integers(0, PEOPLE - 1), st.integers(0, CHILDREN - 1)
EVENTS = st.one_of(
    st.builds(Event, _AFTER, st.sampled_from(["tick", "two ticks", "deliver", "deliver"])),
    st.builds(
        Event, _AFTER, st.just("meet"), _PERSON, st.tuples(*[st.sampled_from(WORDS)] * CHILDREN)
    ),
    st.builds(
        Event,
        _AFTER,
        st.sampled_from(["agreed", "agreed", "returned", "submitted"]),
        _PERSON,
        part=_PART,
    ),
    st.builds(Event, st.integers(0, 400), st.sampled_from(["tick", "deliver"])),
    st.builds(Event, _AFTER, st.just("end"), _PERSON, part=_PART),
)


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def third_working_day(day: date) -> date:
    left = 3
    while left:
        day += timedelta(days=1)
        left -= is_working(day)
    return day


@dataclass
class Part:
    """One part of a meeting: when it was last sent, and whether it waits."""

    sent: date
    waits: bool = True


@dataclass
class Meeting:
    """A meeting as drawn: the children discussed, and its parts in the order they were added."""

    id: str
    person: int
    day: date
    discussed: set[int]
    parts: list[Part]


@dataclass(frozen=True)
class Told:
    """What is due: how many, to whom, since when."""

    count: int
    person_id: str
    since: date = START


@dataclass
class Life:
    """The council as it should be, beside the council as it is stored."""

    council: Council
    now: datetime = field(default_factory=lambda: at(START, 6))
    meetings: list[Meeting] = field(default_factory=list)
    ended: dict[tuple[int, int], date] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return london_day(self.now)

    def happen(self, event: Event) -> None:
        self.now += timedelta(hours=event.after)
        match event.kind:
            case "tick":
                tick(self.council.store, self.now)
            case "two ticks":
                self._tick_twice()
            case "deliver":
                self.deliver()
            case "meet":
                self._meet(event)
            case "end":
                self._end(event)
            case decided:
                self._decide(event, decided)

    def _tick_twice(self) -> None:
        both = [Thread(target=tick, args=(self.council.store, self.now)) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()

    def _meet(self, event: Event) -> None:
        practitioner = self.council.practitioners[event.person]
        held = self.council.discuss(practitioner, event.words, self.today, self.now)
        discussed = {n for n, word in enumerate(event.words) if word != "not discussed"}
        parts = [Part(self.today) for _ in discussed]
        self.meetings.append(Meeting(held, event.person, self.today, discussed, parts))

    def _decide(self, event: Event, kind: str) -> None:
        for meeting in self.meetings:
            if meeting.person == event.person and event.part < len(meeting.parts):
                self.council.decide(meeting.id, kind, self.now, event.part)
                part = meeting.parts[event.part]
                part.waits = kind == "submitted"
                part.sent = self.today if part.waits else part.sent

    def _end(self, event: Event) -> None:
        if (event.person, event.part) not in self.ended:
            self.ended[event.person, event.part] = self.today
            practitioner = self.council.practitioners[event.person]
            self.council.end(practitioner, event.part, self.today)

    def due(self) -> dict[Key, Told]:
        """Return what is due today, by kind, subject and stage."""
        return {**self._children_due(), **self._agreements(), **self._handovers()}

    def _handovers(self) -> dict[Key, Told]:
        """Return the children whose worker writes of their end; nobody else has begun with them."""
        found: dict[Key, Told] = {}
        for (person, part), day in self.ended.items():
            if (self.today - day).days <= 28:
                practitioner = self.council.practitioners[person]
                child = self.council.of(practitioner)[part]
                key = ("handover", f"{child.id}:l {practitioner.id}", 2)
                found[key] = Told(1, practitioner.id, day)
        return found

    def _children_due(self) -> dict[Key, Told]:
        found: dict[Key, Told] = {}
        for month, last in LAST_WORKING_DAYS.items():
            ahead = FIVE_BEFORE[month] <= self.today <= last
            passed = last < self.today and (self.today - last).days <= 7
            if not ahead and not (passed and any(map(is_working, days_between(last, self.today)))):
                continue
            for person, practitioner in enumerate(self.council.practitioners):
                left = self._not_discussed(person, date(2026, month, 1))
                if left:
                    key = ("children_due", practitioner.id, 1 if ahead else 2)
                    found[key] = Told(left, self.council.supervisor.id)
        return found

    def _not_discussed(self, person: int, first: date) -> int:
        done = {
            child
            for meeting in self.meetings
            if meeting.person == person and meeting.day >= first
            for child in meeting.discussed
        }
        ended = {child for someone, child in self.ended if someone == person}
        return CHILDREN - len(done | ended)

    def _agreements(self) -> dict[Key, Told]:
        found: dict[Key, Told] = {}
        for meeting in self.meetings:
            waiting = [part.sent for part in meeting.parts if part.waits]
            due_on = third_working_day(meeting.day)
            ripe = waiting and third_working_day(min(waiting)) <= self.today
            if ripe and (self.today - due_on).days <= 28:
                person = self.council.practitioners[meeting.person]
                found["agreement", meeting.id, 1] = Told(1, person.id, min(waiting))
        return found

    def deliver(self) -> set[Key]:
        """Tick and deliver; everything sent must be due now, and be worded for today."""
        tick(self.council.store, self.now)
        due, rows = self.due(), self.council.rows()
        messages = {one.id: one for one in self.council.messages()}
        sent: set[Key] = set()
        for waiting in self.council.deliver(self.now):
            message = messages[waiting.id]
            keys = [
                (row.kind, row.subject, row.stage)
                for row in rows
                if row.digest_id == message.digest_id
            ]
            told = [key for key in keys if key in due and due[key].person_id == message.person_id]
            assert told
            text = from_json(waiting.body).text
            # How many wait in all is what /drafts lists: tests/bot/reminders/test_agreement.py.
            assert re.sub(r" In all \d+ wait\.", "", text) == self._text(told, due)
            sent |= set(told)
        return sent

    def _text(self, told: list[Key], due: dict[Key, Told]) -> str:
        lines = []
        if children := [due[key] for key in told if key[0] == "children_due"]:
            last = max(day for m, day in LAST_WORKING_DAYS.items() if FIVE_BEFORE[m] <= self.today)
            count, lists = sum(one.count for one in children), len(children)
            who = f"{count} children" if count > 1 else "A child"
            verb = {(0, 0): "is", (0, 1): "was", (1, 0): "are", (1, 1): "were"}[
                count > 1, self.today > last
            ]
            day = f"{'today, ' if self.today == last else ''}{last.day} {last:%B %Y}"
            of = f"{lists} lists" if lists > 1 else "one list"
            whose = "they are" if lists > 1 else "it is"
            lines.append(
                f"{who} {verb} due to be discussed by {day}, on {of} of your people. "
                f"Open shows whose {whose}."
            )
        if waiting := [due[key] for key in told if key[0] == "agreement"]:
            first = min(one.since for one in waiting)
            sent = f"{first.day} {first:%B %Y}"
            many = len(waiting) > 1
            start = (
                f"{len(waiting)} supervisions wait for you to agree them. The first"
                if many
                else "A supervision waits for you to agree it. It"
            )
            lines.append(f"{start} was sent on {sent}.")
        if ended := [due[key] for key in told if key[0] == "handover"]:
            first = min(one.since for one in ended)
            who = f"{len(ended)} children have" if len(ended) > 1 else "A child has"
            lines.append(
                f"{who} changed worker since {first.day} {first:%B %Y}, "
                "and your part of it is not written yet."
            )
        heading = "One thing today." if len(lines) == 1 else f"{len(lines)} things today."
        return "\n".join([heading, *(f"· {line}" for line in lines)])


def check(life: Life) -> None:
    rows = life.council.rows()
    assert len(rows) == len({(r.kind, r.subject, r.due_on, r.stage) for r in rows})
    meetings = [row.subject for row in rows if row.kind == "agreement"]
    assert len(meetings) == len(set(meetings))
    messages = life.council.messages()
    digests = {row.digest_id: row.person_id for row in rows}
    assert {(m.digest_id, m.address) for m in messages} == {
        (digest, f"{c}-{person}") for digest, person in digests.items() for c in CHANNELS
    }
    sent = [m for m in messages if m.sent_at]
    assert all(in_hours(message) for message in sent)
    days = Counter((m.address, london_day(m.sent_at)) for m in sent if m.sent_at)
    assert set(days.values()) <= {1}
    assert set(Counter((m.digest_id, m.address) for m in sent).values()) <= {1}


def in_hours(message: Posted) -> bool:
    sent = london(message.sent_at) if message.sent_at else None
    return sent is not None and is_working(sent.date()) and 8 <= sent.hour < 18


@contextmanager
def new_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder), waits_for_the_disk=False)
        yield store
        store.close()


# These are about months that are over: test_missed.py and test_summary.py have their lives.
@patch.object(reminders, "KINDS", tuple(k for k in reminders.KINDS if k not in (missed, summary)))
def live(store: Store, events: list[Event]) -> None:
    life = Life(a_council(store, PEOPLE, CHILDREN))
    for event in events:
        life.happen(event)
    check(life)
    # In the end a working noon comes, and whatever is due then and was never made is sent.
    life.now = at(next(filter(is_working, days_after(life.today))), 12)
    known = {(row.kind, row.subject, row.stage) for row in life.council.rows()}
    sent = life.deliver()
    assert set(life.due()) - known <= sent
    check(life)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days after the first, the last among them."""
    for ahead in range(1, (last - first).days + 1):
        yield first + timedelta(days=ahead)


def days_after(day: date) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        yield day


SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)


@settings(max_examples=examples(40), suppress_health_check=SLOW)
@given(events=st.lists(EVENTS, max_size=14))
def test_at_most_one_letter_an_address_and_none_that_is_cleared(events: list[Event]) -> None:
    with new_store() as store:
        live(store, events)


@settings(max_examples=examples(6), suppress_health_check=SLOW)
@given(events=st.lists(EVENTS, max_size=14))
def test_the_same_on_postgresql(postgres: Server, events: list[Event]) -> None:
    with closing(postgres.new_store()) as store:
        live(store, events)
