"""A supervision agreed to its end by two people on two channels while the program is killed.

Sunil holds and sends it over Telegram, Priya reads it on the web page: she agrees parts, sees some
differently and returns some, which he sends again. Every decision stands once, with its part.
Deselected unless asked for: `pytest -m kill -n 0 tests/kill`.
"""

from collections import Counter
from pathlib import Path
from typing import cast

import pytest
from sqlmodel import col, select

from practice.terms import DraftKind, StepKind
from prompts.agreement_state import RETURNED
from storage.encryption import open_row
from storage.tables import AuditEvent, Draft, OutboxMessage, Person, Record, Step
from tests.botapi import Person as Phone
from tests.botapi import Shown
from tests.chromium import EXECUTABLE
from tests.kill import kept
from tests.kill.browsers import BrowserPhone, signed_in
from tests.kill.people import Talker
from tests.kill.scene import FEWEST_KILLS, Scene, a_scene
from tests.kill.test_kill import report
from tests.kill.test_two_phones import (
    LONGEST,
    MOST_INPUTS,
    PRIYA,
    InBrowser,
    OneOfTwo,
    _is_notice,
    a_pair,
    a_tuesday_morning,
    hold,
)

pytestmark = pytest.mark.kill

KILLS = 120
_HOLDS_EVERY = 3
_TOLD = ("returned a part", "has read all of", "read the supervision of", "sees it differently")
_WAYS = ("Agree", "Agree, but I see it differently", "Agree", "Return it")


def send(sunil: OneOfTwo) -> None:
    """Send again what came back; where nothing does for a while, hold another supervision."""
    sunil._answered(sunil._noted(sunil.phone.say("/help")))
    card = sunil._answered(sunil._noted(sunil.phone.say("/drafts")))
    back = next((b.label for b in card.buttons if "returned to you" in b.label), None)
    if back is None:
        if sunil.rounds % _HOLDS_EVERY == _HOLDS_EVERY - 1:
            hold(sunil)
        return
    card = sunil._answered(sunil._tap(back, card))
    for _ in range(MOST_INPUTS):
        where = sunil.sort(card)
        if where is None and not card.button("Send again"):
            return
        card = sunil._answered(sunil._tap(where or "Send again", card))


def agree(priya: InBrowser) -> None:
    """Read a supervision that waits, part by part, and decide each of them."""
    priya._answered(priya.phone.say("/help"))
    card = priya._answered(priya.phone.say("/drafts"))
    waits = next((b.label for b in card.buttons if "to agree" in b.label), None)
    if waits is None:
        return
    card = priya._answered(priya._tap(waits, card))
    for number in range(MOST_INPUTS):
        where = priya.sort(card)
        if where:
            card = priya._answered(priya._tap(where, card))
        elif "What should change?" in card.text or "What do you see differently?" in card.text:
            card = priya._answered(priya._say("he was in the garden, and his mum was not there"))
        elif card.button("Agree"):
            card = priya._answered(priya._tap(_WAYS[(priya.rounds + number) % len(_WAYS)], card))
        else:
            return


@pytest.mark.chromium
@pytest.mark.skipif(EXECUTABLE is None, reason="there is no Chromium on this machine")
def test_every_decision_stands_once_over_telegram_and_in_browsers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_scene(
        tmp_path, "polling", a_pair, begins=a_tuesday_morning(), by_sentence=True
    ) as scene:
        with scene.store.reading() as session:
            priya_id = session.exec(select(Person.id).where(Person.name == "Priya Shah")).one()
        page = BrowserPhone(PRIYA, signed_in(scene.store, priya_id, scene.now), scene.address)
        sunil = OneOfTwo(scene.talkers[0].phone, scene.enough, is_notice=_is_told)
        priya = InBrowser(cast(Phone, page), scene.enough, is_notice=_is_told)
        scene.talkers[:] = [sunil, priya]
        hold(sunil)

        def work(one: Talker) -> None:
            if one is sunil:
                sunil.work(send)
            else:
                with page.open():
                    priya.work(lambda _: agree(priya))

        with scene.talking(work, scene.talkers):
            kills = scene.kill(19, KILLS, answering=True, longest=LONGEST)
        scene.telegram.wait_until_confirmed()
        kept.wait_until_drained(scene.store, scene.now)
        decided, stand, audited = _decisions(scene)
        with capsys.disabled():
            report(
                f"agreed on two channels, {kills} kills",
                supervisions=sunil.rounds,
                readings=priya.rounds,
                decisions=decided.total(),
                lost=len(scene.lost()),
                stored_twice=len(scene.doubled()),
            )
        assert kills >= FEWEST_KILLS
        assert decided
        assert decided == stand == audited
        assert _told_of(scene) == _to_be_told_of(scene)
        assert scene.lost() == []
        assert scene.doubled() == []
        assert kept.faults_of_the_file(scene.store) == []


def _is_told(shown: Shown) -> bool:
    return _is_notice(shown) or any(said in shown.text for said in _TOLD)


Decisions = Counter[tuple[str, str]]
"""How often a part, by its draft, was agreed or returned."""


def _decisions(scene: Scene) -> tuple[Decisions, Decisions, Decisions]:
    """Return what was decided as it was read, as it stands with the parts, and as was audited."""
    decided, stand, audited = Decisions(), Decisions(), Decisions()
    with scene.store.reading() as session:
        drafts = {one.id: one for one in session.exec(select(Draft))}
        records = {one.id: one.draft_id for one in session.exec(select(Record))}
        known = Counter(records.values())
        for step in session.exec(select(Step).order_by(col(Step.id))):
            is_read = drafts[step.draft_id].kind == DraftKind.AGREEMENT
            if is_read and step.kind == StepKind.ANSWERED:
                value = str(open_row(session, "step", step.model_dump())["value"])
                kind = "returned" if f'"{RETURNED}"' in value else "agreed"
                decided[step.question or "", kind] += 1
            elif step.kind in {"agreed", "returned"}:
                stand[step.draft_id, step.kind] += 1
        events: Decisions = Decisions()
        for event in session.exec(select(AuditEvent)):
            if event.deed in {"record agreed", "record returned"}:
                events[records[event.noun_id or ""], event.deed.removeprefix("record ")] += 1
    for (draft_id, kind), times in events.items():
        assert times % known[draft_id] == 0
        audited[draft_id, kind] = times // known[draft_id]
    return decided, stand, audited


def _told_of(scene: Scene) -> int:
    """Return how often Sunil was told of what Priya decided."""
    with scene.store.reading() as session:
        told = select(OutboxMessage.id).where(OutboxMessage.told == "agreement")
        return len(session.exec(told).all())


def _to_be_told_of(scene: Scene) -> int:
    """Return of how much he is to be told: each part that came back, each reading that ended.

    One that returned all it read has told all of it.
    """
    with scene.store.reading() as session:
        readings = session.exec(select(Draft).where(Draft.kind == DraftKind.AGREEMENT)).all()
        count = 0
        for draft in readings:
            steps = session.exec(select(Step).where(Step.draft_id == draft.id)).all()
            values = [
                str(open_row(session, "step", one.model_dump())["value"])
                for one in steps
                if one.kind == StepKind.ANSWERED
            ]
            back = sum(f'"{RETURNED}"' in value for value in values)
            has_ended = any(one.kind == StepKind.SUBMITTED for one in steps)
            count += back + (1 if has_ended and back < len(values) else 0)
    return count
