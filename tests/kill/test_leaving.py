"""People leave, move, start later and are stopped while messages wait and the program is killed.

On a Friday evening everybody reflects, and shares with whoever supervises them; word of that waits
for Monday's office hours. Meanwhile those it is for leave, and so on. Deselected unless asked for:
`pytest -m kill -n 0 tests/kill`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from practice.calendar import LONDON, london_day, next_working_moment
from prompts.phrases import phrase
from storage import people
from storage.tables import OutboxMessage, Person, Record, Share
from tests.botapi import Shown
from tests.factories import a_person, a_team
from tests.kill import kept
from tests.kill.people import Talker
from tests.kill.scene import FIRST_CHAT, Scene, a_scene
from tests.kill.test_kill import report

pytestmark = pytest.mark.kill

WRITERS = ("Priya", "Omar", "Lena", "Ken", "Iris", "Fay")
SUPERVISORS = {"Priya": "Sunil", "Omar": "Tara", "Lena": "Uma", "Ken": "Dev"}
NAMES = (*WRITERS, "Sunil", "Tara", "Uma", "Dev", "Nora", "Maya")
NOT_REACHED = ("Sunil", "Tara", "Dev", "Fay")


def a_council(session: Session) -> Sequence[Person]:
    """Six practitioners; four have a supervisor each, and Maya supervises everybody else."""
    team = a_team(session)
    maya = a_person(session, "Maya Lunn", "manager", team=team)
    made = {"Maya": maya}
    for name in (*SUPERVISORS.values(), "Nora"):
        made[name] = a_person(session, f"{name} Cole", "supervisor", team=team, supervisor=maya)
    for name in WRITERS:
        supervisor = made[SUPERVISORS.get(name, "Maya")]
        made[name] = a_person(session, f"{name} Reed", team=team, supervisor=supervisor)
    return [made[name] for name in NAMES]


def a_friday_evening() -> datetime:
    today = datetime.now(LONDON).date()
    friday = today + timedelta(days=(4 - today.weekday()) % 7 + 7)
    return datetime.combine(friday, time(19), LONDON).astimezone(UTC)


def called(session: Session, name: str) -> Person:
    return session.exec(select(Person).where(col(Person.name).startswith(f"{name} "))).one()


def is_notice(shown: Shown) -> bool:
    """Say whether a message tells what became of an earlier telling."""
    return any(is_of(name, shown.text) for name in SUPERVISORS.values())


def is_of(name: str, text: str) -> bool:
    """Say whether a text tells that somebody was not told: they have gone, or start another day."""
    kinds = ("telling.gone", "telling.not_delivered.reflection")
    starts, _ = phrase("telling.starts", name=name, day="|").split("|")
    return text in {phrase(kind, name=name) for kind in kinds} or text.startswith(starts)


class Changes:
    """What happens to people that evening, each in one transaction beside the program's."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def sunil_leaves(self) -> None:
        self._change("Sunil", left_on=london_day(self._scene.now))

    def tara_is_stopped(self) -> None:
        with self._scene.store.writing() as session:
            people.stop_person(session, called(session, "Tara").id, self._scene.now)

    def lena_moves(self) -> None:
        with self._scene.store.writing() as session:
            lena, nora = called(session, "Lena"), called(session, "Nora")
            lena.team_id = nora.team_id = a_team(session).id
            lena.supervisor_id = nora.id
            session.add_all([lena, nora])

    def dev_starts_later(self) -> None:
        self._change("Dev", started_on=london_day(self._scene.now) + timedelta(days=30))

    def fay_leaves(self) -> None:
        self._change("Fay", left_on=london_day(self._scene.now))

    def _change(self, name: str, **values: date) -> None:
        with self._scene.store.writing() as session:
            person = called(session, name)
            for column, value in values.items():
                setattr(person, column, value)
            session.add(person)


@dataclass(frozen=True)
class Told:
    """One telling that a reflection was shared: by whom, with whom, and whether it went out."""

    sender: str
    person: str
    record_id: str
    went_out: bool


def tellings_of(scene: Scene) -> list[Told]:
    with scene.store.reading() as session:
        first = {one.id: one.name.partition(" ")[0] for one in session.exec(select(Person))}
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.told == "reflection"))
        return [
            Told(
                first[row.sender_id or ""],
                first[row.person_id or ""],
                row.record_id or "",
                row.sent_at is not None,
            )
            for row in rows
        ]


