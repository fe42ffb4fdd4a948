"""What a measure of the council's own files means stands once, and alike in the documentation."""

from pathlib import Path

import pytest

from prompts.phrases import Phrases
from reports.casework import wording
from reports.casework.measures import CASEWORK, CaseworkMeasure
from reports.measures import MEASURES
from reports.wording import TEMPLATES

DOCS = Path(__file__).parents[3] / "docs" / "measures.md"
WORDS = Phrases(TEMPLATES, "casework")
TIMELINESS = {
    "assessments.days": "assessments.child_seen_share",
    "assessments.within_45_working_days": "assessments.child_seen_share",
    "conferences.within_15_working_days": "section47.to_conference",
}


def row(measure: CaseworkMeasure) -> str:
    """Return the row of a measure in the table of docs/measures.md."""
    key, means = measure.key, wording.meaning(measure.key)
    beside = ", ".join(f"`{other}`" for other in measure.paired_with) or "\N{EN DASH}"
    cells = [f"`{key}`", measure.unit, means.numerator, means.denominator, means.leaves_out]
    cells += [means.source, beside, WORDS.say(f"{key}.cannot_tell")]
    return f"| {' | '.join(cells)} |"


@pytest.mark.parametrize("measure", CASEWORK, ids=lambda measure: measure.key)
def test_what_it_means_stands_in_the_documentation_word_for_word(measure: CaseworkMeasure) -> None:
    assert row(measure) in DOCS.read_text(encoding="utf-8").splitlines()


def test_no_timeliness_stands_without_what_it_must_be_read_beside() -> None:
    pairs = {measure.key: measure.paired_with for measure in CASEWORK}
    for key in TIMELINESS.keys() & pairs.keys():
        assert TIMELINESS[key] in pairs[key]


def test_every_pair_is_a_measure() -> None:
    known = {measure.key for measure in CASEWORK} | {measure.key for measure in MEASURES}
    for measure in CASEWORK:
        assert set(measure.paired_with) <= known - {measure.key}
