"""What waits on the day of the demo, and what comes when its clock is moved."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.channels.web.channel import WEB, WebIncoming
from bot.conversations import agenda
from bot.demo.clockwork import Clockwork
from bot.demo.council import opening
from bot.demo.folder import DemoFolder, open_folder
from bot.demo.running import DUTY, featured, settings_of
from bot.demo.script import Script
from bot.messages import from_json
from bot.serving import Runner, Services
from bot.store import open_store
from bot.update import UpdateContext
from practice.calendar import Month, is_working_day
from storage import enquiries, history, people, transcript
from storage.enquiries import ToAsk
from storage.session import Session, Store
from storage.tables import Person, Reminder
from tests.bot.demo.councils import DAY, GUIDES, HOLIDAY, council_of, demo_of

pytestmark = pytest.mark.long


@dataclass
class Demo:
    """A demo whose council is stored, not in service."""

    folder: DemoFolder
    store: Store

    def clockwork(self) -> Clockwork:
        clock = self.folder.clock()
        return Clockwork(self.store, clock, Runner(Services(self.store, GUIDES, DUTY, clock=clock)))


@pytest.fixture(params=[DAY, HOLIDAY], ids=str)
def demo(request: pytest.FixtureRequest) -> Iterator[Demo]:
    with a_demo(request.param) as demo:
        yield demo


@pytest.fixture
def on_tuesday() -> Iterator[Demo]:
    with a_demo(DAY) as demo:
        yield demo


@contextmanager
def a_demo(day: date) -> Iterator[Demo]:
    """Return a demo in a folder of its own; it holds 100 MB, so it goes when it is done with."""
    with TemporaryDirectory() as place:
        folder = copytree(demo_of(day), Path(place) / "demo")
        opened = open_folder(folder, day, day, fresh=False)
        with closing(open_store(settings_of(opened))) as store:
            yield Demo(opened, store)


def the_two(session: Session) -> tuple[Person, Person]:
    practitioner, supervisor, *_ = featured(session)
    found = [people.person(session, part.person_id) for part in (practitioner, supervisor)]
    assert found[0]
    assert found[1]
    return found[0], found[1]


def rank(reason: str) -> int:
    """Return how soon a reason comes: what passed, whose turn it is, a wish, the longest wait."""
    begun = (
        ("date to act by", "outcome date"),
        ("not in depth since", "never in depth"),
        ("Priya shared",),
        ("went from", "not discussed"),
    )
    return next((n for n, words in enumerate(begun) if reason.startswith(words)), len(begun))


def test_the_agenda_proposes_the_three_children_each_for_its_reason(demo: Demo) -> None:
    day = demo.folder.day
    with demo.store.reading() as session:
        priya, sunil = the_two(session)
        incoming = WebIncoming(WEB, sunil.id, "1", text="/supervise")
        visit = UpdateContext(session, sunil, incoming, opening(day), GUIDES, DUTY)
        children = agenda.context(visit, priya)["children"]
        assert isinstance(children, list)
        in_depth = [(child["ref"], child["reason"]) for child in children if child["in_depth"]]
        refs = {child["ref"]: child["id"] for child in children}
        plan = history.so_far(session, [refs["CH-0417"]])[refs["CH-0417"]].act_by
    assert len(children) == 17
    assert plan
    assert plan.due_on.weekday() == 4
    assert timedelta() < day - plan.due_on <= timedelta(days=7)
    # A date that passed comes first, then whose turn has come; the wish stands beside its child.
    reasons = {child["ref"]: str(child["reason"]) for child in children}
    assert in_depth[0][0] == "CH-0417"
    assert reasons["CH-0417"].startswith("date to act by was ")
    assert "Priya shared a reflection" in reasons["CH-0391"]
    assert "not discussed for 9 weeks" in reasons["CH-0388"]
    pressing = [rank(reason) for ref, reason in in_depth if "sibling of" not in reason]
    assert pressing == sorted(pressing), in_depth
    left = [reasons[str(child["ref"])] for child in children if not child["in_depth"]]
    assert max(pressing) <= min(map(rank, left))


@given(st.dates(date(2026, 1, 1), date(2035, 12, 31)))
def test_on_any_day_her_last_months_fit_what_is_to_be_tried(today: date) -> None:
    script = Script(today)
    assert 63 <= (today - script.before_last).days < 70
    assert script.before_last < script.last < script.last_friday < today
    assert script.last <= script.shared_on < today
    assert Month.of(script.last) == Month.of(today).previous()
    assert is_working_day(script.last)


def test_her_supervisor_has_eleven_people_and_has_not_met_her_this_month(
    on_tuesday: Demo,
) -> None:
    with on_tuesday.store.reading() as session:
        priya, sunil = the_two(session)
        met = [h for h in council_of()["supervision"] if h["practitioner_id"] == priya.id]
        assert len(people.supervisees(session, sunil.id, DAY)) == 11
    assert max(held["held_on"] for held in met) < DAY.replace(day=1)


def test_each_of_the_two_has_a_message_waiting_that_opens(on_tuesday: Demo) -> None:
    with on_tuesday.store.reading() as session:
        for person, says in zip(the_two(session), ("29 October 2026", "Priya"), strict=True):
            told = [from_json(line.body) for line in transcript.lines(session, person.id, WEB)]
            assert any(says in message.text for message in told)
            assert all(message.buttons[0][0].data.startswith("!read:") for message in told)


def test_the_first_tick_tells_her_of_the_supervision_that_waits(on_tuesday: Demo) -> None:
    clockwork = on_tuesday.clockwork()
    clockwork.forward("day")
    assert "Priya Nandakumar" in str(clockwork.arrived())
    with on_tuesday.store.reading() as session:
        priya, _ = the_two(session)
        made = [one for one in reminders_of(session) if one.person_id == priya.id]
    assert "agreement" in [one.kind for one in made]
    assert len({one.digest_id for one in made}) == 1


def reminders_of(session: Session) -> Sequence[Reminder]:
    return session.exec(select(Reminder)).all()


@pytest.mark.long
def test_the_clock_moves_to_the_next_reminder_until_the_month_of_her_children_has_passed(
    on_tuesday: Demo,
) -> None:
    clockwork = on_tuesday.clockwork()
    clockwork.forward("day")
    for _ in range(8):
        if "Tuesday 1 December 2026" not in str(clockwork.coming()):
            clockwork.forward("reminder")
    assert "Tuesday 1 December 2026" in str(clockwork.coming())
    clockwork.forward("reminder")
    with on_tuesday.store.reading() as session:
        _, sunil = the_two(session)
        his = [one for one in reminders_of(session) if one.person_id == sunil.id]
    assert {(1, date(2026, 11, 23)), (2, date(2026, 12, 1))} <= {
        (one.stage, one.due_on) for one in his if one.kind == "children_due"
    }


def test_a_week_on_is_a_week_on(on_tuesday: Demo) -> None:
    clock = on_tuesday.folder.clock()
    service = Runner(Services(on_tuesday.store, GUIDES, DUTY, clock=clock))
    before = clock.now()
    Clockwork(on_tuesday.store, clock, service).forward("week")
    assert clock.now() - before >= timedelta(weeks=1)


def test_what_falls_due_within_a_month_is_told_though_the_clock_moves_by_one(
    on_tuesday: Demo,
) -> None:
    """A question of a week's time is told of for two weeks once its day has passed."""
    with on_tuesday.store.writing() as session:
        _, sunil = the_two(session)
        words = ("Something was found.", "What is it?", 1, 2)
        due_on = DAY + timedelta(weeks=1)
        wanted = ToAsk(sunil.team_id, Month.of(DAY), "records.why", *words, sunil.id, due_on)
        enquiries.ask(session, wanted, sunil.id, opening(DAY))
    clockwork = on_tuesday.clockwork()
    clockwork.forward("month")
    with on_tuesday.store.reading() as session:
        told = [(one.kind, one.stage, one.person_id) for one in reminders_of(session)]
    assert ("enquiry", 2, sunil.id) in told
    assert "Reminders came for" in str(clockwork.arrived())


def test_there_are_a_practitioner_a_supervisor_managers_above_both_and_a_practice_lead(
    on_tuesday: Demo,
) -> None:
    with on_tuesday.store.reading() as session:
        parts = featured(session)
        found = [people.person(session, part.person_id) for part in parts]
        roles = [person.role for person in found if person]
        above = people.team_paths(session)[found[0].team_id if found[0] else ""]
        assert roles == ["practitioner", "supervisor", "manager", "practice lead", "manager"]
        assert found[2]
        assert found[2].team_id in above
        assert found[4]
        assert people.team_paths(session)[found[4].team_id] == {found[4].team_id}
        assert (parts[0].with_id, parts[1].with_id) == (parts[1].person_id, parts[0].person_id)
