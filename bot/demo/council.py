"""The invented council: eighteen months of supervisions, for any day, and always alike."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from bot.channels.web.channel import WEB
from bot.conversations.submit import to_read
from bot.demo.agendas import Wishes
from bot.demo.agreeing import Readers
from bot.demo.audits import Audits
from bot.demo.bank import between, chance
from bot.demo.between import BetweenMeetings
from bot.demo.caseloads import Caseloads
from bot.demo.cases import Case, make_families
from bot.demo.chats import Chats
from bot.demo.groups import Groups
from bot.demo.meetings import Room
from bot.demo.one_child import OneChild
from bot.demo.reflections import Reflections
from bot.demo.roster import Roster, Worker, council, roster
from bot.demo.rows import Rows
from bot.demo.script import ASKED, LOAD, LONG_AGO, Script, working_days
from bot.demo.sending import Held
from bot.demo.written_alone import Desk
from bot.update import first_name
from practice.calendar import LONDON, Month, months_back
from prompts.days import day_words
from prompts.loader import Guides
from storage.bulk import add_all
from storage.session import Store
from storage.tables import TABLES, Person

MONTHS = 19
"""Eighteen months of history, and the one that runs."""

MOVING_MONTHS = 5
"""In so many of the last months, the one that runs included, a child is told in six movements."""

_TO_STORE = 9
"""Storing takes as long as inventing so many months."""

Made = Callable[[int, int], None]
"""Hears how much of the council is made: so many steps of so many."""

OPENS = time(10, 20)
"""The hour, in London, at which the demo's day begins."""


def opening(today: date) -> datetime:
    """Return the moment at which the demo of a day begins."""
    return datetime.combine(today, OPENS, LONDON)


def _unheard(_done: int, _of: int) -> None:
    """Let nobody hear how much is made."""


