"""What is said of a telling is so: who is told, that it is under way, whether it arrived."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select
from typing_extensions import override

from bot import undelivered
from bot.conversations.tonight import MOST_AN_HOUR
from bot.duty_calls import HEARD, not_yet_shown, shown_on_page
from bot.messages import from_json
from prompts.phrases import phrase, phrases
from storage import outbox, people
from storage.encryption import open_row
from storage.tables import Identity, OutboxMessage, Person
from tests.bot.staged import NOW, last, write
from tests.conversations.council import enrol
from tests.conversations.play import LONDON, Stage
from tests.factories import a_person

TELL = "Tell my supervisor I am ringing duty"
AGAIN = "Tell Sunil again"
FRIDAY_NIGHT = datetime(2026, 11, 27, 21, 50, tzinfo=LONDON)


def called(session: Session, name: str) -> Person:
    return session.exec(select(Person).where(col(Person.name).startswith(name))).one()


def change(stage: Stage, name: str, **values: object) -> None:
    with stage.store.writing() as session:
        person = called(session, name)
        for column, value in values.items():
            setattr(person, column, value)
        session.add(person)


def block(stage: Stage, name: str) -> None:
    with stage.store.writing() as session:
        people.note_reach(session, "telegram", f"chat-{name}", False, stage.now)


def on_pages_alone(stage: Stage, *names: str) -> None:
    with stage.store.writing() as session:
        for name in names:
            person = called(session, name)
            found = session.exec(select(Identity).where(Identity.person_id == person.id)).one()
            found.channel, found.address = "web", person.id
            session.add(found)


class Undelivering(Stage):
    """A stage whose messages wait until the test settles them."""

    @override
    def deliver(self) -> None:
        """Send nothing by itself."""

    def settle(self, name: str, *, arrives: bool, gone: bool = False) -> None:
        """Settle what waits for somebody: it arrived, or it cannot."""
        with self.store.writing() as session:
            person = called(session, name)
            rows = select(OutboxMessage).where(OutboxMessage.person_id == person.id)
            for row in session.exec(rows.where(outbox.unsettled())).all():
                if arrives:
                    outbox.settle_sent(session, row.id, row.id, self.now)
                else:
                    outbox.settle_failed(session, row.id, "blocked", self.now)
            if gone:
                people.note_reach(session, "telegram", f"chat-{name}", False, self.now)
        self.hear()


@pytest.fixture
def slow(tmp_path):  # type: ignore[no-untyped-def]
    return Undelivering(tmp_path, NOW)


def ring(stage: Stage, name: str = "Priya") -> str:
    write(stage, name, "tonight")
    stage.tap(name, TELL)
    return stage.shown[name][-1].text


def said(stage: Stage, name: str) -> list[str]:
    return [message.text for message in stage.shown.get(name, [])]


def tellings(stage: Stage) -> int:
    with stage.store.reading() as session:
        return len(session.exec(select(OutboxMessage).where(OutboxMessage.told == "tonight")).all())


def test_i_am_telling_until_it_has_arrived(slow: Undelivering) -> None:
    said_now = ring(slow)
    assert "I am telling Sunil that you are ringing duty." in said_now
    assert not any("I have told" in text for text in said(slow, "Priya"))
    write(slow, "Priya", "tonight")
    assert "I am telling Sunil that you are ringing duty, since 10:20." in last(slow, "Priya")
    slow.settle("Sunil", arrives=True)
    assert "I have told Sunil that you are ringing duty. It arrived at 10:20." in last(
        slow, "Priya"
    )
    write(slow, "Priya", "tonight")
    assert "Sunil has been told that you are ringing duty, at 10:20." in last(slow, "Priya")


def test_that_it_arrived_is_said_once(slow: Undelivering) -> None:
    ring(slow)
    slow.settle("Sunil", arrives=True)
    slow.hear()
    assert sum("I have told" in text for text in said(slow, "Priya")) == 1


@pytest.mark.parametrize("why", ["left", "not yet here", "blocked", "stopped"])
def test_where_the_supervisor_is_not_reached_the_next_up_the_line_is_told_and_named(
    stage: Stage, why: str
) -> None:
    if why == "left":
        change(stage, "Sunil", left_on=stage.now.date())
    elif why == "not yet here":
        change(stage, "Sunil", started_on=stage.now.date() + timedelta(days=1))
    elif why == "blocked":
        block(stage, "Sunil")
    else:
        with stage.store.writing() as session:
            people.stop_person(session, called(session, "Sunil").id, stage.now)
    write(stage, "Priya", "tonight")
    assert "Sunil cannot be reached here now. Ruth has not been told." in last(stage, "Priya")
    stage.tap("Priya", TELL)
    texts = said(stage, "Priya")
    assert "Sunil cannot be reached here now.\nI am telling Ruth" in texts[-2]
    assert "I have told Ruth" in texts[-1]
    assert "ringing the duty team" in last(stage, "Ruth")
    assert not said(stage, "Sunil")


def test_a_line_that_ends_too_soon_goes_on_with_the_managers_of_the_team(stage: Stage) -> None:
    change(stage, "Priya", supervisor_id=None)
    assert "I am telling Ruth" in "\n".join([ring(stage), *said(stage, "Priya")])
    assert "ringing the duty team" in last(stage, "Ruth")


def test_people_who_supervise_one_another_have_nobody_else(stage: Stage) -> None:
    with stage.store.writing() as session:
        ruth = called(session, "Ruth")
        ruth.supervisor_id = called(session, "Sunil").id
        session.add(ruth)
    change(stage, "Sunil", left_on=stage.now.date())
    block(stage, "Ruth")
    assert "Nobody was told. Ring the number now." in ring(stage)
    assert tellings(stage) == 0


def test_what_cannot_arrive_goes_to_the_next_and_its_sender_hears_both(slow: Undelivering) -> None:
    slow.now = FRIDAY_NIGHT
    ring(slow)
    slow.settle("Sunil", arrives=False, gone=True)
    assert last(slow, "Priya").startswith("Sunil was not reached. I am telling Ruth instead.")
    assert last(slow, "Ruth").startswith("Priya Shah is ringing the duty team")
    slow.settle("Ruth", arrives=True)
    assert "I have told Ruth" in last(slow, "Priya")


@pytest.mark.parametrize("gone", [True, False])
def test_where_nobody_can_be_reached_that_is_said(slow: Undelivering, gone: bool) -> None:
    ring(slow)
    slow.settle("Sunil", arrives=False, gone=gone)
    slow.settle("Ruth", arrives=False, gone=gone)
    assert "Ruth was not reached, and does not know" in last(slow, "Priya")
    assert tellings(slow) == 2
    write(slow, "Priya", "tonight")
    assert "has been told" not in last(slow, "Priya").replace("Nobody has been told", "")


def test_what_takes_long_is_said_and_then_that_it_arrived(slow: Undelivering) -> None:
    ring(slow)
    slow.now += timedelta(minutes=3)
    slow.hear()
    slow.hear()
    late = [text for text in said(slow, "Priya") if "Sunil has not been told yet" in text]
    assert len(late) == 1
    slow.settle("Sunil", arrives=True)
    assert "I have told Sunil" in last(slow, "Priya")


def test_one_device_that_fails_is_no_failure_where_another_was_reached(slow: Undelivering) -> None:
    with slow.store.writing() as session:
        sunil = called(session, "Sunil")
        session.add(
            Identity(
                channel="telegram", address="another", person_id=sunil.id, enrolled_at=slow.now
            )
        )
    ring(slow)
    with slow.store.writing() as session:
        copies = session.exec(select(OutboxMessage).where(OutboxMessage.told == "tonight")).all()
        assert len(copies) == 2
        outbox.settle_failed(session, copies[0].id, "blocked", slow.now)
    slow.hear()
    assert "not reached" not in last(slow, "Priya")
    slow.settle("Sunil", arrives=True)
    assert "I have told Sunil" in last(slow, "Priya")


def test_a_page_rings_for_nobody(stage: Stage) -> None:
    on_pages_alone(stage, "Sunil")
    texts = ring(stage)
    assert "I have told Ruth" in texts
    with stage.store.reading() as session:
        told = session.exec(select(OutboxMessage).where(OutboxMessage.told == "tonight")).all()
        assert {message.channel for message in told} == {"telegram", "web"}


def test_on_pages_alone_nobody_has_been_told(stage: Stage) -> None:
    on_pages_alone(stage, "Sunil", "Ruth")
    write(stage, "Priya", "tonight")
    assert "Sunil sees this only on opening the web chat. Nobody has been told." in last(
        stage, "Priya"
    )
    stage.tap("Priya", TELL)
    told = last(stage, "Priya")
    assert "in the web chat of Sunil and Ruth. Nothing rings for them there." in told
    assert told.count("Sunil") == told.count("Ruth") == 1
    with stage.store.writing() as session:
        for row in session.exec(select(OutboxMessage).where(OutboxMessage.channel == "web")).all():
            outbox.settle_sent(session, row.id, None, stage.now)
        assert undelivered.tell_senders(session, stage.now) == 0
        assert undelivered.tell_senders(session, stage.now) == 0
    assert "I have told" not in "\n".join(said(stage, "Priya"))


def test_that_an_open_page_showed_it_is_said_once_and_stands_on_the_card(stage: Stage) -> None:
    on_pages_alone(stage, "Sunil", "Ruth")
    ring(stage)
    with stage.store.writing() as session:
        for row in session.exec(select(OutboxMessage).where(OutboxMessage.channel == "web")).all():
            outbox.settle_sent(session, row.id, None, stage.now)
        sunil = called(session, "Sunil").id
    write(stage, "Priya", "tonight")
    assert "I know of nobody who has seen it." in last(stage, "Priya")
    for _ in range(2):
        a_page_shows(stage, sunil)
    heard = phrase("tonight.was_shown", name="Sunil", time="10:20")
    with stage.store.reading() as session:
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.told == HEARD)).all()
        opened = [open_row(session, "outbox_message", row.model_dump())["body"] for row in rows]
    assert [from_json(body).text for body in opened] == [heard]
    write(stage, "Priya", "tonight")
    assert heard in last(stage, "Priya")
    assert "in the web chat of Ruth" in last(stage, "Priya")
    assert "nobody" not in last(stage, "Priya").replace(
        "Writing here rings nobody. Keeping it tells nobody.", ""
    )


def a_page_shows(stage: Stage, person_id: str) -> None:
    with stage.store.reading() as session:
        calls = not_yet_shown(session, person_id, stage.now)
    shown_on_page(stage.store, person_id, calls, stage.now)


def test_a_call_that_came_after_a_page_was_read_is_not_said_to_be_shown_on_it(stage: Stage) -> None:
    on_pages_alone(stage, "Sunil", "Ruth")
    with stage.store.reading() as session:
        sunil = called(session, "Sunil").id
        calls = not_yet_shown(session, sunil, stage.now)
    ring(stage)
    with stage.store.writing() as session:
        for row in session.exec(select(OutboxMessage).where(OutboxMessage.channel == "web")).all():
            outbox.settle_sent(session, row.id, None, stage.now)
    shown_on_page(stage.store, sunil, calls, stage.now)
    write(stage, "Priya", "tonight")
    assert "I know of nobody who has seen it." in last(stage, "Priya")


def test_a_page_that_shows_it_adds_nothing_where_a_phone_rang(stage: Stage) -> None:
    with stage.store.writing() as session:
        sunil = called(session, "Sunil").id
        web = Identity(channel="web", address=sunil, person_id=sunil, enrolled_at=stage.now)
        session.add(web)
    ring(stage)
    with stage.store.writing() as session:
        for row in session.exec(select(OutboxMessage).where(OutboxMessage.channel == "web")).all():
            outbox.settle_sent(session, row.id, None, stage.now)
    a_page_shows(stage, sunil)
    with stage.store.reading() as session:
        heard = select(OutboxMessage).where(OutboxMessage.told == HEARD)
        assert session.exec(heard).all() == []


def test_a_frightened_person_is_never_refused_and_nobody_is_flooded(stage: Stage) -> None:
    write(stage, "Priya", "tonight")
    stage.tap("Priya", TELL)
    stage.tap("Priya", TELL)
    for _ in range(100):
        stage.tap("Priya", AGAIN)
    assert tellings(stage) == MOST_AN_HOUR == 10
    assert "no more before 11:20" in last(stage, "Priya")
    assert "01632 960 100" in last(stage, "Priya")
    stage.now += timedelta(hours=1)
    stage.tap("Priya", AGAIN)
    assert tellings(stage) == MOST_AN_HOUR + 1


def shared(stage: Stage) -> str:
    write(stage, "Priya", "visited 0401, it was loud")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    stage.tap("Priya", "Share with Sunil")
    return next(text for text in reversed(said(stage, "Priya")) if text.startswith("Sent."))


def test_of_what_was_shared_it_is_said_how_it_is_heard_of(slow: Undelivering) -> None:
    assert shared(slow).endswith("I am telling Sunil.")
    slow.settle("Sunil", arrives=False)
    assert last(slow, "Priya").startswith("Sunil was not told that you shared a reflection")


def test_a_failure_is_said_at_once_whatever_the_hour(slow: Undelivering) -> None:
    slow.now = FRIDAY_NIGHT
    assert "I tell Sunil on Monday at 8:00." in shared(slow)
    slow.settle("Sunil", arrives=False)
    with slow.store.reading() as session:
        row = session.exec(select(OutboxMessage).where(OutboxMessage.told == "not delivered")).one()
        assert row.not_before.astimezone(LONDON) == slow.now


def test_what_stands_on_a_page_alone_is_not_said_to_be_told(stage: Stage) -> None:
    on_pages_alone(stage, "Sunil")
    assert shared(stage).endswith(
        "Sunil sees that in the web chat, once they open it. Nothing rings for them."
    )


def test_a_phone_that_failed_leaves_the_page_and_that_is_said(slow: Undelivering) -> None:
    with slow.store.writing() as session:
        sunil = called(session, "Sunil")
        web = Identity(channel="web", address=sunil.id, person_id=sunil.id, enrolled_at=slow.now)
        session.add(web)
    shared(slow)
    with slow.store.writing() as session:
        for row in session.exec(select(OutboxMessage).where(OutboxMessage.told == "reflection")):
            if row.channel == "web":
                outbox.settle_sent(session, row.id, None, slow.now)
            else:
                outbox.settle_failed(session, row.id, "blocked", slow.now)
    slow.hear()
    assert "What I told Sunil did not reach their phone." in last(slow, "Priya")


def test_whoever_left_before_it_arrived_is_said_to_be_gone(slow: Undelivering) -> None:
    shared(slow)
    change(slow, "Sunil", left_on=slow.now.date())
    slow.settle("Sunil", arrives=False)
    assert last(slow, "Priya").startswith("Sunil is not here any more, so was not told.")


def test_whoever_starts_later_is_said_to_start_then(slow: Undelivering) -> None:
    shared(slow)
    change(slow, "Sunil", started_on=date(2026, 12, 1))
    slow.settle("Sunil", arrives=False)
    assert last(slow, "Priya").startswith("Sunil starts on 1 December 2026, so was not told.")
    assert "not here any more" not in last(slow, "Priya")


def test_no_sentence_says_that_somebody_is_told_before_it_arrived() -> None:
    for file in ("reflection", "agreement", "meeting", "telling"):
        found = [str(text) for text in phrases(file).values()]
        assert not [text for text in found if "I have told" in text or "is told" in text]


def test_who_is_reached_is_asked_of_one_function(stage: Stage) -> None:
    """A person who starts tomorrow is told nothing today, by any of the kinds."""
    with stage.store.writing() as session:
        team = called(session, "Priya").team_id
        later = a_person(session, "Lena Voss", "supervisor", started_on=date(2026, 12, 1))
        later.team_id = team
        enrol(session, later, stage.now)
        priya = called(session, "Priya")
        priya.supervisor_id = later.id
        session.add_all([later, priya])
    assert "Lena cannot be reached here now." in "\n".join([ring(stage), *said(stage, "Priya")])
    assert not said(stage, "Lena")
