"""A second device, as the dialogue has it: a code asks, a known one answers, codes are hidden."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.devices import welcome
from bot.hidden_codes import taken_out
from bot.messages import Unread, from_json
from practice.access import Role
from prompts.phrases import phrase
from storage import codes, device_requests, people
from storage.encryption import open_row
from storage.tables import (
    DeviceRequest,
    Draft,
    Identity,
    OutboxMessage,
    Person,
    Seen,
    SetAside,
    Step,
)
from tests.bot.test_dialogue import NOW
from tests.conversations.play import Stage
from tests.factories import a_person
from tests.growth import STEEP, growth

STORY = "visited 0401 and she hid behind the sofa when he came in"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW)


def person(stage: Stage, name: str) -> Person:
    with stage.store.reading() as session:
        return session.exec(select(Person).where(Person.name == name)).one()


def a_code(stage: Stage, name: str = "Priya Shah") -> str:
    whose = person(stage, name)
    with stage.store.writing() as session:
        return codes.make_code(session, whose.id, stage.now)


def said_to(stage: Stage, address: str) -> list[str]:
    """Return what is stored for one address, oldest first; what is taken away as "(deleted)"."""
    with stage.store.reading() as session:
        query = select(OutboxMessage).where(OutboxMessage.address == f"chat-{address}")
        rows = session.exec(query.order_by(col(OutboxMessage.id))).all()
        bodies = [open_row(session, "outbox_message", row.model_dump())["body"] for row in rows]
    return ["(deleted)" if (m := from_json(b)).deletes else m.text for b in bodies]


def is_in(stage: Stage, address: str) -> bool:
    with stage.store.reading() as session:
        at = people.person_at(session, "telegram", f"chat-{address}", stage.now.date())
    return at is not None


def test_a_code_alone_lets_a_second_device_see_nothing(stage: Stage) -> None:
    stage.receive("New", text=a_code(stage))
    assert said_to(stage, "New") == ["(deleted)", phrase("devices.waits")]
    assert not is_in(stage, "New")
    stage.receive("New", text="/drafts")
    assert said_to(stage, "New")[-1] == phrase("help.unknown_sender")
    assert said_to(stage, "Priya")[-1].startswith("Somebody used a code of yours at")


def test_a_yes_lets_it_in_and_it_was_not_me_ends_it_and_tells_an_administrator(
    stage: Stage,
) -> None:
    with stage.store.writing() as session:
        team = person(stage, "Priya Shah").team_id
        anna = a_person(session, "Anna Admin", "administrator")
        anna.team_id = team
        session.add(anna)
        session.flush()
        code = codes.make_code(session, anna.id, NOW)
        codes.use_code(session, code, "telegram", "chat-Anna", NOW)
    stage.receive("New", text=a_code(stage))
    stage.tap("Priya", phrase("devices.buttons.yes"))
    assert is_in(stage, "New")
    assert said_to(stage, "New")[-1].startswith("Hello Priya.")
    unused = a_code(stage)
    stage.tap("Priya", phrase("devices.buttons.not_me"))
    assert not is_in(stage, "New")
    assert is_in(stage, "Priya")
    assert "I am telling Anna" in said_to(stage, "Priya")[-1]
    assert re.match(
        r"Priya Shah says that a chat on Telegram, .* not theirs", said_to(stage, "Anna")[-1]
    )
    stage.receive("New", text=unused)
    assert said_to(stage, "New")[-1] == phrase("help.code_replaced")


def test_with_no_administrator_it_says_that_nobody_was_told(stage: Stage) -> None:
    stage.receive("New", text=a_code(stage))
    stage.tap("Priya", phrase("devices.buttons.not_me"))
    assert said_to(stage, "Priya")[-1].endswith(phrase("devices.nobody_told"))
    stage.tap("Priya", phrase("devices.buttons.yes"))
    assert said_to(stage, "Priya")[-1] == phrase("devices.gone")
    assert not is_in(stage, "New")


@pytest.mark.parametrize("answer", ["yes", "no", "", "maybe"])
def test_nobody_answers_for_somebody_else(stage: Stage, answer: str) -> None:
    stage.receive("New", text=a_code(stage))
    whose = person(stage, "Priya Shah")
    with stage.store.reading() as session:
        asked = session.exec(select(DeviceRequest)).one()
    for name in ("Sunil", "Ruth", "New"):
        stage.receive(name, button=f"!device:{answer}:{asked.id}")
    assert not is_in(stage, "New")
    with stage.store.writing() as session:
        again = device_requests.of_person(session, asked.id, whose.id)
        assert again is not None
        assert device_requests.is_waiting(session, again, stage.now)


def test_all_other_devices_hear_of_a_new_one_at_once_at_any_hour(stage: Stage) -> None:
    stage.receive("New", text=a_code(stage))
    stage.tap("Priya", phrase("devices.buttons.yes"))
    stage.now = stage.now.replace(hour=23)
    stage.receive("Third", text=a_code(stage))
    for known in ("Priya", "New"):
        assert said_to(stage, known)[-1].startswith("Somebody used a code of yours at 23:")
    stage.tap("Priya", phrase("devices.buttons.yes"))
    assert said_to(stage, "New")[-1].startswith("Let in at 23:")
    with stage.store.reading() as session:
        assert (
            session.exec(select(OutboxMessage).where(OutboxMessage.not_before > stage.now)).all()
            == []
        )


IN_A_SENTENCE = (
    STORY + ". My code is {}.",
    "{} " + STORY,
    STORY.replace(" and", " {} and"),
    STORY + "{}",
)
WAYS: tuple[Callable[[str], str], ...] = (
    str,
    str.lower,
    lambda code: code.replace("-", ""),
    lambda code: code.replace("-", "\n"),
    lambda code: code.replace("0", "o").replace("1", "l"),
)


@pytest.mark.parametrize("sentence", IN_A_SENTENCE)
@pytest.mark.parametrize("way", WAYS)
def test_a_code_inside_a_sentence_is_taken_out_and_the_rest_is_kept(
    stage: Stage, sentence: str, way: Callable[[str], str]
) -> None:
    code = way(a_code(stage))
    stage.receive("Priya", text=sentence.format(code))
    said = said_to(stage, "Priya")
    assert said[:2] == ["(deleted)", phrase("help.code_taken_out")]
    assert "Is this a reflection about CH-0401?" in said[-1]
    assert not holds(stage, code)


@pytest.mark.parametrize("state", ["used", "replaced", "somebody else's"])
def test_a_code_that_works_no_more_or_is_anothers_is_taken_out_too(
    stage: Stage, state: str
) -> None:
    code = a_code(stage, "Sunil Mehta" if state == "somebody else's" else "Priya Shah")
    if state == "used":
        stage.receive("New", text=code)
    if state == "replaced":
        a_code(stage)
    stage.receive("Priya", text=f"{STORY}, {code}")
    assert "(deleted)" in said_to(stage, "Priya")
    assert not holds(stage, code)


def test_a_code_in_an_answer_an_edit_a_caption_or_a_forward_is_kept_nowhere(stage: Stage) -> None:
    code = a_code(stage)
    stage.receive("Priya", text=STORY, source="7")
    stage.tap("Priya", "Yes")
    stage.receive("Priya", text=f"she is afraid of him I think {code} and he knows it")
    stage.receive("Priya", text=f"{STORY} {code} and wept", source="7", amends=True)
    stage.receive("Priya", text=f"look at what came of it all today {code}", beside="photo")
    stage.receive("Priya", text=f"they said she is well now {code}", forwarded_from="Lee")
    assert said_to(stage, "Priya").count("(deleted)") == 4
    assert not holds(stage, code)


def test_a_code_in_a_message_that_is_set_aside_is_kept_nowhere(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = a_code(stage)

    def fail(*_given: object) -> None:
        raise ValueError("an unforeseen thing")

    monkeypatch.setattr("bot.dialogue.answer", fail)
    stage.receive("Priya", text=f"{STORY} {code} and wept")
    body = json.dumps({"update_id": 7, "message": {"text": f"{STORY} {code} and wept"}})
    for address in ("chat-Priya", "a stranger", None):
        unread = Unread("telegram", f"of {address}", body, "UnmappedError", address)
        stage.dialogue.set_aside(unread, stage.now)
    kept = set_aside(stage)
    assert [f"{STORY} " in one for one in kept] == [True] * 4
    assert not any(codes.plain(code) in codes.plain(one) for one in kept)


def set_aside(stage: Stage) -> list[str]:
    with stage.store.reading() as session:
        rows = session.exec(select(SetAside)).all()
        return [open_row(session, "set_aside", row.model_dump())["payload"] for row in rows]


def holds(stage: Stage, code: str) -> bool:
    """Say whether any step, message or line of a transcript holds a code's letters."""
    with stage.store.reading() as session:
        kept = [
            str(open_row(session, str(table.__tablename__), row.model_dump()))
            for table in (Step, OutboxMessage, Draft)
            for row in session.exec(select(table)).all()
        ]
        assert session.exec(select(Seen)).all()
    return any(codes.plain(code) in codes.plain(text) for text in kept)


