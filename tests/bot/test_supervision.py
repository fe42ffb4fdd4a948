"""A supervision from its agenda to its agreement, and what it leaves in the records."""

from pathlib import Path

import pytest
from sqlmodel import col, select

from practice.access import Role, Viewer
from practice.calendar import Month
from prompts.phrases import phrase
from reports import summary
from storage import people, records
from storage.tables import (
    Action,
    AgendaItem,
    AuditEvent,
    Claim,
    ClaimStrike,
    OutcomeRating,
    Record,
    Step,
    Submission,
    Supervision,
    Team,
)
from tests.bot.staged import NOW, last, play_once, write
from tests.conversations.play import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path, NOW, children=17)


def taps_and_messages(stage: Stage, name: str) -> int:
    return stage.taps.get(name, 0)


def open_meeting(stage: Stage) -> None:
    write(stage, "Sunil", "/supervise")
    stage.tap("Sunil", "Priya Shah")
    stage.tap("Sunil", "Start")


def in_depth(stage: Stage, words: str) -> None:
    """One child in depth with its own words, an outcome rated 4 and one action with why and how."""
    write(stage, "Sunil", words)
    while "Is there something new that should change" not in last(stage, "Sunil"):
        write(stage, "Sunil", "skip" if "Leave it" not in buttons(stage) else "leave it")
    write(stage, "Sunil", "Sleeps at home all week", "She says so", "6 weeks", "4")
    write(stage, "Sunil", "we saw it", "that is all")
    while "What will be done?" not in last(stage, "Sunil"):
        write(stage, "Sunil", "skip")
    write(stage, "Sunil", "Ring nan", "Nan holds Fridays", "By phone", "1", "friday", "that is all")


def buttons(stage: Stage) -> set[str]:
    return {button.label for row in stage.shown["Sunil"][-1].buttons for button in row}


def hold(stage: Stage) -> None:
    """Three in depth, fourteen looked at, an hour and a half, sent."""
    open_meeting(stage)
    for _ in range(3):
        in_depth(stage, 'She told me "I like Fridays best".')
        done = next(label for label in buttons(stage) if label.startswith("Done with"))
        stage.tap("Sunil", done)
    for _ in range(14):
        stage.looks_the_same("Sunil")
    stage.tap("Sunil", "Not today")
    write(stage, "Sunil", "90")
    stage.tap("Sunil", "No date yet")
    stage.tap("Sunil", "Send to Priya")


def test_fourteen_children_looked_at_cost_at_most_28_taps_and_messages(stage: Stage) -> None:
    open_meeting(stage)
    for _ in range(3):
        write(stage, "Sunil", 'She told me "I like Fridays best".', "that's enough")
        stage.tap("Sunil", next(label for label in buttons(stage) if label.startswith("Done")))
    before = taps_and_messages(stage, "Sunil")
    for number in range(14):
        if number % 3 == 0:
            stage.tap("Sunil", "Something changed")
            write(stage, "Sunil", "He has a new school and goes.")
        elif number % 3 == 1:
            stage.tap("Sunil", "Not discussed")
            stage.tap("Sunil", "No time today")
        else:
            stage.looks_the_same("Sunil")
    assert "own part" in last(stage, "Sunil")
    assert taps_and_messages(stage, "Sunil") - before <= 28


def test_the_meeting_counts_once_and_every_child_has_its_record(stage: Stage) -> None:
    play_once(stage, hold)
    with stage.store.reading() as session:
        held = session.exec(select(Supervision)).one()
        assert held.minutes == 90
        assert len(session.exec(select(AgendaItem)).all()) == 17
        kinds = [record.kind for record in session.exec(select(Record)).all()]
        assert (kinds.count("in depth"), kinds.count("looked at")) == (3, 14)
        assert len(session.exec(select(Action)).all()) == 3
        assert [r.rating for r in session.exec(select(OutcomeRating)).all()] == [4, 4, 4]
        deeds = [event.deed for event in session.exec(select(AuditEvent)).all()]
        assert deeds.count("record sent") == 17


def read_and_agree(stage: Stage, answers: list[str]) -> None:
    stage.tap("Priya", "Read")
    for answer in answers:
        stage.tap("Priya", answer)


def test_agreed_by_both_is_locked(stage: Stage) -> None:
    play_once(stage, hold)
    read_and_agree(stage, ["Agree"] * 4)
    assert "agreed all of it" in last(stage, "Sunil")
    with stage.store.reading() as session:
        drafts = {record.draft_id for record in session.exec(select(Record)).all()}
        assert {records.state(session, draft) for draft in drafts} == {"agreed"}
    write(stage, "Sunil", "/drafts")
    assert "Nothing waits for you" in last(stage, "Sunil")


def test_a_returned_record_sent_again_replaces_its_claims_and_plan(stage: Stage) -> None:
    play_once(stage, hold)
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Return it")
    write(stage, "Priya", "Her own words are missing")
    for _ in range(3):
        stage.tap("Priya", "Agree")
    stage.tap("Sunil", "Open it")
    assert "Her own words are missing" in last(stage, "Sunil")
    stage.tap("Sunil", "Send again")
    with stage.store.reading() as session:
        numbers = sorted(s.number for s in session.exec(select(Submission)).all())
        assert numbers == [1] * 17 + [2]
        built = month(stage)
    assert built["records.child_voice"] == (3, 3)
    assert built["actions.why_and_how_share"] == (3, 3)
    read_and_agree(stage, ["Agree"])
    assert month(stage)["records.agreed"] == (3, 3)


