"""`understory verify`: what it says, what it saves, and that it cannot be talked out of it."""

import json

import pytest
from sqlalchemy import text

from tests.bot.cli.commands import PEOPLE, TEAMS, Here, is_one_sentence, records
from tests.factories import make_store, records_in
from tests.rewriting import rewriting


@pytest.fixture(scope="module")
def some_events(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        here = Here(tmp_path_factory.mktemp("events"), patch)
        here.bring_in("teams", TEAMS)
        here.bring_in("people", PEOPLE)
        for _ in range(20):
            here.run("people", "code", "P1")
    return records_in(here.records)


@pytest.fixture
def council(here: Here, some_events: bytes) -> Here:
    make_store(here.records, records=some_events).close()
    return here


def tamper(here: Here, *statements: str) -> None:
    store = records(here)
    with store.writing() as session, rewriting(session):
        for statement in statements:
            session.connection().execute(text(statement))
    store.close()


def test_a_sound_audit_says_so_and_gives_its_head(council: Here) -> None:
    result = council.run("verify")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "--head" in result.stdout
    head = json.loads(result.stdout.splitlines()[-1])
    assert set(head) == {"events", "mac"}


def test_a_head_is_saved_once_and_later_events_are_sound(council: Here) -> None:
    saved = council.run("verify", "--save-head", "head.json")
    path = council.folder / "head.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text() == saved.stdout.splitlines()[-1] + "\n"
    council.run("people", "code", "P2")
    later = council.run("verify", "--head", "head.json")
    assert later.exit_code == 0
    assert "none was cut off" in later.stdout
    again = council.run("verify", "--save-head", "head.json")
    assert (again.exit_code, is_one_sentence(again.stderr)) == (2, True)
    assert path.read_text() == saved.stdout.splitlines()[-1] + "\n"


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit_event SET deed = 'list read' WHERE number = 3", "Event 3 was changed."),
        ("DELETE FROM audit_event WHERE number = 3", "Event 3 is missing."),
        ("DELETE FROM audit_event WHERE number BETWEEN 3 AND 5", "Events 3 to 5 are missing."),
        ("DELETE FROM audit_event WHERE number > 10", "Events 11 to"),
        ("DELETE FROM audit_event", "Events 1 to"),
        (
            """UPDATE audit_event SET number = number + 1
               WHERE number = (SELECT max(number) FROM audit_event)""",
            "missing",
        ),
    ],
)
def test_what_was_done_is_named_and_nothing_is_saved(
    council: Here, statement: str, says: str
) -> None:
    council.run("verify", "--save-head", "head.json")
    tamper(council, statement)
    result = council.run("verify", "--head", "head.json", "--save-head", "new.json")
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    assert says in result.stdout
    assert not (council.folder / "new.json").exists()


def test_another_councils_head_is_not_this_one(council: Here) -> None:
    head = json.loads(council.run("verify").stdout.splitlines()[-1])
    council.file("head.json", json.dumps(head | {"mac": head["mac"][::-1]}))
    result = council.run("verify", "--head", "head.json")
    assert result.exit_code == 2
    assert "the events were replaced" in result.stdout


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "7", '{"events": "7", "mac": ""}', '{"events": 7}', "\xff\x00"]
)
def test_a_file_without_a_head_is_refused_and_never_taken_for_none(
    council: Here, content: str
) -> None:
    for name in (council.file("head.json", content), "nowhere.json"):
        result = council.run("verify", "--head", name)
        assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
        assert "as it was written" not in result.stdout
