"""JSON: the names other tools rely on, as the schema says."""

import json as plain
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from reports.render import json
from tests.each import each
from tests.reports.views import a_figure, a_summary

VALIDATOR = Draft202012Validator(json.schema())


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.schema())


def test_a_summary_is_as_the_schema_says() -> None:
    document = plain.loads(json.text(a_summary()))
    VALIDATOR.validate(document)
    assert (document["scope"], document["period"]) == ("North & West <team>", "2026-10")
    assert document["as_of"] == "2026-11-05T09:30:00+00:00"
    assert document["findings"] == document["quiet"] == document["enquiries"] == []
    measure = document["measures"][0]
    assert (measure["value"], measure["numerator"], measure["denominator"]) == (0.5, 60, 120)
    assert set(measure["limits"]) >= {"mean", "lower", "upper", "trial"}
    assert measure["series"][-1] == {
        "period": "2026-10",
        "value": 0.5,
        "numerator": 60,
        "denominator": 120,
        "whole": True,
        "since": None,
        "until": None,
    }


def test_a_measure_without_data_has_no_value() -> None:
    figure = a_figure("actions.done_share", [(1, 4), (0, 0)])
    document = json.document(a_summary(figures=(figure,)))
    VALIDATOR.validate(document)
    assert document["measures"][0]["value"] is None
    assert document["measures"][0]["caution"]


@pytest.mark.parametrize(
    ("place", "wrong"), [("period", "October"), ("measures", None), ("data_quality", [{}])]
)
def test_the_schema_refuses_what_is_not_a_summary(place: str, wrong: Any) -> None:
    document = json.document(a_summary())
    document[place] = wrong
    with pytest.raises(ValidationError):
        VALIDATOR.validate(document)


def test_the_schema_refuses_a_share_above_one() -> None:
    document = json.document(a_summary())
    document["measures"][0]["value"] = 1.2
    with pytest.raises(ValidationError):
        VALIDATOR.validate(document)


@each("name", sorted(json.schema()["required"]))
def test_no_fixed_name_is_left_out(name: str) -> None:
    document = json.document(a_summary())
    del document[name]
    with pytest.raises(ValidationError):
        VALIDATOR.validate(document)
