"""Two people who bear one name are told apart wherever one of them is chosen or named."""

import pytest
from sqlmodel import select

from storage.tables import Draft, Identity, Person, Team
from tests.bot.staged import answers, last, write
from tests.conversations.play import Stage
from tests.factories import a_child, a_person, an_involvement


@pytest.fixture
def team(stage: Stage) -> Stage:
    with stage.store.writing() as session:
        sunil = session.exec(select(Person).where(Person.ref == "Sunil")).one()
        group = session.get_one(Team, sunil.team_id)
        named = (("P-20", "Omar Hill"), ("P-21", "Omar Hill"), ("P-23", "Priya Shaw"))
        for number, (ref, name) in enumerate(named):
            person = a_person(session, name, team=group, supervisor=sunil, ref=ref)
            child = a_child(session, f"CH-05{number:02}", opened_on=stage.now.date())
            an_involvement(session, child, person, started_on=stage.now.date())
    return stage


def labels(stage: Stage) -> list[str]:
    return [button.label for row in stage.shown["Sunil"][-1].buttons for button in row]


@pytest.mark.parametrize("command", ["/supervise", "/group"])
def test_their_buttons_say_who_they_are(team: Stage, command: str) -> None:
    write(team, "Sunil", command)
    assert labels(team) == ["Omar Hill (P-20)", "Omar Hill (P-21)", "Priya Shah", "Priya Shaw"]


def test_so_does_the_supervision_itself(team: Stage) -> None:
    write(team, "Sunil", "/supervise")
    team.tap("Sunil", "Omar Hill (P-21)")
    assert last(team, "Sunil").startswith("Supervision with Omar Hill (P-21) · ")
    assert "CH-0501" in last(team, "Sunil")
    write(team, "Sunil", "/supervise priya shaw")
    assert last(team, "Sunil").startswith("Supervision with Priya Shaw · ")


def test_so_do_the_children_that_are_listed_by_whose_they_are(team: Stage) -> None:
    with team.store.writing() as session:
        omar = session.exec(select(Person).where(Person.ref == "P-20")).one()
        for number in range(12):
            child = a_child(session, f"CH-06{number:02}", opened_on=team.now.date())
            an_involvement(session, child, omar, started_on=team.now.date())
    write(team, "Sunil", "she hid behind the sofa when he came in")
    assert "Omar Hill (P-20)'s children" in labels(team)
    assert "Omar Hill (P-21)'s children" in labels(team)


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("Omar", ["Omar Hill (P-20)", "Omar Hill (P-21)"]),
        ("omar hill", ["Omar Hill (P-20)", "Omar Hill (P-21)"]),
        ("priya", ["Priya Shah", "Priya Shaw"]),
    ],
)
def test_a_name_that_several_bear_is_asked_about_and_begins_no_reflection(
    team: Stage, said: str, offered: list[str]
) -> None:
    write(team, "Sunil", "/supervise", said)
    assert labels(team) == offered
    assert said not in answers(team)
    with team.store.reading() as session:
        assert session.exec(select(Draft)).all() == []


def test_so_it_is_of_a_name_in_the_command(team: Stage) -> None:
    write(team, "Sunil", "/supervise omar")
    assert labels(team) == ["Omar Hill (P-20)", "Omar Hill (P-21)"]


def test_the_reference_chooses(team: Stage) -> None:
    write(team, "Sunil", "/supervise P-21")
    assert last(team, "Sunil").startswith("Supervision with Omar Hill (P-21) · ")


def talks(team: Stage, ref: str) -> str:
    """Let a person talk here, under an address that is their reference."""
    with team.store.writing() as session:
        person = session.exec(select(Person).where(Person.ref == ref)).one()
        address = team.address(ref)
        session.add(
            Identity(channel="telegram", address=address, person_id=person.id, enrolled_at=team.now)
        )
    return ref


def test_the_brief_says_whose_it_is(team: Stage) -> None:
    write(team, "Sunil", "/brief")
    assert labels(team)[:2] == ["Omar Hill (P-20)", "Omar Hill (P-21)"]
    team.tap("Sunil", "Omar Hill (P-21)")
    assert any("Omar Hill (P-21)" in one.text for one in team.shown["Sunil"][-4:])


@pytest.mark.parametrize(("ref", "called"), [("P-21", "Omar Hill (P-21)"), ("P-23", "Priya Shaw")])
def test_whoever_is_told_reads_which_of_them_it_was(team: Stage, ref: str, called: str) -> None:
    write(team, talks(team, ref), "she hid behind the sofa when he came in", "no child")
    team.receive(ref, text="that's enough")
    team.receive(ref, text="Share with Sunil")
    assert f"{called} shared a reflection with you" in last(team, "Sunil")
