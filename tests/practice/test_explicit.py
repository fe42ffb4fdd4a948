"""A second explanation that is set beside a first in so many words."""

from practice.evidence.explicit import sets_beside
from practice.evidence.sentences import split
from tests.each import each
from tests.practice.texts import labelled

SHOWN = (
    ("Priya thinks she was scared of him. {}.", "Another explanation is that she was tired"),
    (
        "He may be missing his dad, {}.",
        "an alternative explanation for this could be hunger at noon",
    ),
    (
        "We wondered about fear.\nShe slept.\n{}.",
        "Other explanations considered: tiredness or a cold",
    ),
    ("One hypothesis is fear. {}.", "The other possible reading of it is that she was cold"),
)
NOT_SHOWN = (
    "Another explanation is that she was tired.",
    "He hits out because he misses his dad. There may be another explanation.",
    "He hits out because he misses his dad. Another explanation is needed.",
    "He hits out because he misses his dad. We need to consider another explanation: hunger.",
    "He hits out because he misses his dad. There is no other explanation that is likely.",
    "He hits out because he misses his dad. Other explanations considered: none at present.",
    "He hits out because he misses his dad. Could another explanation be that he is cold?",
    "He hits out because he misses his dad. Another explanation is what?",
)


def found(text: str) -> list[str]:
    return [one.text for one in sets_beside(split(text), ())]


@each("text, formula", SHOWN)
def test_a_formula_shows_it_where_a_reason_stands_before(text: str, formula: str) -> None:
    assert any(formula in one for one in found(text.format(formula)))


@each("text", NOT_SHOWN)
def test_one_alone_and_what_is_wished_for_or_denied_show_nothing(text: str) -> None:
    assert found(text) == []


def test_no_labelled_text_has_it_so_the_published_error_rates_stand() -> None:
    """Whatever gives a reason: a text that changed would have to be measured again."""
    assert [one.id for one in labelled() if list(sets_beside(split(one.text), [-1]))] == []
