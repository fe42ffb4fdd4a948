import re

import pytest
from sqlmodel import select

from practice.calendar import add_working_hours
from storage import codes, people
from storage.cipher import Cipher
from storage.errors import CodeReplacedError
from storage.session import Store, embedded_url
from storage.tables import EnrolmentCode, OutboxMessage
from tests.bot.cli.commands import PEOPLE, TEAMS, Here, is_one_sentence
from tests.factories import KEY


@pytest.fixture
def council(here: Here) -> Here:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    return here


def test_everyone_is_listed_by_name_in_columns(council: Here) -> None:
    assert council.run("people", "list").stdout.splitlines() == [
        "person_ref\trole\tteam\tsupervisor_ref\tname\taway_until",
        "P1\tpractitioner\tNorth\tP2\tPriya Shah\t",
        "P2\tsupervisor\tCouncil\t\tSunil Rao\t",
    ]


def test_a_team_is_listed_with_those_below_it(council: Here) -> None:
    assert council.run("people", "list", "--team", "Council").stdout.count("\n") == 3
    assert council.run("people", "list", "--team", "North").stdout.count("\n") == 2


def test_a_team_that_is_not_there_is_one_sentence(council: Here) -> None:
    result = council.run("people", "list", "--team", "Nowhere")
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)


def test_who_has_left_is_not_listed_and_gets_no_code(council: Here) -> None:
    council.bring_in(
        "people",
        "person_ref,name,role,team,left_on\nP1,Priya Shah,practitioner,North,1/9/2020\n",
    )
    assert "P1" not in council.run("people", "list").stdout
    result = council.run("people", "code", "P1")
    assert (result.exit_code, result.stdout, is_one_sentence(result.stderr)) == (2, "", True)


def test_a_leaver_who_is_back_gets_a_code_once_what_the_refusal_says_was_done(
    council: Here,
) -> None:
    row = "person_ref,name,role,team,left_on\nP1,Priya Shah,practitioner,North,{}\n"
    council.bring_in("people", row.format("1/9/2020"))
    refused = council.run("people", "code", "P1").stderr
    assert "import people with left_on (none) for them, without --yes." in refused
    file = council.file("back.csv", row.format("(none)"))
    assert council.run("import", "people", file, typed="y\ny\n").exit_code == 0
    assert council.run("people", "code", "P1").exit_code == 0


def test_a_code_stands_alone_on_the_first_line_and_enrols_once(council: Here) -> None:
    result = council.run("people", "code", "P1")
    first, *rest = result.stdout.splitlines()
    assert re.fullmatch(r"([0-9A-Z]{4}-){4}[0-9A-Z]{4}", first)
    assert rest[0].startswith("It works once, until ")
    store = Store(embedded_url(council.records), Cipher(KEY))
    with store.writing() as session:
        made = session.exec(select(EnrolmentCode)).one()
        assert codes.use_code(session, first, "web", "browser", made.made_at).ref == "P1"
        assert made.expires_at == add_working_hours(made.made_at, codes.CODE_HOURS)
    store.close()


def test_how_long_a_code_lasts_is_a_setting_of_at_most_two_days(council: Here) -> None:
    assert council.run("people", "code", "P1", env={"CODE_HOURS": "48"}).exit_code == 0
    for wrong in ("0", "49", "168", "soon"):
        result = council.run("people", "code", "P1", env={"CODE_HOURS": wrong})
        assert (result.exit_code, "CODE_HOURS" in result.stderr) == (2, True)


def test_for_a_lost_device_the_others_end_and_their_chats_are_told(council: Here) -> None:
    store = Store(embedded_url(council.records), Cipher(KEY))
    first = council.run("people", "code", "P1").stdout.splitlines()[0]
    with store.writing() as session:
        now = session.exec(select(EnrolmentCode)).one().made_at
        codes.use_code(session, first, "telegram", "417", now)
    assert "which must say yes" in council.run("people", "code", "P1").stdout
    second, *rest = council.run("people", "code", "P1", "--replace").stdout.splitlines()
    assert "Devices signed out: 1." in rest
    with store.writing() as session:
        assert people.person_at(session, "telegram", "417", now.date()) is None
        told = session.exec(select(OutboxMessage)).one()
        assert (told.address, told.person_id, told.failed_at) == ("417", None, None)
        assert codes.use_code(session, second, "telegram", "418", now).ref == "P1"
    store.close()


def test_somebody_stopped_has_no_code_that_works(council: Here) -> None:
    first = council.run("people", "code", "P1").stdout.splitlines()[0]
    council.run("people", "stop", "P1")
    store = Store(embedded_url(council.records), Cipher(KEY))
    with store.writing() as session:
        now = session.exec(select(EnrolmentCode)).one().made_at
        with pytest.raises(CodeReplacedError):
            codes.use_code(session, first, "telegram", "417", now)
    store.close()


def test_the_place_to_type_it_is_the_one_that_is_set_up(council: Here) -> None:
    plain = council.run("people", "code", "P1").stdout
    both = council.run(
        "people",
        "code",
        "P1",
        env={"TELEGRAM_BOT_TOKEN": "1:secret", "PUBLIC_URL": "https://u.council.example"},
    ).stdout
    assert "Telegram" not in plain
    assert "Telegram" in both
    assert "https://u.council.example" in both
    assert "secret" not in both


def test_a_person_who_is_not_there_gets_no_code(council: Here) -> None:
    result = council.run("people", "code", "P9")
    assert (result.exit_code, result.stdout, is_one_sentence(result.stderr)) == (2, "", True)


def test_a_person_is_stopped_and_nobody_unknown_is(council: Here) -> None:
    said = council.run("people", "stop", "P1").stdout
    assert said.startswith("0 ways in ended.")
    assert council.run("people", "stop", "p1").stdout == said
    result = council.run("people", "stop", "P99")
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
