"""What councillors are given: what leaves the service and no more of it, in plain words."""

from dataclasses import replace

import pytest

from prompts.phrases import Phrases
from reports.casework_view import CaseworkFigure
from reports.errors import TooFewPeopleError
from reports.leaving.readers import Readers, for_readers
from reports.leaving.scrutiny import to_scrutiny
from reports.leaving.summary import to_leave
from reports.measures import MEASURES
from reports.render import html, json, text
from reports.view import Figure, Section, Sentence, Summary
from reports.wording import TEMPLATES, of_measure
from tests.prompts.plain_english import faults_of, grade
from tests.reports.files import LARGE, with_files
from tests.reports.views import a_figure

Shown = Figure | CaseworkFigure
HELD, VOICE = "supervision.held_share", "records.child_voice"
WRITERS = {"text": text.text, "html": html.page, "json": json.text}
LABELS = Phrases(TEMPLATES, "scrutiny").table("labels")


def with_figure(key: str, n: int, of: int) -> Summary:
    made = with_files()
    figure = a_figure(key, ((40, 100),) * 12 + ((n, of),))
    return replace(made, figures=tuple(figure if one.key == key else one for one in made.figures))


def test_no_figure_says_more_than_one_that_leaves_the_service() -> None:
    made = with_figure(VOICE, 3, 120)
    left, given = to_leave(made), to_scrutiny(made)
    every: list[Shown] = [*left.figures, *left.casework]
    shown: list[Shown] = [*given.figures, *given.casework]
    told = {one.key: one.series for one in every}
    assert {one.key for one in shown} == LABELS.keys()
    assert all(one.series == told[one.key] for one in shown)
    assert given.figure(VOICE).now.hidden
    assert not given.figure(VOICE).beside
    assert given.leaves


@pytest.mark.parametrize("practitioners", [0, 1, 5])
def test_a_team_that_may_be_one_person_has_none(practitioners: int) -> None:
    with pytest.raises(TooFewPeopleError, match="single people"):
        to_scrutiny(with_figure(HELD, practitioners, practitioners))


def test_of_six_there_is_one() -> None:
    assert to_scrutiny(with_figure(HELD, 6, 6)).figure(HELD).now.denominator == 6


def test_a_finding_of_one_team_is_not_told_of_it_nor_of_all() -> None:
    made = with_files()
    finding = replace(made.findings[0], part="North 2", sentence="It rose in North 2.")
    given = to_scrutiny(replace(made, findings=(finding,)))
    assert not given.findings
    assert not given.questions
    for write in WRITERS.values():
        assert "North 2" not in write(given)


def test_a_finding_most_of_which_is_in_one_team_names_no_team() -> None:
    made = with_files()
    finding = replace(
        made.findings[0],
        sentence="It rose. All of it is in North 2.",
        ask="the manager of North 2",
        question="What is different in North 2?",
    )
    given = to_scrutiny(replace(made, findings=(finding,)))
    assert given.findings[0].is_signal
    assert given.questions[0].ask == "the director of children's services"
    for write in WRITERS.values():
        assert "North 2" not in write(given)


@pytest.mark.parametrize("form", WRITERS)
def test_it_quotes_nobody_and_leads_to_no_list(form: str) -> None:
    made = with_files()
    quoted = Sentence("'It is loud.'", quotation="q")
    lead = Section("lead", "In short", (quoted, *made.sections[0].sentences))
    given = to_scrutiny(replace(made, sections=(lead, *made.sections[1:])))
    written = WRITERS[form](given)
    assert "It is loud" not in written
    assert "/summary/behind" not in written
    assert all(not one.lists for section in given.sections for one in section.sentences)
    assert given.enquired == ()
    assert given.process is None


def test_every_figure_has_its_plain_name_and_what_it_cannot_say() -> None:
    means = Phrases(TEMPLATES, "scrutiny").table("means")
    assert list(means) == list(LABELS)
    known = {*LARGE, *(one.key for one in MEASURES)}
    assert LABELS.keys() <= known
    given = to_scrutiny(with_files())
    assert [given.figure(VOICE).label, given.figure(VOICE).caution] == [LABELS[VOICE], means[VOICE]]
    assert of_measure(f"{VOICE}.label") not in text.text(given)


def test_what_is_read_beside_a_figure_stands_there_too() -> None:
    given = to_scrutiny(with_files())
    shown = {*(one.key for one in given.figures), *(one.key for one in given.casework)}
    assert all(key in shown for one in given.figures for key in one.paired_with)
    late = next(one for one in given.casework if one.key.endswith("within_45_working_days"))
    assert LABELS["assessments.child_seen_share"] in late.pairs


def test_each_kind_of_reader_is_given_their_own() -> None:
    made = with_files()
    assert for_readers(made, Readers.INSIDE, frozenset()) is made
    assert for_readers(made, Readers.OUTSIDE, frozenset()) == to_leave(made)
    assert for_readers(made, Readers.SCRUTINY, frozenset()) == to_scrutiny(made)
    assert [one for one in Readers if one.leaves] == [Readers.OUTSIDE, Readers.SCRUTINY]


def test_its_words_are_plain_and_of_a_reading_age_of_eleven_or_less() -> None:
    tables = ("page", "labels", "means", "questions", "too_few")
    words = [text for one in tables for text in Phrases(TEMPLATES, "scrutiny").table(one).values()]
    assert {one: faults_of(one) for one in words if faults_of(one)} == {}
    assert grade([*Phrases(TEMPLATES, "scrutiny").table("means").values()]) <= 6
