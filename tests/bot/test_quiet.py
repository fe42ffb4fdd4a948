"""Nothing breaks into an open conversation, and nothing is lost by waiting."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot import undelivered
from bot.dialogue import Dialogue
from bot.messages import Incoming, Outgoing, from_json, to_json
from prompts.phrases import phrases
from storage import outbox, people, transcript
from storage.encryption import open_row
from storage.outbox import NewMessage
from storage.session import Store
from storage.tables import OutboxMessage, Person
from tests.bot.served import A_TUESDAY, DUTY, PRIYA, SUNIL, a_council
from tests.conversations.play import SHIPPED, loaded

LEASE = timedelta(seconds=30)
NOTICE = "Somebody shared a reflection with you."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = a_council(tmp_path)
    yield made
    made.close()


class Office:
    """A dialogue, and what it would send at a moment."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.dialogue = Dialogue(store, loaded(SHIPPED), DUTY)
        self.updates = 0

    def says(self, chat: int, text: str, at: datetime) -> list[str]:
        return self.does(chat, at, text=text)

    def taps(self, chat: int, label: str, at: datetime) -> list[str]:
        return self.does(chat, at, button=self.button(chat, label))

    def does(self, chat: int, at: datetime, **what: object) -> list[str]:
        self.updates += 1
        came = Incoming("telegram", str(chat), str(self.updates), source=str(self.updates), **what)  # type: ignore[arg-type]
        self.dialogue.receive(came, at)
        return self.sent(chat, at)

    def button(self, chat: int, label: str) -> str:
        for message in reversed(self.bodies(chat)):
            for row in message.buttons:
                for button in row:
                    if button.label == label:
                        return button.data
        raise AssertionError(label)

    def bodies(self, chat: int) -> list[Outgoing]:
        with self.store.reading() as session:
            rows = session.exec(
                select(OutboxMessage)
                .where(OutboxMessage.address == str(chat))
                .order_by(col(OutboxMessage.id))
            ).all()
            return [
                from_json(open_row(session, "outbox_message", row.model_dump())["body"])
                for row in rows
            ]

    def sent(self, chat: int, at: datetime) -> list[str]:
        """Send what is due, and return what went to a chat."""
        with self.store.writing() as session:
            claimed = outbox.claim(session, "telegram", now=at, lease=LEASE, most=40)
            for message in claimed:
                outbox.settle_sent(session, message.id, None, at)
        return [from_json(m.body).text for m in claimed if m.address == str(chat)]

    def next_due(self, at: datetime) -> datetime | None:
        with self.store.reading() as session:
            return outbox.next_due(session, "telegram", at)

    def notice(self, chat: int, at: datetime, **fields: object) -> None:
        with self.store.writing() as session:
            person = people.person_at(session, "telegram", str(chat), at.date())
            assert person is not None
            message = NewMessage(
                person.id,
                "telegram",
                str(chat),
                to_json(Outgoing(NOTICE)),
                **{"interrupts": False, **fields},  # type: ignore[arg-type]
            )
            outbox.put(session, [message], at=at)


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


def minutes(number: float) -> datetime:
    return A_TUESDAY + timedelta(minutes=number)


def test_a_notice_goes_at_once_where_nothing_is_open(office: Office) -> None:
    office.notice(SUNIL, A_TUESDAY)
    assert office.sent(SUNIL, A_TUESDAY) == [NOTICE]


def test_a_notice_waits_for_half_an_hour_after_the_last_step(office: Office) -> None:
    office.says(PRIYA, "visited 0417, she hid behind the sofa", A_TUESDAY)
    office.notice(PRIYA, minutes(1))
    assert office.sent(PRIYA, minutes(1)) == []
    assert office.next_due(minutes(1)) == minutes(30)
    office.taps(PRIYA, "Yes", minutes(20))
    assert office.sent(PRIYA, minutes(30)) == []
    assert office.next_due(minutes(30)) == minutes(50)
    assert office.sent(PRIYA, minutes(50)) == [NOTICE]


def test_a_notice_comes_as_soon_as_the_conversation_ends(office: Office) -> None:
    office.says(PRIYA, "visited 0417, she hid behind the sofa", A_TUESDAY)
    office.notice(PRIYA, minutes(1))
    assert office.sent(PRIYA, minutes(1)) == []
    office.taps(PRIYA, "Yes", minutes(2))
    assert NOTICE in office.taps(PRIYA, "Save for later", minutes(3))


def test_a_notice_that_was_tried_before_holds_up_no_question(office: Office) -> None:
    office.notice(PRIYA, A_TUESDAY)
    with office.store.writing() as session:
        (message,) = outbox.claim(session, "telegram", now=A_TUESDAY, lease=LEASE)
        outbox.put_back(session, message.id, A_TUESDAY)
    assert office.says(PRIYA, "visited 0417, she hid behind the sofa", A_TUESDAY)
    assert office.taps(PRIYA, "Yes", minutes(1))


