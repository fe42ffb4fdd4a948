"""Who is away is not reached: a worry goes up the line, the rest waits until they are back."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot import reminders
from storage import absences, codes, device_requests, people
from storage.absences import Stretch
from storage.tables import Absence, AuditEvent, Identity, OutboxMessage, Person
from tests.bot.staged import NOW, last, write
from tests.conversations.council import enrol
from tests.conversations.play import LONDON, Stage
from tests.factories import a_person

TELL = "Tell my supervisor I am ringing duty"
DEC_4 = date(2026, 12, 4)


@pytest.fixture
def stage(tmp_path):  # type: ignore[no-untyped-def]
    return Stage(tmp_path, NOW)


def called(session: Session, name: str) -> Person:
    return session.exec(select(Person).where(col(Person.name).startswith(name))).one()


def away(stage: Stage, name: str, first: date | None = None, until: date = DEC_4) -> None:
    with stage.store.writing() as session:
        days = Stretch(first or stage.now.date(), until)
        absences.say(session, called(session, name).id, days, None, stage.now)


def until(stage: Stage, name: str, on: date | None = None) -> date | None:
    with stage.store.reading() as session:
        return absences.until(session, called(session, name).id, on or stage.now.date())


def said(stage: Stage, name: str) -> list[str]:
    return [message.text for message in stage.shown.get(name, [])]


def ring(stage: Stage, name: str = "Priya") -> str:
    write(stage, name, "tonight")
    stage.tap(name, TELL)
    return "\n".join(said(stage, name)[-2:])


def sent_to(stage: Stage, name: str) -> list[OutboxMessage]:
    with stage.store.reading() as session:
        query = select(OutboxMessage).where(OutboxMessage.person_id == called(session, name).id)
        return [row for row in session.exec(query).all() if row.sent_at is not None]


# --- a worry ---


def test_a_worry_goes_to_the_next_up_the_line_who_is_named_and_why(stage: Stage) -> None:
    away(stage, "Sunil")
    write(stage, "Priya", "tonight")
    card = last(stage, "Priya")
    assert "Sunil is away until 4 December 2026. Ruth has not been told." in card
    stage.tap("Priya", TELL)
    told = "\n".join(said(stage, "Priya")[-2:])
    assert "Sunil is away until 4 December 2026.\nI am telling Ruth that you are ringing" in told
    assert "I have told Ruth" in told
    assert "Priya Shah is ringing the duty team" in last(stage, "Ruth")
    assert "It comes to you because Sunil is away until 4 December 2026." in last(stage, "Ruth")
    assert said(stage, "Sunil") == []


def test_words_that_ask_to_tell_them_say_who_would_be_told(stage: Stage) -> None:
    away(stage, "Sunil")
    write(stage, "Priya", "tonight", "tell Sunil")
    assert "Sunil is away until 4 December 2026.\nI am telling Ruth" in "\n".join(
        said(stage, "Priya")
    )
    assert said(stage, "Sunil") == []


def test_the_one_card_that_takes_a_yes_says_who_is_away(stage: Stage) -> None:
    away(stage, "Sunil")
    write(stage, "Priya", "tonight", "yes")
    assert "Sunil is away until 4 December 2026." in last(stage, "Priya")
    assert "Do you want me to tell Ruth" in last(stage, "Priya")


def test_where_all_up_the_line_are_away_nobody_is_told_and_that_is_said(stage: Stage) -> None:
    away(stage, "Sunil")
    away(stage, "Ruth", until=date(2026, 11, 27))
    write(stage, "Priya", "tonight")
    assert "Nobody has been told." in last(stage, "Priya")
    stage.tap("Priya", TELL)
    told = last(stage, "Priya")
    assert "Sunil is away until 4 December 2026." in told
    assert "Ruth is away until 27 November 2026." in told
    assert "Nobody was told. Ring the number now." in told
    assert said(stage, "Sunil") == said(stage, "Ruth") == []
    write(stage, "Priya", "yes")
    assert "Do you want me to tell" not in last(stage, "Priya")


def test_a_wish_in_a_story_promises_no_telling_where_all_are_away(stage: Stage) -> None:
    away(stage, "Sunil")
    away(stage, "Ruth")
    write(stage, "Priya", "She hid when he came in. Can someone tell Sunil pls.")
    assert "I tell Sunil" not in last(stage, "Priya")
    assert "Nobody was told. Ring the number now." in last(stage, "Priya")


def test_a_page_of_somebody_away_is_no_place_for_a_worry(stage: Stage) -> None:
    with stage.store.writing() as session:
        sunil = called(session, "Sunil")
        found = session.exec(select(Identity).where(Identity.person_id == sunil.id)).one()
        found.channel, found.address = "web", sunil.id
        session.add(found)
    away(stage, "Sunil")
    told = ring(stage)
    assert "web chat" not in told
    assert "I have told Ruth" in told
    with stage.store.reading() as session:
        tellings = session.exec(select(OutboxMessage).where(OutboxMessage.told == "tonight")).all()
        assert {one.channel for one in tellings} == {"telegram"}


def test_an_absence_that_begins_tomorrow_does_not_act_today(stage: Stage) -> None:
    away(stage, "Sunil", first=stage.now.date() + timedelta(days=1))
    assert "I have told Sunil" in ring(stage)


def test_the_day_after_the_last_they_are_told_again_from_midnight_in_london(stage: Stage) -> None:
    away(stage, "Sunil")
    stage.now = datetime(2026, 12, 4, 23, 58, tzinfo=LONDON)
    assert "I have told Ruth" in ring(stage)
    stage.now = datetime(2026, 12, 5, 0, 1, tzinfo=LONDON)
    assert "I have told Sunil" in ring(stage)


def test_what_does_not_arrive_passes_over_who_is_away(stage: Stage) -> None:
    with stage.store.writing() as session:
        sunil, ruth = called(session, "Sunil"), called(session, "Ruth")
        maud = a_person(session, "Maud Hale", "manager", supervisor=ruth)
        enrol(session, maud, stage.now)
        sunil.supervisor_id = maud.id
        session.add(sunil)
    away(stage, "Maud")
    with stage.store.writing() as session:
        people.note_reach(session, "telegram", "chat-Sunil", False, stage.now)
    assert "I have told Ruth" in ring(stage)
    assert said(stage, "Maud") == []


# --- what colleagues send ---


def share(stage: Stage) -> None:
    write(stage, "Priya", "visited 0401, she hid behind the sofa when he came in")
    stage.tap("Priya", "Yes")
    stage.tap("Priya", "That's enough")


def test_before_a_reflection_is_shared_its_writer_reads_who_is_away(stage: Stage) -> None:
    away(stage, "Sunil")
    share(stage)
    assert "Sunil is away until 4 December 2026, and hears of what you share after that." in last(
        stage, "Priya"
    )
    stage.tap("Priya", "Share with Sunil")
    assert "Sunil is away until 4 December 2026, and hears of it after that." in last(
        stage, "Priya"
    )
    assert said(stage, "Ruth") == []
    assert sent_to(stage, "Sunil") == []


def test_what_was_sent_arrives_on_the_first_working_morning_back(stage: Stage) -> None:
    away(stage, "Sunil")
    share(stage)
    stage.tap("Priya", "Share with Sunil")
    for moment in (
        datetime(2026, 11, 25, 9, tzinfo=LONDON),
        datetime(2026, 12, 4, 17, tzinfo=LONDON),
        datetime(2026, 12, 5, 9, tzinfo=LONDON),
        datetime(2026, 12, 7, 7, 59, tzinfo=LONDON),
    ):
        stage.now = moment
        stage.deliver()
        assert sent_to(stage, "Sunil") == [], moment
    stage.now = datetime(2026, 12, 7, 8, 0, tzinfo=LONDON)
    stage.deliver()
    assert len(sent_to(stage, "Sunil")) == 1


def test_looking_while_away_lets_nothing_ring(stage: Stage) -> None:
    away(stage, "Sunil")
    share(stage)
    stage.tap("Priya", "Share with Sunil")
    write(stage, "Sunil", "/drafts")
    assert "Priya" in stage.shown["Sunil"][-1].buttons[0][0].label
    stage.now += timedelta(hours=1)
    stage.deliver()
    assert len(sent_to(stage, "Sunil")) == 1  # what answered them, and nothing else


def test_back_early_lets_what_waited_come(stage: Stage) -> None:
    write(stage, "Sunil", "/away 4 December")
    share(stage)
    stage.tap("Priya", "Share with Sunil")
    before = len(sent_to(stage, "Sunil"))
    stage.now += timedelta(days=1)
    stage.tap("Sunil", "I am back")
    assert until(stage, "Sunil") is None
    stage.deliver()
    assert len(sent_to(stage, "Sunil")) == before + 2


# --- saying it ---


def test_saying_it_says_back_what_follows(stage: Stage) -> None:
    write(stage, "Sunil", "/away until Friday 4 December")
    text = last(stage, "Sunil")
    assert "You are away until Friday 4 December 2026, that day included." in text
    assert "From Saturday 5 December 2026" in text
    assert "Ruth is told in your place when one of your people rings duty." in text
    assert "Reminders wait until you are back" in text
    assert until(stage, "Sunil") == DEC_4


def test_without_a_day_it_asks_and_the_day_typed_next_is_taken(stage: Stage) -> None:
    write(stage, "Sunil", "/away")
    assert "Until when are you away?" in last(stage, "Sunil")
    write(stage, "Sunil", "4 December")
    assert "You are away until Friday 4 December 2026" in last(stage, "Sunil")
    assert until(stage, "Sunil") == DEC_4


def test_a_story_typed_at_the_question_is_a_story(stage: Stage) -> None:
    write(stage, "Priya", "/away", "She hid behind the sofa when he came in and cried till Friday")
    assert "Saved." in last(stage, "Priya")
    assert until(stage, "Priya") is None


@pytest.mark.parametrize(
    "words", ["she hid when he came in", "off school again today", "hit tonight", "no"]
)
def test_a_few_words_at_the_question_that_are_no_day_are_kept(stage: Stage, words: str) -> None:
    write(stage, "Priya", "/away", words)
    assert "not a day I can read" not in last(stage, "Priya")
    assert until(stage, "Priya") is None


@pytest.mark.parametrize("words", ["he is hitting her now", "999", "tonight"])
def test_a_child_who_may_be_hurt_comes_before_the_question(stage: Stage, words: str) -> None:
    write(stage, "Priya", "/away", words)
    assert "If a child is in danger now, ring 999." in last(stage, "Priya")


@pytest.mark.parametrize("words", ["/away back", "/away I'm back", "/away I am back."])
def test_back_is_typed_too(stage: Stage, words: str) -> None:
    write(stage, "Sunil", "/away from 21 December until 3 January", "/away 4 December", words)
    assert last(stage, "Sunil").startswith("You are back.")
    assert until(stage, "Sunil") is None
    assert until(stage, "Sunil", date(2026, 12, 22)) == date(2027, 1, 3)
    write(stage, "Sunil", words)
    assert "You are not away" in last(stage, "Sunil")


def test_a_day_in_doubt_may_be_tapped_the_next_morning(stage: Stage) -> None:
    write(stage, "Sunil", "/away next Friday")
    stage.now += timedelta(days=1)
    stage.tap("Sunil", "Until Friday 4 December 2026")
    assert until(stage, "Sunil") == DEC_4


def test_what_is_no_day_is_refused_and_the_question_stands(stage: Stage) -> None:
    write(stage, "Sunil", "/away", "soonish")
    assert "That is not a day I can read. Nothing was changed." in last(stage, "Sunil")
    write(stage, "Sunil", "4 December")
    assert until(stage, "Sunil") == DEC_4


def test_a_draft_stays_as_it_is_and_its_answer_is_not_taken_for_the_days(stage: Stage) -> None:
    write(stage, "Priya", "/new CH-0401", "She hid behind the sofa when he came in.")
    write(stage, "Priya", "/away", "Friday")
    assert until(stage, "Priya") == date(2026, 11, 27)
    write(stage, "Priya", "/continue")
    write(stage, "Priya", "I am on leave from Monday until 4 December")
    assert until(stage, "Priya", DEC_4) is None


@pytest.mark.parametrize(
    "words",
    [
        "I'm on leave from Monday",
        "I am away until 4 December",
        "away until Friday",
        "on holiday till the 4th",
    ],
)
def test_without_a_slash_it_is_no_command(stage: Stage, words: str) -> None:
    write(stage, "Sunil", words)
    with stage.store.reading() as session:
        assert session.exec(select(Absence)).all() == []


@pytest.mark.parametrize("words", ["I'm back", "back from leave", "Im back at work now!"])
def test_whoever_is_away_and_says_that_they_are_back_is_back(stage: Stage, words: str) -> None:
    away(stage, "Sunil")
    write(stage, "Sunil", words)
    assert until(stage, "Sunil") is None
    assert said(stage, "Sunil")[-1].startswith("You are back.")


@pytest.mark.parametrize("words", ["back", "I'm back on the case with school"])
def test_other_words_end_no_absence(stage: Stage, words: str) -> None:
    away(stage, "Sunil")
    write(stage, "Sunil", words)
    assert until(stage, "Sunil") == DEC_4


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("yesterday", "has passed"),
        ("from 4 December until 30 November", "ends before it begins"),
        ("25 November 2027", "more than a year"),
        ("from Monday", "until when"),
        ("soonish", "not a day I can read"),
        ("30 February", "There is no 30 February"),
    ],
)
def test_days_that_cannot_be_are_answered_in_a_sentence(
    stage: Stage, words: str, says: str
) -> None:
    write(stage, "Sunil", f"/away {words}")
    assert says in last(stage, "Sunil")
    assert "Nothing was changed." in last(stage, "Sunil")
    with stage.store.reading() as session:
        assert session.exec(select(Absence)).all() == []


def test_a_day_in_doubt_is_asked_and_tapped(stage: Stage) -> None:
    write(stage, "Sunil", "/away next Friday")
    assert "Which do you mean?" in last(stage, "Sunil")
    stage.tap("Sunil", "Until Friday 4 December 2026")
    assert until(stage, "Sunil") == DEC_4


def test_from_a_later_day_it_acts_from_then(stage: Stage) -> None:
    write(stage, "Sunil", "/away from Monday until 4 December")
    assert "You will be away from Monday 30 November 2026 until Friday 4 December 2026" in last(
        stage, "Sunil"
    )
    assert until(stage, "Sunil") is None
    assert "I have told Sunil" in ring(stage)
    stage.now = datetime(2026, 11, 30, 0, 5, tzinfo=LONDON)
    assert "I have told Ruth" in ring(stage)


def test_it_shows_how_it_stands_and_ends_early(stage: Stage) -> None:
    write(stage, "Sunil", "/away 4 December", "/away")
    assert "You are away until Friday 4 December 2026" in last(stage, "Sunil")
    stage.tap("Sunil", "I am back")
    assert "You are back." in last(stage, "Sunil")
    assert until(stage, "Sunil") is None
    assert "I have told Sunil" in ring(stage)
    stage.tap("Sunil", "I am back")
    assert "You are not away" in last(stage, "Sunil")


def test_an_old_button_ends_no_later_absence(stage: Stage) -> None:
    write(stage, "Sunil", "/away 27 November")
    stage.tap("Sunil", "I am back")
    write(stage, "Sunil", "/away 4 December")
    stage.tap("Sunil", "I am back", 2)
    assert until(stage, "Sunil") == DEC_4


def test_one_planned_is_taken_back(stage: Stage) -> None:
    write(stage, "Sunil", "/away from 21 December until 3 January", "/away 27 November", "/away")
    stage.tap("Sunil", "I will not be away from 21 December 2026")
    assert until(stage, "Sunil", date(2026, 12, 22)) is None
    assert until(stage, "Sunil") == date(2026, 11, 27)


def test_said_again_the_last_word_holds(stage: Stage) -> None:
    write(stage, "Sunil", "/away 4 December", "/away Friday")
    assert until(stage, "Sunil") == date(2026, 11, 27)
    assert until(stage, "Sunil", DEC_4) is None


def test_where_nobody_is_up_the_line_it_says_so(stage: Stage) -> None:
    write(stage, "Ruth", "/away 4 December")
    assert "nobody is told when Sunil rings duty" in last(stage, "Ruth")


def test_who_stands_in_meanwhile_is_said_for_each_part_of_it(stage: Stage) -> None:
    write(stage, "Ruth", "/away from 30 November until 2 December")
    write(stage, "Sunil", "/away 4 December")
    lines = last(stage, "Sunil").split("\n")
    assert "While you are away, Ruth is told in your place" in lines[1]
    assert lines[2].startswith(
        "From 30 November 2026: While you are away, nobody is told when Priya"
    )
    assert lines[3].startswith(
        "From 3 December 2026: While you are away, Ruth is told in your place"
    )


def test_who_goes_away_hears_of_the_people_of_those_who_are_away(stage: Stage) -> None:
    away(stage, "Sunil")
    write(stage, "Ruth", "/away Friday")
    assert "nobody is told when Sunil and Priya ring duty" in last(stage, "Ruth")


def test_and_of_the_people_of_those_who_have_left(stage: Stage) -> None:
    with stage.store.writing() as session:
        sunil = called(session, "Sunil")
        sunil.left_on = stage.now.date()
        session.add(sunil)
    write(stage, "Ruth", "/away Friday")
    assert "nobody is told when Priya rings duty" in last(stage, "Ruth")


def test_a_supervision_with_somebody_away_begins_with_that(stage: Stage) -> None:
    away(stage, "Priya")
    write(stage, "Sunil", "/supervise")
    stage.tap("Sunil", "Priya Shah · away until 4 December 2026")
    assert last(stage, "Sunil").startswith("Priya is away until 4 December 2026.\nSupervision with")


def test_who_has_no_people_hears_of_reminders_alone(stage: Stage) -> None:
    write(stage, "Priya", "/away 4 December")
    assert "duty" not in last(stage, "Priya")
    assert "Reminders wait" in last(stage, "Priya")


def test_it_is_audited_and_nobody_sees_more_than_until_when(stage: Stage) -> None:
    write(stage, "Sunil", "/away from today until 4 December")
    stage.tap("Sunil", "I am back")
    with stage.store.reading() as session:
        events = session.exec(select(AuditEvent).order_by(col(AuditEvent.number))).all()
        found = [(one.deed, one.actor_id) for one in events if one.noun == "absence"]
        assert found == [
            ("absence said", called(session, "Sunil").id),
            ("absence ended", called(session, "Sunil").id),
        ]


def test_settings_say_that_they_are_away(stage: Stage) -> None:
    write(stage, "Sunil", "/settings")
    assert "away" not in last(stage, "Sunil")
    write(stage, "Sunil", "/away 4 December", "/settings")
    assert "You are away until 4 December 2026." in last(stage, "Sunil")


# --- who is chosen, and who answers ---


def test_whose_supervision_says_who_is_away(stage: Stage) -> None:
    away(stage, "Priya")
    write(stage, "Sunil", "/supervise")
    labels = [button.label for row in stage.shown["Sunil"][-1].buttons for button in row]
    assert labels == ["Priya Shah · away until 4 December 2026"]


def test_a_device_that_is_not_theirs_is_told_to_an_administrator_who_is_there(
    stage: Stage,
) -> None:
    with stage.store.writing() as session:
        for name in ("Ada Cole", "Bo Lunn"):
            enrol(session, a_person(session, name, "administrator"), stage.now)
    away(stage, "Ada")
    assert _not_me(stage) == "I am telling Bo, who looks after Understory here."
    assert said(stage, "Ada") == []
    away(stage, "Bo")
    assert "I am telling Ada and Bo" in _not_me(stage)


def _not_me(stage: Stage) -> str:
    with stage.store.writing() as session:
        code = codes.make_code(session, called(session, "Priya").id, stage.now)
        asked = device_requests.ask_for_chat(session, code, "telegram", "other", stage.now)
        row_id = asked.id
    stage.receive("Priya", button=f"!device:no:{row_id}")
    return next(text for text in reversed(said(stage, "Priya")) if "signed out" in text).split(
        "\n"
    )[-1]


# --- reminders ---


def test_reminders_wait_and_come_as_one_when_they_are_back(stage: Stage) -> None:
    away(stage, "Sunil")
    for moment in (
        datetime(2026, 11, 24, 11, tzinfo=LONDON),
        datetime(2026, 12, 1, 9, tzinfo=LONDON),
        datetime(2026, 12, 4, 9, tzinfo=LONDON),
    ):
        stage.now = moment
        assert reminders.tick(stage.store, stage.now) == 0
    stage.now = datetime(2026, 12, 5, 1, tzinfo=LONDON)
    assert reminders.tick(stage.store, stage.now) == 1
    stage.deliver()
    assert sent_to(stage, "Sunil") == []
    stage.now = datetime(2026, 12, 7, 8, tzinfo=LONDON)
    stage.deliver()
    assert len(sent_to(stage, "Sunil")) == 1
