"""Two people in one supervision, each on their own phone, while the program is killed.

Nothing is lost, stored twice, credited to the wrong one, or seen before both have answered.
Deselected unless asked for: `pytest -m kill -n 0 tests/kill`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import cast

import pytest
from sqlmodel import Session, col, select
from typing_extensions import override

from practice.calendar import LONDON
from practice.terms import DraftKind, StepKind
from storage import transcript
from storage.encryption import open_row
from storage.tables import Draft, Person, Step
from tests.botapi import Person as Phone
from tests.botapi import Sent, Shown
from tests.chromium import EXECUTABLE
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.kill import kept
from tests.kill.browsers import BrowserPhone, signed_in
from tests.kill.people import ANSWERS_HERE, PATIENCE, Talker
from tests.kill.scene import FEWEST_KILLS, FIRST_CHAT, Scene, a_scene
from tests.kill.test_kill import report

pytestmark = pytest.mark.kill

KILLS = 200
LONGEST = 1.0
"""So many seconds a life goes on at most, once it has been heard from."""
CHILDREN = 3
MOST_INPUTS = 120
SUNIL, PRIYA = FIRST_CHAT, FIRST_CHAT + 1
_MARK = re.compile(r"zz(\d+)x\d+zz")
_SOMEBODYS = (
    StepKind.ANSWERED,
    StepKind.PART,
    StepKind.KEPT,
    StepKind.JOINED,
    StepKind.BESIDE,
)
_NOTICES = (
    "has opened your supervision",
    "have both answered",
    "has gone on about",
    "sent you the supervision",
    "has shown you their view",
    "is not writing a view",
    "was not told of",
)
_SUNILS_WAY = (
    "Send to Priya",
    "Done with",
    "Not in depth today",
    "In depth",
    "No change",
    "Not today",
    "60",
    "No date yet",
    "Start",
    "Priya Shah",
)
"""The beginnings of the buttons that Sunil taps: of several on a card the first."""


def a_pair(session: Session) -> Sequence[Person]:
    """Return Sunil, who supervises Priya, and Priya, who has three children."""
    team = a_team(session)
    sunil = a_person(session, "Sunil Mehta", "supervisor", team=team)
    priya = a_person(session, "Priya Shah", team=team, supervisor=sunil)
    for number in range(CHILDREN):
        an_involvement(session, a_child(session, f"CH-{401 + number:04}"), priya)
    return [sunil, priya]


def a_tuesday_morning() -> datetime:
    today = datetime.now(LONDON).date()
    tuesday = today + timedelta(days=(1 - today.weekday()) % 7 + 7)
    return datetime.combine(tuesday, time(10), LONDON).astimezone(UTC)


class OneOfTwo(Talker):
    """One of the two: what they do at a card follows from its words and buttons alone."""

    def sort(self, card: Shown) -> str | None:
        """Return the button that says where words belong, on a card that asks that."""
        if card.text.startswith("Added to your answer"):
            return None  # it offers to move them, and they are where they belong
        here = next((b.label for b in card.buttons if b.label.startswith(ANSWERS_HERE)), None)
        asks = here is None and card.button("Leave it out") is not None
        return card.buttons[0].label if asks else here

    def work(self, go_round: Callable[["OneOfTwo"], None]) -> None:
        """Go round until told to stop; what goes wrong is kept in `fault`."""
        try:
            while not self.enough.is_set():
                go_round(self)
                self.rounds += 1
        except BaseException as fault:  # noqa: BLE001 - raised again by the test
            self.fault = fault


def hold(sunil: OneOfTwo) -> None:
    """Hold one supervision from its agenda to its sending; some are waited for, some are not."""
    card = sunil._answered(sunil._noted(sunil.phone.say("/supervise")))
    for _ in range(MOST_INPUTS):
        # That it was sent may have been told before a kill, and read after something else.
        if card.text.startswith(("Sent to Priya", "Nothing waits for you")):
            return
        card = sunil._answered(_next_of_sunil(sunil, card))
    raise AssertionError(f"no end after {MOST_INPUTS} inputs:\n{card.text}")


def _next_of_sunil(sunil: OneOfTwo, card: Shown) -> Sent:
    labels = [button.label for button in card.buttons]
    where = sunil.sort(card)
    if where:
        return sunil._tap(where, card)
    if "Look again" in labels:
        waited = "has not shown it yet" in card.text or len(sunil.said) % 2
        return sunil._tap("Go on without Priya" if waited else "Look again", card)
    if "What has happened for this child" in card.text:
        return sunil._say("mum is managing and the house is warm")
    way = next((one for start in _SUNILS_WAY for one in labels if one.startswith(start)), None)
    if way is None and "That's enough" in labels:
        way = "That's enough"
    return sunil._tap(way, card) if way else sunil._noted(sunil.phone.say("/continue"))


def write(priya: OneOfTwo) -> None:
    """Look for a view to write, write it, show it, and look at both."""
    priya._answered(priya._noted(priya.phone.say("/help")))
    card = priya._answered(priya._noted(priya.phone.say("/drafts")))
    own = next((b.label for b in card.buttons if "your own view" in b.label), None)
    if own is None:
        return
    card = priya._answered(priya._tap(own, card))
    for _ in range(MOST_INPUTS):
        where = priya.sort(card)
        if where:
            card = priya._answered(priya._tap(where, card))
        elif "What has happened for this child" in card.text:
            card = priya._answered(priya._say("he told me that he is afraid of the stairs"))
        elif card.button("Show Sunil"):
            card = priya._answered(priya._tap("Show Sunil", card))
        elif card.button("See both"):
            priya._answered(priya._tap("See both", card))
            return
        else:
            return
    raise AssertionError(f"no end after {MOST_INPUTS} inputs:\n{card.text}")


@dataclass(frozen=True)
class Kept:
    """A step of a draft: of which kind, whose draft and step, where it answers, and its marks."""

    id: str
    draft_id: str
    draft_kind: str
    parent_id: str | None
    kind: str
    place: tuple[str | None, int]
    author: int
    marks: tuple[str, ...]


def steps_of(scene: Scene) -> list[Kept]:
    with scene.store.reading() as session:
        people = session.exec(select(Person).order_by(col(Person.id))).all()
        chats = {one.id: SUNIL if one.name.startswith("Sunil") else PRIYA for one in people}
        drafts = {one.id: one for one in session.exec(select(Draft)).all()}
        rows = [
            open_row(session, "step", step.model_dump())
            for step in session.exec(select(Step).order_by(col(Step.id))).all()
        ]
    return [
        Kept(
            row["id"],
            row["draft_id"],
            drafts[row["draft_id"]].kind,
            drafts[row["draft_id"]].parent_id,
            row["kind"],
            (row["question"], row["entry"]),
            chats[row["author_id"]],
            tuple(dict.fromkeys(m.group(0) for m in _MARK.finditer(str(row["value"] or "")))),
        )
        for row in rows
    ]


def credited_wrongly(steps: list[Kept]) -> list[Kept]:
    """Return the steps whose author is not who wrote their words.

    What a draft is opened with and what a question quotes is neither's own.
    """
    own = (one for one in steps if one.kind in _SOMEBODYS)
    return [one for one in own if any(f"zz{one.author}x" not in mark for mark in one.marks)]


def seen_early(steps: list[Kept]) -> list[Kept]:
    """Return the answers that were set beside the other's before both had answered."""
    answered: dict[str, set[object]] = defaultdict(set)
    shown: set[str] = set()
    gone_on: set[str] = set()
    early = []
    for one in steps:
        if one.kind in {StepKind.ANSWERED, StepKind.SKIPPED, StepKind.JOINED}:
            answered[one.draft_id].add(one.place)
        elif one.kind == StepKind.SUBMITTED and one.draft_kind == DraftKind.VIEW:
            shown.add(one.parent_id or "")
        elif one.kind == StepKind.WENT_ON:
            gone_on.add(one.draft_id)
        elif one.kind == StepKind.BESIDE and one.draft_kind == DraftKind.VIEW:
            part = one.parent_id or ""
            is_let_go = part in shown or part in gone_on
            early += [] if is_let_go and one.place in answered[part] else [one]
        elif one.kind == StepKind.BESIDE:
            both = one.draft_id in shown and one.place in answered[one.draft_id]
            early += [] if both else [one]
    return early