def test_what_ends_in_the_evening_brings_the_notice_in_the_morning(office: Office) -> None:
    late = A_TUESDAY.replace(hour=17, minute=50)
    office.says(PRIYA, "visited 0417, she hid behind the sofa", late)
    office.notice(PRIYA, late)
    assert office.sent(PRIYA, late) == []
    office.taps(PRIYA, "Yes", late + timedelta(minutes=20))
    assert NOTICE not in office.taps(PRIYA, "Save for later", late + timedelta(minutes=21))
    morning = late.replace(day=25, hour=8, minute=0)
    assert office.next_due(late + timedelta(minutes=21)) == morning
    assert office.sent(PRIYA, morning) == [NOTICE]


def test_tonight_breaks_in_at_any_hour(office: Office) -> None:
    night = A_TUESDAY.replace(hour=23)
    office.says(SUNIL, "visited somebody who hid behind the sofa", night)
    office.says(PRIYA, "tonight", night)
    office.taps(PRIYA, "Tell my supervisor I am ringing duty", night)
    assert "ringing the duty team" in office.bodies(SUNIL)[-1].text
    with office.store.reading() as session:
        waiting = session.exec(select(OutboxMessage).where(col(OutboxMessage.sent_at).is_(None)))
        assert waiting.all() == []


def test_many_that_wait_do_not_keep_others_from_going(office: Office) -> None:
    office.says(PRIYA, "visited 0417, she hid behind the sofa", A_TUESDAY)
    for _ in range(45):
        office.notice(PRIYA, minutes(1))
    office.notice(SUNIL, minutes(1))
    found = office.sent(SUNIL, minutes(1)) + office.sent(SUNIL, minutes(1))
    assert found == [NOTICE]


def test_who_has_left_gets_no_notice_that_waited(office: Office) -> None:
    office.notice(SUNIL, A_TUESDAY, not_before=minutes(60 * 24))
    with office.store.writing() as session:
        sunil = session.exec(select(Person).where(Person.name == "Sunil Mehta")).one()
        sunil.left_on = minutes(60 * 24).date()
        session.add(sunil)
    assert office.sent(SUNIL, minutes(60 * 24)) == []
    assert office.next_due(minutes(60 * 24)) is None


def test_a_sender_hears_once_and_only_where_no_copy_arrived(office: Office) -> None:
    with office.store.writing() as session:
        found = {p.name: p for p in session.exec(select(Person)).all()}
        priya, sunil = found["Priya Shah"], found["Sunil Mehta"]
        copies = [
            NewMessage(
                sunil.id,
                channel,
                str(SUNIL),
                "{}",
                interrupts=False,
                sender_id=priya.id,
                told="reflection",
            )
            for channel in ("telegram", "web")
        ]
        first, second = outbox.put(session, copies, at=A_TUESDAY)
        outbox.settle_failed(session, first, "blocked or left", A_TUESDAY)
        assert undelivered.tell_senders(session, A_TUESDAY) == 0
        outbox.settle_failed(session, second, "left", A_TUESDAY)
        assert undelivered.tell_senders(session, A_TUESDAY) == 1
        assert undelivered.tell_senders(session, A_TUESDAY) == 0
    (said,) = office.sent(PRIYA, A_TUESDAY)
    assert said.startswith("Sunil was not told that you shared a reflection:")


@pytest.mark.parametrize("told", ["reflection", "tonight", "not delivered"])
def test_a_notice_takes_the_place_of_no_card(office: Office, told: str) -> None:
    office.says(PRIYA, "visited 0417, she hid behind the sofa", A_TUESDAY)
    with office.store.reading() as session:
        priya = people.person_at(session, "telegram", str(PRIYA), A_TUESDAY.date())
        assert priya is not None
        card = transcript.newest_card(session, priya.id, "telegram", minutes(2))
    office.notice(PRIYA, minutes(1), interrupts=True, told=told)
    with office.store.writing() as session:
        for message in outbox.claim(session, "telegram", now=minutes(1), lease=LEASE):
            outbox.settle_sent(session, message.id, "9", minutes(1))
        assert card is not None
        assert transcript.newest_card(session, priya.id, "telegram", minutes(2)) == card


def test_every_kind_of_telling_has_its_words_where_it_is_not_delivered() -> None:
    assert set(phrases("telling.not_delivered")) == {
        "raised",
        "supervision",
        "reflection",
        "preparation",
        "decision",
        "handover",
        "group",
        "audit",
        "agreement",
        "note",
        "device",
        "view",
        "missed",
    }