def test_a_message_of_20_000_letters_is_searched_quickly(stage: Stage) -> None:
    code = a_code(stage)
    short, text = (("she said 7 things to me and then " * many) + code for many in (150, 600))
    with stage.store.reading() as session:
        left, found = taken_out(session, text)
        grown = growth(lambda: taken_out(session, short), lambda: taken_out(session, text), 4)
    assert (found is not None, codes.plain(code) in codes.plain(left)) == (True, False)
    assert grown < STEEP
    stage.receive("Priya", text=text)
    assert "(deleted)" in said_to(stage, "Priya")


def test_settings_list_the_devices_and_end_them(stage: Stage) -> None:
    stage.receive("New", text=a_code(stage))
    stage.tap("Priya", phrase("devices.buttons.yes"))
    stage.receive("Priya", text="/settings")
    shown = said_to(stage, "Priya")[-1]
    assert shown.count("a chat on Telegram") == 2
    assert shown.count(phrase("devices.here")) == 1
    stage.tap("Priya", phrase("devices.buttons.end", number=1))
    assert not is_in(stage, "New")
    assert said_to(stage, "New")[-1] == phrase("devices.ended_here")
    assert said_to(stage, "Priya")[-1].startswith("Signed out: a chat on Telegram.")
    stage.tap("Priya", phrase("devices.buttons.end", number=1))
    assert not is_in(stage, "Priya")
    assert said_to(stage, "Priya")[-1] == phrase("devices.ended_here")
    stage.receive("Priya", text="/drafts")
    assert said_to(stage, "Priya")[-1] == phrase("help.unknown_sender")


