"""`understory due`: what would be sent on a day, to whom and why."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select
from typing_extensions import override

from bot.cli import due as due_command
from bot.clock import Clock
from bot.reminders import tick
from practice.calendar import LONDON
from storage.cipher import Cipher
from storage.session import Store, embedded_url
from storage.tables import Identity, OutboxMessage, Person
from tests.bot.cli.commands import PEOPLE, TEAMS, Here, is_one_sentence
from tests.factories import KEY
from tests.reports.factories import a_case, a_meeting, a_record, a_submission

MAY_29 = date(2026, 5, 29)
HEADINGS = "To\tWhat it says\tWhy\tWhat becomes of it"
CHILDREN = (
    "2 children are due to be discussed by today, 29 May 2026, on one list of your people. "
    "Open shows whose it is."
)
AGREEMENT = "A supervision waits for you to agree it. It was sent on 21 May 2026."


@pytest.fixture
def council(here: Here) -> Here:
    here.bring_in("teams", TEAMS + "North East,Council\n")
    here.bring_in("people", PEOPLE)
    return here


@pytest.fixture
def store(council: Here) -> Iterator[Store]:
    """Priya Shah of North has two children and, sent on 21 May, a part that waits for her."""
    store = Store(embedded_url(council.records), Cipher(KEY))
    with store.writing() as session:
        priya, sunil = session.exec(select(Person).order_by(Person.ref))
        for _ in range(2):
            a_case(session, priya)
        meeting = a_meeting(session, priya, date(2026, 5, 21))
        a_submission(session, a_record(session, meeting, None, "personal"))
        for person in (priya, sunil):
            session.add(
                Identity(
                    channel="web",
                    address=person.id,
                    person_id=person.id,
                    enrolled_at=datetime(2026, 1, 5, tzinfo=UTC),
                )
            )
    yield store
    store.close()


def due(council: Here, team: str = "North", on: str | None = "2026-05-29") -> list[str]:
    result = council.run("due", "--for", team, *(["--on", on] if on else []))
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


@pytest.mark.usefixtures("store")
def test_each_line_says_to_whom_what_why_and_when(council: Here) -> None:
    assert due(council) == [
        HEADINGS,
        (
            f"Priya Shah\t{AGREEMENT}\tPriya Shah: 1 part waits since 21 May 2026.\t"
            "To be sent on 29 May 2026, 08:00"
        ),
        (
            f"Sunil Rao\t{CHILDREN}\tPriya Shah: 2 children not discussed since 1 May 2026.\t"
            "To be sent on 29 May 2026, 08:00"
        ),
    ]


@pytest.mark.usefixtures("store")
def test_the_teams_below_are_in_it_and_others_are_not(council: Here) -> None:
    assert due(council, "Council") == due(council, "North")
    assert due(council, "North East") == ["Nothing is due for North East on 29 May 2026."]


@pytest.mark.usefixtures("store")
def test_a_day_is_looked_at_as_it_will_be(council: Here) -> None:
    assert due(council, on="20/5/2026") == ["Nothing is due for North on 20 May 2026."]
    assert [line.split("\t")[0] for line in due(council, on="2026-05-21")] == ["To", "Sunil Rao"]
    saturday = due(council, on="2026-05-23")[1]
    assert "are due" in saturday
    assert saturday.endswith("To be sent on 26 May 2026, 08:00")
    assert "were due" in due(council, on="2026-06-01")[2]


@pytest.mark.usefixtures("store")
def test_without_a_day_it_is_today(council: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    class Noon(Clock):
        @override
        def now(self) -> datetime:
            return datetime(2026, 5, 29, 12, 30, tzinfo=LONDON)

    monkeypatch.setattr(due_command, "clock_of", lambda _folder: Noon())
    assert due(council, on=None)[2].endswith("To be sent on 29 May 2026, 12:30")


def test_it_sends_nothing(council: Here, store: Store) -> None:
    due(council)
    with store.reading() as session:
        assert session.exec(select(OutboxMessage)).all() == []


def test_what_was_made_says_what_became_of_it(council: Here, store: Store) -> None:
    tick(store, datetime(2026, 5, 29, 1, tzinfo=LONDON))
    assert all(line.endswith("To be sent on 29 May 2026, 08:00") for line in due(council)[1:])
    with store.writing() as session:
        agreement, children = session.exec(select(OutboxMessage).order_by(OutboxMessage.person_id))
        agreement.sent_at = datetime(2026, 5, 29, 8, 0, 5, tzinfo=LONDON)
        children.failed_at = agreement.sent_at
    assert [line.rpartition("\t")[2] for line in due(council)[1:]] == [
        "Sent on 29 May 2026, 08:00",
        "Not delivered",
    ]


def test_who_cannot_be_told_is_said(council: Here, store: Store) -> None:
    with store.writing() as session:
        for identity in session.exec(select(Identity)):
            session.delete(identity)
        session.exec(select(Person).where(Person.ref == "P1")).one().supervisor_id = None
    first, second = (line.split("\t") for line in due(council)[1:])
    assert (first[0], first[3]) == ("Priya Shah", "Not enrolled, so it cannot be sent")
    assert (second[0], second[3]) == ("", "Nobody is here to be told")


@pytest.mark.usefixtures("store")
def test_on_a_terminal_it_is_a_table(
    council: Here, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")
    due_command.due("North", "2026-05-29")
    said = capsys.readouterr().out
    assert "\t" not in said
    assert "What becomes of it" in said
    assert "Priya Shah: 1 part waits since 21 May 2026." in said
    assert council.records.is_dir()


@pytest.mark.parametrize("typed", ["north", "East north", " NORTH EAST "])
def test_a_teams_name_is_read_in_any_case_and_order(council: Here, typed: str) -> None:
    (said,) = due(council, typed)
    assert said.startswith("Nothing is due for North")


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("Nroth", 'Did you mean "North"?'),
        ("Westhaven", "Write it as it is stored, in quotation marks."),
        ("", "Write it as it is stored, in quotation marks."),
    ],
)
def test_an_unknown_team_is_one_sentence_with_near_ones(
    council: Here, typed: str, remedy: str
) -> None:
    result = council.run("due", "--for", typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"There is no team of that name. Nothing was looked up. {remedy}\n"


@pytest.mark.parametrize("on", ["tomorrow", "2026-02-30", "29.5.26", "1899-01-01", "", "\u0661"])
def test_what_is_not_a_day_is_one_sentence(council: Here, on: str) -> None:
    result = council.run("due", "--for", "North", "--on", on)
    assert (result.exit_code, result.stdout, is_one_sentence(result.stderr)) == (2, "", True)


def test_a_day_beyond_the_known_bank_holidays_is_one_sentence(
    council: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sheets.days.LATEST", 9999)
    result = council.run("due", "--for", "North", "--on", "9000-01-01")
    assert (result.exit_code, result.stdout, is_one_sentence(result.stderr)) == (2, "", True)


def test_help_shows_an_example(council: Here) -> None:
    words = " ".join(council.run("due", "--help").stdout.split())
    assert 'understory due --for "North" --on 2026-11-30' in words
