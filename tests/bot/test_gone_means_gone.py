"""Who has left, is stopped or has not come: nothing reaches them, and nothing opens to them."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot import departures
from bot.messages import Outgoing, to_json
from storage import codes, device_requests, outbox, people, unsigned, web_sessions
from storage.errors import AddressTakenError, CodeReplacedError, PersonGoneError
from storage.outbox import NewMessage
from storage.tables import Identity, OutboxMessage, Person, Record, Supervision
from tests.bot.staged import last, write
from tests.conversations.council import enrol
from tests.conversations.play import LEASE, LONDON, Stage
from tests.factories import a_person

TODAY = date(2026, 11, 24)


def called(session: Session, name: str) -> Person:
    return session.exec(select(Person).where(col(Person.name).startswith(name))).one()


def change(stage: Stage, name: str, **values: object) -> None:
    with stage.store.writing() as session:
        person = called(session, name)
        for column, value in values.items():
            setattr(person, column, value)
        session.add(person)


def a_new_supervisor(stage: Stage, name: str = "Bea Long") -> None:
    """Let somebody else supervise Priya."""
    with stage.store.writing() as session:
        priya = called(session, "Priya")
        bea = a_person(session, name, "supervisor")
        bea.team_id = priya.team_id
        session.add(bea)
        enrol(session, bea, stage.now)
        priya.supervisor_id = bea.id
        session.add(priya)


def share(stage: Stage, text: str = "visited 0401, it was loud") -> str:
    write(stage, "Priya", text)
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    stage.tap("Priya", "Share with Sunil")
    with stage.store.reading() as session:
        return session.exec(select(Record.id).order_by(col(Record.id).desc())).first() or ""


def opens(stage: Stage, name: str, record_id: str) -> bool:
    stage.receive(name, button=f"!read:{record_id}")
    return "it was loud" in last(stage, name)


def leave(stage: Stage, name: str) -> None:
    """Let somebody have left, and the minute pass in which that is noticed."""
    change(stage, name, left_on=stage.now.date())
    departures.tick(stage.store, stage.now)
    with stage.store.reading() as session:
        told = session.exec(select(OutboxMessage).where(OutboxMessage.told == "closed")).all()
    stage.write_new(min((message.id for message in told), default="g")[:-1])
    stage.deliver()


# --- a reflection opens to whom its card named ---


def test_a_reflection_opens_to_whom_it_was_shared_with_and_to_nobody_after_them(
    stage: Stage,
) -> None:
    record = share(stage)
    assert opens(stage, "Sunil", record)
    a_new_supervisor(stage)
    assert not opens(stage, "Bea", record)
    assert opens(stage, "Sunil", record)
    leave(stage, "Sunil")
    assert not opens(stage, "Bea", record)
    assert not opens(stage, "Ruth", record)
    assert opens(stage, "Priya", record)


def test_its_writer_is_told_and_may_share_it_with_the_next(stage: Stage) -> None:
    record = share(stage)
    leave(stage, "Sunil")
    assert last(stage, "Priya").startswith(
        "Sunil is not here any more. One thing that you shared with them is closed"
    )
    a_new_supervisor(stage)
    stage.tap("Priya", "Share it again")
    stage.tap("Priya", "Your reflection about CH-0401, 24 November 2026")
    assert "with Bea?" in last(stage, "Priya")
    stage.tap("Priya", "Share with Bea")
    assert last(stage, "Priya").endswith("I am telling Bea.")
    assert last(stage, "Bea") == "Priya shared a reflection with you."
    assert opens(stage, "Bea", record)
    assert not opens(stage, "Ruth", record)


def test_many_closed_at_once_are_one_message(stage: Stage) -> None:
    for floor in range(3):
        share(stage, f"visited 0401, it was loud on floor {floor}")
    leave(stage, "Sunil")
    assert "3 things that you shared with them are closed" in last(stage, "Priya")
    departures.tick(stage.store, stage.now)
    with stage.store.reading() as session:
        told = session.exec(select(OutboxMessage).where(OutboxMessage.told == "closed")).all()
        assert len(told) == 1


def test_who_comes_back_opens_nothing_that_was_closed(stage: Stage) -> None:
    record = share(stage)
    leave(stage, "Sunil")
    change(stage, "Sunil", left_on=None)
    stage.receive("Sunil", text="/help")
    assert "I do not know you" in last(stage, "Sunil") or "code" in last(stage, "Sunil")
    with stage.store.writing() as session:
        code = codes.make_code(session, called(session, "Sunil").id, stage.now)
    stage.receive("Sunil", text=f"/start {code}")
    assert not opens(stage, "Sunil", record)


def test_it_is_shared_again_with_nobody_whom_the_button_did_not_name(stage: Stage) -> None:
    record = share(stage)
    leave(stage, "Sunil")
    stage.receive("Priya", button=f"!share:{record}")
    assert "with Ruth?" in last(stage, "Priya")
    a_new_supervisor(stage)
    stage.tap("Priya", "Share with Ruth")
    assert "with Bea?" in last(stage, "Priya")
    assert not opens(stage, "Ruth", record)
    assert not opens(stage, "Bea", record)


@pytest.mark.parametrize("name", ["Sunil", "Ruth", "Bea"])
def test_nobody_shares_what_another_wrote(stage: Stage, name: str) -> None:
    record = share(stage)
    a_new_supervisor(stage)
    with stage.store.reading() as session:
        tail = called(session, name).id[-12:]
    stage.receive(name, button=f"!share:{record}:{tail}")
    assert last(stage, name) == "That is not open to you. Nothing was changed."


def test_nobody_shares_what_another_wrote_once_it_is_closed(stage: Stage) -> None:
    record = share(stage)
    a_new_supervisor(stage)
    leave(stage, "Sunil")
    with stage.store.reading() as session:
        tail = called(session, "Ruth").id[-12:]
    for name in ("Bea", "Ruth"):
        stage.receive(name, button=f"!share:{record}:{tail}")
        assert last(stage, name) == "That is not open to you. Nothing was changed."


def test_a_kept_reflection_is_shared_with_nobody(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, it was loud")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")
    stage.tap("Priya", "Keep to myself")
    with stage.store.reading() as session:
        record = session.exec(select(Record.id)).one()
    stage.receive("Priya", button=f"!share:{record}")
    assert last(stage, "Priya") == "That is not open to you. Nothing was changed."


def test_a_note_on_a_reflection_goes_to_whom_it_was_shared_with(stage: Stage) -> None:
    record = share(stage)
    a_new_supervisor(stage)
    stage.receive("Sunil", button=f"!read:{record}")
    stage.receive("Sunil", text="thank you, ring me", written_at=stage.now, replies_to=_of(stage))
    assert last(stage, "Priya") == "Sunil wrote a note on a reflection you share."
    assert not [m for m in stage.shown.get("Bea", []) if "note" in m.text]


def _of(stage: Stage) -> str:
    return [name for name, said in stage.numbered if "it was loud" in said][-1]


def test_the_next_supervisor_is_not_shown_what_the_last_one_was_asked(stage: Stage) -> None:
    share(stage)
    a_new_supervisor(stage)
    write(stage, "Bea", "/supervise")
    stage.tap("Bea", "Priya Shah")
    assert "Priya asked" not in last(stage, "Bea")


# --- what waits is authorised when it goes out ---


def wait_for(stage: Stage, name: str, record_id: str | None = None) -> str:
    with stage.store.writing() as session:
        message = NewMessage(
            called(session, name).id, "telegram", f"chat-{name}", to_json(Outgoing("waits")),
            stage.now + timedelta(days=1), record_id=record_id,
        )  # fmt: skip
        return outbox.put(session, [message], at=stage.now)[0]


def goes_out(stage: Stage, message_id: str) -> bool:
    stage.now += timedelta(days=1)
    with stage.store.writing() as session:
        claimed = outbox.claim(session, "telegram", now=stage.now, lease=LEASE, most=100)
        return message_id in {message.id for message in claimed}


def test_what_waits_goes_out_to_who_is_still_there(stage: Stage) -> None:
    assert goes_out(stage, wait_for(stage, "Sunil"))


@pytest.mark.parametrize("left", [timedelta(0), timedelta(days=1)])
def test_what_waits_goes_to_nobody_who_has_left(stage: Stage, left: timedelta) -> None:
    message = wait_for(stage, "Sunil")
    change(stage, "Sunil", left_on=stage.now.date() + left)
    assert not goes_out(stage, message)


def test_what_waits_goes_to_nobody_who_starts_later(stage: Stage) -> None:
    message = wait_for(stage, "Sunil")
    change(stage, "Sunil", started_on=stage.now.date() + timedelta(days=7))
    assert not goes_out(stage, message)


@pytest.mark.parametrize("deed", ["stopped", "taken over"])
def test_what_waits_goes_to_no_address_that_is_another_s(stage: Stage, deed: str) -> None:
    message = wait_for(stage, "Sunil")
    with stage.store.writing() as session:
        identity = session.exec(select(Identity).where(Identity.address == "chat-Sunil")).one()
        if deed == "stopped":
            identity.stopped_at = stage.now
        else:
            identity.person_id = called(session, "Ruth").id
        session.add(identity)
    assert not goes_out(stage, message)


def test_what_waits_about_a_reflection_goes_to_nobody_it_is_not_open_to(stage: Stage) -> None:
    record = share(stage)
    theirs, hers = wait_for(stage, "Sunil", record), wait_for(stage, "Priya", record)
    others = wait_for(stage, "Ruth", record)
    stage.now += timedelta(days=1)
    with stage.store.writing() as session:
        claimed = {
            message.id
            for message in outbox.claim(session, "telegram", now=stage.now, lease=LEASE, most=100)
        }
    assert {theirs, hers} <= claimed
    assert others not in claimed


def test_a_message_of_saturday_is_not_sent_on_monday_to_who_left_and_its_sender_hears(
    stage: Stage,
) -> None:
    stage.now = datetime(2026, 11, 27, 18, 40, tzinfo=LONDON)
    share(stage)
    change(stage, "Sunil", left_on=date(2026, 11, 28))
    stage.now = datetime(2026, 11, 30, 8, 0, tzinfo=LONDON)
    stage.deliver()
    with stage.store.reading() as session:
        told = session.exec(select(OutboxMessage).where(OutboxMessage.told == "reflection")).one()
        assert told.sent_at is None
    assert "Sunil is not here any more, so was not told." in last(stage, "Priya")


# --- nobody's words about themselves are sent; a button opens them ---

HEALTH = "I was off sick with my heart, that is why."


def a_supervision_sent(stage: Stage) -> None:
    write(stage, "Sunil", "/supervise")
    stage.tap("Sunil", "Priya Shah")
    stage.tap("Sunil", "Start")
    for _ in range(3):
        stage.tap("Sunil", "Skip")
        stage.tap("Sunil", "That's enough")
        stage.tap("Sunil", "Not in depth today")
    for _ in range(5):
        stage.looks_the_same("Sunil")
    stage.tap("Sunil", "Not today")
    stage.tap("Sunil", "60")
    stage.tap("Sunil", "No date yet")
    stage.tap("Sunil", "Send to Priya")


def a_supervision_seen_differently(stage: Stage) -> None:
    a_supervision_sent(stage)
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Agree, but I see it differently")
    write(stage, "Priya", HEALTH)


def test_what_is_seen_differently_is_opened_by_a_button_and_not_sent(stage: Stage) -> None:
    a_supervision_seen_differently(stage)
    told = [m for m in stage.shown["Sunil"] if "agreed it, with what is seen differently" in m.text]
    assert told
    assert not [m for m in stage.shown["Sunil"] if HEALTH in m.text]
    stage.tap("Sunil", "Read what is seen differently")
    assert f"Seen differently in Children looked at: {HEALTH}" in last(stage, "Sunil")


def test_what_is_seen_differently_opens_to_nobody_who_did_not_hold_it(stage: Stage) -> None:
    a_supervision_seen_differently(stage)
    button = next(
        b.data
        for m in stage.shown["Sunil"]
        for row in m.buttons
        for b in row
        if b.label == "Read what is seen differently"
    )
    a_new_supervisor(stage)
    leave(stage, "Sunil")
    for name in ("Sunil", "Bea", "Ruth"):
        stage.receive(name, button=button)
        assert HEALTH not in last(stage, name)


# --- ways in ---


def test_leaving_ends_every_way_in_for_good(stage: Stage) -> None:
    with stage.store.writing() as session:
        sunil = called(session, "Sunil").id
        token = web_sessions.start(session, sunil, stage.now)
        code = codes.make_code(session, sunil, stage.now)
    leave(stage, "Sunil")
    change(stage, "Sunil", left_on=None)
    with stage.store.writing() as session:
        assert web_sessions.with_person(session, token, stage.now)[1] is None
        assert people.person_at(session, "telegram", "chat-Sunil", TODAY) is None
        with pytest.raises(CodeReplacedError):
            codes.use_code(session, code, "telegram", "another", stage.now)


def test_stopping_revokes_unused_codes(stage: Stage) -> None:
    with stage.store.writing() as session:
        sunil = called(session, "Sunil").id
        made = [codes.make_code(session, sunil, stage.now) for _ in range(3)]
        assert people.stop_person(session, sunil, stage.now) >= 2
        for code in made:
            with pytest.raises(CodeReplacedError):
                codes.use_code(session, code, "telegram", "another", stage.now)


def test_who_starts_later_is_not_let_in_before(stage: Stage) -> None:
    change(stage, "Sunil", started_on=TODAY + timedelta(days=1))
    tomorrow = stage.now + timedelta(days=1)
    with stage.store.writing() as session:
        sunil = called(session, "Sunil").id
        token = web_sessions.start(session, sunil, stage.now)
        code = codes.make_code(session, sunil, stage.now, 48)
        assert people.person_at(session, "telegram", "chat-Sunil", TODAY) is None
        assert web_sessions.with_person(session, token, stage.now)[1] is None
        with pytest.raises(PersonGoneError):
            codes.use_code(session, code, "telegram", "another", stage.now)
        assert people.person_at(session, "telegram", "chat-Sunil", tomorrow.date()) is not None
        device_requests.ask_for_chat(session, code, "telegram", "another", tomorrow)


def test_a_leavers_account_is_enrolled_by_its_next_holder_and_shows_nothing_of_before(
    stage: Stage,
) -> None:
    share(stage)
    with stage.store.writing() as session:
        bea = a_person(session, "Bea Long")
        code = codes.make_code(session, bea.id, stage.now)
        with pytest.raises(AddressTakenError):
            codes.use_code(session, code, "telegram", "chat-Sunil", stage.now)
    waits = wait_for(stage, "Sunil")
    change(stage, "Sunil", left_on=TODAY)
    with stage.store.writing() as session:
        codes.use_code(session, code, "telegram", "chat-Sunil", stage.now)
        assert people.person_at(session, "telegram", "chat-Sunil", TODAY) == called(session, "Bea")
    assert not goes_out(stage, waits)


def test_a_leaver_s_tick_leaves_who_took_the_account_over(stage: Stage) -> None:
    with stage.store.writing() as session:
        bea = a_person(session, "Bea Long")
        code = codes.make_code(session, bea.id, stage.now)
    change(stage, "Sunil", left_on=TODAY)
    with stage.store.writing() as session:
        codes.use_code(session, code, "telegram", "chat-Sunil", stage.now)
    departures.tick(stage.store, stage.now)
    with stage.store.reading() as session:
        assert people.person_at(session, "telegram", "chat-Sunil", TODAY) is not None


# --- what is due to a leaver is told to the next up the line ---


def test_who_hears_in_a_leavers_place_is_told_what_to_do_and_opens_no_supervision(
    stage: Stage,
) -> None:
    with stage.store.reading() as session:
        priya = called(session, "Priya").id
    leave(stage, "Sunil")
    stage.receive("Ruth", button=f"!supervise:{priya}")
    assert last(stage, "Ruth").startswith("Sunil, who supervises Priya, is not here.")
    stage.receive("Ruth", button="!supervise:since:2026-11-01")
    stage.tap("Ruth", "Priya Shah · 5 children")
    assert last(stage, "Ruth").startswith("Sunil, who supervises Priya, is not here.")


# --- what was left unsigned has an owner ---


def unsigned_told(stage: Stage) -> dict[str, int]:
    with stage.store.reading() as session:
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.told == "unsigned")).all()
        names = [session.get_one(Person, row.person_id).name for row in rows]
    return {name: names.count(name) for name in names}


def test_what_the_practitioner_left_unsigned_is_answered_for_by_who_held_it(stage: Stage) -> None:
    a_supervision_sent(stage)
    # Often somebody is stopped before the council's file says that they have left.
    with stage.store.writing() as session:
        people.stop_person(session, called(session, "Priya").id, stage.now)
    change(stage, "Priya", left_on=stage.now.date())
    for _ in range(2):
        departures.tick(stage.store, stage.now)
    assert unsigned_told(stage) == {"Sunil Mehta": 1}


def test_who_held_it_answers_for_it_though_another_supervises_by_then(stage: Stage) -> None:
    a_supervision_sent(stage)
    a_new_supervisor(stage)
    change(stage, "Priya", left_on=stage.now.date())
    departures.tick(stage.store, stage.now)
    assert unsigned_told(stage) == {"Sunil Mehta": 1}


@pytest.mark.parametrize("follows", ["Ruth Adeyemi", "Bea Long"])
def test_what_the_supervisor_left_returned_is_answered_for_up_the_line(
    stage: Stage, follows: str
) -> None:
    a_supervision_sent(stage)
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Return it")
    write(stage, "Priya", "The list is another child's.")
    if follows == "Bea Long":
        a_new_supervisor(stage)
    change(stage, "Sunil", left_on=stage.now.date())
    departures.tick(stage.store, stage.now)
    assert unsigned_told(stage) == {follows: 1}
    with stage.store.reading() as session:
        held = session.exec(select(Supervision)).one()
        owner = unsigned.owner_of(session, held, "returned", stage.now.date())
        assert owner is not None
        assert owner.name == follows
        assert unsigned.owner_of(session, held, "agreed", stage.now.date()) is None


def test_what_was_agreed_by_both_needs_no_owner(stage: Stage) -> None:
    a_supervision_seen_differently(stage)
    change(stage, "Priya", left_on=stage.now.date())
    departures.tick(stage.store, stage.now)
    assert unsigned_told(stage) == {}
