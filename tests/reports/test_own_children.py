"""A practitioner's own children: counted as a summary counts, and nobody else's among them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from practice.access import Role, Viewer
from practice.calendar import Month
from reports.own_children import OfChild, OwnChildren, own_children
from reports.own_records import Line
from storage.encryption import seal
from storage.session import Session
from storage.tables import Action, ActionAnswer, Child, Claim, Outcome, Person, Submission
from tests.factories import a_person, a_team, an_involvement, make_store
from tests.reports.factories import (
    ALWAYS,
    a_case,
    a_meeting,
    a_rating,
    a_record,
    a_submission,
    an_outcome,
    claims,
)
from tests.rewriting import rewriting

MAY, JUNE, LATE_JUNE = date(2026, 5, 12), date(2026, 6, 9), date(2026, 6, 23)
NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
MONTH = Month(2026, 6)


class Caseload:
    """Priya and Carl of one team, who have the same supervisor."""

    def __init__(self, session: Session) -> None:
        self.session = session
        team = a_team(session, "North")
        supervisor = a_person(session, "Sunil", "supervisor", team=team)
        self.priya = a_person(session, "Priya", team=team, supervisor=supervisor)
        self.carl = a_person(session, "Carl", team=team, supervisor=supervisor)

    def sent(self, child: Child, day: date, who: Person | None = None) -> Submission:
        meeting = a_meeting(self.session, who or self.priya, day)
        return a_submission(self.session, a_record(self.session, meeting, child))

    def rated(self, ref: str, *numbers: int, unseen: bool = False) -> Child:
        """Add a child of Priya's whose outcome was rated in these numbers, the last in June."""
        child = a_case(self.session, self.priya, ref)
        outcome: Outcome | None = None
        for number, day in zip(numbers, (MAY, JUNE)[-len(numbers) :], strict=True):
            submission = self.sent(child, day)
            outcome = outcome or self.goal(submission)
            a_rating(self.session, submission, outcome, number, unseen and day == JUNE)
        return child

    def goal(self, submission: Submission) -> Outcome:
        outcome = an_outcome(self.session, submission)
        self.sealed(outcome, "outcome", "what", "She sleeps in her own bed.")
        return outcome

    def planned(self, child: Child, due_on: date, answer: str | None) -> None:
        submission = self.sent(child, MAY)
        action = Action(submission_id=submission.id, child_id=child.id, what="", due_on=due_on)
        self.session.add(action)
        self.session.flush()
        self.sealed(action, "action", "what", "ring her aunt")
        if answer:
            later = self.sent(child, LATE_JUNE)
            given = ActionAnswer(submission_id=later.id, action_id=action.id, answer=answer)
            self.session.add(given)
            self.session.flush()

    def said(self, child: Child, words: str) -> None:
        (claim,) = claims(self.session, self.sent(child, JUNE), ["child_voice"])
        self.sealed(claim, "claim", "sentence", words)

    def sealed(self, row: Outcome | Action | Claim, table: str, column: str, words: str) -> None:
        with rewriting(self.session):
            setattr(row, column, seal(self.session, words, table, row.id, column))
            self.session.flush()

    def shown(self, month: Month = MONTH, carried: Mapping[str, Line] | None = None) -> OwnChildren:
        viewer = Viewer(
            person_id=self.priya.id,
            role=Role.PRACTITIONER,
            team_ids=frozenset({self.priya.team_id}),
        )
        return own_children(self.session, viewer, month, NOW, carried or {})

    def child(self, ref: str) -> OfChild:
        return next(one for one in self.shown().children if one.ref == ref)


@pytest.fixture
def caseload(tmp_path: Path) -> Iterator[Caseload]:
    store = make_store(tmp_path, waits_for_the_disk=False)
    with store.writing() as session:
        yield Caseload(session)
    store.close()


