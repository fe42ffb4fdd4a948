"""A summary says what is better, whom nobody heard and what it cannot say."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from practice.access import Role, Viewer
from practice.calendar import Month
from practice.evidence import INDICATORS
from prompts.phrases import phrases
from reports.drilldown import in_order, records_behind
from reports.errors import UnknownMeasureError
from reports.render import chart, html, json, text
from reports.selection import LISTED, choose
from reports.summary import build
from reports.view import Figure, Summary
from storage.tables import Child, Involvement, Person, Record, Team
from tests import nine_parts
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.factories import (
    a_case,
    a_meeting,
    a_rating,
    a_record,
    a_step,
    a_strike,
    a_submission,
    an_agenda_item,
    an_outcome,
    claims,
)
from tests.rewriting import rewriting

GUIDES = nine_parts.guides()
NAMES = tuple(phrases("indicators"))
MARCH = Month(2026, 3)
APRIL = datetime(2026, 4, 7, 9, tzinfo=UTC)


class Office:
    """A practitioner with three children: one better, one unrated, one not discussed."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.team: Team = a_team(session, "North")
        self.supervisor: Person = a_person(session, role="supervisor", team=self.team)
        self.worker: Person = a_person(session, "Priya", team=self.team, supervisor=self.supervisor)
        self.children: list[Child] = [a_case(session, self.worker, f"CH-{n}") for n in range(3)]
        self._february()
        self._march()

    def _february(self) -> None:
        meeting = a_meeting(self.session, self.worker, date(2026, 2, 10))
        sent = a_submission(self.session, a_record(self.session, meeting, self.children[0]))
        self.outcome = an_outcome(self.session, sent)
        a_rating(self.session, sent, self.outcome, 4)

    def _march(self) -> None:
        meeting = a_meeting(self.session, self.worker, date(2026, 3, 10), minutes=75)
        record = a_record(self.session, meeting, self.children[0])
        sent = a_submission(self.session, record)
        a_rating(self.session, sent, self.outcome, 6)
        claims(self.session, sent, ["child_voice"])
        a_step(self.session, record, "agreed")
        other = a_submission(self.session, a_record(self.session, meeting, self.children[1]))
        claims(self.session, other, ["why"], confirmed=False)
        (struck,) = claims(self.session, other, ["child_voice"])
        a_strike(self.session, struck, self.worker)
        an_agenda_item(self.session, meeting, self.children[2], "not discussed", "no time left")

    def summary(
        self, month: Month = MARCH, as_of: datetime = APRIL, viewer: Viewer | None = None
    ) -> Summary:
        return build(self.session, self.team, month, as_of, viewer)


@pytest.fixture
def office(session: Session) -> Office:
    return Office(session)


def _said(summary: Summary, key: str) -> str:
    section = next(section for section in summary.sections if section.key == key)
    return " ".join(sentence.text for sentence in section.sentences)


def test_it_says_for_how_many_children_something_is_better(office: Office) -> None:
    said = _said(office.summary(), "better")
    assert said.startswith("1 of 1 child whose outcome was rated twice is better than last time.")


def test_it_says_so_when_nobody_can_say_who_is_better(office: Office) -> None:
    said = _said(office.summary(Month(2026, 2)), "better")
    assert said.startswith("No child in depth had an outcome rated twice")


def test_it_says_whom_nobody_heard(office: Office) -> None:
    said = _said(office.summary(), "unheard")
    assert "1 of 2 children in depth: no record this month shows their own words" in said
    assert "1 of 3 children with an open case was not discussed. 2 were discussed in depth." in said


def test_a_number_never_stands_alone(office: Office) -> None:
    for section in office.summary().sections[1:3]:
        for sentence in section.sentences:
            assert "Last month" in sentence.text or "No earlier month" in sentence.text