def month(stage: Stage) -> dict[str, tuple[int, int]]:
    with stage.store.reading() as session:
        team = session.exec(select(Team).where(col(Team.name) == "Safeguarding 1")).one()
        ruth = people.person_at(session, "telegram", "chat-Ruth", stage.now.date())
        assert ruth is not None
        teams = frozenset(people.team_and_descendants(session, ruth.team_id))
        viewer = Viewer(person_id=ruth.id, role=Role.MANAGER, team_ids=teams)
        built = summary.build(session, team, Month(2026, 11), stage.now, viewer)
        return {f.key: (f.now.numerator, f.now.denominator) for f in built.figures}


def test_the_summary_shows_what_the_meeting_left(stage: Stage) -> None:
    play_once(stage, hold)
    built = month(stage)
    assert built["supervision.held_share"] == (1, 1)
    assert built["children.discussed_share"] == (17, 17)
    assert built["records.child_voice"] == (3, 3)
    assert built["outcomes.rated_share"] == (3, 3)
    assert built["actions.why_and_how_share"] == (3, 3)
    write(stage, "Ruth", "/summary")
    assert last(stage, "Ruth").startswith(
        "The records begin on 24 November 2026, after October 2026"
    )
    stage.tap("Ruth", "2026-11 so far")
    assert last(stage, "Ruth").startswith("Safeguarding service, November 2026 so far, to 24 Nov")


def test_the_summary_leads_to_its_page(stage: Stage) -> None:
    play_once(stage, hold)
    write(stage, "Ruth", "/summary november")
    links = {link.label: link.path for link in stage.shown["Ruth"][-1].links}
    assert links["These figures as a page"].startswith("/summary?month=2026-11&team=")
    assert len(links) == 1


def test_a_practitioner_is_told_of_their_own_children_without_their_words(stage: Stage) -> None:
    play_once(stage, hold)
    write(stage, "Priya", "/summary november")
    said = last(stage, "Priya")
    assert said.startswith("Your own children, November 2026.\n17 children are open to you.")
    assert "CH-" not in said
    assert [link.path for link in stage.shown["Priya"][-1].links] == ["/progress?month=2026-11"]
    write(stage, "Priya", "/summary 2027-03")
    assert last(stage, "Priya") == phrase("oversight.own_to_come")
    stage.tap("Priya", "2026-11 so far")
    assert last(stage, "Priya") == said


@pytest.mark.parametrize(
    ("asked", "month"),
    [
        ("november", "November 2026 so far"),
        ("Nov 2026", "November 2026 so far"),
        ("last month", "October 2026"),
        ("for September", "September 2026"),
        ("2026-09", "September 2026"),
    ],
)
def test_a_month_is_asked_for_in_words(stage: Stage, asked: str, month: str) -> None:
    write(stage, "Ruth", f"/summary {asked}")
    assert last(stage, "Ruth").startswith(f"Safeguarding service, {month}")


def test_a_month_beyond_the_calendar_is_answered_in_a_sentence(stage: Stage) -> None:
    write(stage, "Ruth", "/summary 0001-01")
    assert last(stage, "Ruth") == phrase("oversight.month_unclear")


@pytest.mark.parametrize(
    ("asked", "said"),
    [("2027-03", "March 2027 has not begun."), ("march 2027", "March 2027 has not begun.")],
)
def test_a_month_that_has_not_begun_is_all_that_is_said(
    stage: Stage, asked: str, said: str
) -> None:
    write(stage, "Ruth", f"/summary {asked}")
    assert last(stage, "Ruth") == said
    stage.tap("Ruth", "2026-11 so far")
    assert last(stage, "Ruth").startswith("Safeguarding service, November 2026 so far")


def test_a_month_before_the_records_says_so_and_leads_to_where_they_begin(stage: Stage) -> None:
    play_once(stage, hold)
    write(stage, "Ruth", "/summary 2019-01")
    assert last(stage, "Ruth").startswith("The records begin on 24 November 2026, after January")
    assert "\n" not in last(stage, "Ruth")
    stage.tap("Ruth", "2026-11 so far")
    assert last(stage, "Ruth").startswith("Safeguarding service, November 2026 so far")


def test_a_struck_claim_no_longer_counts(stage: Stage) -> None:
    play_once(stage, hold)
    stage.tap("Priya", "Read")
    stage.tap("Priya", "Strike a")
    assert month(stage)["records.child_voice"] == (2, 3)
    with stage.store.reading() as session:
        assert len(session.exec(select(ClaimStrike)).all()) == 1
        assert session.exec(select(Claim)).all()


def test_nobody_else_opens_a_meeting_or_its_reading(stage: Stage) -> None:
    play_once(stage, hold)
    read = next(b for row in stage.shown["Priya"][-1].buttons for b in row).data
    stage.receive("Ruth", button=read)
    assert "not open to you" in last(stage, "Ruth")
    with stage.store.reading() as session:
        priya = people.person_at(session, "telegram", "chat-Priya", stage.now.date())
        assert priya is not None
    stage.receive("Priya", button=f"!supervise:{priya.id}")
    assert "started by the supervisor" in last(stage, "Priya")


def test_a_tap_on_somebody_elses_card_changes_nothing(stage: Stage) -> None:
    open_meeting(stage)
    skip = next(b for row in stage.shown["Sunil"][-1].buttons for b in row if b.label == "Skip")
    steps = count_steps(stage)
    stage.receive("Priya", button=skip.data)
    assert count_steps(stage) == steps


def count_steps(stage: Stage) -> int:
    with stage.store.reading() as session:
        return len(session.exec(select(Step)).all())
