"""How much is about process: told of teams, with its error, and beside last month."""

from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reports.process import KEY
from reports.render import html, json, text
from reports.view import Unsaid
from tests.reports.factories import a_meeting, a_process_share
from tests.reports.process.service import FEBRUARY, MARCH, Service, publish, said

PROCESS = "about process"


def test_it_is_said_of_100_sentences_with_its_published_error(
    service: Service, published: Path
) -> None:
    publish(published)
    service.records(MARCH, [0.25, 0.5] * 10)
    assert said(service.summary()) == (
        "About 38 of 100 sentences in the records in depth are about process: timescales, forms, "
        "meetings held. Give or take 8. Read it beside: Records with the child's own words or "
        "behaviour 0%."
    )


@pytest.mark.parametrize(("bias", "told"), [(0.1, 20), (-0.1, 40), (0.5, 0), (-0.9, 100)])
def test_what_the_reader_overdoes_or_misses_on_average_is_taken_off(
    service: Service, published: Path, bias: float, told: int
) -> None:
    publish(published, bias=bias)
    service.records(MARCH, [0.3] * 20)
    assert service.estimate().now.of_100 == told


def test_without_a_published_error_it_says_that_nobody_knows_how_surely(service: Service) -> None:
    service.records(MARCH, [0.5] * 20)
    assert "How surely is not known: no error is published for this version" in said(
        service.summary()
    )
    assert "Give or take" not in said(service.summary())


def test_an_error_of_another_version_says_nothing_of_this_one(
    service: Service, published: Path
) -> None:
    publish(published, bias=0.2, reader="r2")
    service.records(MARCH, [0.5] * 20)
    assert (service.estimate().now.of_100, service.estimate().now.error) == (50, None)


def test_what_another_version_read_is_left_out_and_that_is_said(
    service: Service, published: Path
) -> None:
    publish(published)
    service.records(MARCH, [0.5] * 20)
    service.records(MARCH, [1.0] * 5, reader="r0")
    told = said(service.summary())
    assert told.startswith("About 50 of 100 sentences")
    assert "Give or take 8. Of 100 sentences, 20 were read by another version" in told


def test_a_record_that_two_versions_read_is_one_record(service: Service, published: Path) -> None:
    publish(published)
    for number in range(19):
        sent = service.record(service.pairs[number % 3], date(2026, 3, 3), share=0.5)
        a_process_share(service.session, sent, 1.0, 1, "r0")
    assert service.texts()[MARCH].records == 19
    assert service.estimate().now.unsaid == Unsaid.FEW


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (0.50, "Set beside last month it says nothing: the difference is within that error."),
        (0.58, "Set beside last month it says nothing: the difference is within that error."),
        (0.59, "Last month it was about 59."),
        (0.41, "Last month it was about 41."),
        (0.42, "Set beside last month it says nothing: the difference is within that error."),
    ],
)
def test_last_month_is_told_only_where_the_difference_is_more_than_the_error(
    service: Service, published: Path, before: float, sentence: str
) -> None:
    publish(published)
    service.records(FEBRUARY, [before] * 20)
    service.records(MARCH, [0.5] * 20)
    assert sentence in said(service.summary())
    assert ("Last month it was" in said(service.summary())) == sentence.startswith("Last")


def test_months_that_two_versions_read_are_not_compared(service: Service, published: Path) -> None:
    publish(published)
    service.records(FEBRUARY, [0.9] * 20, reader="r0")
    service.records(MARCH, [0.5] * 20)
    assert "Last month was read by another version" in said(service.summary())
    assert "90" not in said(service.summary())


def test_without_a_known_error_nothing_is_compared(service: Service) -> None:
    service.records(FEBRUARY, [0.9] * 20)
    service.records(MARCH, [0.1] * 20)
    assert "month" not in said(service.summary())


def test_where_no_reader_gives_a_share_nothing_is_shown(service: Service) -> None:
    a_meeting(service.session, service.pairs[0], date(2026, 3, 3))
    summary = service.summary()
    assert said(summary) == ""
    assert PROCESS not in html.page(summary) + text.text(summary) + text.first_screen(summary)
    (made,) = (one for one in json.document(summary)["measures"] if one["key"] == KEY)
    assert (made["key"], made["value"], made["numerator"]) == (KEY, None, None)
    assert made["caution"].startswith("No version of the reader has estimated it")


def test_other_programs_get_the_share_its_error_and_no_counts(
    service: Service, published: Path
) -> None:
    publish(published)
    service.records(MARCH, [0.5] * 20)
    document = json.document(service.summary())
    Draft202012Validator(json.schema()).validate(document)
    (made,) = [measure for measure in document["measures"] if measure["key"] == KEY]
    assert (made["value"], made["error"], made["reader"]) == (0.5, 0.08, "r1")
    assert made["numerator"] is made["denominator"] is None
    assert "records" not in made
    assert [month["value"] for month in made["series"]] == [None] * 12 + [0.5]