def test_it_opens_in_short(office: Office) -> None:
    better, cannot_say = office.summary().sections[0].sentences
    assert better.text.startswith(
        "Of 2 children in depth 1 was rated. Of 1 rated before too, 1 is nearer the goal, 0 "
        "unchanged, 0 further."
    )
    assert "No earlier month" in better.text or "Last month" in better.text
    assert cannot_say.text == (
        "We cannot say: whether 1 more child is nearer, as no outcome was rated; whether the "
        "practitioner agrees with 1 record; whether a change is more than chance."
    )


def test_it_says_what_it_cannot_say(office: Office) -> None:
    said = _said(office.summary(), "cannot_say")
    assert "Whether 1 of 2 children in depth are better: no outcome was rated." in said
    assert "1 of 2 records in depth waits for the practitioner's agreement." in said
    assert "1 of 3 sentences put forward as evidence was not confirmed by the writer" in said
    assert "1 of 2 confirmed claims was struck by the other person" in said
    assert "Few to count" in said
    nothing = "New actions with why and how; Actions done; Actions carried over; "
    assert f"Nothing to count this month: {nothing}Records with copied words" in said
    assert "is not over" not in said


def test_a_running_month_says_that_it_is_not_over(office: Office) -> None:
    as_of = datetime(2026, 3, 31, 9, tzinfo=UTC)
    assert "March 2026 is not over." in _said(office.summary(as_of=as_of), "cannot_say")


RUNNING = datetime(2026, 3, 30, 23, 30, tzinfo=UTC)
"""Half past midnight on 31 March in London: the last day of the month has begun."""


def test_midnight_in_london_ends_a_month(office: Office) -> None:
    last_moment = office.summary(as_of=datetime(2026, 3, 31, 22, 59, tzinfo=UTC))
    over = office.summary(as_of=datetime(2026, 3, 31, 23, 0, tzinfo=UTC))
    assert last_moment.span.until == date(2026, 3, 31)
    assert over.span.until is None
    assert not any(figure.now.until for figure in over.figures)


def test_a_running_month_says_so_far_in_every_form(office: Office) -> None:
    summary = office.summary(as_of=RUNNING)
    title = "North, March 2026 so far, to 31 March"
    assert html.page(summary).count(title) == 2
    assert text.text(summary).startswith(title)
    assert text.first_screen(summary).startswith(title)
    document = json.document(summary)
    assert (document["whole"], document["until"]) == (False, "2026-03-31")
    for measure in document["measures"]:
        assert [point["whole"] for point in measure["series"]][-1] is False
    for section in summary.sections[1:3]:
        for sentence in section.sentences:
            assert sentence.text.startswith("So far, ")


def test_a_running_month_stands_beside_no_whole_one(office: Office) -> None:
    summary = office.summary(as_of=RUNNING)
    shown = html.page(summary) + text.text(summary) + text.first_screen(summary)
    assert "Last month" not in shown
    assert "last month" not in shown
    assert "12 months before" not in shown
    for figure in summary.figures:
        drawn = chart.chart(figure)
        assert drawn.lines == ()
        if figure.now.denominator:
            assert (drawn.dots[-1].is_latest, drawn.dots[-1].is_whole) == (True, False)
            assert figure.count.endswith("so far")


def test_the_month_the_records_begin_in_is_not_whole(office: Office) -> None:
    february = office.summary(Month(2026, 2))
    assert html.page(february).count("North, February 2026, from 10 February") == 2
    assert "The records begin on 10 February 2026" in _said(february, "cannot_say")
    march = office.summary()
    assert march.span.is_whole
    assert "Last month is not set beside it: the records begin on 10 February" in (
        march.figure("children.discussed_share").compared
    )


def test_months_before_the_records_begin_are_not_drawn(office: Office) -> None:
    figure = office.summary().figure("children.discussed_share")
    drawn = chart.chart(figure)
    assert [point.denominator for point in figure.series] == [0] * 11 + [3, 3]
    assert [dot.is_whole for dot in drawn.dots] == [False, True]
    assert drawn.lines == ()
    assert "11 of 13 months lie before the records begin." in drawn.description