def shared(scene: Scene) -> set[tuple[str, str]]:
    """Return every reflection that was shared, and the name of whom with."""
    with scene.store.reading() as session:
        rows = session.exec(
            select(Record.id, Person.name)
            .join(Share, col(Share.draft_id) == col(Record.draft_id))
            .join(Person, col(Person.id) == col(Share.with_id))
        )
        return {(record_id, name.partition(" ")[0]) for record_id, name in rows}


def offered_to_read(talker: Talker) -> set[str]:
    """Return the reflections that somebody's phone offers to read."""
    codes = [button.code for shown in talker.phone.screen() for button in shown.buttons]
    return {code.removeprefix("!read:") for code in codes if code.startswith("!read:")}


def said_to(scene: Scene, name: str) -> int:
    """Return how often Telegram was given something to show to a person."""
    chat = str(FIRST_CHAT + NAMES.index(name))
    calls = scene.telegram.calls_of("sendMessage")
    return sum(str(call.parameters.get("chat_id")) == chat for call in calls)


def test_whoever_leaves_is_told_nothing_more_and_nobody_else_loses_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_scene(tmp_path, "polling", a_council, begins=a_friday_evening()) as scene:
        talkers = dict(zip(NAMES, scene.talkers, strict=True))
        for talker in scene.talkers:
            talker.ends_with, talker.is_notice = "Share with", is_notice
        heard_by_fay = live_the_evening(scene, talkers)
        live_the_monday(scene)
        tellings = tellings_of(scene)
        withheld = [one for one in tellings if one.person in NOT_REACHED]
        with capsys.disabled():
            report(
                "people leave while messages wait",
                answers=len(scene.said),
                tellings=len(tellings),
                withheld=len(withheld),
                lost=len(scene.lost()),
                stored_twice=len(scene.doubled()),
            )
        assert scene.lost() == []
        assert scene.doubled() == []
        assert scene.updates <= kept.updates_stored(scene.store)
        assert kept.faults_of_the_file(scene.store) == []
        assert {one.person for one in withheld} == {"Sunil", "Tara", "Dev"}
        assert not any(one.went_out for one in withheld)
        assert said_to(scene, "Fay") == heard_by_fay
        everybody_else_was_told(scene, talkers, tellings)
        senders_know(talkers, withheld)


def live_the_evening(scene: Scene, talkers: Mapping[str, Talker]) -> int:
    """Return how often Fay had been said something when she left, which is all she hears."""
    changes, fay = Changes(scene), talkers["Fay"]
    writers = [talkers[name] for name in WRITERS if name != "Fay"]
    with scene.talking(Talker.talk, writers):
        kept.wait_while(lambda: [str(t.phone.chat_id) for t in writers if not t.rounds], "talk")
        changes.sunil_leaves()
        scene.kill(21, 2)
        changes.tara_is_stopped()
        scene.kill_while(changes.lena_moves)
        scene.kill(22, 2)
        scene.kill_while(changes.dev_starts_later)
        fay.say_much(1)
        kept.wait_for_updates(scene.store, fay.updates)
        scene.kill_while(changes.fay_leaves)
        heard_by_fay = said_to(scene, "Fay")
        scene.kill(23, 3)
    scene.telegram.wait_until_confirmed()
    kept.wait_until_drained(scene.store, scene.now)
    return heard_by_fay


def live_the_monday(scene: Scene) -> None:
    """Let office hours begin, and what waited go out under kills."""
    monday = next_working_moment(scene.now) + timedelta(minutes=1)
    scene.kill_while(lambda: scene.move_on(monday))
    scene.kill(24, 3)
    kept.wait_until_drained(scene.store, scene.now)


def everybody_else_was_told(
    scene: Scene, talkers: Mapping[str, Talker], tellings: Sequence[Told]
) -> None:
    """Check each phone: all that was shared with its person, and nothing that was with another."""
    for name in NAMES:
        theirs = {one.record_id for one in tellings if one.person == name}
        assert offered_to_read(talkers[name]) == (set() if name in NOT_REACHED else theirs), name
    told = {(one.record_id, one.person) for one in tellings}
    assert {one for one in shared(scene) if one[1] not in NOT_REACHED} <= told


def senders_know(talkers: Mapping[str, Talker], withheld: Sequence[Told]) -> None:
    """Check that whoever relied on a telling that was withheld is told so, once for each."""
    for (sender, name), count in Counter((one.sender, one.person) for one in withheld).items():
        shown = [m for m in talkers[sender].phone.screen() if is_of(name, m.text)]
        assert len(shown) >= count, f"{sender} was not told of {name}"