def test_it_says_who_is_nearer_unchanged_and_further_of_ones_own_children(
    caseload: Caseload,
) -> None:
    caseload.rated("CH-1", 4, 7)
    caseload.rated("CH-2", 5, 5)
    caseload.rated("CH-3", 5, 3)
    caseload.rated("CH-4", 6)
    caseload.rated("CH-5", 4, 6, unseen=True)
    a_case(caseload.session, caseload.priya, "CH-6")
    others = a_case(caseload.session, caseload.carl, "CH-9")
    caseload.sent(others, JUNE, caseload.carl)
    shown = caseload.shown()
    assert shown.short[:2] == (
        "6 children are open to you. 5 have a goal.",
        " ".join(
            [
                "5 children were rated in June 2026.",
                "Of 3 rated before too, 1 is nearer the goal, 1 unchanged and 1 further from it.",
                "1 more was rated, though nobody saw them since last time.",
            ]
        ),
    )
    assert [(one.ref, one.head) for one in shown.children] == [
        ("CH-1", "Nearer the goal"),
        ("CH-2", "Unchanged"),
        ("CH-3", "Further from the goal"),
        ("CH-4", "Rated once, so nobody can say yet whether it moved"),
        ("CH-5", "Rated, though nobody saw the child since last time"),
    ]
    assert [line.words for line in shown.children[0].goals] == [
        "She sleeps in her own bed: 7 on 9 June 2026. It was 4 on 12 May 2026."
    ]
    assert shown.quiet == "Not talked about in depth in June 2026: CH-6."
    assert "CH-9" not in repr(shown)


def test_what_a_child_said_stands_with_its_record(caseload: Caseload) -> None:
    child = a_case(caseload.session, caseload.priya, "CH-1")
    caseload.said(child, "It is loud.")
    (line,) = caseload.child("CH-1").said
    assert (line.words, line.day) == ("It is loud.", JUNE)
    assert caseload.shown().record_ids == [line.record_id]
    assert "The words of 1 child, or what they were seen to do, are written down." in (
        caseload.shown().short
    )


def test_actions_of_the_month_stand_with_how_they_were_answered_last(caseload: Caseload) -> None:
    for number, answer in enumerate(("done", "partly", "not done", "no longer needed", None)):
        child = a_case(caseload.session, caseload.priya, f"CH-{number}")
        caseload.planned(child, JUNE, answer)
    caseload.planned(a_case(caseload.session, caseload.priya, "CH-8"), date(2026, 7, 9), None)
    assert (
        "5 actions came due: 1 done, 1 done in part, 1 not done, 1 no longer needed, "
        "1 not talked about since."
    ) in caseload.shown().short
    assert [line.words for line in caseload.child("CH-1").due] == [
        "ring her aunt (by 9 June 2026): done in part."
    ]
    assert caseload.child("CH-3").plan == "The plan: 1 action agreed so far, 1 let go."


def test_a_child_who_went_to_a_colleague_stands_there_no_more(caseload: Caseload) -> None:
    child = caseload.rated("CH-1", 4, 7)
    assert caseload.shown().children
    with rewriting(caseload.session):
        caseload.session.connection().exec_driver_sql(
            "update involvement set ended_on = '2026-06-30'"
        )
    an_involvement(caseload.session, child, caseload.carl, started_on=date(2026, 6, 30))
    shown = caseload.shown()
    assert (shown.short, shown.children) == (
        ("No child is open to you today, so there is nothing to show.",),
        (),
    )


def test_what_another_worker_did_with_the_child_before_stands_there(caseload: Caseload) -> None:
    child = a_case(caseload.session, caseload.carl, "CH-1")
    submission = caseload.sent(child, JUNE, caseload.carl)
    a_rating(caseload.session, submission, caseload.goal(submission), 4)
    an_involvement(caseload.session, child, caseload.priya, started_on=ALWAYS)
    assert caseload.child("CH-1").head.startswith("Rated once")


def test_a_question_that_goes_on_stands_with_its_child_though_nothing_is_new(
    caseload: Caseload,
) -> None:
    child = a_case(caseload.session, caseload.priya, "CH-1")
    record = caseload.sent(child, MAY).record_id
    shown = caseload.shown(carried={child.id: Line(record, "Who asked her?", MAY)})
    assert "1 question goes with you to your next supervision." in shown.short
    assert [one.question.words for one in shown.children if one.question] == ["Who asked her?"]


def test_a_month_without_anything_says_so(caseload: Caseload) -> None:
    a_case(caseload.session, caseload.priya, "CH-1")
    assert caseload.shown(Month(2026, 2)).short == (
        "1 child is open to you. 0 have a goal.",
        "None of them was rated in February 2026.",
        "No words of a child, and nothing that one was seen to do, are written down.",
        "No action came due.",
        "1 child was not talked about in depth in February 2026.",
    )