def test_a_team_that_begins_later_than_another_has_a_first_month_of_its_own(
    office: Office,
) -> None:
    south = a_team(office.session, "South")
    worker = a_person(office.session, team=south)
    a_case(office.session, worker)
    a_meeting(office.session, worker, date(2026, 3, 17))
    built = build(office.session, south, MARCH, APRIL, None)
    assert built.span.since == date(2026, 3, 17)


def test_a_month_to_come_says_only_that(office: Office) -> None:
    summary = office.summary(Month(2026, 5))
    assert _said(summary, "cannot_say") == "May 2026 has not begun."
    assert all(figure.now.value is None for figure in summary.figures)


def test_a_measure_without_data_says_why(office: Office) -> None:
    figure = office.summary().figure("actions.done_share")
    assert figure.now.value is None
    assert figure.caution.startswith("No action from last time was asked about.")


def test_a_figure_has_this_month_and_the_twelve_before(office: Office) -> None:
    for figure in office.summary().figures:
        assert [str(point.period) for point in figure.series][::12] == ["2025-03", "2026-03"]
        assert len(figure.series) == 13


def test_depth_and_minutes_stand_beside_their_figures(office: Office) -> None:
    summary = office.summary()
    (depth,) = summary.figure("children.discussed_share").beside
    (minutes,) = summary.figure("supervision.held_share").beside
    assert (depth.value, minutes.value) == (2, 75)


def test_doubts_are_counted(office: Office) -> None:
    counts = [doubt.count for doubt in office.summary().data_quality]
    assert counts == [1, 1, 1, 0, 1]


@pytest.mark.parametrize(("role", "opens"), [(Role.MANAGER, 2), (Role.PRACTICE_LEAD, 0)])
def test_only_records_the_reader_may_read_open(office: Office, role: Role, opens: int) -> None:
    viewer = Viewer(person_id="x", role=role, team_ids=frozenset({office.team.id}))
    figure = office.summary(viewer=viewer).figure("records.child_voice")
    assert (figure.behind.count, figure.behind.opens) == (2, opens)
    assert figure.now.denominator == 2


def test_the_list_behind_says_why_something_does_not_count(office: Office) -> None:
    rows = records_behind(
        office.session, "children.discussed_share", office.team, MARCH, APRIL, None
    )
    shown = [
        (row.child_ref, row.practitioner, row.counted, row.why_not, row.may_open) for row in rows
    ]
    assert shown == [
        ("CH-2", "Priya", False, "Not discussed: no time left.", False),
        ("CH-0", "Priya", True, "", True),
        ("CH-1", "Priya", True, "", True),
    ]


def test_the_list_behind_opens_nothing_the_reader_may_not_read(office: Office) -> None:
    stranger = Viewer(person_id="x", role=Role.PRACTITIONER, team_ids=frozenset({office.team.id}))
    rows = records_behind(office.session, "records.why", office.team, MARCH, APRIL, stranger)
    assert [row.may_open for row in rows] == [False, False]
    writer = Viewer(
        person_id=office.supervisor.id, role=Role.SUPERVISOR, team_ids=frozenset({office.team.id})
    )
    rows = records_behind(office.session, "records.why", office.team, MARCH, APRIL, writer)
    assert [row.may_open for row in rows] == [True, True]


def a_viewer(office: Office, person: Person, role: Role) -> Viewer:
    return Viewer(person_id=person.id, role=role, team_ids=frozenset({office.team.id}))


def test_the_list_behind_names_no_child_whose_record_is_not_open(office: Office) -> None:
    other = a_viewer(office, a_person(office.session, team=office.team), Role.SUPERVISOR)
    rows = records_behind(
        office.session, "children.discussed_share", office.team, MARCH, APRIL, other
    )
    assert [(row.child_ref, row.withheld) for row in rows] == [(None, True)] * 3
    assert sorted(row.counted for row in rows) == [False, True, True]