def store_council(store: Store, guides: Guides, today: date, made: Made = _unheard) -> None:
    """Add the council, as it stands on the morning of `today`, to records that are empty."""
    rows = dict(invent(guides, today, made))
    tables = [name for table in TABLES if (name := str(table.__tablename__)) in rows]
    every, stored = sum(map(len, rows.values())), 0
    with store.writing() as session:
        for name in tables:
            # What is stored is not kept: most of the memory is steps.
            listed = rows.pop(name)
            add_all(session, {name: listed})
            stored += len(listed)
            made(MONTHS + stored * _TO_STORE // every, MONTHS + _TO_STORE)


def invent(
    guides: Guides, today: date, made: Made = _unheard
) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return the council's rows by table. The same day gives the same rows, but for their ids."""
    return _Inventing(guides, today).rows(made)


class _Inventing:
    """The council while it is being made, month by month."""

    def __init__(self, guides: Guides, today: date) -> None:
        # Seeded: nothing here is secret, and the same day must give the same council.
        self._rng = Random(f"Hartwell {today}")  # noqa: S311
        self._today, self._now = today, opening(today)
        self._months = months_back(Month.of(today), MONTHS)
        self._begins = self._months[0].first
        self._rows = Rows()
        self._script = Script(today)
        self._people = roster(self._rng, self._begins, today)
        self._featured = self._people.worker(council()["featured"]["practitioner"])
        self._featured.load = LOAD
        self._featured.bent = 0.08
        self._loads = Caseloads(self._rng, self._people, self._featured)
        self._moving = self._months[-MOVING_MONTHS:][0]
        self._room = Room(self._rng, self._rows, guides, self._moving.first)
        self._readers = Readers(self._rng, self._rows, self._now, self._featured.person.id)
        since = datetime.combine(self._script.last, time(0), LONDON)
        self._chats = Chats(self._rows, self._people.featured_ids(), since)
        self._guides = guides
        self._desk = Desk(self._rows, guides)
        self._between = BetweenMeetings(self._desk, self._chats, self._team_of)
        self._one_child = OneChild(self._script, self._people, today)
        self._reflections = Reflections(self._rng, self._rows, guides)

    def rows(self, made: Made) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Go through every month and return what there is then."""
        self._one_child.begin(self._loads)
        self._loads.begin(self._begins)
        for number, month in enumerate(self._months):
            made(number, MONTHS + _TO_STORE)
            self._one_child.go_through(month, self._loads)
            self._loads.go_through(month, self._today, self._script.is_settled(month))
            if month == self._moving:
                make_families(self._by_ref())
                self._room.thought.note_families(self._loads.cases)
            for day, worker in self._days(month):
                self._meet(worker, day)
        self._share()
        self._write()
        self._add_people(self._people)
        self._add_children()
        return self._rows.tables

    # --- supervisions ---

    def _days(self, month: Month) -> list[tuple[date, Worker]]:
        """Return who meets on which day of a month, in order; some are not held."""
        days = working_days(month)
        found = []
        for worker in self._people.workers:
            day = self._day(worker, month, days)
            if day and day < self._today and worker.is_here(day) and self._loads.of(worker):
                found.append((day, worker))
        return sorted(found, key=lambda one: (one[0], one[1].hour, one[1].person.ref))

    def _day(self, worker: Worker, month: Month, days: Sequence[date]) -> date | None:
        nth = min(max(worker.usual + self._rng.randrange(-2, 3), 5), len(days) - 1)
        held = chance(self._rng, worker.plan.held)
        about_one = self._one_child.meets_on(worker, month)
        if worker is self._featured and self._script.is_settled(month):
            return self._script.meets_on(month)
        misses = worker.person.name in worker.plan.missed and month == self._months[-2]
        return about_one or (days[nth] if held and not misses else None)

    def _meet(self, worker: Worker, day: date) -> None:
        cases = self._loads.of(worker)
        wishes = self._script.wishes(day) if worker is self._featured else Wishes()
        wishes = self._one_child.wishes(worker, day, wishes)
        if not wishes.in_depth and not wishes.looked_at:
            wishes = self._reflect(worker, cases, day, wishes)
        self._one_child.before(worker, day, self._between)
        if day >= self._moving.first:
            wishes = self._between.before(worker, cases, day, wishes)
        far = (day - self._begins) / (self._today - self._begins)
        held = self._room.hold(worker, cases, day, far, wishes)
        if worker is self._featured and day == self._script.last:
            self._tell_of(held)
        else:
            self._readers.read(held)

    def _reflect(self, worker: Worker, cases: Sequence[Case], day: date, wishes: Wishes) -> Wishes:
        """Let a practitioner have written before a supervision; what they shared, they ask for."""
        since = max((case.spells[-1].started_on for case in cases), default=day)
        wrote_on = day - timedelta(days=self._rng.randrange(2, 9))
        if not chance(self._rng, 0.14) or wrote_on <= since:
            return wishes
        case, shared = self._rng.choice(cases), chance(self._rng, 0.6)
        self._reflections.write(worker, case, cases, wrote_on, shared)
        asked = (case.child.ref,) if shared else ()
        return Wishes(asked=asked, after=wishes.after)

    # --- what waits on the day of the demo ---

    def _tell_of(self, held: Held) -> None:
        """Tell the practitioner of her last supervision: it waits for her."""
        meeting, supervisor = held.supervision, first_name(held.worker.supervisor)
        day = day_words(meeting.held_on)
        told = to_read("agreement.waits", meeting.id, supervisor=supervisor, day=day)
        self._chats.tell(held.worker.person, "supervision", told, meeting.sent_at)

    def _share(self) -> None:
        """Let her have shared a reflection about one of her children."""
        worker, day = self._featured, self._script.shared_on
        cases = self._loads.of(worker)
        case = next(case for case in cases if case.child.ref == ASKED)
        record, at = self._reflections.write(worker, case, cases, day, shared=True)
        self._chats.heard(worker.supervisor, "reflection.told", record, worker.person, at)

    def _write(self) -> None:
        """Let what stands between the last supervisions and the day of the demo be written."""
        waits = next(case for case in self._loads.cases if case.child.ref == LONG_AGO)
        decision = between()["decision"][waits.story.name]
        self._between.decide(
            waits, decision, datetime.combine(self._script.decided_on, time(11), LONDON)
        )
        self._one_child.prepare(self._between)
        self._between.hand_over_one(self._loads.cases, self._today)
        Groups(self._desk, self._chats, self._people, self._team_of).hold(
            self._featured, self._today
        )
        # Last: they read what the others wrote.
        cases = self._loads.cases
        audits = Audits(self._rows, self._guides, self._desk, self._chats, cases)
        audits.hold(self._people, self._today)

    def _team_of(self, supervisor: Person) -> Mapping[str, Sequence[Case]]:
        """Return the children of everybody somebody supervises, by the worker's name."""
        theirs = [one for one in self._people.workers if one.supervisor is supervisor]
        return {one.person.name: self._loads.of(one) for one in theirs}

    # --- people and children ---

    def _add_people(self, people: Roster) -> None:
        tables = self._rows.tables
        tables["team"] = [team.model_dump() for team in people.teams]
        tables["person"] = [person.model_dump() for person in people.people]
        for person in people.people:
            if person.left_on is None or person.left_on > self._today:
                came = max(person.started_on or self._begins, self._begins)
                at = datetime.combine(came, time(9), LONDON)
                self._rows.add(
                    "identity",
                    channel=WEB,
                    address=person.id,
                    person_id=person.id,
                    enrolled_at=at,
                )

    def _by_ref(self) -> Sequence[Case]:
        return sorted(self._loads.cases, key=lambda case: case.child.ref)

    def _add_children(self) -> None:
        make_families(self._by_ref())
        for case in self._by_ref():
            case.child.status = case.status_on(self._today)
            self._rows.tables["child"].append(case.child.model_dump())
            for spell in case.spells:
                self._rows.add(
                    "involvement",
                    child_id=case.child.id,
                    person_id=spell.worker.person.id,
                    team_id=spell.worker.plan.team.id,
                    started_on=spell.started_on,
                    ended_on=spell.ended_on,
                    end_reason=spell.end_reason,
                )
