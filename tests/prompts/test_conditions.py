"""Conditions: what they can ask, what they refuse, and that a skipped answer never breaks one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.conditions import (
    LONGEST,
    BrokenConditionError,
    holds,
    names_in,
    shows_in,
    values_in,
)
from tests.each import each


@each(
    "expression, values, expected",
    [
        ('load == "too much"', {"load": "too much"}, True),
        ('load != "too much"', {"load": "fine"}, True),
        ("count == 0", {"count": 0}, True),
        ("count > 0 and count < 3", {"count": 2}, True),
        ("0 < count <= 3", {"count": 4}, False),
        ("not changed", {"changed": False}, True),
        ("changed", {"changed": True}, True),
        ('"a" in ticked', {"ticked": ["a", "b"]}, True),
        ('"a" not in ticked', {"ticked": ["b"]}, True),
        ("length(story) > 3", {"story": "four"}, True),
        ('mentions("agencies", risk)', {"risk": "The School rang."}, True),
        ("says_none(risk)", {"risk": "None that we know of."}, True),
    ],
)
def test_a_condition_asks_about_answers(
    expression: str, values: dict[str, object], expected: bool
) -> None:
    assert holds(expression, values) is expected


def test_a_condition_asks_what_the_texts_show() -> None:
    assert holds('not shows("why")', {}, set())
    assert not holds('not shows("why")', {}, {"why"})


@each("expression", ["x == 1", "x != 1", "x > 1", "x < 1", "x >= 1", "x <= 1",
     '"a" in x', '"a" not in x', "x", "length(x) > 0", "says_none(x)",
     'mentions("theory", x)'])  # fmt: skip
def test_nothing_is_true_of_a_skipped_answer(expression: str) -> None:
    assert holds(expression, {"x": None}) is False
    assert holds(expression, {}) is False


def test_answers_of_different_kinds_are_not_compared() -> None:
    assert holds('x > "a"', {"x": 3}) is False
    assert holds('"a" in x', {"x": 3}) is False


@each(
    "expression",
    [
        "",
        "x ==",
        "x = 1",
        "x; y",
        "().__class__",
        "x.upper()",
        "9 ** 9 ** 9",
        "x + 1",
        "x * 9999999",
        "x[0]",
        "[a for a in x]",
        "lambda: 1",
        'f"{x}"',
        "1 if x else 2",
        "None == x",
        "1.5 < x",
        "b'a' == x",
        "-1 < x",
        "open(x)",
        "length()",
        "length(x, y)",
        "length(x=1)",
        "length",
        "(length)(x)(y)",
        'shows("luck")',
        "shows(x)",
        'mentions("luck", x)',
        "mentions(x, y)",
        "x is y",
        "(" * 250 + "x" + ")" * 250,
        "not " * 99 + "x" * LONGEST,
        "x == '\x00'",
    ],
)
def test_what_is_no_condition_is_refused(expression: str) -> None:
    with pytest.raises(BrokenConditionError):
        holds(expression, {"x": "a", "y": "b"})


def test_names_are_those_of_answers_and_context() -> None:
    assert names_in('length(a) > 0 and (b == "c" or shows("why"))') == {"a", "b"}


def test_indicators_asked_for_are_named() -> None:
    assert shows_in('shows("why") or not shows("impact")') == {"why", "impact"}


def test_compared_texts_are_named_whichever_way_round() -> None:
    assert values_in('a == "b" or "c" != d or e > 1') == {("a", "b"), ("d", "c")}


def test_a_condition_may_run_over_several_lines() -> None:
    assert holds("a == 1\nor b == 2", {"a": 0, "b": 2})


ANSWERS = st.none() | st.text() | st.integers() | st.booleans() | st.lists(st.text())


@given(st.text(max_size=60), ANSWERS)
def test_any_text_is_a_condition_or_refused_as_one(expression: str, answer: object) -> None:
    try:
        names = names_in(expression)
    except BrokenConditionError:
        return
    assert holds(expression, dict.fromkeys(names, answer)) in {True, False}


EXPRESSIONS = st.recursive(
    st.sampled_from(
        ["x", "x == 1", 'x < "a"', '"a" in x', "x not in y", "length(x) > y", "says_none(y)",
         'mentions("repeats", x)', 'shows("why")', "True", "x <= y <= 3"]
    ),
    lambda inner: st.builds("({} and {})".format, inner, inner)
    | st.builds("({} or not {})".format, inner, inner),
    max_leaves=8,
)  # fmt: skip


@given(EXPRESSIONS, ANSWERS, ANSWERS)
def test_a_sound_condition_holds_or_not_whatever_was_answered(
    expression: str, x: object, y: object
) -> None:
    assert holds(expression, {"x": x, "y": y}) in {True, False}