def test_a_child_without_a_record_is_named_to_their_supervisor_and_managers_above(
    office: Office,
) -> None:
    manager = a_viewer(office, a_person(office.session, role="manager"), Role.MANAGER)
    for viewer in (a_viewer(office, office.supervisor, Role.SUPERVISOR), manager):
        rows = records_behind(
            office.session, "children.discussed_share", office.team, MARCH, APRIL, viewer
        )
        assert [row.child_ref for row in rows] == ["CH-2", "CH-0", "CH-1"]
        assert not any(row.withheld for row in rows)


def test_a_child_who_moved_on_is_not_named_to_the_supervisor_they_had(office: Office) -> None:
    session, child = office.session, office.children[2]
    (involvement,) = session.exec(select(Involvement).where(Involvement.child_id == child.id))
    involvement.ended_on = date(2026, 3, 20)
    an_involvement(session, child, a_person(session, "Wanda"), started_on=date(2026, 3, 20))
    viewer = a_viewer(office, office.supervisor, Role.SUPERVISOR)
    rows = records_behind(session, "children.discussed_share", office.team, MARCH, APRIL, viewer)
    assert [row.child_ref for row in rows] == ["CH-0", "CH-1", None]
    assert [row.withheld for row in rows] == [False, False, True]


def test_a_child_whose_case_was_closed_is_named_to_managers_above_alone(office: Office) -> None:
    session, child = office.session, office.children[2]
    (involvement,) = session.exec(select(Involvement).where(Involvement.child_id == child.id))
    involvement.ended_on = date(2026, 3, 20)
    manager = a_viewer(office, a_person(session, role="manager"), Role.MANAGER)
    supervisor = a_viewer(office, office.supervisor, Role.SUPERVISOR)
    named = {}
    for viewer in (manager, supervisor, None):
        rows = records_behind(
            session, "children.discussed_share", office.team, MARCH, APRIL, viewer
        )
        named[viewer] = next(row.child_ref for row in rows if not row.counted)
    assert named == {manager: "CH-2", supervisor: None, None: "CH-2"}


def test_a_row_without_a_child_withholds_nothing(office: Office) -> None:
    other = a_viewer(office, a_person(office.session, team=office.team), Role.SUPERVISOR)
    rows = records_behind(
        office.session, "supervision.held_share", office.team, MARCH, APRIL, other
    )
    assert [(row.practitioner, row.withheld) for row in rows] == [("Priya", False)]


def _discussed(office: Office, show: str = "all", order: str = "worst") -> list[str | None]:
    key = "children.discussed_share"
    rows = records_behind(office.session, key, office.team, MARCH, APRIL, None)
    return [row.child_ref for row in in_order(key, choose(key, rows, show), order)]


def test_those_not_discussed_longest_come_first_and_then_the_highest_risk(office: Office) -> None:
    never = a_child(office.session, "CH-7", status="CP")
    an_involvement(office.session, never, office.worker, started_on=date(2026, 1, 5))
    last_year = a_case(office.session, office.worker, "CH-8")
    meeting = a_meeting(office.session, office.worker, date(2025, 12, 1))
    a_submission(office.session, a_record(office.session, meeting, last_year, "looked at"))
    office.children[2].status = "CIN"
    assert _discussed(office, "rest") == ["CH-2", "CH-8", "CH-7"]
    assert _discussed(office)[:3] == ["CH-2", "CH-8", "CH-7"]
    assert _discussed(office, "rest", "child") == ["CH-2", "CH-7", "CH-8"]
    assert _discussed(office, "rest", "status")[0] == "CH-7"
    assert _discussed(office, "in_depth") == ["CH-0", "CH-1"]


def test_a_practitioner_is_named_on_the_lists_of_what_waits_alone(office: Office) -> None:
    named = {
        known.key
        for known in LISTED
        for row in records_behind(office.session, known.key, office.team, MARCH, APRIL, None)
        if row.practitioner
    }
    assert named == {"children.discussed_share", "supervision.held_share", "records.agreed"}


