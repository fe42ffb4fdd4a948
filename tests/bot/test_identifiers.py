"""Who types what leads to somebody where other people's servers see it is told so, once a day."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from bot.channels.web.channel import WebIncoming
from bot.messages import Incoming
from prompts.phrases import phrase
from storage.session import Session
from storage.tables import Identity, OutboxMessage, Person, Seen, Step
from tests.bot.staged import last, write
from tests.conversations.deeds import act
from tests.conversations.play import Stage, newest, put_after

SERVERS = "servers see what is typed here"


@pytest.fixture
def named(stage: Stage) -> Stage:
    """Return a stage on which two of Priya's children have names."""
    act(stage, "# CH-0401 is called Kayden Marsh")
    act(stage, "# CH-0402 is called Will Hope")
    return stage


def notice(*kinds: str) -> str:
    what = " and ".join(phrase(f"identifiers.kinds.{kind}") for kind in kinds)
    return phrase("identifiers.notice", what=what, channel="Telegram")


def count(session: Session, table: type) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("visited kaiden at home, he hid", ["name"]),
        ("KAYDEN HID. MUM SHOUTED.", ["name"]),
        ("saw him at home, born 3.2.2015", ["birth_date"]),
        ("his NHS number is 943 476 5919", ["nhs_number"]),
        ("ring mum on 07700 900417 at ne1 4xy", ["telephone", "postcode"]),
        ("they moved to 12 Mill Lane", ["address"]),
    ],
)
def test_it_is_said_above_the_answer_and_what_was_typed_is_kept(
    named: Stage, words: str, kinds: list[str]
) -> None:
    write(named, "Priya", words)
    said = last(named, "Priya")
    assert said.startswith(f"{notice(*kinds)}\nSaved.")
    write(named, "Priya", "0401")
    write(named, "Priya", "That's enough")
    assert words in last(named, "Priya")


def test_it_repeats_nothing_and_says_of_no_child_that_it_is_theirs(named: Stage) -> None:
    write(named, "Priya", "visited kaiden, his mum is on 07700 900417")
    told = last(named, "Priya").splitlines()[0]
    assert SERVERS in told
    for word in ("kaiden", "Kayden", "Marsh", "07700", "CH-0401"):
        assert word not in told


@pytest.mark.parametrize(
    "words",
    [
        "visited 0401, she hid on 14/03/2026 at 14:30, £40 a week",
        "i will ring the school, I hope he may come back",
        "spoke with Sunil and Mrs Okafor in Leeds",
        "saw Amelia, who is nobody's here",
    ],
)
def test_nothing_is_said_of_other_words(named: Stage, words: str) -> None:
    write(named, "Priya", words)
    assert SERVERS not in last(named, "Priya")


def test_once_a_day_a_person_and_again_on_the_next(named: Stage) -> None:
    write(named, "Priya", "saw kayden")
    write(named, "Priya", "kayden hid again")
    assert SERVERS not in last(named, "Priya")
    write(named, "Sunil", "thinking of kayden")
    assert SERVERS in last(named, "Sunil")
    named.now += timedelta(days=1)
    write(named, "Priya", "kayden was out")
    assert SERVERS in last(named, "Priya")


def test_a_childs_name_is_nothing_to_whoever_does_not_work_with_them(named: Stage) -> None:
    act(named, "# Omar has 2 more children")
    act(named, "# Omar talks here")
    write(named, "Omar", "saw kayden")
    assert SERVERS not in last(named, "Omar")


def test_the_duty_number_comes_first_and_the_word_another_time(named: Stage) -> None:
    write(named, "Priya", "0401, kayden may get hurt tonight")
    assert last(named, "Priya").startswith(phrase("tonight.danger"))
    assert SERVERS not in last(named, "Priya")
    write(named, "Priya", "kayden hid")
    assert SERVERS in last(named, "Priya")


def test_commands_and_buttons_bring_nothing(named: Stage) -> None:
    write(named, "Priya", "/due kayden marsh")
    assert SERVERS not in last(named, "Priya")


def test_the_councils_own_page_says_nothing(named: Stage) -> None:
    with named.store.writing() as session:
        priya = session.exec(select(Person).where(Person.name == "Priya Shah")).one()
        session.add(
            Identity(channel="web", address=priya.id, person_id=priya.id, enrolled_at=named.now)
        )
        before = newest(session)
    said = WebIncoming("web", priya.id, "a-token", text="kayden, born 3.2.2015, hid")
    assert named.dialogue.receive(said, named.now).fresh
    with named.store.reading() as session:
        [put] = put_after(session, before)
    assert put.message.text.startswith("Saved.")


def test_an_update_that_came_twice_says_it_once_and_keeps_no_name_in_the_clear(
    named: Stage,
) -> None:
    write(named, "Priya", "saw kayden")
    with named.store.reading() as session:
        before = count(session, Seen), count(session, Step), count(session, OutboxMessage)
        keys = session.exec(select(Seen.update_key)).all()
        [key] = [key for key in keys if key.startswith("identifiers")]
        assert "kayden" not in key.casefold()
    again = Incoming("telegram", "chat-Priya", str(named.updates), text="saw kayden")
    assert not named.dialogue.receive(again, named.now).fresh
    with named.store.reading() as session:
        after = count(session, Seen), count(session, Step), count(session, OutboxMessage)
    assert after == before
