"""A trial as it is told: in summaries, once its days are over, and to those who tend the guides."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from practice.calendar import Month
from prompts.loader import shipped
from reports import guide_use, trials
from reports.render import text
from reports.summary import build
from reports.trials import Days, Moved, every, tried
from reports.view import Section
from storage.session import Session
from storage.tables import Claim, ClaimStrike, Draft, GuideVersion, Team
from tests.factories import a_person, a_team
from tests.reports.factories import noon
from tests.reports.tried import EFFECT, FORMER, GUIDE, NEW, PLANTED, Invented, invented

SEED = 2


@pytest.fixture
def council(session: Session) -> Invented:
    return invented(session, SEED, EFFECT)


def section(session: Session, team: Team, month: Month, as_of: datetime | None = None) -> Section:
    built = build(session, team, month, as_of or noon(month.next().first), None)
    return next(one for one in built.sections if one.key == "new_versions")


def planted(session: Session, council: Invented) -> Moved:
    (trial,) = tried(session, every(session, council.later), council.later)
    return next(one for one in trial.looked if one.key == f"records.{PLANTED}")


def over(council: Invented) -> Month:
    """Return the month in which the days of its trial are over."""
    return Month.of(council.day + timedelta(days=trials.LONGEST - 1))


def test_a_summary_dates_it_with_its_limits_and_calls_it_no_cause(
    session: Session, council: Invented
) -> None:
    told = section(session, council.team, over(council))
    assert told.heading == "A guide's new version"
    (sentence,) = told.sentences
    assert sentence.measure == f"records.{PLANTED}"
    assert sentence.text == (
        "Supervision of one child, version 3, was first used on 1 March 2026. Records that weigh "
        "another explanation: 97 of 234 (41%) in the 91 days before, and 130 of 235 (55%) in the "
        "91 days from then on. That is 14 in 100 more, and its 95% limits are 5 and 23. 13 things "
        "were looked at, and this moved more than chance brings. It says when, and is no proof "
        "that one came of the other."
    )


def test_it_stands_for_a_year_from_the_month_in_which_its_days_are_over(
    session: Session, council: Invented
) -> None:
    month, told = over(council).previous(), []
    for _ in range(12):
        told.append(len(section(session, council.team, month).sentences))
        month = month.next()
    # First used in March, it is over in May, and stands until February.
    assert told == [0, *[1] * 10, 0]


def test_days_that_are_not_over_at_the_moment_of_the_summary_say_nothing(
    session: Session, council: Invented
) -> None:
    last = council.day + timedelta(days=trials.LONGEST - 1)
    assert not section(session, council.team, over(council), noon(last)).sentences
    assert section(session, council.team, over(council), noon(last + timedelta(days=1))).sentences


def test_a_team_is_told_of_its_own_records_alone(session: Session, council: Invented) -> None:
    assert not section(session, a_team(session), over(council)).sentences


def test_a_chat_leaves_it_to_the_page_with_this_months_figure(
    session: Session, council: Invented
) -> None:
    built = build(session, council.team, over(council), council.later, None)
    assert "first used" in text.text(built)
    assert "first used" not in text.first_screen(built)


def test_what_was_struck_shows_nothing(session: Session, council: Invented) -> None:
    before = planted(session, council)
    claim = session.exec(
        select(Claim).where(col(Claim.indicator) == PLANTED, Claim.made_at == noon(council.day))
    ).first()
    assert claim
    assert claim.confirmed_by
    struck = {"claim_id": claim.id, "struck_by": claim.confirmed_by}
    session.add(ClaimStrike(**struck, struck_at=council.later))
    session.flush()
    now = planted(session, council)
    assert now.after == (before.after.numerator - 1, before.after.denominator)
    assert now.before == before.before


def test_what_was_begun_with_the_former_from_the_day_on_is_of_neither_side(
    session: Session, council: Invented
) -> None:
    before, last = planted(session, council), council.day - timedelta(days=1)
    draft = session.exec(
        select(Draft).where(Draft.version == FORMER, Draft.opened_at == noon(last))
    ).first()
    assert draft
    draft.opened_at = noon(council.day)
    session.flush()
    now = planted(session, council)
    assert now.before.denominator == before.before.denominator - 1
    assert now.after == before.after


@pytest.mark.parametrize(("lasted", "lengths"), [(40, [40, 40]), (27, [])])
def test_it_is_no_longer_than_a_version_was_in_use(
    session: Session, council: Invented, lasted: int, lengths: list[int]
) -> None:
    (days,) = every(session, council.later)
    assert days == Days(GUIDE, NEW, FORMER, council.day, trials.LONGEST)
    person, at = a_person(session), noon(council.day + timedelta(days=lasted))
    session.add(GuideVersion(guide=GUIDE, version=NEW + 1, digest="d", first_used_at=at))
    session.add(
        Draft(kind="guide", guide=GUIDE, version=NEW + 1, person_id=person.id, opened_at=at)
    )
    session.flush()
    assert [one.length for one in every(session, council.later)] == lengths


def test_what_ships_and_was_never_asked_has_none(session: Session, council: Invented) -> None:
    at = noon(council.day + timedelta(days=9))
    session.add(GuideVersion(guide=GUIDE, version=NEW + 1, digest="d", first_used_at=at))
    session.flush()
    assert [one.version for one in every(session, council.later)] == [NEW]


def test_who_tends_guides_reads_what_every_indicator_did_with_its_limits(
    session: Session, council: Invented
) -> None:
    newest, former = guide_use.used(session, shipped(), GUIDE, council.later)
    assert former.trial.rows == ()
    assert newest.trial.sentences[0].startswith(
        "It was first used on 1 March 2026. Records in depth of the 91 days before, written with"
    )
    row = next(one for one in newest.trial.rows if "another explanation" in one.label)
    assert row.line == (
        "Records that weigh another explanation: 97 of 234 (41%) before, 130 of 235 (55%) since "
        "· +14 in 100 (+5 to +23) · more than chance"
    )
    assert sum(one.found == "yes" for one in newest.trial.rows) == 1


def test_they_read_that_nothing_moved_and_when_days_are_not_over(session: Session) -> None:
    council = invented(session, SEED)
    newest, _ = guide_use.used(session, shipped(), GUIDE, council.later)
    quiet = "13 things were looked at, and none moved more than chance brings."
    assert quiet in newest.trial.sentences
    newest, _ = guide_use.used(session, shipped(), GUIDE, noon(council.day + timedelta(days=50)))
    assert newest.trial.rows == ()
    assert newest.trial.sentences == (
        "What they show is set side by side once these days are over, on 31 May 2026.",
    )


def test_where_few_wrote_it_is_not_said_what_their_records_show(session: Session) -> None:
    council = invented(session, SEED, EFFECT, writers=4)
    newest, _ = guide_use.used(session, shipped(), GUIDE, council.later)
    assert newest.trial.rows == ()
    assert "Fewer than 5 people wrote them before or since" in newest.trial.sentences[1]


def test_of_few_records_only_how_many_there_are_is_said(session: Session) -> None:
    council = invented(session, SEED, EFFECT, writers=1, a_week=1)
    newest, _ = guide_use.used(session, shipped(), GUIDE, council.later)
    assert newest.trial.rows == ()
    assert newest.trial.sentences[1] == (
        "There are 13 and 14: fewer than 20 are too few to compare."
    )
    assert not section(session, council.team, over(council)).sentences