def test_a_child_with_two_records_of_whom_none_shows_their_words_stands_once(
    office: Office,
) -> None:
    meeting = a_meeting(office.session, office.worker, date(2026, 3, 24))
    a_submission(office.session, a_record(office.session, meeting, office.children[1]))
    key = "records.child_voice"
    rows = records_behind(office.session, key, office.team, MARCH, APRIL, None)
    assert [row.child_ref for row in choose(key, rows, "unheard")] == ["CH-1"]
    assert len(rows) == 3
    (sentence, _) = office.summary().sections[2].sentences
    assert [(of.shows, of.count) for of in sentence.lists] == [("unheard", 1), ("children", 2)]


SIX = {"child_voice", "why", "family_and_environment", "own_practice", "impact", "contingency"}


def _records(figures: Iterable[Figure]) -> list[str]:
    return [figure.key.removeprefix("records.") for figure in figures if figure.group == "records"]


def test_all_thirteen_are_counted_and_those_asked_for_or_shown_stand_alone(office: Office) -> None:
    summary = office.summary()
    assert _records(summary.figures) == list(NAMES)
    shown, aside = _records(summary.shown), _records(summary.aside)
    assert sorted(shown + aside) == sorted(NAMES) == sorted(INDICATORS)
    asked = {q.asks_for for _, q in GUIDES.version("case-supervision", 2).everything_asked()}
    assert set(shown) == SIX | (asked - {None})
    assert shown == [name for name in NAMES if name in shown]


def test_what_one_month_of_the_year_shows_stands_alone_though_nobody_asked(office: Office) -> None:
    meeting = a_meeting(office.session, office.worker, date(2026, 2, 12))
    sent = a_submission(office.session, a_record(office.session, meeting, office.children[0]))
    claims(office.session, sent, ["chronology"])
    assert "chronology" in _records(office.summary().shown)


def test_what_is_proposed_and_not_confirmed_occurs_nowhere(office: Office) -> None:
    meeting = a_meeting(office.session, office.worker, date(2026, 3, 12))
    sent = a_submission(office.session, a_record(office.session, meeting, office.children[0]))
    claims(office.session, sent, ["chronology"], confirmed=False)
    assert "chronology" in _records(office.summary().aside)


def test_what_stands_aside_is_named_once_and_leads_to_its_list(office: Office) -> None:
    summary = office.summary()
    told = " ".join(text.text(summary).split())
    page = html.page(summary, lambda key, _month, _shows: f"/list?{key}")
    for figure in summary.aside:
        assert told.count(figure.label) == 1
        assert f'href="/list?{figure.key}">{figure.label}</a>' in page
        assert figure.label not in text.first_screen(summary)
        assert figure.label not in _said(summary, "cannot_say")


def test_records_told_by_a_guide_that_does_not_ship_asked_for_nothing(office: Office) -> None:
    with rewriting(office.session):
        for record in office.session.exec(select(Record)).all():
            record.guide = "imported-note"
    assert _records(office.summary().shown) == ["child_voice", "own_practice"]


def test_that_records_are_few_is_said_once_for_all_that_they_show(office: Office) -> None:
    said = _said(office.summary(), "cannot_say")
    assert said.count("What the records show") == 1
    assert "Records that say why" not in said


def test_each_number_of_a_sentence_has_its_own_list(office: Office) -> None:
    lists = {
        section.key: [(of.measure, of.shows, of.count) for s in section.sentences for of in s.lists]
        for section in office.summary().sections
    }
    discussed = "children.discussed_share"
    assert lists["unheard"][-3:] == [
        (discussed, "rest", 1), (discussed, "in_depth", 2), (discussed, "all", 3),
    ]  # fmt: skip
    assert ("claims.proposed", "unconfirmed", 1) in lists["cannot_say"]
    assert ("claims.proposed", "struck", 1) in lists["cannot_say"]
    assert ("records.agreed", "waiting", 1) in lists["cannot_say"]


def test_a_list_behind_an_unknown_measure_is_refused(office: Office) -> None:
    with pytest.raises(UnknownMeasureError):
        records_behind(office.session, "contacts.true", office.team, MARCH, APRIL, None)
