"""A council that brought its files in and wrote down no supervision yet."""

from datetime import date

from sqlmodel import Session

from reports.render import text
from reports.summary import build
from reports.view import Summary
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.casework.rows import APRIL, MARCH, a_contact
from tests.reports.factories import a_meeting

HELD, DISCUSSED = "supervision.held_share", "children.discussed_share"


def council(session: Session, *, met: date | None = None) -> Summary:
    team = a_team(session, "Council")
    supervisor = a_person(session, role="supervisor", team=team)
    workers = [a_person(session, team=team, supervisor=supervisor) for _ in range(2)]
    for worker in workers:
        an_involvement(session, a_child(session), worker, date(2025, 1, 6))
    for month in range(1, 4):
        a_contact(session, date(2026, month, 4), team, outcome="referral")
    if met:
        a_meeting(session, workers[0], met)
    return build(session, team, MARCH, APRIL, None)


def test_nobody_is_asked_why_supervisions_were_not_held(session: Session) -> None:
    made = council(session)
    assert made.questions == ()
    said = " ".join(text.text(made).split())
    assert "No supervision is written down here yet" in said
    assert "nobody has said why" not in said
    assert "were not discussed" not in said


def test_that_all_months_are_none_is_no_quiet_figure(session: Session) -> None:
    assert not {HELD, DISCUSSED} & {*council(session).looked.quiet}


def test_the_figures_stand_as_they_are_defined(session: Session) -> None:
    now = council(session).figure(HELD).now
    assert (now.numerator, now.denominator) == (0, 2)


def test_since_the_first_supervision_whoever_had_none_is_asked_about(session: Session) -> None:
    made = council(session, met=date(2026, 2, 2))
    assert [one.about for one in made.questions] == [HELD]
    assert "No supervision is written down" not in text.text(made)