def told_to(scene: Scene, chat: int, whose: int) -> set[str]:
    """Return the marks of somebody's that Telegram was given for a chat."""
    calls = scene.telegram.calls_of("sendMessage")
    texts = [str(c.parameters["text"]) for c in calls if str(c.parameters["chat_id"]) == str(chat)]
    return {m.group(0) for text in texts for m in _MARK.finditer(text) if int(m.group(1)) == whose}


def test_what_two_people_write_apart_is_kept_and_credited_and_seen_by_nobody_early(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_scene(
        tmp_path, "polling", a_pair, begins=a_tuesday_morning(), by_sentence=True
    ) as scene:
        sunil, priya = (
            OneOfTwo(one.phone, one.enough, is_notice=_is_notice) for one in scene.talkers
        )
        scene.talkers[:] = [sunil, priya]

        def work(one: Talker) -> None:
            sunil.work(hold) if one is sunil else priya.work(write)

        with scene.talking(work, scene.talkers):
            kills = scene.kill(13, KILLS, answering=True, longest=LONGEST)
        scene.telegram.wait_until_confirmed()
        kept.wait_until_drained(scene.store, scene.now)
        in_parts, in_views = _kept_as_it_was(scene, f"over Telegram, {kills} kills", capsys)
        assert kills >= FEWEST_KILLS
        assert scene.updates <= kept.updates_stored(scene.store)
        assert told_to(scene, SUNIL, PRIYA) <= in_parts
        assert told_to(scene, PRIYA, SUNIL) <= in_views


@pytest.mark.chromium
@pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine")
def test_the_same_holds_of_two_browsers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with a_scene(
        tmp_path, "polling", a_pair, begins=a_tuesday_morning(), by_sentence=True
    ) as scene:
        with scene.store.reading() as session:
            ids = [p.id for p in session.exec(select(Person).order_by(col(Person.id))).all()]
        phones = [
            BrowserPhone(chat, signed_in(scene.store, one, scene.now), scene.address)
            for chat, one in zip((SUNIL, PRIYA), ids, strict=True)
        ]
        sunil, priya = (
            InBrowser(cast(Phone, one), scene.enough, is_notice=_is_notice) for one in phones
        )
        scene.talkers[:] = [sunil, priya]

        def work(one: Talker) -> None:
            with phones[scene.talkers.index(one)].open():
                sunil.work(hold) if one is sunil else priya.work(write)

        with scene.talking(work, scene.talkers):
            kills = scene.kill(
                17,
                KILLS,
                answering=True,
                longest=LONGEST,
                answers=lambda: kept.seen_in_browsers(scene.store),
            )
        kept.wait_until_drained(scene.store, scene.now)
        in_parts, in_views = _kept_as_it_was(scene, f"in two browsers, {kills} kills", capsys)
        assert kills >= FEWEST_KILLS
        told = [_told_in_browser(scene, one) for one in ids]
        assert {m for m in told[0] if f"zz{PRIYA}x" in m} <= in_parts
        assert {m for m in told[1] if f"zz{SUNIL}x" in m} <= in_views


class InBrowser(OneOfTwo):
    """One of the two in a browser, where every message has a place of its own."""

    @override
    def _answered(self, sent: Sent) -> Shown:
        card = self.phone.wait_for(lambda m: not self.is_notice(m), PATIENCE, after=sent)
        self.last = card.text
        return card

    @override
    def _noted(self, sent: Sent) -> Sent:
        return sent


def _told_in_browser(scene: Scene, person_id: str) -> set[str]:
    """Return the marks that stand in what the bot said to somebody in their browser."""
    with scene.store.reading() as session:
        lines = transcript.lines(session, person_id, "web")
    return {m.group(0) for line in lines if line.ours for m in _MARK.finditer(line.body)}


def _kept_as_it_was(
    scene: Scene, what: str, capsys: pytest.CaptureFixture[str]
) -> tuple[set[str], set[str]]:
    """See that nothing is lost, twice, credited wrongly or seen early.

    Return the marks that were set beside the supervisor's answers, and the practitioner's.
    """
    steps = steps_of(scene)
    beside = [one for one in steps if one.kind == StepKind.BESIDE]
    in_parts = {m for one in beside if one.draft_kind == DraftKind.GUIDE for m in one.marks}
    in_views = {m for one in beside if one.draft_kind == DraftKind.VIEW for m in one.marks}
    with capsys.disabled():
        report(
            f"two phones, {what}",
            answers=len(scene.said),
            supervisions=scene.talkers[0].rounds,
            shown_to_the_supervisor=len(in_parts),
            shown_to_the_practitioner=len(in_views),
            gone_on=sum(one.kind == StepKind.WENT_ON for one in steps),
            lost=len(scene.lost()),
            stored_twice=len(scene.doubled()),
            credited_wrongly=len(credited_wrongly(steps)),
            seen_early=len(seen_early(steps)),
        )
    assert in_parts
    assert in_views
    assert scene.lost() == []
    assert scene.doubled() == []
    assert credited_wrongly(steps) == []
    assert seen_early(steps) == []
    assert kept.faults_of_the_file(scene.store) == []
    return in_parts, in_views


def _is_notice(shown: Shown) -> bool:
    # A card follows it in a part; at the end of a meeting it is the answer, and named by its child.
    is_beside = shown.text.startswith("Priya wrote, apart")
    return is_beside or any(said in shown.text for said in _NOTICES)
