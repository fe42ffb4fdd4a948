"""What England comes to: each figure with its source, and what is not set beside it."""

import re
import tomllib
from typing import Any

import pytest

from practice.england import FIGURES, England, Level, Refusal, england

PUBLISHED = tomllib.loads(FIGURES.read_text(encoding="utf-8"))
MEASURES = [figure["measure"] for figure in PUBLISHED["figure"]]


@pytest.mark.parametrize("measure", MEASURES)
def test_a_figure_says_when_of_what_and_where_it_was_read(measure: str) -> None:
    found = england(measure, Level.COUNCIL, 12)
    assert isinstance(found, England)
    assert re.search(r"Department for Education, .+, reporting year \d{4}", found.source)
    assert found.address.startswith("https://explore-education-statistics.service.gov.uk/")
    assert str(found.at.year) in found.source
    assert found.counts
    assert found.value <= 1 or found.unit != "share"


@pytest.mark.parametrize("figure", PUBLISHED["figure"], ids=lambda each: each["measure"])
def test_a_share_is_what_its_two_counts_come_to(figure: dict[str, Any]) -> None:
    if counts := re.search(r"([\d,.]+) of ([\d,.]+)$", figure["counts"]):
        part, whole = (float(each.replace(",", "")) for each in counts.groups())
        assert figure["value"] == round(part / whole, 3)


def test_nothing_is_both_published_and_refused() -> None:
    assert len(set(MEASURES)) == len(MEASURES)
    assert not {*MEASURES} & {*PUBLISHED["refused"]}


@pytest.mark.parametrize("measure", [key for key in PUBLISHED["refused"] if "contacts" in key])
def test_contacts_are_not_referrals(measure: str) -> None:
    assert "contact" in str(england(measure, Level.COUNCIL, 12))


def test_a_cohort_is_not_the_ratio_of_two_years_counts() -> None:
    assert "same enquiries" in str(england("section47.to_conference", Level.COUNCIL, 12))


@pytest.mark.parametrize("measure", MEASURES)
def test_a_team_is_not_a_council(measure: str) -> None:
    assert england(measure, Level.TEAM, 12) is Refusal.TEAM


def test_a_month_is_not_a_year_but_a_day_may_stand_beside_a_day() -> None:
    assert england("referrals.repeat_share", Level.COUNCIL, 1) is Refusal.NOT_A_YEAR
    assert isinstance(england("workforce.agency_share", Level.COUNCIL, 1), England)


def test_what_england_does_not_publish_is_said() -> None:
    assert england("records.why", Level.COUNCIL, 12) is Refusal.NONE_KNOWN