def test_signing_out_everywhere_is_asked_about_and_ends_codes_too(stage: Stage) -> None:
    stage.receive("New", text=a_code(stage))
    stage.tap("Priya", phrase("devices.buttons.yes"))
    code = a_code(stage)
    stage.receive("Priya", text="/settings")
    stage.tap("Priya", phrase("devices.buttons.all"))
    assert is_in(stage, "Priya")
    stage.tap("Priya", phrase("devices.buttons.all_sure"))
    assert not is_in(stage, "Priya")
    assert not is_in(stage, "New")
    assert {said_to(stage, name)[-1] for name in ("Priya", "New")} == {phrase("devices.ended_here")}
    stage.receive("Fourth", text=code)
    assert said_to(stage, "Fourth")[-1] == phrase("help.code_replaced")


def test_nobody_ends_the_device_of_another(stage: Stage) -> None:
    with stage.store.reading() as session:
        theirs = [one.id for one in session.exec(select(Identity)).all()]
    for device in theirs:
        stage.receive("Sunil", button=f"!settings:end:{device}")
        if not is_in(stage, "Sunil"):
            break
    assert is_in(stage, "Priya")
    assert is_in(stage, "Ruth")


@pytest.mark.parametrize("role", Role)
def test_nobody_is_greeted_with_a_command_that_their_role_is_refused(role: Role) -> None:
    told = welcome(
        Person(ref="P1", name="Ada Lane", role=role, employment="permanent", team_id="t")
    )
    allowed = role in {Role.SUPERVISOR, Role.MANAGER}
    assert ("/summary" in told) == allowed
